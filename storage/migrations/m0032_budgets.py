"""When Slack takes the next call of a method, whichever of several processes makes it."""

STATEMENTS = (
    """
    CREATE TABLE budgets (
        workspace_id {ref} NOT NULL REFERENCES workspaces (id),
        method TEXT NOT NULL,
        due_at {instant} NOT NULL,
        PRIMARY KEY (workspace_id, method)
    ) {strict}
    """,
)
