"""Until when somebody is at capacity."""

STATEMENTS = (
    "ALTER TABLE people ADD COLUMN full_until {instant}",
    "CREATE INDEX people_at_capacity ON people (workspace_id, full_until) WHERE full_until IS NOT NULL",
)
