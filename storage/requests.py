"""Requests as they stand now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.base import Tx
from storage.records import Request, Urgency
from storage.rows import record

COLUMNS = (
    "id, workspace_id, number, title, text, requester_id, owner_id, holder_id, status, urgency, created_at, "
    "outcome, channel_id, source_url, quote, wanted_by_at, wanted_by_declined_at, accepted_at, promised_at, "
    "promise_moves, first_response_at, answered_at, ended_at"
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
]

ADD = """
INSERT INTO requests (workspace_id, number, title, text, requester_id, owner_id, holder_id, status, urgency,
    created_at, channel_id, source_url, quote, wanted_by_at)
VALUES (:workspace_id, :number, :title, :text, :requester_id, :owner_id, :owner_id, 'open', :urgency,
    :now, :channel_id, :source_url, :quote, :wanted_by_at)
RETURNING id
"""
GET = f"SELECT {COLUMNS} FROM requests WHERE id = :id"
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
