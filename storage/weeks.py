"""What digests showed of each week: so that it is never shown otherwise, nor anything that gives more away.

A group is known by its key: the Slack id of its channel, or nothing for everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.base import Tx
from storage.rows import from_json, record

PUT = """
INSERT INTO weeks (workspace_id, group_key, until_at, figures, bases)
VALUES (:workspace_id, :group_key, :until_at, :figures, :bases)
ON CONFLICT (workspace_id, group_key, until_at) DO NOTHING
"""
GET = """
SELECT until_at, figures FROM weeks
WHERE workspace_id = :workspace_id AND group_key = :group_key AND until_at = :until_at
"""
LAST = """
SELECT until_at, figures FROM weeks
WHERE workspace_id = :workspace_id AND group_key = :group_key AND until_at <= :until_at
ORDER BY until_at DESC LIMIT :limit
"""
FIRST = """
SELECT until_at, figures FROM weeks
WHERE workspace_id = :workspace_id AND group_key = :group_key AND until_at < :until_at
ORDER BY until_at LIMIT :limit
"""
COUNT = "SELECT COUNT(*) AS n FROM weeks WHERE workspace_id = :workspace_id"
SHOWN = "SELECT bases FROM weeks WHERE workspace_id = :workspace_id AND until_at > :since"
FORGET_BASES = "UPDATE weeks SET bases = '{}' WHERE until_at <= :before AND bases <> '{}'"

Bases = Mapping[str, Mapping[int, int]]
"""The requests that figures rest on, each with its owner, by what sort of figures they are."""


@dataclass(frozen=True, slots=True)
class Week:
    """What was shown of the weeks that ended at `until_at`."""

    until_at: datetime
    figures: Mapping[str, Any]


def put(tx: Tx, group: tuple[int, str], week: Week, bases: Bases) -> None:
    """Keep what has been shown to a group (its workspace and key), and what it rests on; what was kept before
    stays as it is.
    """
    values = {"until_at": week.until_at, "figures": week.figures, "bases": bases}
    tx.run(PUT, workspace_id=group[0], group_key=group[1], **values)


def get(tx: Tx, group: tuple[int, str], until_at: datetime) -> Week | None:
    row = tx.one(GET, workspace_id=group[0], group_key=group[1], until_at=until_at)
    return record(Week, row) if row else None


def last(tx: Tx, group: tuple[int, str], until_at: datetime, *, limit: int) -> list[Week]:
    """The last weeks of a group up to one, that one first."""
    values = {"workspace_id": group[0], "group_key": group[1], "until_at": until_at, "limit": limit}
    return [record(Week, row) for row in tx.all(LAST, **values)]


def first(tx: Tx, group: tuple[int, str], until_at: datetime, *, limit: int) -> list[Week]:
    """The first weeks of a group that were ever kept, before one, in order."""
    values = {"workspace_id": group[0], "group_key": group[1], "until_at": until_at, "limit": limit}
    return [record(Week, row) for row in tx.all(FIRST, **values)]


def count(tx: Tx, workspace_id: int) -> int:
    """How many weeks were shown, of all groups together; none is ever taken back."""
    row = tx.one(COUNT, workspace_id=workspace_id)
    return int(row["n"]) if row else 0


def shown(tx: Tx, workspace_id: int, *, since: datetime) -> list[Bases]:
    """What everything rests on that was shown of any group in weeks that ended after `since`."""
    rows = tx.all(SHOWN, workspace_id=workspace_id, since=since)
    return [
        {base: {int(request): owner for request, owner in owners.items()} for base, owners in bases.items()}
        for bases in (from_json(row["bases"]) for row in rows)
    ]


def forget_bases(tx: Tx, *, before: datetime) -> None:
    """Keep of old weeks the figures alone: no request of theirs is in any figure to come."""
    tx.run(FORGET_BASES, before=before)
