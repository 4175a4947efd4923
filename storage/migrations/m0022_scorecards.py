"""What a channel's people want first in its digest; and digests about a team."""

STATEMENTS = (
    "ALTER TABLE digests ADD COLUMN team_id {ref} REFERENCES people (id)",
    "ALTER TABLE digests ADD COLUMN first {json}",
)
