"""Turns that were lent or are held, requests merged into another, and what each entry changed."""

STATEMENTS = (
    "ALTER TABLE turns ADD COLUMN lent_from_id {ref} REFERENCES turns (id)",
    "ALTER TABLE turns ADD COLUMN held_until {instant}",
    "ALTER TABLE requests ADD COLUMN merged_into_id {ref} REFERENCES requests (id)",
    "ALTER TABLE trail ADD COLUMN was {json}",
)
