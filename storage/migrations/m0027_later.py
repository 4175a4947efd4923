"""Why somebody wants to hear of a turn later, in their own words and for themselves."""

STATEMENTS = ("ALTER TABLE turns ADD COLUMN later_why TEXT",)
