"""Turns: who held the ball, from when to when, and how much working time that was."""

from __future__ import annotations

from datetime import datetime

from storage.base import Tx
from storage.records import Clock, Entry, Side, Turn, Why
from storage.rows import record

COLUMNS = (
    "id, request_id, holder_id, side, why, clock, started_at, ended_at, end_reason, holder_minutes, "
    "requester_minutes, wall_minutes"
)
START = """
INSERT INTO turns (request_id, holder_id, side, why, clock, started_at)
VALUES (:request_id, :holder_id, :side, :why, :clock, :now)
"""
OPEN = f"SELECT {COLUMNS} FROM turns WHERE request_id = :request_id AND ended_at IS NULL"
END = """
UPDATE turns SET ended_at = :now, end_reason = :reason, holder_minutes = :holder_minutes,
    requester_minutes = :requester_minutes, wall_minutes = :wall_minutes
WHERE id = :id
"""
HOLDERS = "SELECT DISTINCT holder_id FROM turns WHERE request_id = :request_id"


def start(tx: Tx, request_id: int, *, holder_id: int, side: Side, why: Why, now: datetime) -> None:
    """A new open turn whose clock runs; the one before must have ended."""
    values = {"holder_id": holder_id, "side": side, "why": why, "clock": Clock.RUNNING}
    tx.run(START, request_id=request_id, now=now, **values)


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


def holders(tx: Tx, request_id: int) -> set[int]:
    """Everybody who ever held a turn of the request."""
    return {row["holder_id"] for row in tx.all(HOLDERS, request_id=request_id)}
