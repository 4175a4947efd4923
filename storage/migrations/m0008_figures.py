"""What was asked in some weeks, of everybody and of one person; what a digest showed, and who gets one."""

STATEMENTS = (
    "CREATE INDEX requests_by_age ON requests (workspace_id, created_at)",
    "CREATE INDEX requests_by_owner ON requests (owner_id, created_at)",
)
