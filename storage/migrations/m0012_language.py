"""The language somebody wants to be spoken to in; until they say so, the one that they chose in Slack."""

STATEMENTS = ("ALTER TABLE people ADD COLUMN language TEXT",)
