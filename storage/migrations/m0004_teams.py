"""Teams that are asked instead of a person, and channels in which one is asked unless somebody is named."""

STATEMENTS = (
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
)
