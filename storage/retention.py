"""What is forgotten: the times of what is over, later its words, and all of a workspace that has left.

A day is kept as its noon in UTC, which is the same day in almost every zone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from storage.base import Tx
from storage.rows import AMONG, SOME, among, from_json

TO_FADE = """
SELECT id FROM requests WHERE ended_at < :before AND faded_at IS NULL AND workspace_id = :workspace_id
ORDER BY ended_at, id LIMIT :limit
"""
TO_PURGE = """
SELECT id FROM requests WHERE ended_at < :before AND workspace_id = :workspace_id
ORDER BY ended_at, id LIMIT :limit
"""


NOON: Final = "T12:00:00.000000Z"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")


def _day(column: str) -> str:
    return f"{column} = substr({column}, 1, 10) || '{NOON}'"


_DAYS = ", ".join(
    _day(column)
    for column in (
        *("created_at", "wanted_by_at", "wanted_by_declined_at", "accepted_at", "promised_at"),
        *("first_response_at", "answered_at", "ended_at"),
    )
)
FADE = (
    f"UPDATE places SET offered_in = NULL WHERE request_id {AMONG}",
    f"UPDATE turns SET lent_from_id = NULL WHERE request_id {AMONG}",
    f"DELETE FROM turns WHERE request_id {AMONG}",
    f"UPDATE trail SET {_day('at')}, was = NULL WHERE request_id {AMONG}",
    f"UPDATE outbox SET {_day('created_at')}, {_day('settled_at')} WHERE request_id {AMONG}",
)
# What happened names instants too: the one that was promised, or wished.
_TABLES = ("trail", "outbox")
NAMING = {
    table: f"SELECT id, data FROM {table} WHERE request_id {AMONG} AND data LIKE '%T__:__:__%'"
    for table in _TABLES
}
NAME = {table: f"UPDATE {table} SET data = :data WHERE id = :id" for table in _TABLES}
FADED = f"UPDATE requests SET {_DAYS}, faded_at = :now WHERE id {AMONG}"
PURGE = (
    f"UPDATE requests SET merged_into_id = NULL WHERE merged_into_id {AMONG}",
    f"UPDATE homes SET done_id = NULL WHERE done_id IN (SELECT id FROM trail WHERE request_id {AMONG})",
    f"DELETE FROM outbox WHERE request_id {AMONG}",
    f"DELETE FROM places WHERE request_id {AMONG}",
    f"UPDATE turns SET lent_from_id = NULL WHERE request_id {AMONG}",
    f"DELETE FROM turns WHERE request_id {AMONG}",
    f"DELETE FROM trail WHERE request_id {AMONG}",
    f"DELETE FROM requests WHERE id {AMONG}",
)

_THEIRS = "(SELECT id FROM people WHERE workspace_id = :workspace_id)"
_ITS = "(SELECT id FROM requests WHERE workspace_id = :workspace_id)"
LEAVE = (
    "DELETE FROM deliveries WHERE workspace_id = :workspace_id",
    "DELETE FROM outbox WHERE workspace_id = :workspace_id",
    f"DELETE FROM homes WHERE person_id IN {_THEIRS}",
    f"DELETE FROM drafts WHERE person_id IN {_THEIRS}",
    f"DELETE FROM places WHERE request_id IN {_ITS}",
    f"UPDATE turns SET lent_from_id = NULL WHERE request_id IN {_ITS}",
    f"DELETE FROM turns WHERE request_id IN {_ITS}",
    f"DELETE FROM trail WHERE request_id IN {_ITS}",
    "UPDATE requests SET merged_into_id = NULL WHERE workspace_id = :workspace_id",
    "DELETE FROM requests WHERE workspace_id = :workspace_id",
    "DELETE FROM absences WHERE workspace_id = :workspace_id",
    f"DELETE FROM schedules WHERE person_id IN {_THEIRS}",
    f"DELETE FROM coordinators WHERE person_id IN {_THEIRS}",
    "DELETE FROM channels WHERE workspace_id = :workspace_id",
    "DELETE FROM digests WHERE workspace_id = :workspace_id",
    "DELETE FROM weeks WHERE workspace_id = :workspace_id",
    "DELETE FROM alarms WHERE workspace_id = :workspace_id",
    "DELETE FROM budgets WHERE workspace_id = :workspace_id",
    "DELETE FROM closing_days WHERE workspace_id = :workspace_id",
    "DELETE FROM changes WHERE workspace_id = :workspace_id",
    "DELETE FROM people WHERE workspace_id = :workspace_id",
    """
    UPDATE workspaces SET settings = NULL, nudges = NULL, nudges_at = NULL, typical_minutes = NULL,
        typical_at = NULL, evaluation_told = NULL
    WHERE id = :workspace_id
    """,
)


def fade(tx: Tx, workspace_id: int, *, before: datetime, now: datetime) -> int:
    """Of some requests that ended before then forget the turns and how long each took, and keep of every
    instant the day alone; of how many that was.
    """
    ids = _ids(tx, TO_FADE, workspace_id, before)
    for statement in FADE if ids else ():
        tx.run(statement, **among(ids))
    if ids:
        _fade_what_is_named(tx, ids)
        tx.run(FADED, now=now, **among(ids))
    return len(ids)


def _fade_what_is_named(tx: Tx, ids: Sequence[int]) -> None:
    for table in _TABLES:
        for row in tx.all(NAMING[table], **among(ids)):
            tx.run(NAME[table], id=row["id"], data=faded(from_json(row["data"])))


def faded(value: Any) -> Any:
    """What JSON held, with the day alone of every instant in it, wherever in it that stands."""
    if isinstance(value, str):
        return f"{value[:10]}{NOON}" if _INSTANT.fullmatch(value) else value
    if isinstance(value, dict):
        return {name: faded(each) for name, each in value.items()}
    return [faded(each) for each in value] if isinstance(value, list) else value


def purge(tx: Tx, workspace_id: int, *, before: datetime) -> int:
    """Forget some requests that ended before then, with their words and trails; how many."""
    ids = _ids(tx, TO_PURGE, workspace_id, before)
    for statement in PURGE if ids else ():
        tx.run(statement, **among(ids))
    return len(ids)


def leave(tx: Tx, workspace_id: int) -> None:
    """Forget everybody and everything of a workspace but that it was served, and its last number."""
    for statement in LEAVE:
        tx.run(statement, workspace_id=workspace_id)


def _ids(tx: Tx, statement: str, workspace_id: int, before: datetime) -> Sequence[int]:
    rows = tx.all(statement, workspace_id=workspace_id, before=before, limit=SOME)
    return [row["id"] for row in rows]
