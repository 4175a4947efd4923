"""What somebody did last, which their Home lets them undo."""

STATEMENTS = ("ALTER TABLE homes ADD COLUMN done_id {ref} REFERENCES trail (id)",)
