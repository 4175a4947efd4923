"""Who is away, who has moved or changed their hours, and which days are public holidays."""

STATEMENTS = (
    """
    CREATE TABLE absences (
        id {id},
        workspace_id {ref} NOT NULL REFERENCES workspaces (id),
        person_id {ref} NOT NULL REFERENCES people (id),
        starts_at {instant} NOT NULL,
        ends_at {instant},
        note TEXT,
        cover_id {ref} REFERENCES people (id),
        by_id {ref} NOT NULL REFERENCES people (id),
        series TEXT,
        created_at {instant} NOT NULL,
        changed_at {instant},
        cancelled_at {instant}
    ) {strict}
    """,
    # The two questions of every day: is somebody away, and who is. Those that are over are many and left out.
    """
    CREATE INDEX absences_of_person ON absences (person_id, starts_at, ends_at) WHERE cancelled_at IS NULL
    """,
    """
    CREATE INDEX absences_by_end ON absences (workspace_id, COALESCE(ends_at, '9'), starts_at)
    WHERE cancelled_at IS NULL
    """,
    """
    CREATE INDEX absences_by_cover ON absences (cover_id, starts_at)
    WHERE cover_id IS NOT NULL AND cancelled_at IS NULL
    """,
    "CREATE INDEX absences_by_series ON absences (series) WHERE series IS NOT NULL",
    """
    CREATE TABLE schedules (
        person_id {ref} NOT NULL REFERENCES people (id),
        starts_at {instant} NOT NULL,
        zone TEXT,
        days {json},
        region TEXT,
        PRIMARY KEY (person_id, starts_at)
    ) {strict}
    """,
    """
    CREATE TABLE holidays (
        region TEXT NOT NULL,
        year INTEGER NOT NULL,
        days {json} NOT NULL,
        edition TEXT NOT NULL,
        PRIMARY KEY (region, year)
    ) {strict}
    """,
)
