"""What the sweep of reminders reads, in the order in which it reads it."""

STATEMENTS = (
    "DROP INDEX turns_to_remind",
    """
    CREATE INDEX turns_to_remind ON turns (remind_at, holder_id)
    WHERE remind_at IS NOT NULL AND ended_at IS NULL
    """,
    "DROP INDEX turns_of_holder",
    """
    CREATE INDEX turns_of_holder ON turns (holder_id, remind_at)
    WHERE remind_at IS NOT NULL AND ended_at IS NULL
    """,
    "DROP INDEX outbox_by_the_clock",
    """
    CREATE INDEX outbox_by_the_clock ON outbox (person_id, COALESCE(settled_at, '9'))
    WHERE reason IN ('reminders', 'still_good', 'note')
    """,
)
