"""Reminders are claimed apart, after whatever else is due."""

STATEMENTS = (
    "DROP INDEX outbox_due",
    "CREATE INDEX outbox_due ON outbox (due_at, id) WHERE due_at IS NOT NULL AND reason <> 'reminders'",
    """
    CREATE INDEX outbox_absences ON outbox (person_id)
    WHERE reason IN ('absence', 'briefing') AND due_at IS NOT NULL
    """,
    """
    CREATE INDEX outbox_reminders_due ON outbox (due_at, id)
    WHERE due_at IS NOT NULL AND reason = 'reminders'
    """,
)
