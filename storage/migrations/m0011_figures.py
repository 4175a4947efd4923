"""What was asked in some weeks, of everybody and of one person; and what was shown of each week."""

STATEMENTS = (
    "CREATE INDEX requests_by_age ON requests (workspace_id, created_at)",
    "CREATE INDEX requests_by_owner ON requests (owner_id, created_at)",
    # What a group's digest showed of the weeks before `until_at`, and the requests (by owner) it rests on.
    """
    CREATE TABLE weeks (
        workspace_id {ref} NOT NULL REFERENCES workspaces (id),
        group_key TEXT NOT NULL,
        until_at {instant} NOT NULL,
        figures {json} NOT NULL,
        bases {json} NOT NULL,
        PRIMARY KEY (workspace_id, group_key, until_at)
    ) {strict}
    """,
    "CREATE INDEX weeks_by_age ON weeks (workspace_id, until_at)",
)
