"""What keeps Svar from working well: one row for each thing that ever did, and whether it still does."""

from __future__ import annotations

from datetime import datetime

from storage.base import Tx

RAISE = """
INSERT INTO alarms (workspace_id, name, since, told_at) VALUES (:workspace_id, :name, :now, :now)
ON CONFLICT (workspace_id, name) DO UPDATE SET since = excluded.since, ended_at = NULL,
    told_at = CASE WHEN alarms.told_at <= :told_before THEN excluded.told_at ELSE alarms.told_at END
WHERE alarms.ended_at IS NOT NULL
RETURNING told_at
"""
END = """
UPDATE alarms SET ended_at = :now WHERE workspace_id = :workspace_id AND name = :name AND ended_at IS NULL
"""
STANDS = """
SELECT 1 AS yes FROM alarms WHERE workspace_id = :workspace_id AND name = :name AND ended_at IS NULL
"""


def ring(tx: Tx, workspace_id: int, name: str, *, now: datetime, told_before: datetime) -> bool:
    """Something is wrong; whether that is new, and was not told of since `told_before`."""
    values = {"workspace_id": workspace_id, "name": name, "now": now, "told_before": told_before}
    row = tx.one(RAISE, **values)
    return row is not None and datetime.fromisoformat(row["told_at"]) == now


def end(tx: Tx, workspace_id: int, name: str, *, now: datetime) -> bool:
    """It is well again; whether it was not."""
    return tx.run(END, workspace_id=workspace_id, name=name, now=now) == 1


def stands(tx: Tx, workspace_id: int, name: str) -> bool:
    """Whether it is still so."""
    return tx.one(STANDS, workspace_id=workspace_id, name=name) is not None
