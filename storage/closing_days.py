"""Closing days: when a whole company does not work, or only until some time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from storage.base import Tx

PUT = """
INSERT INTO closing_days (workspace_id, day, ends_minutes, by_id)
VALUES (:workspace_id, :day, :ends_minutes, :by_id)
ON CONFLICT (workspace_id, day) DO UPDATE SET ends_minutes = excluded.ends_minutes, by_id = excluded.by_id
"""
REMOVE = "DELETE FROM closing_days WHERE workspace_id = :workspace_id AND day = :day"
ALL = "SELECT workspace_id, day, ends_minutes FROM closing_days ORDER BY day"


def put(tx: Tx, workspace_id: int, days: Mapping[date, int], *, by_id: int) -> None:
    """On these days work is over so many minutes after midnight: 0 where there is none."""
    for day, minutes in days.items():
        tx.run(PUT, workspace_id=workspace_id, day=day.isoformat(), ends_minutes=minutes, by_id=by_id)


def remove(tx: Tx, workspace_id: int, days: Iterable[date]) -> int:
    """These days are like any other again; how many of them were not."""
    return sum(tx.run(REMOVE, workspace_id=workspace_id, day=day.isoformat()) for day in days)


def of_all(tx: Tx) -> dict[int, dict[date, int]]:
    """The closing days of each workspace that has any, in order."""
    found: dict[int, dict[date, int]] = {}
    for row in tx.all(ALL):
        found.setdefault(row["workspace_id"], {})[date.fromisoformat(row["day"])] = row["ends_minutes"]
    return found
