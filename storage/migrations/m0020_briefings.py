"""A briefing is among the messages that only the clock causes, of which nobody gets more than two a day."""

STATEMENTS = (
    "DROP INDEX outbox_by_the_clock",
    """
    CREATE INDEX outbox_by_the_clock ON outbox (person_id, COALESCE(settled_at, '9'))
    WHERE reason IN ('reminders', 'still_good', 'note', 'briefing')
    """,
)
