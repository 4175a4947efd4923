"""Whom Svar speaks to unasked while a workspace begins quietly; of which evaluation its admins were told."""

STATEMENTS = (
    "ALTER TABLE people ADD COLUMN spoken_to_at {instant}",
    "ALTER TABLE workspaces ADD COLUMN evaluation_told TEXT",
)
