"""Channels in which somebody asked for a digest, and when the next one is due."""

STATEMENTS = (
    """
    CREATE TABLE digests (
        id {id},
        workspace_id {ref} NOT NULL REFERENCES workspaces (id),
        channel TEXT NOT NULL,
        everybody INTEGER NOT NULL,
        monthly INTEGER NOT NULL,
        by_id {ref} NOT NULL REFERENCES people (id),
        due_at {instant},
        UNIQUE (workspace_id, channel)
    ) {strict}
    """,
    "CREATE INDEX digests_due ON digests (due_at) WHERE due_at IS NOT NULL",
)
