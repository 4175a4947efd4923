"""Absences, schedules and holidays, kept and found again on both databases."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from storage import absences, holidays, people, schedules, workspaces
from storage.absences import NewAbsence
from storage.base import Store, Tx
from storage.people import Profile
from storage.records import OFFICE_DAYS, HolidayYear, Kind, Person, ScheduleChange, Span

NOW = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def hire(tx: Tx, *names: str) -> list[Person]:
    nord = workspaces.put(tx, enterprise_id="", team_id="T1", name="Nord", bot=("U0", "B0"), now=NOW)
    profiles = [Profile(f"U{name}", name, "Europe/Oslo", "nb-NO", Kind.MEMBER, None) for name in names]
    return [people.put(tx, nord.id, profile, now=NOW) for profile in profiles]


@pytest.fixture
async def cast(store: Store) -> list[Person]:
    """Ann, Ben and Cleo."""
    return await store.write(hire, "Ann", "Ben", "Cleo")


def away(person: Person, starts: float, ends: float | None, **more: object) -> NewAbsence:
    """Away from so many days from now until so many days from now."""
    until = None if ends is None else NOW + ends * DAY
    new = NewAbsence(person.workspace_id, person.id, person.id, NOW + starts * DAY, until)
    return replace(new, **more)


async def test_an_absence_is_kept_as_it_was_entered(store: Store, cast: list[Person]) -> None:
    ann, ben, cleo = cast
    new = replace(away(ann, 1, 3, note="In the mountains", cover_id=ben.id, series="s"), by_id=cleo.id)
    kept = await store.write(absences.add, new, now=NOW)

    assert await store.read(absences.get, kept.id) == kept
    assert NewAbsence(*(getattr(kept, name) for name in NewAbsence.__slots__)) == new
    assert (kept.created_at, kept.changed_at, kept.cancelled_at) == (NOW, None, None)
    assert await store.read(absences.get, kept.id + 1) is None


async def test_somebody_is_away_from_the_start_up_to_the_end(store: Store, cast: list[Person]) -> None:
    ann, ben, _ = cast
    kept = await store.write(absences.add, away(ann, 1, 3), now=NOW)

    for days, found in ((0.99, None), (1, kept), (2.99, kept), (3, None)):
        assert await store.read(absences.at, ann.id, NOW + days * DAY) == found
    assert await store.read(absences.at, ben.id, NOW + 2 * DAY) is None


async def test_of_several_absences_the_one_that_lasts_longest_says_until_when(
    store: Store, cast: list[Person]
) -> None:
    ann = cast[0]
    await store.write(absences.add, away(ann, 0, 5), now=NOW)
    longest = await store.write(absences.add, away(ann, 1, 9), now=NOW)
    assert await store.read(absences.at, ann.id, NOW + 2 * DAY) == longest
    endless = await store.write(absences.add, away(ann, 1, None), now=NOW)
    assert await store.read(absences.at, ann.id, NOW + 2 * DAY) == endless
    assert await store.read(absences.at, ann.id, NOW + 2000 * DAY) == endless


async def test_what_was_changed_is_found_changed_and_what_was_cancelled_is_found_no_more(
    store: Store, cast: list[Person]
) -> None:
    ann, ben, _ = cast
    kept = await store.write(absences.add, away(ann, 0, None), now=NOW)
    ended = replace(kept, ends_at=NOW + DAY, note="Back soon", cover_id=ben.id)
    assert await store.write(absences.save, ended, now=NOW + DAY)
    assert await store.read(absences.get, kept.id) == replace(ended, changed_at=NOW + DAY)
    assert await store.read(absences.at, ann.id, NOW + DAY) is None

    assert await store.write(absences.cancel, kept.id, now=NOW + DAY)
    assert not await store.write(absences.cancel, kept.id, now=NOW + DAY)
    assert not await store.write(absences.save, ended, now=NOW + DAY)
    assert await store.read(absences.at, ann.id, NOW) is None
    assert await store.read(absences.of_person, ann.id, since=NOW) == []
    assert await store.read(absences.stretches, ann.id) == []
    assert await store.read(absences.covered_by, ben.id, since=NOW) == []


async def test_of_a_weekly_absence_what_is_to_come_can_be_cancelled(store: Store, cast: list[Person]) -> None:
    ann = cast[0]
    for week in range(4):
        await store.write(absences.add, away(ann, 7 * week, 7 * week + 1, series="fridays"), now=NOW)
    await store.write(absences.add, away(ann, 3, 4, series="others"), now=NOW)

    assert await store.write(absences.cancel_series, "fridays", now=NOW + 8 * DAY) == 2
    left = await store.read(absences.of_person, ann.id, since=NOW)
    assert [absence.starts_at for absence in left] == [NOW, NOW + 3 * DAY, NOW + 7 * DAY]


async def test_who_is_out_is_said_by_name_and_for_one_workspace(store: Store, cast: list[Person]) -> None:
    ann, ben, cleo = cast

    def fill(tx: Tx) -> None:
        for person, starts, ends in ((cleo, -1, None), (ben, 0.5, 2), (ann, 1, 2), (ann, -3, 0)):
            absences.add(tx, away(person, starts, ends, cover_id=ann.id), now=NOW)

    await store.write(fill)
    today = await store.read(absences.out, ann.workspace_id, since=NOW, until=NOW + DAY)
    assert [(each.name, each.ends_at, each.cover) for each in today] == [
        ("Ben", NOW + 2 * DAY, "Ann"),
        ("Cleo", None, "Ann"),
    ]
    assert await store.read(absences.out, ann.workspace_id + 1, since=NOW, until=NOW + DAY) == []


async def test_somebody_s_cover_is_found_from_the_cover_s_end(store: Store, cast: list[Person]) -> None:
    ann, ben, cleo = cast
    mine = await store.write(absences.add, away(ann, 1, 2, cover_id=cleo.id), now=NOW)
    later = await store.write(absences.add, away(ben, 3, None, cover_id=cleo.id), now=NOW)

    assert await store.read(absences.covered_by, cleo.id, since=NOW) == [mine, later]
    assert await store.read(absences.covered_by, cleo.id, since=NOW + 2 * DAY) == [later]
    assert await store.read(absences.covered_by, ann.id, since=NOW) == []


async def test_both_questions_of_every_day_are_asked_of_an_index(sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as conn:
        for sql, index in ((absences.AT, "absences_of_person"), (absences.OUT, "absences_by_end")):
            bound = dict.fromkeys(("person_id", "at", "since", "until", "workspace_id", "limit"), "1")
            plan = " ".join(row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}", bound))
            assert f"SEARCH absences USING INDEX {index}" in plan


NIGHTS = ((Span(22 * 60, 30 * 60),),) * 5 + ((), ())


async def test_hours_hold_from_when_they_were_said_to(store: Store, cast: list[Person]) -> None:
    ann, ben, _ = cast
    nights = ScheduleChange(NOW + DAY, days=NIGHTS)
    bavaria = ScheduleChange(NOW + 2 * DAY, region="DE-BY")
    for change in (bavaria, nights):
        await store.write(schedules.put, ann.id, change, now=NOW)

    assert await store.read(schedules.of_person, ann.id) == [nights, bavaria]
    assert await store.read(schedules.of_person, ben.id) == []
    await store.write(schedules.put, ann.id, ScheduleChange(NOW + DAY, region=""), now=NOW)
    assert (await store.read(schedules.of_person, ann.id))[0] == replace(nights, region="")


async def test_the_past_is_never_set_anew(store: Store, cast: list[Person]) -> None:
    ann = cast[0]
    with pytest.raises(ValueError, match="past"):
        await store.write(schedules.put, ann.id, ScheduleChange(NOW - DAY, days=NIGHTS), now=NOW)
    await store.write(schedules.put, ann.id, ScheduleChange(NOW + DAY, days=NIGHTS), now=NOW)
    assert not await store.write(schedules.drop, ann.id, NOW + DAY, now=NOW + DAY)
    assert await store.write(schedules.drop, ann.id, NOW + DAY, now=NOW)
    assert await store.read(schedules.of_person, ann.id) == []


async def test_where_somebody_was_before_is_kept_when_they_move(store: Store, cast: list[Person]) -> None:
    ann = cast[0]
    await store.write(schedules.move, ann.id, old="Europe/Oslo", new="Asia/Tokyo", now=NOW)
    await store.write(schedules.move, ann.id, old="Asia/Tokyo", new="Europe/Oslo", now=NOW + DAY)

    assert await store.read(schedules.of_person, ann.id) == [
        ScheduleChange(schedules.BEGINNING, zone="Europe/Oslo"),
        ScheduleChange(NOW, zone="Asia/Tokyo"),
        ScheduleChange(NOW + DAY, zone="Europe/Oslo"),
    ]


async def test_weeks_that_alternate_come_back_as_they_were(store: Store, cast: list[Person]) -> None:
    ann = cast[0]
    change = ScheduleChange(NOW, zone="Europe/Oslo", days=OFFICE_DAYS + NIGHTS, region="NO")
    await store.write(schedules.put, ann.id, change, now=NOW)
    assert await store.read(schedules.of_person, ann.id) == [change]


async def test_holidays_are_known_from_a_year_on_and_can_be_corrected(store: Store) -> None:
    def year(region: str, number: int, *days: date, edition: str = "1") -> HolidayYear:
        return HolidayYear(region, number, days, edition)

    told = [year("NO", 2025), year("NO", 2026, date(2026, 5, 17)), year("DE-BY", 2026, date(2026, 1, 6))]
    await store.write(holidays.put, told)
    corrected = year("NO", 2026, date(2026, 5, 1), date(2026, 5, 17), edition="2")
    await store.write(holidays.put, [corrected])

    assert await store.read(holidays.since, 2026) == [told[2], corrected]
    assert len(await store.read(holidays.since, 2025)) == 3
