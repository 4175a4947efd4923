"""What Slack takes from a workspace: when a method's next call is due, whichever process makes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from storage.base import Tx

FARTHEST: Final = timedelta(minutes=1)
"""Nobody has to wait for longer: what is due later was left behind by a clock that was ahead."""

ADD = """
INSERT INTO budgets (workspace_id, method, due_at) VALUES (:workspace_id, :method, :now)
ON CONFLICT (workspace_id, method) DO NOTHING
"""
LOCK = "SELECT due_at FROM budgets WHERE workspace_id = :workspace_id AND method = :method FOR UPDATE"
SET = "UPDATE budgets SET due_at = :due_at WHERE workspace_id = :workspace_id AND method = :method"
HOLD = f"{SET} AND due_at < :due_at"


def take(
    tx: Tx, workspace_id: int, method: str, *, gap: timedelta, until: datetime, now: datetime
) -> datetime:
    """Take the method's next turn if it is due until then; the moment, a `gap` later, when another is due."""
    row = {"workspace_id": workspace_id, "method": method}
    tx.run(ADD, **row, now=now)
    due_at = datetime.fromisoformat(tx.all(LOCK, **row)[0]["due_at"])
    if due_at > until + FARTHEST:
        due_at = now
    next_at = max(due_at, now) + gap
    if due_at <= until:
        tx.run(SET, **row, due_at=next_at)
    return next_at


def hold(tx: Tx, workspace_id: int, method: str, *, until: datetime) -> None:
    """No turn of the method is due before then."""
    tx.run(HOLD, workspace_id=workspace_id, method=method, due_at=until)
