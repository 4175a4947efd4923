"""When somebody was first reminded of a turn, from which the later times are counted."""

STATEMENTS = ("ALTER TABLE turns ADD COLUMN first_reminded_at {instant}",)
