"""Who is away, from when until when, and who stands in for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from storage.base import Row, Tx
from storage.records import Absence, Out
from storage.rows import AMONG, among, instant, record

_FIELDS = (
    *("id", "workspace_id", "person_id", "starts_at", "ends_at", "note", "cover_id", "by_id", "series"),
    *("created_at", "changed_at", "cancelled_at", "asked_at", "return_words"),
)
COLUMNS = ", ".join(f"absences.{name} AS {name}" for name in _FIELDS)
STANDS = "absences.cancelled_at IS NULL"
# An open end is later than every instant: those begin with 1 or 2. Written as in the index.
END = "COALESCE(absences.ends_at, '9')"

ADD = f"""
INSERT INTO absences (workspace_id, person_id, starts_at, ends_at, note, cover_id, by_id, series,
    return_words, created_at)
VALUES (:workspace_id, :person_id, :starts_at, :ends_at, :note, :cover_id, :by_id, :series,
    :return_words, :now)
RETURNING {", ".join(_FIELDS)}
"""
GET = f"SELECT {COLUMNS} FROM absences WHERE id = :id"
LOCK = f"{GET} FOR UPDATE"
SAVE = """
UPDATE absences SET starts_at = :starts_at, ends_at = :ends_at, note = :note, cover_id = :cover_id,
    return_words = :return_words, changed_at = :now
WHERE id = :id AND cancelled_at IS NULL
"""
ASKED = "UPDATE absences SET asked_at = :now WHERE id = :id"
CANCEL = "UPDATE absences SET cancelled_at = :now WHERE id = :id AND cancelled_at IS NULL"
UNCOVER = """
UPDATE absences SET cover_id = NULL WHERE cover_id = :cover_id AND (id = :id OR series = :series)
"""
RESTORE = "UPDATE absences SET cancelled_at = NULL WHERE id = :id AND cancelled_at >= :since"
RESTORE_SERIES = """
UPDATE absences SET cancelled_at = NULL WHERE series = :series AND cancelled_at >= :since
"""
CANCEL_SERIES = """
UPDATE absences SET cancelled_at = :now WHERE series = :series AND starts_at > :now AND cancelled_at IS NULL
"""
LATER_OF = f"""
SELECT {COLUMNS} FROM absences WHERE series = :series AND starts_at > :since AND {STANDS}
ORDER BY starts_at, id FOR UPDATE
"""
OF_PERSON = f"""
SELECT {COLUMNS} FROM absences WHERE person_id = :person_id AND {STANDS} AND {END} > :since
ORDER BY starts_at, id LIMIT :limit
"""
STRETCHES = f"SELECT starts_at, ends_at FROM absences WHERE person_id = :person_id AND {STANDS}"
STRETCHES_OF_SOME = f"SELECT person_id, starts_at, ends_at FROM absences WHERE person_id {AMONG} AND {STANDS}"
AT = f"""
SELECT {COLUMNS} FROM absences WHERE person_id = :person_id AND {STANDS} AND starts_at <= :at AND {END} > :at
ORDER BY {END} DESC, id LIMIT 1
"""
NAMED_COVER = f"""
SELECT cover_id FROM absences WHERE person_id = :person_id AND {STANDS} AND cover_id IS NOT NULL
ORDER BY starts_at DESC, id DESC LIMIT 1
"""
OUT = f"""
SELECT absences.id AS absence_id, absences.person_id AS person_id, people.name AS name,
    people.slack_id AS slack_id, people.zone AS zone,
    absences.starts_at AS starts_at, absences.ends_at AS ends_at, absences.note AS note, covers.name AS cover,
    absences.return_words AS return_words
FROM absences
JOIN people ON people.id = absences.person_id
LEFT JOIN people AS covers ON covers.id = absences.cover_id
WHERE absences.workspace_id = :workspace_id AND {STANDS} AND {END} > :since AND absences.starts_at < :until
ORDER BY people.name, absences.person_id, absences.starts_at LIMIT :limit
"""
COVERED_BY = f"""
SELECT {COLUMNS} FROM absences WHERE cover_id = :cover_id AND {STANDS} AND {END} > :since
ORDER BY starts_at, id
"""

# When somebody was away is a figure of coverage, and stays.
ERASE = f"""
UPDATE absences SET note = NULL, cover_id = NULL, return_words = NULL,
    cancelled_at = CASE WHEN {STANDS} AND {END} > :now THEN :now ELSE cancelled_at END
WHERE person_id = :person_id
"""
ERASE_COVER = "UPDATE absences SET cover_id = NULL WHERE cover_id = :person_id"

LISTED_AT_MOST = 1_000

Stretch = tuple[datetime, datetime | None]


@dataclass(frozen=True, slots=True)
class NewAbsence:
    """An absence as it is entered by `by_id`; without `ends_at` its end is open."""

    workspace_id: int
    person_id: int
    by_id: int
    starts_at: datetime
    ends_at: datetime | None
    note: str | None = None
    cover_id: int | None = None
    series: str | None = None
    return_words: str | None = None


def add(tx: Tx, new: NewAbsence, *, now: datetime) -> Absence:
    """Keep an absence."""
    values = {name: getattr(new, name) for name in NewAbsence.__slots__}
    return record(Absence, tx.one(ADD, now=now, **values))


def get(tx: Tx, absence_id: int) -> Absence | None:
    row = tx.one(GET, id=absence_id)
    return record(Absence, row) if row else None


def lock(tx: Tx, absence_id: int) -> Absence | None:
    """The absence, kept from changing under us until the transaction ends."""
    row = tx.one(LOCK, id=absence_id)
    return record(Absence, row) if row else None


def save(tx: Tx, absence: Absence, *, now: datetime) -> bool:
    """Keep another time, note, cover or return of an absence; whether it still stood."""
    names = ("starts_at", "ends_at", "note", "cover_id", "return_words")
    changed = {name: getattr(absence, name) for name in names}
    return tx.run(SAVE, id=absence.id, now=now, **changed) == 1


def asked(tx: Tx, absence_id: int, *, now: datetime) -> None:
    """Whoever is away was asked whether they are back."""
    tx.run(ASKED, id=absence_id, now=now)


def cancel(tx: Tx, absence_id: int, *, now: datetime) -> bool:
    """Take an absence back as if it had never been; whether it still stood."""
    return tx.run(CANCEL, id=absence_id, now=now) == 1


def cancel_series(tx: Tx, series: str, *, now: datetime) -> int:
    """Take back what is still to come of a weekly absence; how many days that were."""
    return tx.run(CANCEL_SERIES, series=series, now=now)


def later_of(tx: Tx, absence: Absence) -> list[Absence]:
    """The later times of a weekly absence that stand, kept from changing; none of any other."""
    if absence.series is None:
        return []
    return [record(Absence, row) for row in tx.all(LATER_OF, series=absence.series, since=absence.starts_at)]


def uncover(tx: Tx, absence: Absence) -> None:
    """Nobody stands in any more for an absence, and for the others of its series."""
    tx.run(UNCOVER, id=absence.id, series=absence.series, cover_id=absence.cover_id)


def restore(tx: Tx, absence: Absence, *, since: datetime) -> bool:
    """Let an absence, with the others of its series, stand again that was cancelled at `since` or later."""
    if absence.series is not None:
        return tx.run(RESTORE_SERIES, series=absence.series, since=since) > 0
    return tx.run(RESTORE, id=absence.id, since=since) == 1


def of_person(tx: Tx, person_id: int, *, since: datetime) -> list[Absence]:
    """Somebody's absences that end after `since`, in order."""
    rows = tx.all(OF_PERSON, person_id=person_id, since=since, limit=LISTED_AT_MOST)
    return [record(Absence, row) for row in rows]


def named_cover(tx: Tx, person_id: int) -> int | None:
    """Whom somebody has named as their cover most lately."""
    row = tx.one(NAMED_COVER, person_id=person_id)
    return row["cover_id"] if row else None


def stretches(tx: Tx, person_id: int) -> list[Stretch]:
    """When somebody was or will be away, in no order; the end may be open."""
    return [_stretch(row) for row in tx.all(STRETCHES, person_id=person_id)]


def stretches_of_some(tx: Tx, person_ids: Collection[int]) -> dict[int, list[Stretch]]:
    """The same of several, by person; none for whoever is never away."""
    found: dict[int, list[Stretch]] = defaultdict(list)
    for row in tx.all(STRETCHES_OF_SOME, **among(person_ids)):
        found[row["person_id"]].append(_stretch(row))
    return found


def _stretch(row: Row) -> Stretch:
    return datetime.fromisoformat(row["starts_at"]), instant(row["ends_at"])


def at(tx: Tx, person_id: int, moment: datetime) -> Absence | None:
    """The absence in which somebody is at that moment; of several the one that lasts longest."""
    row = tx.one(AT, person_id=person_id, at=moment)
    return record(Absence, row) if row else None


def out(tx: Tx, workspace_id: int, *, since: datetime, until: datetime) -> list[Out]:
    """Who of a workspace is away for some of the time between two instants, by name."""
    rows = tx.all(OUT, workspace_id=workspace_id, since=since, until=until, limit=LISTED_AT_MOST)
    return [record(Out, row) for row in rows]


def covered_by(tx: Tx, cover_id: int, *, since: datetime) -> list[Absence]:
    """The absences, ending after `since`, for which somebody stands in."""
    return [record(Absence, row) for row in tx.all(COVERED_BY, cover_id=cover_id, since=since)]


def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Forget what somebody noted of their absences; they are away no more, and stand in for nobody."""
    tx.run(ERASE, person_id=person_id, now=now)
    tx.run(ERASE_COVER, person_id=person_id)
