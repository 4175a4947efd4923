"""What a workspace has set for itself, who changed it, and whom Slack calls an admin."""

STATEMENTS = (
    "ALTER TABLE workspaces ADD COLUMN settings {json}",
    "ALTER TABLE people ADD COLUMN is_admin INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX people_admins ON people (workspace_id) WHERE is_admin = 1",
    """
    CREATE TABLE changes (
        id {id},
        workspace_id {ref} NOT NULL REFERENCES workspaces (id),
        at {instant} NOT NULL,
        by_id {ref} NOT NULL REFERENCES people (id),
        name TEXT NOT NULL,
        was {json} NOT NULL,
        becomes {json} NOT NULL
    ) {strict}
    """,
    "CREATE INDEX changes_of_workspace ON changes (workspace_id, id)",
)
