"""Turns: who held the ball, from when to when, and how much working time that was."""

from __future__ import annotations

from datetime import datetime

from storage.base import Tx
from storage.records import Entry, NewTurn, Turn
from storage.rows import record

COLUMNS = (
    "id, request_id, holder_id, side, why, clock, started_at, lent_from_id, held_until, ended_at, "
    "end_reason, holder_minutes, requester_minutes, wall_minutes"
)
START = """
INSERT INTO turns (request_id, holder_id, side, why, clock, lent_from_id, held_until, started_at)
VALUES (:request_id, :holder_id, :side, :why, :clock, :lent_from_id, :held_until, :now)
"""
GET = f"SELECT {COLUMNS} FROM turns WHERE id = :id"
OPEN = f"SELECT {COLUMNS} FROM turns WHERE request_id = :request_id AND ended_at IS NULL"
END = """
UPDATE turns SET ended_at = :now, end_reason = :reason, holder_minutes = :holder_minutes,
    requester_minutes = :requester_minutes, wall_minutes = :wall_minutes
WHERE id = :id
"""
REOPEN = """
UPDATE turns SET ended_at = NULL, end_reason = NULL, holder_minutes = NULL, requester_minutes = NULL,
    wall_minutes = NULL
WHERE id = :id
"""
HOLDERS = """
SELECT DISTINCT holder_id FROM turns
WHERE request_id = :request_id AND (end_reason IS NULL OR end_reason <> 'undone')
"""


def start(tx: Tx, request_id: int, new: NewTurn, *, now: datetime) -> None:
    """A new open turn; the one before must have ended."""
    values = {name: getattr(new, name) for name in NewTurn.__slots__}
    tx.run(START, request_id=request_id, now=now, **values)


def get(tx: Tx, turn_id: int) -> Turn:
    return record(Turn, tx.one(GET, id=turn_id))


def open_turn(tx: Tx, request_id: int) -> Turn | None:
    """The open turn of a request; none once it has ended."""
    row = tx.one(OPEN, request_id=request_id)
    return record(Turn, row) if row else None


def end(tx: Tx, turn: Turn, reason: Entry, *, minutes: tuple[int, int, int], now: datetime) -> None:
    """End a turn; `minutes` are the holder's, the requester's and wall time."""
    tx.run(
        END,
        id=turn.id,
        now=now,
        reason=reason,
        holder_minutes=minutes[0],
        requester_minutes=minutes[1],
        wall_minutes=minutes[2],
    )


def reopen(tx: Tx, turn_id: int) -> None:
    """A turn that has ended goes on as if it had not; the one after it must have ended."""
    tx.run(REOPEN, id=turn_id)


def lent_from(tx: Tx, turn: Turn) -> list[Turn]:
    """The turns from which it was lent, the nearest first; the last of them is the owner's."""
    lenders: list[Turn] = []
    while turn.lent_from_id is not None:
        turn = get(tx, turn.lent_from_id)
        lenders.append(turn)
    return lenders


def holders(tx: Tx, request_id: int) -> set[int]:
    """Everybody who ever held a turn of the request, but for those whose turn was undone."""
    return {row["holder_id"] for row in tx.all(HOLDERS, request_id=request_id)}
