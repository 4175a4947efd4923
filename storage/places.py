"""Places: where a request's card should stand, as a state to be reached rather than a queue of posts."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import homes
from storage.base import Tx
from storage.records import Place, Side, Turn
from storage.rows import new_key, record

UNREADABLE_FOR = timedelta(hours=1)

COLUMNS = (
    "id, request_id, side, person_id, channel_id, key, version, sent_version, ts, thread_ts, introduces, "
    "due_at, attempts, lease, failure, offered_in"
)
ADD = """
INSERT INTO places (request_id, side, person_id, channel_id, thread_ts, key, due_at)
VALUES (:request_id, :side, :person_id, :channel_id, :thread_ts, :key, :due_at)
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
DUE = "UPDATE places SET due_at = :due_at WHERE id = :id AND ts IS NULL AND lease IS NULL AND failure IS NULL"
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
ARRIVED = f"""
UPDATE places SET ts = :ts, thread_ts = COALESCE(thread_ts, :ts) WHERE key = :key AND ts IS NULL
RETURNING {COLUMNS}
"""
HELD = "SELECT 1 AS yes FROM places WHERE id = :id AND lease = :lease AND attempts = :attempts"
AWAITS = "SELECT 1 AS yes FROM places WHERE key = :key AND ts IS NULL"
RELEASE = """
UPDATE places SET lease = NULL, due_at = :due_at, attempts = attempts - :forget
WHERE id = :id AND lease = :lease
"""
# A thread that somebody else began is still there when our message in it is not.
GONE = """
UPDATE places SET ts = NULL, thread_ts = CASE WHEN thread_ts = ts THEN NULL ELSE thread_ts END, lease = NULL,
    attempts = 0, due_at = :now
WHERE id = :id AND ts = :ts
"""
FAIL = "UPDATE places SET failure = :failure, lease = NULL, due_at = NULL WHERE id = :id AND lease = :lease"
UNREADABLE = "UPDATE places SET lease = NULL, due_at = :due_at WHERE id = :id"
INTRODUCES = "UPDATE places SET introduces = 1 WHERE id = :id"
OFFER = "UPDATE places SET offered_in = :turn_id WHERE request_id = :request_id AND person_id = :person_id"
OFFERED = """
SELECT person_id FROM places
WHERE request_id = :request_id AND offered_in = :turn_id AND failure IS NULL ORDER BY id
"""
LOSE = "UPDATE places SET failure = :failure, lease = NULL, due_at = NULL WHERE id = :id AND failure IS NULL"
LOSE_OF = """
UPDATE places SET failure = :failure, lease = NULL, due_at = NULL
WHERE person_id = :person_id AND failure IS NULL
"""
READERS_OF_UNPOSTED = """
SELECT DISTINCT places.person_id AS person_id FROM places JOIN people ON people.id = places.person_id
WHERE places.ts IS NULL AND places.due_at IS NOT NULL AND people.workspace_id = :workspace_id
ORDER BY places.person_id
"""
UNPOSTED_OF = f"""
SELECT {COLUMNS} FROM places WHERE person_id = :person_id AND ts IS NULL AND due_at IS NOT NULL ORDER BY id
"""
RENUMBER_CHANNEL = "UPDATE places SET channel_id = :new WHERE channel_id = :old"
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
) -> None:
    """A card for somebody, or for a channel (its Slack id, and the thread it goes into), due at `due_at`."""
    channel_id, thread_ts = channel or (None, None)
    values = {"side": side, "person_id": person_id, "channel_id": channel_id, "thread_ts": thread_ts}
    tx.run(ADD, request_id=request_id, key=new_key(), due_at=due_at, **values)


def due(tx: Tx, place_id: int, *, due_at: datetime) -> None:
    """A card that never came to be posted is to be posted after all."""
    tx.run(DUE, id=place_id, due_at=due_at)


def get(tx: Tx, place_id: int) -> Place:
    return record(Place, tx.one(GET, id=place_id))


def of_request(tx: Tx, request_id: int) -> list[Place]:
    return [record(Place, row) for row in tx.all(OF_REQUEST, request_id=request_id)]


def of_person(tx: Tx, request_id: int, person_id: int) -> Place | None:
    """Where somebody sees the request in their direct messages."""
    row = tx.one(OF_PERSON, request_id=request_id, person_id=person_id)
    return record(Place, row) if row else None


def offer(tx: Tx, request_id: int, person_id: int, turn_id: int) -> None:
    """Somebody can take the request in that turn, as one of a team."""
    tx.run(OFFER, request_id=request_id, person_id=person_id, turn_id=turn_id)


def offered(tx: Tx, turn: Turn) -> list[int]:
    """Everybody who can take a request in that turn."""
    return [row["person_id"] for row in tx.all(OFFERED, request_id=turn.request_id, turn_id=turn.id)]


def changed(tx: Tx, request_id: int, *, now: datetime) -> None:
    """Every card of the request is behind now and should be drawn again, and so should Homes that list it."""
    tx.run(CHANGED, request_id=request_id, now=now)
    homes.changed(tx, request_id, now=now)


def claim(tx: Tx, *, lease: str, now: datetime, until: datetime, limit: int) -> list[Place]:
    """Take up to `limit` due cards until `until`; nobody else gets them before.

    A row that this program cannot read (another release wrote it) is pushed ahead, and holds up nobody.
    """
    claimed = []
    for row in tx.all(CLAIM, lease=lease, now=now, until=until, limit=limit):
        try:
            claimed.append(record(Place, row))
        except (KeyError, TypeError, ValueError):
            tx.run(UNREADABLE, id=row["id"], due_at=now + UNREADABLE_FOR)
    return sorted(claimed, key=lambda place: place.id)


def settle(tx: Tx, place: Place, *, ts: str | None, now: datetime) -> bool:
    """Slack shows the card as of `place.version`; if it has changed since, it is due again.

    Returns whether it was still ours to say so.
    """
    return tx.run(SETTLE, id=place.id, lease=place.lease, version=place.version, ts=ts, now=now) == 1


def arrived(tx: Tx, key: str, ts: str) -> Place | None:
    """Slack told us of a card of ours that we did not know had arrived; none if it bears no such key."""
    row = tx.one(ARRIVED, key=key, ts=ts)
    return record(Place, row) if row else None


def awaits(tx: Tx, key: str) -> bool:
    """Whether the card of that key is not known to have arrived."""
    return tx.one(AWAITS, key=key) is not None


def is_held(tx: Tx, place: Place) -> bool:
    """Whether it is still claimed as it was then: neither settled, given back nor claimed once more."""
    return tx.one(HELD, id=place.id, lease=place.lease, attempts=place.attempts) is not None


def release(tx: Tx, place: Place, *, due_at: datetime, forget_attempt: bool) -> None:
    """Give a claimed card back, to be tried again at `due_at`.

    `forget_attempt`: this one cannot have arrived. What those before it may have done is not forgotten.
    """
    tx.run(RELEASE, id=place.id, lease=place.lease, due_at=due_at, forget=forget_attempt)


def gone(tx: Tx, place: Place, *, now: datetime) -> None:
    """The message that showed the card was deleted; it is to be posted anew."""
    tx.run(GONE, id=place.id, ts=place.ts, now=now)


def fail(tx: Tx, place: Place, failure: str) -> bool:
    """A claimed card can never stand there; `failure` is Slack's name for why.

    Returns whether it was still ours to say so.
    """
    return tx.run(FAIL, id=place.id, lease=place.lease, failure=failure) == 1


def lose(tx: Tx, place_id: int, failure: str) -> None:
    """A card can stand there no longer, whoever may be about to draw it."""
    tx.run(LOSE, id=place_id, failure=failure)


def lose_of(tx: Tx, person_id: int, failure: str) -> None:
    """The same for every card of somebody's."""
    tx.run(LOSE_OF, person_id=person_id, failure=failure)


def readers_of_unposted(tx: Tx, workspace_id: int) -> list[int]:
    """Whoever has a card that is yet to be posted."""
    return [row["person_id"] for row in tx.all(READERS_OF_UNPOSTED, workspace_id=workspace_id)]


def unposted_of(tx: Tx, person_id: int) -> list[Place]:
    """Somebody's cards that have yet to be posted."""
    return [record(Place, row) for row in tx.all(UNPOSTED_OF, person_id=person_id)]


def renumber_channel(tx: Tx, old: str, new: str) -> None:
    """Slack calls a channel by another id."""
    tx.run(RENUMBER_CHANNEL, old=old, new=new)


def set_introduces(tx: Tx, place_id: int) -> None:
    """This card is the first thing its reader ever gets from Svar, and says what Svar is."""
    tx.run(INTRODUCES, id=place_id)


def by_thread(tx: Tx, channel: str, thread_ts: str) -> list[Place]:
    """The cards whose thread this is, in a channel or in somebody's direct messages with Svar."""
    if rows := tx.all(BY_CHANNEL_THREAD, channel=channel, thread_ts=thread_ts):
        return [record(Place, row) for row in rows]
    return [get(tx, row["id"]) for row in tx.all(BY_DM_THREAD, channel=channel, thread_ts=thread_ts)]
