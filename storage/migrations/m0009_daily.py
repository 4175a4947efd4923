"""At what time of their day somebody wants the daily message; until they say so, soon after it begins."""

STATEMENTS = ("ALTER TABLE people ADD COLUMN daily_minutes INTEGER",)
