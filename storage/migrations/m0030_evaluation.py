"""The reminder of an evaluation counts among what the clock says on a day."""

STATEMENTS = (
    "DROP INDEX outbox_by_the_clock",
    """
    CREATE INDEX outbox_by_the_clock ON outbox (person_id, COALESCE(settled_at, '9'))
    WHERE reason IN ('reminders', 'still_good', 'note', 'briefing', 'nudge', 'evaluation')
    """,
)
