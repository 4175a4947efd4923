"""The days on which a whole company is closed, or works only until some time."""

STATEMENTS = (
    """
    CREATE TABLE closing_days (
        workspace_id {ref} NOT NULL REFERENCES workspaces (id),
        day TEXT NOT NULL,
        ends_minutes INTEGER NOT NULL,
        by_id {ref} NOT NULL REFERENCES people (id),
        PRIMARY KEY (workspace_id, day)
    ) {strict}
    """,
)
