"""What is forgotten: the times of what is over, later its words, and all of a workspace that has left.

A day is kept as its noon in UTC, which is the same day in almost every zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from storage.base import Tx
from storage.rows import AMONG, SOME, among

TO_FADE = """
SELECT id FROM requests WHERE ended_at < :before AND faded_at IS NULL ORDER BY ended_at, id LIMIT :limit
"""
TO_PURGE = "SELECT id FROM requests WHERE ended_at < :before ORDER BY ended_at, id LIMIT :limit"


def _day(column: str) -> str:
    return f"{column} = substr({column}, 1, 10) || 'T12:00:00.000000Z'"


_DAYS = ", ".join(
    _day(column)
    for column in ("created_at", "accepted_at", "promised_at", "first_response_at", "answered_at", "ended_at")
)
FADE = (
    f"UPDATE places SET offered_in = NULL WHERE request_id {AMONG}",
    f"UPDATE turns SET lent_from_id = NULL WHERE request_id {AMONG}",
    f"DELETE FROM turns WHERE request_id {AMONG}",
    f"UPDATE trail SET {_day('at')}, was = NULL WHERE request_id {AMONG}",
    f"UPDATE outbox SET {_day('created_at')}, {_day('settled_at')} WHERE request_id {AMONG}",
)
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
    "DELETE FROM closing_days WHERE workspace_id = :workspace_id",
    "DELETE FROM changes WHERE workspace_id = :workspace_id",
    "DELETE FROM people WHERE workspace_id = :workspace_id",
    "UPDATE workspaces SET settings = NULL WHERE id = :workspace_id",
)


def fade(tx: Tx, *, before: datetime, now: datetime) -> int:
    """Of some requests that ended before then forget the turns and how long each took, and keep of every
    instant the day alone; of how many that was.
    """
    ids = _ids(tx, TO_FADE, before)
    for statement in FADE if ids else ():
        tx.run(statement, **among(ids))
    if ids:
        tx.run(FADED, now=now, **among(ids))
    return len(ids)


def purge(tx: Tx, *, before: datetime) -> int:
    """Forget some requests that ended before then, with their words and trails; how many."""
    ids = _ids(tx, TO_PURGE, before)
    for statement in PURGE if ids else ():
        tx.run(statement, **among(ids))
    return len(ids)


def leave(tx: Tx, workspace_id: int) -> None:
    """Forget everybody and everything of a workspace but that it was served, and its last number."""
    for statement in LEAVE:
        tx.run(statement, workspace_id=workspace_id)


def _ids(tx: Tx, statement: str, before: datetime) -> Sequence[int]:
    return [row["id"] for row in tx.all(statement, before=before, limit=SOME)]
