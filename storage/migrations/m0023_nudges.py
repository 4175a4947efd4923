"""Offers to help whoever many wait for: dates on their own row, and what was thought of them, nameless."""

STATEMENTS = (
    "ALTER TABLE people ADD COLUMN crowded_on TEXT",
    "ALTER TABLE people ADD COLUMN nudged_on TEXT",
    "ALTER TABLE people ADD COLUMN unnudged_at {instant}",
    "CREATE INDEX people_crowded ON people (crowded_on) WHERE crowded_on IS NOT NULL",
    "ALTER TABLE workspaces ADD COLUMN nudges_at {instant}",
    "ALTER TABLE workspaces ADD COLUMN nudges {json}",
    "CREATE INDEX outbox_nudges ON outbox (created_at) WHERE reason = 'nudge'",
    "DROP INDEX outbox_by_the_clock",
    """
    CREATE INDEX outbox_by_the_clock ON outbox (person_id, COALESCE(settled_at, '9'))
    WHERE reason IN ('reminders', 'still_good', 'note', 'briefing', 'nudge')
    """,
)
