"""Moments as one types them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.demo.moments import day_named, moment, office_time

OSLO = ZoneInfo("Europe/Oslo")
FRIDAY = datetime(2026, 12, 4, 10, 30, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("+4h", datetime(2026, 12, 4, 14, 30, tzinfo=OSLO)),
        ("+90m", datetime(2026, 12, 4, 12, 0, tzinfo=OSLO)),
        ("+3 days", datetime(2026, 12, 7, 10, 30, tzinfo=OSLO)),
        ("14:00", datetime(2026, 12, 4, 14, 0, tzinfo=OSLO)),
        ("8:15", datetime(2026, 12, 5, 8, 15, tzinfo=OSLO)),
        ("today 11:00", datetime(2026, 12, 4, 11, 0, tzinfo=OSLO)),
        ("Monday 08:30", datetime(2026, 12, 7, 8, 30, tzinfo=OSLO)),
        ("friday 08:30", datetime(2026, 12, 11, 8, 30, tzinfo=OSLO)),
        ("tomorrow 9:00", datetime(2026, 12, 5, 9, 0, tzinfo=OSLO)),
        ("2026-12-24 12:00", datetime(2026, 12, 24, 12, 0, tzinfo=OSLO)),
    ],
)
def test_a_moment_is_the_next_one_that_is_meant(said: str, meant: datetime) -> None:
    assert moment(said, FRIDAY, OSLO) == meant


@pytest.mark.parametrize(
    "said", ["", "soon", "monday", "25:00", "+4", "-4h", "someday 08:30", "2026-13-01 08:00"]
)
def test_what_is_no_moment_is_not_guessed(said: str) -> None:
    assert moment(said, FRIDAY, OSLO) is None


def test_a_time_is_one_of_the_zone() -> None:
    assert moment("09:00", FRIDAY, ZoneInfo("Asia/Tokyo")) == datetime(2026, 12, 5, 1, 0, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("now", "start"),
    [
        ((4, 10, 30), (4, 10, 30)),
        ((4, 7, 0), (4, 9, 12)),
        ((4, 17, 0), (7, 9, 12)),
        ((5, 12, 0), (7, 9, 12)),
        ((6, 23, 59), (7, 9, 12)),
        ((8, 9, 0), (8, 9, 0)),
    ],
)
def test_a_visit_begins_in_office_hours(now: tuple[int, int, int], start: tuple[int, int, int]) -> None:
    assert office_time(datetime(2026, 12, *now, tzinfo=OSLO)) == datetime(2026, 12, *start, tzinfo=OSLO)


def test_a_day_is_today_or_ahead() -> None:
    assert str(day_named("friday", FRIDAY.date())) == "2026-12-04"
    assert str(day_named("thursday", FRIDAY.date())) == "2026-12-10"
    assert day_named("whenever", FRIDAY.date()) is None
