"""Coverage, whoever seems to be back, returns that are only roughly known, coordinators, and team notices."""

STATEMENTS = (
    "ALTER TABLE absences ADD COLUMN asked_at {instant}",
    "ALTER TABLE absences ADD COLUMN return_words TEXT",
    "ALTER TABLE turns ADD COLUMN away_minutes INTEGER",
    """
    CREATE TABLE coordinators (
        person_id {ref} PRIMARY KEY REFERENCES people (id),
        by_id {ref} NOT NULL REFERENCES people (id),
        since_at {instant} NOT NULL
    ) {strict}
    """,
    "ALTER TABLE channels ADD COLUMN notice_minutes INTEGER",
    "ALTER TABLE channels ADD COLUMN notice_zone TEXT",
    "ALTER TABLE channels ADD COLUMN notice_language TEXT",
    "ALTER TABLE channels ADD COLUMN notice_at {instant}",
    "CREATE INDEX channels_by_notice ON channels (notice_at) WHERE notice_at IS NOT NULL",
)
