"""When each person does not want to be disturbed, as Slack last said, and when that was."""

STATEMENTS = (
    "ALTER TABLE people ADD COLUMN quiet_from {instant}",
    "ALTER TABLE people ADD COLUMN quiet_until {instant}",
    "ALTER TABLE people ADD COLUMN quiet_asked_at {instant}",
)
