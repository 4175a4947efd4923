"""What keeps Svar from working well, and since when: its admins hear of each once."""

STATEMENTS = (
    """
    CREATE TABLE alarms (
        workspace_id {ref} NOT NULL REFERENCES workspaces (id),
        name TEXT NOT NULL,
        since {instant} NOT NULL,
        told_at {instant} NOT NULL,
        ended_at {instant},
        PRIMARY KEY (workspace_id, name)
    ) {strict}
    """,
)
