"""Teams that are asked instead of a person, channels that ask one, and what follows people and channels."""

STATEMENTS = (
    "ALTER TABLE places ADD COLUMN offered_in {ref} REFERENCES turns (id)",
    "CREATE INDEX turns_of_teams ON turns (request_id) WHERE why = 'team_asked' AND ended_at IS NULL",
    """
    CREATE TABLE channels (
        id {id},
        workspace_id {ref} NOT NULL REFERENCES workspaces (id),
        slack_id TEXT NOT NULL,
        team_id {ref} REFERENCES people (id),
        UNIQUE (workspace_id, slack_id)
    ) {strict}
    """,
    "CREATE INDEX open_requests_by_owner ON requests (owner_id, id) WHERE status = 'open'",
    "CREATE INDEX open_requests_by_channel ON requests (channel_id) WHERE status = 'open'",
    "CREATE INDEX unposted_places ON places (person_id) WHERE ts IS NULL AND due_at IS NOT NULL",
)
