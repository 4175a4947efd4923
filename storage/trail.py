"""Paper trails: append-only; a correction, an undo and a redaction are entries too."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storage.base import Tx
from storage.records import Entry, TrailEntry
from storage.rows import AMONG, among, from_json, record

COLUMNS = "id, request_id, at, by_id, kind, data, was"
ADD = """
INSERT INTO trail (request_id, at, by_id, kind, data, was)
VALUES (:request_id, :now, :by_id, :kind, :data, :was)
RETURNING id
"""
GET = f"SELECT {COLUMNS} FROM trail WHERE id = :id"
FIND = f"{GET} AND request_id = :request_id"
OF_REQUEST = f"SELECT {COLUMNS} FROM trail WHERE request_id = :request_id ORDER BY id"
REDACT = "UPDATE trail SET data = :data WHERE id = :id"
ERASE = "UPDATE trail SET data = :data, was = NULL WHERE id = :id"
UNINDEXED = "UPDATE requests SET indexed_at = NULL WHERE id = :id AND indexed_at IS NOT NULL"
LAST = f"SELECT {COLUMNS} FROM trail WHERE request_id = :request_id ORDER BY id DESC LIMIT 1"


THANKS_TO = """
SELECT COUNT(DISTINCT trail.request_id) AS number
FROM requests JOIN trail ON trail.request_id = requests.id AND trail.kind = 'thanked'
WHERE requests.owner_id = :owner_id AND requests.ended_at >= :ended_since
    AND trail.at >= :since AND trail.at < :until
"""
HAS_ACTED = "SELECT 1 AS yes FROM trail WHERE request_id = :request_id AND by_id = :person_id LIMIT 1"
# What they still own, and what they were asked and have ended their part in: answered, or handed over.
LOGGED_TO = """
SELECT trail.data AS data FROM requests JOIN trail ON trail.request_id = requests.id
WHERE requests.id IN (
    SELECT id FROM requests WHERE owner_id = :owner_id AND created_at >= :since AND created_at < :until
    UNION
    SELECT request_id FROM turns
    WHERE side = 'owner' AND ended_at >= :since AND holder_id = :owner_id AND why = 'logged'
) AND requests.created_at >= :since AND requests.created_at < :until AND trail.kind = 'logged'
ORDER BY requests.id LIMIT :limit
"""
LAST_ACTED = f"""
SELECT trail.request_id AS request_id, MAX(trail.at) AS at
FROM turns JOIN trail ON trail.request_id = turns.request_id AND trail.by_id = turns.holder_id
WHERE turns.holder_id {AMONG} AND turns.remind_at <= :now AND turns.ended_at IS NULL
GROUP BY trail.request_id
"""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be entered; `by_id` is none where the clock did it."""

    kind: Entry
    by_id: int | None
    data: Mapping[str, Any] = field(default_factory=dict)


def has_acted(tx: Tx, request_id: int, person_id: int) -> bool:
    """Whether somebody did anything in a request."""
    return tx.one(HAS_ACTED, request_id=request_id, person_id=person_id) is not None


def thanks_to(tx: Tx, owner_id: int, *, ended_since: datetime, since: datetime, until: datetime) -> int:
    """For how many requests, of those that ended since then, their owner was thanked in some time."""
    times = {"ended_since": ended_since, "since": since, "until": until}
    return int(tx.all(THANKS_TO, owner_id=owner_id, **times)[0]["number"])


def add(
    tx: Tx, request_id: int, new: NewEntry, *, was: Mapping[str, Any] | None = None, now: datetime
) -> TrailEntry:
    """One more entry; `was` is what it changed, as that stood before (none: it cannot be undone).

    It is found once it has been indexed.
    """
    if new.kind is not Entry.LOGGED:  # nothing of a new request is
        tx.run(UNINDEXED, id=request_id)
    values = {name: getattr(new, name) for name in NewEntry.__slots__}
    (row,) = tx.all(ADD, request_id=request_id, was=was, now=now, **values)
    return TrailEntry(row["id"], request_id, now, new.by_id, new.kind, new.data, was)


def logged_to(
    tx: Tx, owner_id: int, period: tuple[datetime, datetime], *, limit: int
) -> list[Mapping[str, Any]]:
    """How the requests of an owner that were asked in a period began."""
    since, until = period
    rows = tx.all(LOGGED_TO, owner_id=owner_id, since=since, until=until, limit=limit)
    return [from_json(row["data"]) for row in rows]


def last_acted(tx: Tx, holder_ids: Collection[int], *, now: datetime) -> dict[int, datetime]:
    """When the holders of the turns that `turns.to_remind` finds last did something, by request."""
    rows = tx.all(LAST_ACTED, now=now, **among(holder_ids))
    return {row["request_id"]: datetime.fromisoformat(row["at"]) for row in rows}


def redact(tx: Tx, entry: TrailEntry) -> None:
    """Take the words out of an entry whose writer has deleted them; that it happened stays.

    From now on they are not found, and soon are no longer in the index.
    """
    tx.run(UNINDEXED, id=entry.request_id)
    kept = {name: value for name, value in entry.data.items() if name != "text"}
    tx.run(REDACT, id=entry.id, data=kept)


def erase(tx: Tx, entry: TrailEntry, *, names: Collection[str]) -> None:
    """Take all that stands under those names out of an entry, and what it changed; that it happened stays."""
    tx.run(UNINDEXED, id=entry.request_id)
    tx.run(ERASE, id=entry.id, data={name: entry.data[name] for name in entry.data if name not in names})


def get(tx: Tx, entry_id: int) -> TrailEntry:
    return record(TrailEntry, tx.one(GET, id=entry_id))


def find(tx: Tx, request_id: int, entry_id: int) -> TrailEntry | None:
    """The entry of that id, if it is one of this request's."""
    row = tx.one(FIND, id=entry_id, request_id=request_id)
    return record(TrailEntry, row) if row else None


def of_request(tx: Tx, request_id: int) -> list[TrailEntry]:
    """The whole trail, in order."""
    return [record(TrailEntry, row) for row in tx.all(OF_REQUEST, request_id=request_id)]


def last(tx: Tx, request_id: int) -> TrailEntry:
    """What happened last."""
    return record(TrailEntry, tx.one(LAST, request_id=request_id))
