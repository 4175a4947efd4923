"""When the weekly note comes, and what is told in it of somebody's answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import worktime
from bot.rules.courses import Course
from bot.rules.notes import Note, Pace, next_at, noted
from bot.rules.survival import Wait
from storage.records import Schedule, Status, office_week

OSLO = office_week("Europe/Oslo")
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)  # at 01:00 in Oslo
PERSON = 20  # whose minute is the first


def answered(minutes: int, number: int = 1) -> list[Course]:
    wait = Wait(minutes, answered=True)
    return [
        Course(1, PERSON, wait, (wait,), Status.CLOSED, None, None, 0, 0, 0, asked_back_first=False)
        for _ in range(number)
    ]


def away(first: datetime, last: datetime) -> Schedule:
    return Schedule(((MONDAY, OSLO),), ((first, last),))


@pytest.mark.parametrize(
    ("after", "comes"),
    [
        (datetime(2026, 11, 20, 12, tzinfo=UTC), datetime(2026, 11, 23, 8, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 8, 29, tzinfo=UTC), datetime(2026, 11, 23, 8, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 8, 30, tzinfo=UTC), datetime(2026, 11, 30, 8, 30, tzinfo=UTC)),
        (datetime(2026, 11, 29, 22, 59, tzinfo=UTC), datetime(2026, 11, 30, 8, 30, tzinfo=UTC)),
    ],
)
def test_it_comes_half_an_hour_into_monday(after: datetime, comes: datetime) -> None:
    assert next_at(OSLO, PERSON, after) == comes


def test_whoever_is_away_gets_one_on_their_return_however_long_that_takes() -> None:
    hours = away(MONDAY, MONDAY + timedelta(days=16))
    back = datetime(2026, 12, 9, 8, 30, tzinfo=UTC)

    assert next_at(hours, PERSON, MONDAY) == back
    assert next_at(hours, PERSON, back) == datetime(2026, 12, 14, 8, 30, tzinfo=UTC)


def test_whoever_works_no_more_gets_none() -> None:
    assert next_at(away(MONDAY, MONDAY + timedelta(days=1_000)), PERSON, MONDAY) is None


zones = st.sampled_from(
    ["Europe/Oslo", "America/New_York", "Asia/Tokyo", "Pacific/Chatham", "America/Santiago"]
)
moments = st.integers(0, 26_000).map(lambda hour: MONDAY + timedelta(hours=hour))


@given(zones, moments, st.integers(0, 1_000))
def test_it_comes_once_a_week_in_working_time(zone: str, after: datetime, person_id: int) -> None:
    hours = office_week(zone)
    first = next_at(hours, person_id, after)
    assert first is not None
    second = next_at(hours, person_id, first)
    assert second is not None

    assert after < first <= after + timedelta(days=7, hours=2)
    assert worktime.is_working(hours, first)
    assert worktime.local_day(hours, second) - worktime.local_day(hours, first) == timedelta(days=7)


def test_few_answers_are_no_figure() -> None:
    assert noted((0, 0), [], answered(60, 4), answered(60, 20)) == Note(0, 0, None, None, None)


def test_answers_are_told_beside_the_range_of_the_weeks_before() -> None:
    before = [course for minutes in range(60, 360, 15) for course in answered(minutes)]
    told = noted((2, 1), [], answered(90, 5), before)

    assert (told.waiting, told.awaited) == (2, 1)
    assert told.first is not None
    assert told.first.half == 90
    assert told.first.usual is not None
    assert told.first.usual[0] < 200 < told.first.usual[1]
    assert told.turns == told.first
    assert noted((2, 1), [], answered(90, 5), answered(60, 9)).first == Pace(90, None)


def test_a_note_without_anything_to_say_says_so() -> None:
    assert not noted((0, 0), [], [], answered(60, 20)).says_something
    assert noted((0, 1), [], [], []).says_something
