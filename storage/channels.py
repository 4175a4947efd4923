"""Channels of which something is to be remembered."""

from __future__ import annotations

from storage.base import Tx
from storage.people import COLUMNS
from storage.records import Person
from storage.rows import record

SET_TEAM = """
INSERT INTO channels (workspace_id, slack_id, team_id) VALUES (:workspace_id, :slack_id, :team_id)
ON CONFLICT (workspace_id, slack_id) DO UPDATE SET team_id = excluded.team_id
"""
RENUMBER = "UPDATE channels SET slack_id = :new WHERE workspace_id = :workspace_id AND slack_id = :old"
TEAM = f"""
SELECT {COLUMNS} FROM people WHERE id = (
    SELECT team_id FROM channels WHERE workspace_id = :workspace_id AND slack_id = :slack_id
)
"""


def set_team(tx: Tx, workspace_id: int, slack_id: str, team_id: int | None) -> None:
    """Whom a request in a channel goes to where it names nobody; none: it has to name somebody."""
    tx.run(SET_TEAM, workspace_id=workspace_id, slack_id=slack_id, team_id=team_id)


def team(tx: Tx, workspace_id: int, slack_id: str) -> Person | None:
    """The team that is asked in a channel where nobody is named, if there is one."""
    row = tx.one(TEAM, workspace_id=workspace_id, slack_id=slack_id)
    return record(Person, row) if row else None


def renumber(tx: Tx, workspace_id: int, old: str, new: str) -> None:
    """Slack calls a channel by another id."""
    tx.run(RENUMBER, workspace_id=workspace_id, old=old, new=new)
