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
LOOKED_AT = "SELECT min(remind_at) AS oldest FROM turns WHERE remind_at <= :now AND ended_at IS NULL"
# A line that waits for its card, or for the one before it, is not late: those are.
OLDEST = """
SELECT min(due_at) AS oldest FROM (
    SELECT due_at FROM places WHERE due_at <= :now
    UNION ALL SELECT due_at FROM outbox WHERE due_at <= :now AND reason <> 'reminders' AND place_id IS NULL
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


FAILURES = """
SELECT failure, count(*) AS rows FROM (
    SELECT failure FROM places WHERE failure IS NOT NULL UNION ALL
    SELECT failure FROM outbox WHERE failure IS NOT NULL UNION ALL
    SELECT failure FROM homes WHERE failure IS NOT NULL
) AS items
WHERE failure NOT IN ('ended_before_posted', 'message_deleted', 'person_erased', 'undone')
GROUP BY failure ORDER BY failure
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


def oldest_due(tx: Tx, *, now: datetime) -> datetime | None:
    """Since when the oldest of what is due could have been sent or looked at; none where nothing is due."""
    found = [instant(tx.all(sql, now=now)[0]["oldest"]) for sql in (OLDEST, LOOKED_AT)]
    return min((at for at in found if at is not None), default=None)


def failures(tx: Tx) -> dict[str, int]:
    """How much was given up on, by Slack's names for why."""
    return {row["failure"]: row["rows"] for row in tx.all(FAILURES)}
