"""Homes: what somebody's own page in Slack should show, as a state to reach; none before it is opened."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.base import Tx
from storage.records import Home
from storage.rows import from_json, record

RESTS_FOR = timedelta(seconds=2)
UNREADABLE_FOR = timedelta(hours=1)

COLUMNS = "id, person_id, pages, done_id, version, sent_version, due_at, attempts, lease, failure"
OPEN = """
INSERT INTO homes (person_id, pages, due_at) VALUES (:person_id, :pages, :now)
ON CONFLICT (person_id) DO UPDATE SET pages = excluded.pages, version = homes.version + 1, failure = NULL,
    due_at = CASE WHEN homes.lease IS NULL THEN excluded.due_at ELSE homes.due_at END
"""
LOCK = f"SELECT {COLUMNS} FROM homes WHERE person_id = :person_id FOR UPDATE"
# The first change is shown at once, and those right behind it together. One on its way keeps its lease, and
# one that Slack would not take stays as it is until it is opened again.
CHANGED = """
UPDATE homes SET version = version + 1, due_at = CASE
    WHEN failure IS NOT NULL THEN NULL
    WHEN lease IS NOT NULL OR due_at IS NOT NULL THEN due_at
    WHEN rests_until > :now THEN rests_until
    ELSE :now END
"""
CHANGED_OF = f"{CHANGED} WHERE person_id = :person_id"
# Two who change something for the same people lock their rows in the same order: that of their people.
CHANGED_WITH = f"""
{CHANGED} WHERE id IN (
    SELECT id FROM homes WHERE person_id IN (
        SELECT person_id FROM places WHERE request_id = :request_id
        UNION SELECT holder_id FROM requests WHERE id = :request_id
    ) ORDER BY person_id FOR UPDATE
)
"""
CLAIM = f"""
UPDATE homes SET lease = :lease, due_at = :until, attempts = attempts + 1
WHERE id IN (
    SELECT id FROM homes WHERE due_at <= :now ORDER BY due_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
)
RETURNING {COLUMNS}
"""
SETTLE = """
UPDATE homes SET sent_version = :version, lease = NULL, attempts = 0, rests_until = :rests_until,
    due_at = CASE WHEN version > :version THEN :rests_until ELSE NULL END
WHERE id = :id AND lease = :lease
"""
HELD = "SELECT 1 AS yes FROM homes WHERE id = :id AND lease = :lease AND attempts = :attempts"
RELEASE = """
UPDATE homes SET lease = NULL, due_at = :due_at, attempts = attempts - :forget
WHERE id = :id AND lease = :lease
"""
FAIL = "UPDATE homes SET failure = :failure, lease = NULL, due_at = NULL WHERE id = :id AND lease = :lease"
DID = "UPDATE homes SET done_id = :entry_id WHERE person_id = :person_id"
PAGES = "SELECT pages FROM homes WHERE person_id = :person_id"
ERASE = "DELETE FROM homes WHERE person_id = :person_id"
UNREADABLE = "UPDATE homes SET lease = NULL, due_at = :due_at WHERE id = :id"


def opened(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Somebody looks at their Home: it is due at once, each list from its beginning."""
    tx.run(OPEN, person_id=person_id, pages={}, now=now)


def turn(tx: Tx, person_id: int, list_name: str, page: int, *, now: datetime) -> None:
    """Somebody leafs through one of the lists on their Home."""
    row = tx.one(LOCK, person_id=person_id)
    if row is not None:
        pages = {**record(Home, row).pages, list_name: page}
        tx.run(OPEN, person_id=person_id, pages=pages, now=now)


def changed(tx: Tx, request_id: int, *, now: datetime) -> None:
    """The Home of everybody to whom the request is shown, or whose turn it is, is behind now."""
    tx.run(CHANGED_WITH, request_id=request_id, now=now)


def changed_of(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Somebody's own Home is behind now; of several people, tell it in the order of their ids."""
    tx.run(CHANGED_OF, person_id=person_id, now=now)


def erase(tx: Tx, person_id: int) -> None:
    """Somebody has no Home any more, until they open it again."""
    tx.run(ERASE, person_id=person_id)


def did(tx: Tx, person_id: int, entry_id: int) -> None:
    """Somebody has done something that they may want to undo."""
    tx.run(DID, person_id=person_id, entry_id=entry_id)


def pages(tx: Tx, person_id: int) -> dict[str, int] | None:
    """The pages to which somebody has leafed; none if they have no Home."""
    row = tx.one(PAGES, person_id=person_id)
    return from_json(row["pages"]) if row else None


def claim(tx: Tx, *, lease: str, now: datetime, until: datetime, limit: int) -> list[Home]:
    """Take up to `limit` due Homes until `until`; nobody else gets them before.

    A row that this program cannot read (another release wrote it) is pushed ahead, and holds up nobody.
    """
    claimed = []
    for row in tx.all(CLAIM, lease=lease, now=now, until=until, limit=limit):
        try:
            claimed.append(record(Home, row))
        except (KeyError, TypeError, ValueError):
            tx.run(UNREADABLE, id=row["id"], due_at=now + UNREADABLE_FOR)
    return sorted(claimed, key=lambda home: home.id)


def settle(tx: Tx, home: Home, *, now: datetime) -> None:
    """Slack shows it as of `home.version`; if it has changed since, it is due again when it has rested."""
    tx.run(SETTLE, id=home.id, lease=home.lease, version=home.version, rests_until=now + RESTS_FOR)


def is_held(tx: Tx, home: Home) -> bool:
    """Whether it is still claimed as it was then: neither settled, given back nor claimed once more."""
    return tx.one(HELD, id=home.id, lease=home.lease, attempts=home.attempts) is not None


def release(tx: Tx, home: Home, *, due_at: datetime, forget_attempt: bool) -> None:
    """Give a claimed Home back, to be tried at `due_at`; `forget_attempt`: this one cannot have arrived."""
    tx.run(RELEASE, id=home.id, lease=home.lease, due_at=due_at, forget=forget_attempt)


def fail(tx: Tx, home: Home, failure: str) -> None:
    """Slack will not show it; `failure` is its name for why. It is tried again when it is opened again."""
    tx.run(FAIL, id=home.id, lease=home.lease, failure=failure)
