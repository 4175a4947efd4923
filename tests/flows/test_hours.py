"""Whose hours count, and as of when: holidays, other hours, a move, an absence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from office_cast import Office

from bot.calendars import Book, usual_hours
from bot.flows.hours import hours_of
from bot.flows.people import learned
from bot.flows.requests import acting
from bot.rules import worktime
from storage import absences, people, schedules
from storage.absences import NewAbsence
from storage.base import Tx
from storage.people import Profile
from storage.records import HolidayYear, Kind, ScheduleChange, Span

FRIDAY = datetime(2027, 5, 14, 14, 30, tzinfo=UTC)  # 16:30 in Oslo, before a Monday that is none
TUESDAY = datetime(2027, 5, 18, 7, tzinfo=UTC)
NORWAY = HolidayYear("NO", 2027, (date(2027, 5, 17),), "1")


@pytest.fixture
def norway(book: Book, office: Office) -> None:
    book.fill([NORWAY])
    office.now = FRIDAY


async def test_most_people_have_the_usual_hours(office: Office) -> None:
    ann = office["Ann"]
    assert await office.store.read(hours_of, ann) is usual_hours(ann)


@pytest.mark.usefixtures("norway")
async def test_a_new_request_waits_until_a_holiday_is_over(office: Office) -> None:
    office.pass_(hours=2)
    request = await office.ask("Eva", "Ann")
    owners = [place.due_at for place in await office.places(request) if place.person_id == office["Ann"].id]
    assert owners == [TUESDAY]


@pytest.mark.usefixtures("norway")
async def test_a_holiday_is_no_time_that_anybody_took(office: Office) -> None:
    request = await office.ask("Eva", "Ann")
    turn = await office.turn(request)
    assert turn is not None
    office.now = TUESDAY + timedelta(minutes=30)
    await office.do(acting.answer, "Ann", await office.target(request), "Like this")

    def minutes(tx: Tx) -> tuple[int, int]:
        row = tx.one("SELECT holder_minutes, requester_minutes FROM turns WHERE id = :id", id=turn.id)
        assert row is not None
        return row["holder_minutes"], row["requester_minutes"]

    assert await office.store.read(minutes) == (60, 30 + 8 * 60 + 30)  # Eva worked on Monday, in Stockholm


@pytest.mark.usefixtures("norway")
async def test_three_working_days_of_silence_do_not_count_a_holiday(office: Office) -> None:
    request = await office.ask("Ann", "Eva")
    await office.do(acting.answer, "Eva", await office.target(request), "Like this")

    def closes(tx: Tx) -> str:
        row = tx.one("SELECT due_at FROM outbox WHERE reason = 'close_without_word'")
        assert row is not None
        return str(row["due_at"])

    # Friday plus Tuesday, Wednesday, Thursday.
    assert await office.store.read(closes) == "2027-05-20T14:30:00.000000Z"


async def test_who_is_away_gets_it_when_they_are_back(office: Office) -> None:
    ann = office["Ann"]
    back = office.now + timedelta(days=7)
    away = NewAbsence(ann.workspace_id, ann.id, ann.id, office.now, back)
    await office.store.write(absences.add, away, now=office.now)

    hours = await office.store.read(hours_of, ann)
    assert worktime.next_working_moment(hours, office.now) == back
    assert worktime.elapsed(hours, office.now, back) == timedelta()
    assert worktime.coverage(hours, office.now, back) == timedelta(hours=40)


async def test_other_hours_hold_from_their_day_on(office: Office) -> None:
    ann = office["Ann"]
    nights = ((Span(22 * 60, 30 * 60),),) * 5 + ((), ())
    monday = datetime(2026, 11, 29, 23, tzinfo=UTC)
    await office.store.write(schedules.put, ann.id, ScheduleChange(monday, days=nights), now=office.now)

    hours = await office.store.read(hours_of, ann)
    assert worktime.day_start(hours, date(2026, 11, 27)) == datetime(2026, 11, 27, 8, tzinfo=UTC)
    assert worktime.day_start(hours, date(2026, 11, 30)) == datetime(2026, 11, 30, 21, tzinfo=UTC)


async def test_who_moves_has_worked_where_they_were(office: Office) -> None:
    ann = office["Ann"]
    tokyo = Profile(ann.slack_id, ann.name, "Asia/Tokyo", ann.locale, Kind.MEMBER, None)
    moved_at = office.now  # 10:12 in Oslo, 18:12 in Tokyo
    morning = moved_at.replace(hour=0)
    before = worktime.elapsed(usual_hours(ann), morning, moved_at)
    moved = await office.store.write(learned, ann.workspace_id, tokyo, now=moved_at)

    hours = await office.store.read(hours_of, moved)
    assert moved == replace(ann, zone="Asia/Tokyo", fetched_at=moved_at)
    assert before > timedelta()
    assert worktime.elapsed(hours, morning, moved_at) == before
    assert worktime.next_working_moment(hours, moved_at) == datetime(2026, 11, 27, 0, tzinfo=UTC)


async def test_who_was_only_guessed_to_be_somewhere_has_not_moved(office: Office) -> None:
    guess = Profile("UNEW", "New", "Europe/Oslo", "en-US", Kind.MEMBER, None)
    met = await office.store.write(people.meet, office["Ann"].workspace_id, guess)
    told = replace(guess, zone="Asia/Tokyo")
    known = await office.store.write(learned, met.workspace_id, told, now=office.now)

    assert await office.store.read(schedules.of_person, known.id) == []
