"""What is to be said, to whom and why; the words are found when it is sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.base import Tx
from storage.records import OutboxItem, Reason
from storage.rows import AMONG, among, new_key, record

UNREADABLE_FOR = timedelta(hours=1)

COLUMNS = (
    "id, workspace_id, key, reason, request_id, person_id, place_id, data, source_channel, source_ts, "
    "channel, ts, attempts, lease, created_at"
)
ADD = """
INSERT INTO outbox (workspace_id, key, reason, request_id, person_id, place_id, data, source_channel,
    source_ts, due_at, created_at)
VALUES (:workspace_id, :key, :reason, :request_id, :person_id, :place_id, :data, :source_channel, :source_ts,
    :due_at, :now)
"""
# A line waits for its card, and for the lines before it in the same thread; one that failed holds up nobody.
_CLAIM = f"""
UPDATE outbox SET lease = :lease, due_at = :until, attempts = attempts + 1
WHERE id IN (
    SELECT item.id FROM outbox AS item
    WHERE item.due_at <= :now AND item.reason {{which}} AND (item.place_id IS NULL OR (
        (SELECT places.ts FROM places WHERE places.id = item.place_id) IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM outbox AS earlier WHERE earlier.place_id = item.place_id AND earlier.id < item.id
            AND earlier.due_at IS NOT NULL AND earlier.failure IS NULL
        )
    ))
    ORDER BY item.due_at, item.id LIMIT :limit FOR UPDATE SKIP LOCKED
)
RETURNING {COLUMNS}
"""
CLAIM = _CLAIM.format(which="<> 'reminders'")
CLAIM_REMINDERS = _CLAIM.format(which="= 'reminders'")
SETTLE = """
UPDATE outbox SET settled_at = :now, channel = :channel, ts = COALESCE(:ts, ts), lease = NULL, due_at = NULL,
    failure = NULL
WHERE id = :id AND lease = :lease
"""
ARRIVED = """
UPDATE outbox SET settled_at = :now, channel = :channel, ts = :ts, lease = NULL, due_at = NULL, failure = NULL
WHERE key = :key AND settled_at IS NULL
"""
HELD = "SELECT 1 AS yes FROM outbox WHERE id = :id AND lease = :lease AND attempts = :attempts"
AWAITS = "SELECT 1 AS yes FROM outbox WHERE key = :key AND settled_at IS NULL"
RELEASE = """
UPDATE outbox SET lease = NULL, due_at = :due_at, failure = :failure,
    attempts = attempts - :forget
WHERE id = :id AND lease = :lease
"""
LEAVE_LINE = "UPDATE outbox SET place_id = NULL, data = :data WHERE id = :id AND lease = :lease"
FAIL = """
UPDATE outbox SET failure = :failure, settled_at = :now, lease = NULL, due_at = NULL
WHERE id = :id
"""
FAIL_IN_PLACE = """
UPDATE outbox SET failure = :failure, settled_at = :now, lease = NULL, due_at = NULL
WHERE place_id = :place_id AND due_at IS NOT NULL
"""
UNREADABLE = "UPDATE outbox SET lease = NULL, due_at = :due_at, failure = 'unreadable' WHERE id = :id"
CANCEL = """
UPDATE outbox SET failure = :failure, settled_at = :now, due_at = NULL
WHERE id = :id AND settled_at IS NULL AND lease IS NULL AND attempts = 0
"""
PLANNED = """
SELECT 1 AS yes FROM outbox WHERE request_id = :request_id AND reason = :reason AND due_at IS NOT NULL
"""
HASTEN = """
UPDATE outbox SET due_at = :now
WHERE request_id = :request_id AND reason = :reason AND due_at > :now AND lease IS NULL
"""
HASTEN_ABSENCES = """
UPDATE outbox SET due_at = :now
WHERE person_id = :person_id AND reason IN ('absence', 'briefing') AND due_at > :now AND lease IS NULL
"""
HASTEN_PUT_OFF = """
UPDATE outbox SET due_at = :now
WHERE person_id = :person_id AND due_at = :until AND reason <> 'reminders' AND lease IS NULL
"""
# What is yet to be said is later than every instant: those begin with 1 or 2. Written as in the index.
BY_THE_CLOCK = f"""
SELECT id, person_id, data, due_at, settled_at FROM outbox
WHERE person_id {AMONG} AND reason IN ('reminders', 'still_good', 'note', 'briefing', 'nudge', 'evaluation')
    AND COALESCE(settled_at, '9') >= :since AND (ts IS NOT NULL OR settled_at IS NULL)
"""
READERS_TO_ASK = """
SELECT people.slack_id AS slack_id FROM outbox JOIN people ON people.id = outbox.person_id
WHERE outbox.due_at <= :now AND outbox.reason = 'reminders'
    AND (people.quiet_asked_at IS NULL OR people.quiet_asked_at <= :asked_before)
ORDER BY outbox.due_at, outbox.id LIMIT :limit
"""
LINES_OF = f"""
SELECT {COLUMNS} FROM outbox
WHERE request_id = :request_id AND reason IN ('line', 'relay') AND failure IS NULL ORDER BY id
"""
# What they were told is no longer named by where it stands, and what was still to be said is not said.
ERASE_READER = """
UPDATE outbox SET channel = NULL, ts = NULL, lease = NULL, due_at = NULL,
    failure = CASE WHEN due_at IS NULL THEN failure ELSE 'person_erased' END,
    settled_at = COALESCE(settled_at, :now)
WHERE person_id = :person_id
"""
ERASE_SOURCE = "UPDATE outbox SET source_channel = NULL, source_ts = NULL WHERE id = :id"
COPIES_OF = f"""
SELECT {COLUMNS} FROM outbox
WHERE request_id = :request_id AND reason = 'private' AND ts IS NOT NULL ORDER BY id
"""
TOLD = """
SELECT reason, created_at, settled_at FROM outbox
WHERE request_id = :request_id AND person_id = :person_id ORDER BY id
"""
GET = f"SELECT {COLUMNS} FROM outbox WHERE id = :id"
LOCK = f"{GET} FOR UPDATE"
CHANGE_DATA = "UPDATE outbox SET data = :data WHERE id = :id"
BY_SOURCE = f"""
SELECT {COLUMNS} FROM outbox
WHERE source_ts = :ts AND source_channel = :channel AND reason = 'relay' ORDER BY id
"""
BY_MESSAGE = """
SELECT request_id FROM outbox WHERE ts = :ts AND channel = :channel AND request_id IS NOT NULL
UNION
SELECT request_id FROM outbox WHERE source_ts = :ts AND source_channel = :channel AND request_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class NewItem:
    """One more thing to say: to `person_id`, in the thread of the card `place_id` if there is one.

    `source` is the message (channel, ts) whose words it passes on.
    """

    workspace_id: int
    reason: Reason
    data: Mapping[str, Any]
    request_id: int | None = None
    person_id: int | None = None
    place_id: int | None = None
    source: tuple[str, str] | None = None


def add(tx: Tx, new: NewItem, *, due_at: datetime, now: datetime) -> None:
    """Plan something to be said, not before `due_at`."""
    channel, ts = new.source or (None, None)
    tx.run(
        ADD,
        workspace_id=new.workspace_id,
        key=new_key(),
        reason=new.reason,
        request_id=new.request_id,
        person_id=new.person_id,
        place_id=new.place_id,
        data=dict(new.data),
        source_channel=channel,
        source_ts=ts,
        due_at=due_at,
        now=now,
    )


def claim(
    tx: Tx, *, lease: str, now: datetime, until: datetime, limit: int, reminders: int = 0
) -> list[OutboxItem]:
    """Take up to `limit` due items until `until`; of one thread never more than the first.

    Reminders come last, and are no more than `reminders` of them. A row that this program cannot read
    (another release wrote it) is pushed ahead, and holds up nobody.
    """
    claimed = []
    rows = tx.all(CLAIM, lease=lease, now=now, until=until, limit=limit)
    if room := min(reminders, limit - len(rows)):
        rows += tx.all(CLAIM_REMINDERS, lease=lease, now=now, until=until, limit=room)
    for row in rows:
        try:
            claimed.append(record(OutboxItem, row))
        except (KeyError, TypeError, ValueError):
            tx.run(UNREADABLE, id=row["id"], due_at=now + UNREADABLE_FOR)
    return sorted(claimed, key=lambda item: item.id)


def settle(tx: Tx, item: OutboxItem, *, channel: str | None, ts: str | None, now: datetime) -> None:
    """It has been said, as message `ts` of `channel` where there is one."""
    tx.run(SETTLE, id=item.id, lease=item.lease, channel=channel, ts=ts, now=now)


def arrived(tx: Tx, key: str, *, channel: str, ts: str, now: datetime) -> bool:
    """Slack told us of a message of ours that we did not know had arrived."""
    return tx.run(ARRIVED, key=key, channel=channel, ts=ts, now=now) == 1


def awaits(tx: Tx, key: str) -> bool:
    """Whether the message of that key is not known to have arrived."""
    return tx.one(AWAITS, key=key) is not None


def is_held(tx: Tx, item: OutboxItem) -> bool:
    """Whether it is still claimed as it was then: neither settled, given back nor claimed once more."""
    return tx.one(HELD, id=item.id, lease=item.lease, attempts=item.attempts) is not None


def release(
    tx: Tx, item: OutboxItem, *, due_at: datetime, forget_attempt: bool, failure: str | None = None
) -> None:
    """Give a claimed item back, to be tried at `due_at`; with `failure` its thread goes on meanwhile.

    `forget_attempt`: this one cannot have arrived. What those before it may have done is not forgotten.
    """
    tx.run(RELEASE, id=item.id, lease=item.lease, due_at=due_at, forget=forget_attempt, failure=failure)


def leave_line(tx: Tx, item: OutboxItem) -> None:
    """Of those that are said in a thread in their order it is one no more; it is still said there."""
    tx.run(LEAVE_LINE, id=item.id, lease=item.lease, data={**item.data, "under": item.place_id})


def fail(tx: Tx, item_id: int, failure: str, *, now: datetime) -> None:
    """It can never be said; `failure` is Slack's name for why."""
    tx.run(FAIL, id=item_id, failure=failure, now=now)


def fail_in_place(tx: Tx, place_id: int, failure: str, *, now: datetime) -> None:
    """Nothing that waits for this card's thread can ever be said there."""
    tx.run(FAIL_IN_PLACE, place_id=place_id, failure=failure, now=now)


def cancel(tx: Tx, item_id: int, why: str, *, now: datetime) -> bool:
    """What nobody has begun to say need not be said; whether that was so."""
    return tx.run(CANCEL, id=item_id, failure=why, now=now) == 1


@dataclass(frozen=True, slots=True)
class ByTheClock:
    """A message that only the clock caused: said at `settled_at`, or else to be said at `due_at`."""

    id: int
    person_id: int
    data: Mapping[str, Any]
    due_at: datetime | None
    settled_at: datetime | None

    def is_between(self, since: datetime, until: datetime) -> bool:
        """Whether it was said since then, or is to be said until then."""
        if self.settled_at is not None:
            return self.settled_at >= since
        return self.due_at is not None and self.due_at < until


def by_the_clock(tx: Tx, person_ids: Collection[int], *, since: datetime) -> dict[int, list[ByTheClock]]:
    """The messages to some people that only the clock caused: said since then, or to be said; by person.

    What says of itself that it is not counted is not among them.
    """
    found: dict[int, list[ByTheClock]] = defaultdict(list)
    for row in tx.all(BY_THE_CLOCK, since=since, **among(person_ids)):
        item = record(ByTheClock, row)
        if item.data.get("counted", True):
            found[item.person_id].append(item)
    return found


def is_planned(tx: Tx, request_id: int, reason: Reason) -> bool:
    """Whether something is yet to happen to a request for that reason."""
    return tx.one(PLANNED, request_id=request_id, reason=reason) is not None


def hasten(tx: Tx, request_id: int, reason: Reason, *, now: datetime) -> None:
    """What is planned for a request for that reason is due now."""
    tx.run(HASTEN, request_id=request_id, reason=reason, now=now)


def hasten_absences(tx: Tx, person_id: int, *, now: datetime) -> None:
    """What somebody is to hear about an absence is looked at now."""
    tx.run(HASTEN_ABSENCES, person_id=person_id, now=now)


def hasten_put_off(tx: Tx, person_id: int, until: datetime, *, now: datetime) -> None:
    """What somebody was to hear only at that instant is looked at now; reminders are planned anew."""
    tx.run(HASTEN_PUT_OFF, person_id=person_id, until=until, now=now)


def readers_to_ask(tx: Tx, *, now: datetime, asked_before: datetime, limit: int) -> list[str]:
    """What Slack calls those with a reminder due, whose do-not-disturb was not asked for since then."""
    rows = tx.all(READERS_TO_ASK, now=now, asked_before=asked_before, limit=limit)
    return [row["slack_id"] for row in rows]


def about_entry(tx: Tx, request_id: int, entry_id: int) -> list[OutboxItem]:
    """The lines that tell somebody of an entry, and have been said or are to be."""
    items = (record(OutboxItem, row) for row in tx.all(LINES_OF, request_id=request_id))
    return [item for item in items if item.data.get("entry") == entry_id]


def copies_of(tx: Tx, request_id: int, aside: str) -> list[OutboxItem]:
    """What stands in somebody's direct messages as an aside of that name."""
    items = (record(OutboxItem, row) for row in tx.all(COPIES_OF, request_id=request_id))
    return [item for item in items if item.data.get("aside") == aside]


def told(tx: Tx, request_id: int, person_id: int) -> list[dict[str, Any]]:
    """What somebody was told, or is to be told, of a request: the reason and the instants, never words."""
    return [dict(row) for row in tx.all(TOLD, request_id=request_id, person_id=person_id)]


def erase_reader(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Nothing more is said to somebody, and what was said does not show where any longer."""
    tx.run(ERASE_READER, person_id=person_id, now=now)


def erase_source(tx: Tx, item_id: int) -> None:
    """Of words that were passed on it is not known any longer which message they came from."""
    tx.run(ERASE_SOURCE, id=item_id)


def get(tx: Tx, item_id: int) -> OutboxItem:
    return record(OutboxItem, tx.one(GET, id=item_id))


def lock(tx: Tx, item_id: int) -> OutboxItem | None:
    """An item, kept from changing; none if it is known no longer."""
    row = tx.one(LOCK, id=item_id)
    return record(OutboxItem, row) if row else None


def change_data(tx: Tx, item_id: int, data: Mapping[str, Any]) -> None:
    """Keep something more of an item."""
    tx.run(CHANGE_DATA, id=item_id, data=data)


def by_source(tx: Tx, channel: str, ts: str) -> list[OutboxItem]:
    """The relays of a message that a person wrote."""
    return [record(OutboxItem, row) for row in tx.all(BY_SOURCE, channel=channel, ts=ts)]


def requests_of(tx: Tx, channel: str, ts: str) -> list[int]:
    """The requests that a message is about: a line of ours, or words that were passed on."""
    return sorted(row["request_id"] for row in tx.all(BY_MESSAGE, channel=channel, ts=ts))
