"""Since when somebody is in a zone, and since when they work which hours: nothing for most people.

What has been is never changed: each row holds from its instant on, and a new one is never set into the past.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime

from storage.base import Row, Tx
from storage.records import ScheduleChange, Span
from storage.rows import AMONG, among, from_json

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

PUT = """
INSERT INTO schedules (person_id, starts_at, zone, days, region)
VALUES (:person_id, :starts_at, :zone, :days, :region)
ON CONFLICT (person_id, starts_at) DO UPDATE SET zone = COALESCE(excluded.zone, schedules.zone),
    days = COALESCE(excluded.days, schedules.days), region = COALESCE(excluded.region, schedules.region)
"""
# Where somebody was before they first moved; what they had set for that instant stays.
SETTLE = """
INSERT INTO schedules (person_id, starts_at, zone)
SELECT :person_id, :starts_at, :zone
WHERE NOT EXISTS (SELECT 1 FROM schedules WHERE person_id = :person_id AND zone IS NOT NULL)
"""
DROP = "DELETE FROM schedules WHERE person_id = :person_id AND starts_at = :starts_at AND starts_at > :now"
ERASE = "DELETE FROM schedules WHERE person_id = :person_id"
OF_PERSON = """
SELECT starts_at, zone, days, region FROM schedules WHERE person_id = :person_id ORDER BY starts_at
"""
OF_SOME = f"""
SELECT person_id, starts_at, zone, days, region FROM schedules WHERE person_id {AMONG}
ORDER BY person_id, starts_at
"""


def region(tx: Tx, person_id: int) -> str | None:
    """Whose public holidays somebody said that they keep, empty for none at all; none if they never did."""
    regions = [change.region for change in of_person(tx, person_id) if change.region is not None]
    return regions[-1] if regions else None


def put(tx: Tx, person_id: int, change: ScheduleChange, *, now: datetime) -> None:
    """Keep that somebody works otherwise from an instant on; raises ValueError for one before `now`."""
    if change.starts_at < now:
        raise ValueError("a change of hours never rewrites the past")
    days = change.days and [[(span.start, span.end) for span in day] for day in change.days]
    tx.run(
        PUT,
        person_id=person_id,
        starts_at=change.starts_at,
        zone=change.zone,
        days=days,
        region=change.region,
    )


def move(tx: Tx, person_id: int, *, old: str, new: str, now: datetime) -> None:
    """Keep that somebody who was in one zone is in another from now on."""
    tx.run(SETTLE, person_id=person_id, starts_at=BEGINNING, zone=old)
    put(tx, person_id, ScheduleChange(now, zone=new), now=now)


def drop(tx: Tx, person_id: int, starts_at: datetime, *, now: datetime) -> bool:
    """Take back a change that is still to come; whether there was one."""
    return tx.run(DROP, person_id=person_id, starts_at=starts_at, now=now) == 1


def erase(tx: Tx, person_id: int) -> None:
    """Forget where somebody was, and what they worked."""
    tx.run(ERASE, person_id=person_id)


def of_person(tx: Tx, person_id: int) -> list[ScheduleChange]:
    """Every change of somebody's zone and hours, in order; none for most people."""
    return [_change(row) for row in tx.all(OF_PERSON, person_id=person_id)]


def of_some(tx: Tx, person_ids: Collection[int]) -> dict[int, list[ScheduleChange]]:
    """The same of several, by person; none for whoever has none."""
    found: dict[int, list[ScheduleChange]] = defaultdict(list)
    for row in tx.all(OF_SOME, **among(person_ids)):
        found[row["person_id"]].append(_change(row))
    return found


def _change(row: Row) -> ScheduleChange:
    days = row["days"] and tuple(
        tuple(Span(start, end) for start, end in day) for day in from_json(row["days"])
    )
    return ScheduleChange(datetime.fromisoformat(row["starts_at"]), row["zone"], days, row["region"])
