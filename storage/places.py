"""Places: where a request's card should stand, as a state to be reached rather than a queue of posts."""

from __future__ import annotations

from datetime import datetime

from storage.base import Tx
from storage.records import Place, Side
from storage.rows import new_key, record

COLUMNS = (
    "id, request_id, side, person_id, channel_id, key, version, sent_version, ts, thread_ts, introduces, "
    "due_at, attempts, lease, failure"
)
ADD = f"""
INSERT INTO places (request_id, side, person_id, channel_id, thread_ts, key, due_at)
VALUES (:request_id, :side, :person_id, :channel_id, :thread_ts, :key, :due_at)
RETURNING {COLUMNS}
"""
GET = f"SELECT {COLUMNS} FROM places WHERE id = :id"
OF_REQUEST = f"SELECT {COLUMNS} FROM places WHERE request_id = :request_id ORDER BY id"
OF_PERSON = f"SELECT {COLUMNS} FROM places WHERE request_id = :request_id AND person_id = :person_id"
# A card on its way keeps its lease: settling it sees that it is behind again. One that waits for its owner's
# working hours goes on waiting, and one that can never be posted stays where it is.
CHANGED = """
UPDATE places SET version = version + 1, due_at = CASE
    WHEN failure IS NOT NULL THEN NULL
    WHEN lease IS NOT NULL OR (ts IS NULL AND due_at IS NOT NULL) THEN due_at
    ELSE :now END
WHERE request_id = :request_id
"""
CLAIM = f"""
UPDATE places SET lease = :lease, due_at = :until, attempts = attempts + 1
WHERE id IN (
    SELECT id FROM places WHERE due_at <= :now ORDER BY due_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
)
RETURNING {COLUMNS}
"""
SETTLE = """
UPDATE places SET sent_version = :version, ts = COALESCE(:ts, ts), thread_ts = COALESCE(thread_ts, :ts, ts),
    lease = NULL, attempts = 0, due_at = CASE WHEN version > :version THEN :now ELSE NULL END
WHERE id = :id AND lease = :lease
"""
ARRIVED = """
UPDATE places SET ts = :ts, thread_ts = COALESCE(thread_ts, :ts) WHERE key = :key AND ts IS NULL
"""
AWAITS = "SELECT 1 AS yes FROM places WHERE key = :key AND ts IS NULL"
RELEASE = """
UPDATE places SET lease = NULL, due_at = :due_at, attempts = CASE WHEN :forget = 1 THEN 0 ELSE attempts END
WHERE id = :id AND lease = :lease
"""
GONE = (
    "UPDATE places SET ts = NULL, thread_ts = NULL, lease = NULL, attempts = 0, due_at = :now WHERE id = :id"
)
FAIL = "UPDATE places SET failure = :failure, lease = NULL, due_at = NULL WHERE id = :id"
INTRODUCES = "UPDATE places SET introduces = 1 WHERE id = :id"
BY_CHANNEL_THREAD = f"""
SELECT {COLUMNS} FROM places WHERE thread_ts = :thread_ts AND channel_id = :channel ORDER BY id
"""
BY_DM_THREAD = """
SELECT places.id AS id FROM places JOIN people ON people.id = places.person_id
WHERE places.thread_ts = :thread_ts AND people.dm_channel = :channel
"""


def add(
    tx: Tx,
    request_id: int,
    *,
    side: Side | None,
    person_id: int | None = None,
    channel: tuple[str, str | None] | None = None,
    due_at: datetime,
) -> Place:
    """A card for somebody, or for a channel (its Slack id, and the thread it goes into), due at `due_at`."""
    channel_id, thread_ts = channel or (None, None)
    values = {"side": side, "person_id": person_id, "channel_id": channel_id, "thread_ts": thread_ts}
    return record(Place, tx.one(ADD, request_id=request_id, key=new_key(), due_at=due_at, **values))


def get(tx: Tx, place_id: int) -> Place:
    return record(Place, tx.one(GET, id=place_id))


def of_request(tx: Tx, request_id: int) -> list[Place]:
    return [record(Place, row) for row in tx.all(OF_REQUEST, request_id=request_id)]


def of_person(tx: Tx, request_id: int, person_id: int) -> Place | None:
    """Where somebody sees the request in their direct messages."""
    row = tx.one(OF_PERSON, request_id=request_id, person_id=person_id)
    return record(Place, row) if row else None


def changed(tx: Tx, request_id: int, *, now: datetime) -> None:
    """Every card of the request is behind now and should be drawn again."""
    tx.run(CHANGED, request_id=request_id, now=now)


def claim(tx: Tx, *, lease: str, now: datetime, until: datetime, limit: int) -> list[Place]:
    """Take up to `limit` due cards until `until`; nobody else gets them before."""
    rows = tx.all(CLAIM, lease=lease, now=now, until=until, limit=limit)
    return sorted((record(Place, row) for row in rows), key=lambda place: place.id)


def settle(tx: Tx, place: Place, *, ts: str | None, now: datetime) -> None:
    """Slack shows the card as of `place.version`; if it has changed since, it is due again."""
    tx.run(SETTLE, id=place.id, lease=place.lease, version=place.version, ts=ts, now=now)


def arrived(tx: Tx, key: str, ts: str) -> bool:
    """Slack told us of a card of ours that we did not know had arrived."""
    return tx.run(ARRIVED, key=key, ts=ts) == 1


def awaits(tx: Tx, key: str) -> bool:
    """Whether the card of that key is not known to have arrived."""
    return tx.one(AWAITS, key=key) is not None


def release(tx: Tx, place: Place, *, due_at: datetime, forget_attempts: bool) -> None:
    """Give a claimed card back, to be tried again at `due_at`."""
    tx.run(RELEASE, id=place.id, lease=place.lease, due_at=due_at, forget=forget_attempts)


def gone(tx: Tx, place_id: int, *, now: datetime) -> None:
    """The message that showed the card was deleted; it is to be posted anew."""
    tx.run(GONE, id=place_id, now=now)


def fail(tx: Tx, place_id: int, failure: str) -> None:
    """The card can never stand there; `failure` is Slack's name for why."""
    tx.run(FAIL, id=place_id, failure=failure)


def set_introduces(tx: Tx, place_id: int) -> None:
    """This card is the first thing its reader ever gets from Svar, and says what Svar is."""
    tx.run(INTRODUCES, id=place_id)


def by_thread(tx: Tx, channel: str, thread_ts: str) -> list[Place]:
    """The cards whose thread this is, in a channel or in somebody's direct messages with Svar."""
    if rows := tx.all(BY_CHANNEL_THREAD, channel=channel, thread_ts=thread_ts):
        return [record(Place, row) for row in rows]
    return [get(tx, row["id"]) for row in tx.all(BY_DM_THREAD, channel=channel, thread_ts=thread_ts)]
