"""When a turn is to be looked at for a reminder, and how long answers usually take."""

STATEMENTS = (
    "ALTER TABLE turns ADD COLUMN remind_at {instant}",
    "ALTER TABLE turns ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE turns ADD COLUMN reminded_at {instant}",
    "ALTER TABLE turns ADD COLUMN snoozed_until {instant}",
    "CREATE INDEX turns_to_remind ON turns (remind_at) WHERE remind_at IS NOT NULL AND ended_at IS NULL",
    "CREATE INDEX turns_of_holder ON turns (holder_id) WHERE remind_at IS NOT NULL AND ended_at IS NULL",
    "CREATE INDEX turns_ended ON turns (ended_at) WHERE side = 'owner'",
    """
    CREATE INDEX outbox_by_the_clock ON outbox (person_id) WHERE reason IN ('reminders', 'still_good')
    """,
    "ALTER TABLE workspaces ADD COLUMN typical_minutes INTEGER",
    "ALTER TABLE workspaces ADD COLUMN typical_at {instant}",
)
