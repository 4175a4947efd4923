"""Homes: for everybody who has opened theirs, what it should show and how far Slack has caught up."""

STATEMENTS = (
    """
    CREATE TABLE homes (
        id {id},
        person_id {ref} NOT NULL UNIQUE REFERENCES people (id),
        pages {json} NOT NULL,
        version INTEGER NOT NULL DEFAULT 1,
        sent_version INTEGER NOT NULL DEFAULT 0,
        rests_until {instant},
        due_at {instant},
        attempts INTEGER NOT NULL DEFAULT 0,
        lease TEXT,
        failure TEXT
    ) {strict}
    """,
    "CREATE INDEX homes_due ON homes (due_at, id) WHERE due_at IS NOT NULL",
)
