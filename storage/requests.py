"""Requests as they stand now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from storage.base import Tx
from storage.records import Due, Person, Request, Urgency, Waiting
from storage.rows import AMONG, among, record

NOTHING = "…"
"""What stands where words have been erased, in every language."""

COLUMNS = (
    "id, workspace_id, number, title, text, requester_id, owner_id, holder_id, status, urgency, created_at, "
    "outcome, channel_id, source_url, quote, wanted_by_at, wanted_by_declined_at, accepted_at, promised_at, "
    "promise_moves, first_response_at, answered_at, ended_at, merged_into_id, faded_at"
)
CHANGEABLE = [
    "title",
    "text",
    "owner_id",
    "holder_id",
    "status",
    "urgency",
    "outcome",
    "wanted_by_at",
    "wanted_by_declined_at",
    "accepted_at",
    "promised_at",
    "promise_moves",
    "first_response_at",
    "answered_at",
    "ended_at",
    "merged_into_id",
]

ADD = """
INSERT INTO requests (workspace_id, number, title, text, requester_id, owner_id, holder_id, status, urgency,
    created_at, channel_id, source_url, quote, wanted_by_at)
VALUES (:workspace_id, :number, :title, :text, :requester_id, :owner_id, :owner_id, 'open', :urgency,
    :now, :channel_id, :source_url, :quote, :wanted_by_at)
RETURNING id
"""
GET = f"SELECT {COLUMNS} FROM requests WHERE id = :id"
TO_REMIND = f"""
SELECT {COLUMNS} FROM requests WHERE id IN (
    SELECT request_id FROM turns WHERE holder_id {AMONG} AND remind_at <= :now AND ended_at IS NULL
)
"""
URGENT_OF = """
SELECT COUNT(*) AS n FROM requests
WHERE workspace_id = :workspace_id AND created_at >= :since AND requester_id = :person_id
    AND urgency = 'urgent' AND status <> 'withdrawn'
"""
BY_NUMBER = f"SELECT {COLUMNS} FROM requests WHERE workspace_id = :workspace_id AND number = :number"
LOCK = f"{GET} FOR UPDATE"
SAVE = f"UPDATE requests SET {', '.join(f'{name} = :{name}' for name in CHANGEABLE)} WHERE id = :id"
HELD_BY = f"""
SELECT {COLUMNS} FROM requests WHERE holder_id = :person_id AND status = 'open' ORDER BY id LIMIT :limit
"""
AWAITED_BY = f"""
SELECT {COLUMNS} FROM requests WHERE requester_id = :person_id AND holder_id <> :person_id AND status = 'open'
ORDER BY id LIMIT :limit
"""
OPEN_OF = f"""
SELECT {COLUMNS} FROM requests WHERE requester_id = :person_id AND status = 'open' ORDER BY id LIMIT :limit
"""
# A list is read whenever somebody looks, so it is one statement, and only of what a line shows.
_WAITING = """
SELECT requests.id AS id, requests.title AS title, requests.wanted_by_at AS wanted_by_at,
    requests.wanted_by_declined_at AS wanted_by_declined_at, requests.promised_at AS promised_at,
    turns.id AS turn_id, turns.side AS side, turns.why AS why, turns.started_at AS since,
    turns.held_until AS held_until, requests.requester_id = :person_id AS asked, others.name AS other,
    holders.name AS holder
FROM requests
JOIN turns ON turns.request_id = requests.id AND turns.ended_at IS NULL
JOIN people AS holders ON holders.id = turns.holder_id
JOIN people AS others ON others.id =
    CASE WHEN requests.requester_id = :person_id THEN requests.owner_id ELSE requests.requester_id END
"""
OFFERED_TO = f"""
{_WAITING} JOIN places ON places.request_id = requests.id AND places.person_id = :person_id
WHERE turns.why = 'team_asked' AND places.offered_in = turns.id AND requests.status = 'open'
    AND places.offered_in IS NOT NULL
ORDER BY requests.id LIMIT :limit OFFSET :skip
"""
OPEN_WITH = """
SELECT id FROM requests WHERE requester_id = :person_id AND status = 'open'
UNION SELECT id FROM requests WHERE holder_id = :person_id AND status = 'open'
UNION SELECT id FROM requests WHERE owner_id = :person_id AND status = 'open'
ORDER BY id
"""
OPEN_IN = """
SELECT id FROM requests
WHERE workspace_id = :workspace_id AND channel_id = :channel AND status = 'open' ORDER BY id
"""
CONCERNING = """
SELECT id FROM requests WHERE requester_id = :person_id OR owner_id = :person_id
UNION SELECT request_id FROM turns WHERE holder_id = :person_id
UNION SELECT request_id FROM trail WHERE by_id = :person_id
ORDER BY id
"""
COUNTS = """
SELECT (SELECT count(*) FROM requests WHERE requester_id = :person_id) AS asked,
    (SELECT count(*) FROM requests WHERE owner_id = :person_id) AS owned
"""
ERASE_WORDS = """
UPDATE requests SET title = :nothing, text = :nothing, quote = NULL, source_url = NULL, indexed_at = NULL
WHERE id = :id
"""
ERASE_QUOTE = "UPDATE requests SET quote = NULL, source_url = NULL, indexed_at = NULL WHERE id = :id"
LEAVE_CHANNEL = "UPDATE requests SET channel_id = NULL WHERE id = :id"
RENUMBER_CHANNEL = """
UPDATE requests SET channel_id = :new WHERE workspace_id = :workspace_id AND channel_id = :old
"""
LOAD = "SELECT COUNT(*) AS held FROM requests WHERE holder_id = :person_id AND status = 'open'"
WAITING_FOR = f"""
{_WAITING} WHERE requests.holder_id = :person_id AND requests.status = 'open'
ORDER BY requests.id LIMIT :limit OFFSET :skip
"""
WAITED_FOR = f"""
{_WAITING} WHERE requests.requester_id = :person_id AND requests.holder_id <> :person_id
    AND requests.status = 'open'
UNION ALL
{_WAITING} WHERE requests.owner_id = :person_id AND requests.status = 'open' AND turns.side = 'third'
ORDER BY id LIMIT :limit OFFSET :skip
"""
AWAITED = """
SELECT (
    SELECT COUNT(*) FROM requests
    WHERE requester_id = :person_id AND holder_id <> :person_id AND status = 'open'
) + (
    SELECT COUNT(*) FROM requests JOIN turns ON turns.request_id = requests.id AND turns.ended_at IS NULL
    WHERE requests.owner_id = :person_id AND requests.status = 'open' AND turns.side = 'third'
) AS awaited
"""
OFFERED = """
SELECT COUNT(*) AS offered FROM places
JOIN turns ON turns.id = places.offered_in
JOIN requests ON requests.id = turns.request_id
WHERE places.person_id = :person_id AND places.offered_in IS NOT NULL
    AND turns.why = 'team_asked' AND turns.ended_at IS NULL AND requests.status = 'open'
"""
_DUE = """
SELECT requests.id AS id, requests.title AS title, requests.promised_at IS NOT NULL AS promised,
    COALESCE(requests.promised_at, requests.wanted_by_at) AS at,
    requests.requester_id <> :person_id AS mine, others.name AS other
FROM requests
JOIN turns ON turns.request_id = requests.id AND turns.ended_at IS NULL
JOIN people AS others ON others.id =
    CASE WHEN requests.requester_id = :person_id THEN requests.owner_id ELSE requests.requester_id END
WHERE requests.status = 'open' AND turns.side <> 'requester' AND turns.held_until IS NULL
    AND COALESCE(requests.promised_at, requests.wanted_by_at) >= :start
    AND COALESCE(requests.promised_at, requests.wanted_by_at) < :end
    AND (requests.promised_at IS NOT NULL OR requests.wanted_by_declined_at IS NULL)
"""
DUE_BETWEEN = f"""
{_DUE} AND requests.holder_id = :person_id
UNION ALL {_DUE} AND requests.requester_id = :person_id
ORDER BY at, id LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What is known of a request before it has a number."""

    workspace_id: int
    requester_id: int
    owner_id: int
    title: str
    text: str
    urgency: Urgency
    channel_id: str | None
    source_url: str | None
    quote: str | None
    wanted_by_at: datetime | None


def add(tx: Tx, new: NewRequest, *, number: int, now: datetime) -> int:
    """A new open request, its owner holding it; its id."""
    values = {name: getattr(new, name) for name in NewRequest.__slots__}
    (row,) = tx.all(ADD, number=number, now=now, **values)
    return int(row["id"])


def get(tx: Tx, request_id: int) -> Request | None:
    row = tx.one(GET, id=request_id)
    return record(Request, row) if row else None


def to_remind(tx: Tx, holder_ids: Collection[int], *, now: datetime) -> dict[int, Request]:
    """The requests of the turns that `turns.to_remind` finds, by id."""
    found = (record(Request, row) for row in tx.all(TO_REMIND, now=now, **among(holder_ids)))
    return {request.id: request for request in found}


def urgent_of(tx: Tx, requester: Person, *, since: datetime) -> int:
    """How many urgent ones somebody has asked since then, but for those that they took back."""
    ids = {"workspace_id": requester.workspace_id, "person_id": requester.id}
    row = tx.one(URGENT_OF, since=since, **ids)
    return row["n"] if row else 0


def by_number(tx: Tx, workspace_id: int, number: int) -> Request | None:
    row = tx.one(BY_NUMBER, workspace_id=workspace_id, number=number)
    return record(Request, row) if row else None


def lock(tx: Tx, request_id: int) -> Request | None:
    """The request, kept from changing under us until the transaction ends."""
    row = tx.one(LOCK, id=request_id)
    return record(Request, row) if row else None


def save(tx: Tx, request: Request) -> None:
    """Write everything about a request that can change."""
    tx.run(SAVE, id=request.id, **{name: getattr(request, name) for name in CHANGEABLE})


def held_by(tx: Tx, person_id: int, *, limit: int) -> list[Request]:
    """Open requests whose turn is somebody's, the oldest first."""
    return [record(Request, row) for row in tx.all(HELD_BY, person_id=person_id, limit=limit)]


def awaited_by(tx: Tx, person_id: int, *, limit: int) -> list[Request]:
    """Open requests that somebody asked and whose turn is another's, the oldest first."""
    return [record(Request, row) for row in tx.all(AWAITED_BY, person_id=person_id, limit=limit)]


def open_of(tx: Tx, person_id: int, *, limit: int) -> list[Request]:
    """Open requests that somebody asked, the oldest first."""
    return [record(Request, row) for row in tx.all(OPEN_OF, person_id=person_id, limit=limit)]


def waiting_for(tx: Tx, person_id: int, *, limit: int, skip: int = 0) -> list[Waiting]:
    """What waits for somebody, the oldest first."""
    return [record(Waiting, row) for row in tx.all(WAITING_FOR, person_id=person_id, limit=limit, skip=skip)]


def offered_to(tx: Tx, person_id: int, *, limit: int, skip: int = 0) -> list[Waiting]:
    """What waits for anybody in a team of theirs, the oldest first."""
    return [record(Waiting, row) for row in tx.all(OFFERED_TO, person_id=person_id, limit=limit, skip=skip)]


def open_with(tx: Tx, person_id: int) -> list[int]:
    """The ids of the open requests in which somebody asks, is asked, or has the turn."""
    return [row["id"] for row in tx.all(OPEN_WITH, person_id=person_id)]


def open_in(tx: Tx, workspace_id: int, channel: str) -> list[int]:
    """The ids of the open requests that a channel shows."""
    return [row["id"] for row in tx.all(OPEN_IN, workspace_id=workspace_id, channel=channel)]


def concerning(tx: Tx, person_id: int) -> list[int]:
    """The ids of all requests, open or not, in which somebody has ever had a part."""
    return [row["id"] for row in tx.all(CONCERNING, person_id=person_id)]


def counts(tx: Tx, person_id: int) -> tuple[int, int]:
    """How many requests somebody has asked, and how many they were asked, open or not."""
    (row,) = tx.all(COUNTS, person_id=person_id)
    return row["asked"], row["owned"]


def erase_words(tx: Tx, request_id: int) -> None:
    """What was asked is not known any longer, only that something was."""
    tx.run(ERASE_WORDS, id=request_id, nothing=NOTHING)


def erase_quote(tx: Tx, request_id: int) -> None:
    """Of which message it was made is not known any longer."""
    tx.run(ERASE_QUOTE, id=request_id)


def leave_channel(tx: Tx, request_id: int) -> None:
    """It stays between its people from now on."""
    tx.run(LEAVE_CHANNEL, id=request_id)


def renumber_channel(tx: Tx, workspace_id: int, old: str, new: str) -> None:
    """Slack calls a channel by another id."""
    tx.run(RENUMBER_CHANNEL, workspace_id=workspace_id, old=old, new=new)


def load(tx: Tx, person_id: int) -> int:
    """How many requests wait for somebody."""
    return int(tx.all(LOAD, person_id=person_id)[0]["held"])


def awaited(tx: Tx, person_id: int) -> int:
    """How many requests somebody waits for."""
    return int(tx.all(AWAITED, person_id=person_id)[0]["awaited"])


def offered(tx: Tx, person_id: int) -> int:
    """How many requests wait for anybody in a team of theirs."""
    return int(tx.all(OFFERED, person_id=person_id)[0]["offered"])


def due_between(tx: Tx, person_id: int, start: datetime, end: datetime, *, limit: int) -> list[Due]:
    """What somebody is to answer or to hear from `start` on and before `end`, the earliest first."""
    rows = tx.all(DUE_BETWEEN, person_id=person_id, start=start, end=end, limit=limit)
    return [record(Due, row) for row in rows]


def waited_for_by(tx: Tx, person_id: int, *, limit: int, skip: int = 0) -> list[Waiting]:
    """What somebody has asked, or has lent while they were asked it, and waits for; the oldest first."""
    return [record(Waiting, row) for row in tx.all(WAITED_FOR, person_id=person_id, limit=limit, skip=skip)]
