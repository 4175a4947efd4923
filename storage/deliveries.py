"""What Slack has already handed us, so that a repeat is answered again and not done again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from storage.base import Tx
from storage.rows import from_json

RESULT = "SELECT result FROM deliveries WHERE workspace_id = :workspace_id AND key = :key"
ADD = "INSERT INTO deliveries (workspace_id, key, at, result) VALUES (:workspace_id, :key, :now, :result)"
ERASE = "DELETE FROM deliveries WHERE workspace_id = :workspace_id AND key LIKE :of_channel"
FORGET = """
DELETE FROM deliveries WHERE (workspace_id, key) IN (
    SELECT workspace_id, key FROM deliveries WHERE at < :before ORDER BY at LIMIT :limit
)
"""


def result(tx: Tx, workspace_id: int, key: str) -> Any | None:
    """What came of this delivery the first time; none if this is the first time."""
    row = tx.one(RESULT, workspace_id=workspace_id, key=key)
    return from_json(row["result"]) if row else None


def add(tx: Tx, workspace_id: int, key: str, *, result: Mapping[str, Any], now: datetime) -> None:
    """Note what came of a delivery, in the transaction of its effect.

    Raises `storage.base.Conflict` if the same delivery is being handled elsewhere; then nothing is done here.
    """
    tx.run(ADD, workspace_id=workspace_id, key=key, result=dict(result), now=now)


def erase(tx: Tx, workspace_id: int, channel: str) -> None:
    """Forget all that came from a conversation; should Slack bring any of it again, it is new."""
    tx.run(ERASE, workspace_id=workspace_id, of_channel=f"%:{channel}:%")


def forget(tx: Tx, *, before: datetime, limit: int) -> int:
    """Forget up to `limit` deliveries older than `before`; how many were forgotten."""
    return tx.run(FORGET, before=before, limit=limit)
