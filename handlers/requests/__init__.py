"""Requests as people reach them: by command, shortcut and mention, by button and form, by writing."""
