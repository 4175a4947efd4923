"""Who is crowded: asked about in passing and kept nowhere but as a date on somebody's own row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from storage.base import Tx
from storage.records import Crowd
from storage.rows import AMONG, among, from_json, record

AT_ONCE = 25  # people whom a stroke looks at: some milliseconds, for which whoever asks meanwhile waits

# A turn that its holder can act on, in a request of somebody else. While it is lent, that is the one at the
# end of the chain: only their turn is open.
_OPEN = """
FROM requests JOIN turns ON turns.request_id = requests.id AND turns.ended_at IS NULL
WHERE requests.status = 'open' AND requests.workspace_id = :workspace_id
    AND turns.clock = 'running' AND turns.side <> 'requester'
"""
CROWDED = f"""
SELECT requests.holder_id AS holder_id {_OPEN} AND requests.holder_id > :after
GROUP BY requests.holder_id
HAVING COUNT(*) >= :turns AND COUNT(DISTINCT requests.requester_id) >= :people
    AND COUNT(CASE WHEN turns.started_at <= :before THEN 1 END) >= :turns
ORDER BY requests.holder_id LIMIT :limit
"""
HELD = f"""
SELECT requests.holder_id AS holder_id, requests.requester_id AS requester_id, turns.started_at AS started_at
{_OPEN} AND requests.holder_id {AMONG}
"""
# Two who wait for each other, the one with the smaller id first.
MUTUAL = """
SELECT mine.holder_id AS one_id, mine.requester_id AS other_id, mine.id AS mine_id, theirs.id AS theirs_id,
    turns.started_at AS mine_since, others.started_at AS theirs_since
FROM requests AS mine
JOIN requests AS theirs ON theirs.holder_id = mine.requester_id AND theirs.requester_id = mine.holder_id
    AND theirs.status = 'open'
JOIN turns ON turns.request_id = mine.id AND turns.ended_at IS NULL
JOIN turns AS others ON others.request_id = theirs.id AND others.ended_at IS NULL
WHERE mine.status = 'open' AND mine.workspace_id = :workspace_id
    AND mine.holder_id > :after AND mine.holder_id <= :through AND mine.holder_id < mine.requester_id
    AND turns.started_at <= :before AND others.started_at <= :before
    AND turns.clock = 'running' AND others.clock = 'running'
ORDER BY mine.holder_id, mine.requester_id, mine.id, theirs.id
"""
LAST = "SELECT MAX(id) AS id FROM people WHERE workspace_id = :workspace_id"
STATE = f"SELECT id, crowded_on, nudged_on, unnudged_at FROM people WHERE id {AMONG}"
SEEN = "UPDATE people SET crowded_on = :on WHERE id = :id"
NUDGED = "UPDATE people SET crowded_on = NULL, nudged_on = :on WHERE id = :id"
NOT_NUDGED = "UPDATE people SET nudged_on = NULL WHERE id = :id"
MUTE = "UPDATE people SET unnudged_at = :at WHERE id = :id"
FORGET_SEEN = "UPDATE people SET crowded_on = NULL WHERE crowded_on < :before"
FORGET_SENT = "DELETE FROM outbox WHERE reason = 'nudge' AND created_at < :before AND due_at IS NULL"
SHARE = """
SELECT COUNT(*) AS people, COUNT(unnudged_at) AS muted FROM people
WHERE workspace_id = :workspace_id AND introduced_at IS NOT NULL AND deactivated_at IS NULL
"""
NEXT = "SELECT nudges_at FROM workspaces WHERE id = :id"
SET_NEXT = "UPDATE workspaces SET nudges_at = :at WHERE id = :id"
THOUGHT = "SELECT nudges FROM workspaces WHERE id = :id"
LOCK_THOUGHT = f"{THOUGHT} FOR UPDATE"
KEEP_THOUGHT = "UPDATE workspaces SET nudges = :nudges WHERE id = :id"


@dataclass(frozen=True, slots=True)
class Held:
    """One open turn of somebody's, and who waits in it."""

    holder_id: int
    requester_id: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who wait for each other: `one` has the turn in `mine`, which `other` asked, and so back."""

    one_id: int
    other_id: int
    mine_id: int
    theirs_id: int
    mine_since: datetime
    theirs_since: datetime


def crowded(tx: Tx, workspace_id: int, *, after: int, before: datetime, people: int, turns: int) -> list[int]:
    """The next whose turns so many people wait in, and who have had so many since `before`; ids in order."""
    among_whom = {"workspace_id": workspace_id, "after": after, "limit": AT_ONCE}
    rows = tx.all(CROWDED, before=before, people=people, turns=turns, **among_whom)
    return [row["holder_id"] for row in rows]


def held(tx: Tx, workspace_id: int, holder_ids: Collection[int]) -> list[Held]:
    """Every turn that they can act on, in no order."""
    return [record(Held, row) for row in tx.all(HELD, workspace_id=workspace_id, **among(holder_ids))]


def mutual(tx: Tx, workspace_id: int, *, after: int, through: int, before: datetime) -> list[Pair]:
    """Who have both waited for each other since `before`; the smaller of their ids is of that range."""
    rows = tx.all(MUTUAL, workspace_id=workspace_id, after=after, through=through, before=before)
    return [record(Pair, row) for row in rows]


def last(tx: Tx, workspace_id: int) -> int:
    """The highest id of anybody there, or 0."""
    row = tx.one(LAST, workspace_id=workspace_id)
    return (row["id"] if row else 0) or 0


def states(tx: Tx, person_ids: Collection[int]) -> dict[int, Crowd]:
    """By person."""
    return {row["id"]: record(Crowd, row) for row in tx.all(STATE, **among(person_ids))}


def seen(tx: Tx, person_id: int, on: date) -> None:
    """Somebody was found crowded: the one thing that is kept of it, for some days."""
    tx.run(SEEN, id=person_id, on=on)


def nudged(tx: Tx, person_id: int, on: date) -> None:
    """Somebody is nudged."""
    tx.run(NUDGED, id=person_id, on=on)


def not_nudged(tx: Tx, person_id: int) -> None:
    """Nothing was said to them after all."""
    tx.run(NOT_NUDGED, id=person_id)


def mute(tx: Tx, person_id: int, at: datetime | None) -> None:
    """Somebody wants no nudges from then on; none if they do again."""
    tx.run(MUTE, id=person_id, at=at)


def forget(tx: Tx, *, seen_before: date, sent_before: datetime) -> None:
    """What was found, and what was said, is known no longer."""
    tx.run(FORGET_SEEN, before=seen_before)
    tx.run(FORGET_SENT, before=sent_before)


def muted(tx: Tx, workspace_id: int) -> tuple[int, int]:
    """How many people there are, and how many of them want no nudges."""
    row = tx.one(SHARE, workspace_id=workspace_id)
    return (row["people"], row["muted"]) if row else (0, 0)


def is_due(tx: Tx, workspace_id: int, *, now: datetime) -> bool:
    """Whether the next look is due; the first is as soon as there is anything to look at."""
    row = tx.one(NEXT, id=workspace_id)
    return row is not None and (row["nudges_at"] is None or datetime.fromisoformat(row["nudges_at"]) <= now)


def looked(tx: Tx, workspace_id: int, every: timedelta, *, now: datetime) -> None:
    """The next look is so much later than this one was due, or than now if that has passed too."""
    row = tx.one(NEXT, id=workspace_id)
    due_at = datetime.fromisoformat(row["nudges_at"]) if row and row["nudges_at"] else now
    tx.run(SET_NEXT, id=workspace_id, at=due_at + every if due_at + every > now else now + every)


def thought(tx: Tx, workspace_id: int, *, lock: bool = False) -> Mapping[str, Any]:
    """What was thought of the nudges, counted without names, and of which reasons to rest the admins know."""
    row = tx.one(LOCK_THOUGHT if lock else THOUGHT, id=workspace_id)
    counted: Mapping[str, Any] = from_json(row["nudges"]) if row and row["nudges"] else {}
    return counted


def keep_thought(tx: Tx, workspace_id: int, counted: Mapping[str, Any]) -> None:
    tx.run(KEEP_THOUGHT, id=workspace_id, nudges=counted)
