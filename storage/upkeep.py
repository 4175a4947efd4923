"""How much is due, how old the oldest of it is, and how much was given up on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.base import Tx
from storage.rows import instant

DUE = """
SELECT count(*) AS due, min(due_at) AS oldest FROM (
    SELECT due_at FROM places WHERE due_at <= :now
    UNION ALL SELECT due_at FROM outbox WHERE due_at <= :now AND reason <> 'reminders'
    UNION ALL SELECT due_at FROM outbox WHERE due_at <= :now AND reason = 'reminders'
    UNION ALL SELECT due_at FROM homes WHERE due_at <= :now
) AS items
"""
DEAD = """
SELECT (SELECT count(*) FROM places WHERE failure IS NOT NULL
        AND failure NOT IN ('message_deleted', 'person_erased'))
    + (SELECT count(*) FROM outbox WHERE failure IS NOT NULL
        AND failure NOT IN ('ended_before_posted', 'undone', 'person_erased')) AS dead
"""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits to be sent at a moment; `oldest_at` is none where nothing does."""

    due: int
    oldest_at: datetime | None
    dead: int


def backlog(tx: Tx, *, now: datetime) -> Backlog:
    """Count what is due and what will never be sent."""
    waiting, dead = tx.all(DUE, now=now)[0], tx.all(DEAD)[0]
    return Backlog(waiting["due"], instant(waiting["oldest"]), dead["dead"])
