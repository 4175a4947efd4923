"""Channels in which somebody asked for a digest: of its own people or of everybody, weekly or monthly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from storage.base import Tx
from storage.records import ChannelDigest
from storage.rows import record

COLUMNS = "id, workspace_id, channel, everybody, monthly, by_id, due_at, team_id, first"
PUT = """
INSERT INTO digests (workspace_id, channel, everybody, monthly, by_id, due_at, team_id)
VALUES (:workspace_id, :channel, :everybody, :monthly, :by_id, :due_at, :team_id)
ON CONFLICT (workspace_id, channel) DO UPDATE SET everybody = excluded.everybody, monthly = excluded.monthly,
    by_id = excluded.by_id, due_at = excluded.due_at, team_id = excluded.team_id
"""
GET = f"SELECT {COLUMNS} FROM digests WHERE id = :id"
DUE = f"""
SELECT {COLUMNS} FROM digests WHERE due_at <= :now ORDER BY due_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
"""
CHOOSE = "UPDATE digests SET first = :first WHERE id = :id"
PLAN = "UPDATE digests SET due_at = :due_at WHERE id = :id"
END = "DELETE FROM digests WHERE workspace_id = :workspace_id AND channel = :channel"
RENUMBER = "UPDATE digests SET channel = :new WHERE workspace_id = :workspace_id AND channel = :old"


def put(tx: Tx, wanted: ChannelDigest) -> None:
    """Somebody asks for a digest in a channel, or for another than it has."""
    names = ("workspace_id", "channel", "everybody", "monthly", "by_id", "due_at", "team_id")
    tx.run(PUT, **{name: getattr(wanted, name) for name in names})


def get(tx: Tx, digest_id: int) -> ChannelDigest | None:
    row = tx.one(GET, id=digest_id)
    return record(ChannelDigest, row) if row else None


def due(tx: Tx, *, now: datetime, limit: int) -> list[ChannelDigest]:
    """Those that are due, kept from others until the transaction ends."""
    return [record(ChannelDigest, row) for row in tx.all(DUE, now=now, limit=limit)]


def plan(tx: Tx, digest_id: int, due_at: datetime | None) -> None:
    """When the next one is due; none: never."""
    tx.run(PLAN, id=digest_id, due_at=due_at)


def choose(tx: Tx, digest_id: int, first: Sequence[str]) -> None:
    """Its people want this first."""
    tx.run(CHOOSE, id=digest_id, first=list(first))


def end(tx: Tx, workspace_id: int, channel: str) -> bool:
    """There are no more in that channel; whether there were any."""
    return tx.run(END, workspace_id=workspace_id, channel=channel) == 1


def renumber(tx: Tx, workspace_id: int, old: str, new: str) -> None:
    """Slack calls a channel by another id."""
    tx.run(RENUMBER, workspace_id=workspace_id, old=old, new=new)
