"""The workspaces Svar serves, and the running number of their requests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from storage.base import Tx
from storage.records import Change, Workspace
from storage.rows import from_json, instant, record, to_json

COLUMNS = "id, enterprise_id, team_id, name, bot_user_id, bot_id"

PUT = f"""
INSERT INTO workspaces (enterprise_id, team_id, name, bot_user_id, bot_id, created_at)
VALUES (:enterprise_id, :team_id, :name, :bot_user_id, :bot_id, :now)
ON CONFLICT (enterprise_id, team_id)
DO UPDATE SET name = excluded.name, bot_user_id = excluded.bot_user_id, bot_id = excluded.bot_id
RETURNING {COLUMNS}
"""

EVERY = f"SELECT {COLUMNS} FROM workspaces ORDER BY id"
TYPICAL = "SELECT typical_minutes, typical_at FROM workspaces WHERE id = :id"
KEEP_TYPICAL = "UPDATE workspaces SET typical_minutes = :minutes, typical_at = :now WHERE id = :id"
ENDED = """
SELECT turns.holder_minutes AS holder_minutes FROM turns JOIN requests ON requests.id = turns.request_id
WHERE requests.workspace_id = :workspace_id AND turns.side = 'owner' AND turns.clock = 'running'
    AND turns.ended_at >= :since AND turns.end_reason <> 'undone'
"""
NEXT_NUMBER = "UPDATE workspaces SET last_number = last_number + 1 WHERE id = :id RETURNING last_number"
TELL_EVALUATION = """
UPDATE workspaces SET evaluation_told = :day WHERE id = :id AND COALESCE(evaluation_told, '') <> :day
"""
SETTINGS = "SELECT settings FROM workspaces WHERE id = :id"
LOCK_SETTINGS = f"{SETTINGS} FOR UPDATE"
KEEP_SETTINGS = "UPDATE workspaces SET settings = :settings WHERE id = :id"
ADD_CHANGE = """
INSERT INTO changes (workspace_id, at, by_id, name, was, becomes)
VALUES (:workspace_id, :now, :by_id, :name, :was, :becomes)
"""
CHANGES = """
SELECT at, by_id, name, was, becomes FROM changes WHERE workspace_id = :workspace_id
ORDER BY id DESC LIMIT :limit
"""

ENOUGH_TURNS: Final = 30
MEASURED_OVER: Final = timedelta(days=28)
MEASURED_EVERY: Final = timedelta(days=1)


def put(
    tx: Tx, *, enterprise_id: str, team_id: str, name: str, bot: tuple[str, str], now: datetime
) -> Workspace:
    """The workspace of these Slack ids, made or brought up to date; `bot` is its user id and bot id."""
    row = tx.one(
        PUT,
        enterprise_id=enterprise_id,
        team_id=team_id,
        name=name,
        bot_user_id=bot[0],
        bot_id=bot[1],
        now=now,
    )
    return record(Workspace, row)


def every(tx: Tx) -> list[Workspace]:
    """All workspaces that were ever served from this database."""
    return [record(Workspace, row) for row in tx.all(EVERY)]


def next_number(tx: Tx, workspace_id: int) -> int:
    """The next request number of a workspace; its row stays locked until the transaction ends."""
    return int(tx.all(NEXT_NUMBER, id=workspace_id)[0]["last_number"])


def typical(tx: Tx, workspace_id: int) -> timedelta | None:
    """Within what working time 85 % of the turns of the last weeks ended, once enough are known."""
    row = tx.one(TYPICAL, id=workspace_id)
    minutes = row["typical_minutes"] if row else None
    return None if minutes is None else timedelta(minutes=minutes)


def take_typical(tx: Tx, workspace_id: int, *, now: datetime) -> None:
    """Measure that anew, at most once a day."""
    row = tx.one(TYPICAL, id=workspace_id)
    measured_at = instant(row["typical_at"]) if row and row["typical_at"] else None
    if measured_at is not None and now - measured_at < MEASURED_EVERY:
        return
    ended = tx.all(ENDED, workspace_id=workspace_id, since=now - MEASURED_OVER)
    minutes = sorted(each["holder_minutes"] for each in ended)
    found = minutes[len(minutes) * 85 // 100] if len(minutes) >= ENOUGH_TURNS else None
    tx.run(KEEP_TYPICAL, id=workspace_id, minutes=found, now=now)


def settings(tx: Tx, workspace_id: int, *, lock: bool = False) -> Mapping[str, Any]:
    """What a workspace has set for itself, by name; nothing of what is as it comes."""
    row = tx.one(LOCK_SETTINGS if lock else SETTINGS, id=workspace_id)
    kept: Mapping[str, Any] = from_json(row["settings"]) if row and row["settings"] else {}
    return kept


def tell_evaluation(tx: Tx, workspace_id: int, day: str) -> bool:
    """Admins are told of the evaluation on a day; whether they had not been yet."""
    return tx.run(TELL_EVALUATION, id=workspace_id, day=day) == 1


def keep_settings(tx: Tx, workspace_id: int, kept: Mapping[str, Any]) -> None:
    """Set all of it."""
    tx.run(KEEP_SETTINGS, id=workspace_id, settings=kept)


def add_change(tx: Tx, workspace_id: int, change: Change) -> None:
    """Note who changed a setting; nothing takes it back."""
    tx.run(
        ADD_CHANGE,
        workspace_id=workspace_id,
        now=change.at,
        by_id=change.by_id,
        name=change.name,
        was=to_json(change.was),
        becomes=to_json(change.becomes),
    )


def changes(tx: Tx, workspace_id: int, *, limit: int) -> list[Change]:
    """What was changed of a workspace's settings, the newest first."""
    return [
        Change(
            at=datetime.fromisoformat(row["at"]),
            by_id=row["by_id"],
            name=row["name"],
            was=from_json(row["was"]),
            becomes=from_json(row["becomes"]),
        )
        for row in tx.all(CHANGES, workspace_id=workspace_id, limit=limit)
    ]
