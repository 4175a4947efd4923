"""When each person hears of their own week next."""

STATEMENTS = (
    "ALTER TABLE people ADD COLUMN note_at {instant}",
    # Whoever knows Svar already: the first look only plans the Monday after.
    """
    UPDATE people SET note_at = introduced_at
    WHERE introduced_at IS NOT NULL AND deactivated_at IS NULL AND kind = 'member'
    """,
    "CREATE INDEX people_by_note ON people (note_at) WHERE note_at IS NOT NULL",
    "DROP INDEX outbox_by_the_clock",
    """
    CREATE INDEX outbox_by_the_clock ON outbox (person_id)
    WHERE reason IN ('reminders', 'still_good', 'note')
    """,
)
