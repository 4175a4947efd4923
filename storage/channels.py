"""Channels of which something is to be remembered."""

from __future__ import annotations

from datetime import datetime

from storage.base import Tx
from storage.people import COLUMNS
from storage.records import ChannelNotice, Person
from storage.rows import record

SET_TEAM = """
INSERT INTO channels (workspace_id, slack_id, team_id) VALUES (:workspace_id, :slack_id, :team_id)
ON CONFLICT (workspace_id, slack_id) DO UPDATE SET team_id = excluded.team_id
"""
NOTICE = """
SELECT slack_id AS channel, notice_minutes AS minutes, notice_zone AS zone, notice_language AS language
FROM channels
WHERE workspace_id = :workspace_id AND slack_id = :slack_id AND notice_minutes IS NOT NULL
"""
SET_NOTICE = """
INSERT INTO channels (workspace_id, slack_id, notice_minutes, notice_zone, notice_language, notice_at)
VALUES (:workspace_id, :channel, :minutes, :zone, :language, :at)
ON CONFLICT (workspace_id, slack_id) DO UPDATE SET notice_minutes = excluded.notice_minutes,
    notice_zone = excluded.notice_zone, notice_language = excluded.notice_language,
    notice_at = excluded.notice_at
"""
END_NOTICE = """
UPDATE channels SET notice_minutes = NULL, notice_zone = NULL, notice_language = NULL, notice_at = NULL
WHERE workspace_id = :workspace_id AND slack_id = :slack_id AND notice_minutes IS NOT NULL
"""
NOTICES_DUE = """
SELECT workspace_id, slack_id FROM channels WHERE notice_at <= :now
ORDER BY notice_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
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


def notice(tx: Tx, workspace_id: int, slack_id: str) -> ChannelNotice | None:
    """When a channel is told who is out; none if it is not."""
    row = tx.one(NOTICE, workspace_id=workspace_id, slack_id=slack_id)
    return record(ChannelNotice, row) if row else None


def set_notice(tx: Tx, workspace_id: int, wanted: ChannelNotice, *, at: datetime | None) -> None:
    """A channel wants to be told who is out, next `at` an instant; none: never."""
    values = {name: getattr(wanted, name) for name in ChannelNotice.__slots__}
    tx.run(SET_NOTICE, workspace_id=workspace_id, at=at, **values)


def end_notice(tx: Tx, workspace_id: int, slack_id: str) -> bool:
    """A channel is not told any more; whether it was."""
    return tx.run(END_NOTICE, workspace_id=workspace_id, slack_id=slack_id) == 1


def notices_due(tx: Tx, *, now: datetime, limit: int) -> list[tuple[int, str]]:
    """The channels (workspace, Slack id) to be told now, kept from others until the transaction ends."""
    return [(row["workspace_id"], row["slack_id"]) for row in tx.all(NOTICES_DUE, now=now, limit=limit)]


def renumber(tx: Tx, workspace_id: int, old: str, new: str) -> None:
    """Slack calls a channel by another id."""
    tx.run(RENUMBER, workspace_id=workspace_id, old=old, new=new)
