"""Whose holidays somebody keeps, and how the book of them comes to hold what it should."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from zoneinfo import available_timezones

import pytest

from bot import public_holidays
from bot.calendars import Book, country_of, week
from bot.rules import worktime
from storage.records import NO_DAYS_OFF, OFFICE_DAYS, HolidayYear

NOW = datetime(2027, 5, 14, 9, tzinfo=UTC)
CONSTITUTION_DAY = date(2027, 5, 17)  # a Monday
NORWAY = HolidayYear("NO", 2027, (CONSTITUTION_DAY,), "1")


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Oslo", "NO"),  # only another name of Berlin's, but a country of its own
        ("Europe/Stockholm", "SE"),
        ("Europe/Copenhagen", "DK"),
        ("America/New_York", "US"),
        ("Asia/Tokyo", "JP"),
        ("Asia/Calcutta", "IN"),  # now called Kolkata
        ("US/Pacific", "US"),
        ("UTC", ""),
        ("Etc/UTC", ""),
        ("Etc/GMT+5", ""),
        ("EST", ""),
        ("CET", ""),
        ("Mars/Olympus", ""),
        ("", ""),
    ],
)
def test_a_zone_belongs_to_a_country_or_to_none(zone: str, country: str) -> None:
    assert country_of(zone) == country


def test_every_zone_of_a_place_has_a_country() -> None:
    nowhere = {zone for zone in available_timezones() if "/" in zone and not country_of(zone)}
    assert {zone for zone in nowhere if not zone.startswith(("Etc/", "SystemV/"))} == set()


def test_a_holiday_of_the_zones_country_is_no_working_day(book: Book) -> None:
    before = week("Europe/Oslo")
    book.fill([NORWAY])
    oslo = week("Europe/Oslo")

    assert worktime.day_start(before, CONSTITUTION_DAY) is not None
    assert worktime.day_start(oslo, CONSTITUTION_DAY) is None
    assert worktime.day_start(week("Europe/Stockholm"), CONSTITUTION_DAY) is not None
    assert worktime.day_start(week("Europe/Oslo", region=""), CONSTITUTION_DAY) is not None
    assert worktime.day_start(week("UTC", region="NO"), CONSTITUTION_DAY) is None


def test_who_works_alike_shares_one_week(book: Book) -> None:
    book.fill([NORWAY])
    assert week("Europe/Oslo") is week("Europe/Oslo")
    assert week("Europe/Oslo") is week("Europe/Oslo", tuple(OFFICE_DAYS), "NO")
    short = (*OFFICE_DAYS[:4], (), (), ())
    assert week("Europe/Oslo", short) is week("Europe/Oslo", tuple(short))
    assert week("UTC").off is NO_DAYS_OFF


def test_what_is_missing_is_asked_for_once_somebody_is_met_from_there(book: Book) -> None:
    assert book.missing(NOW, "1") == []
    week("Europe/Oslo")
    week("UTC")
    assert book.missing(NOW, "1") == [("NO", year) for year in range(2026, 2031)]

    book.fill(HolidayYear("NO", year, (), "1") for year in range(2026, 2031))
    assert book.missing(NOW, "1") == []
    assert book.missing(NOW.replace(year=2028), "1") == [("NO", 2031)]
    assert len(book.missing(NOW, "2")) == 5


def test_one_more_year_leaves_those_before_it_as_they_were(book: Book) -> None:
    book.fill([NORWAY])
    book.fill([HolidayYear("NO", 2028, (date(2028, 5, 17),), "1")])
    assert book.days_off("NO").ends == {CONSTITUTION_DAY: 0, date(2028, 5, 17): 0}


async def test_the_library_is_asked_in_a_process_of_its_own() -> None:
    found = await public_holidays.find([("NO", 2027), ("DE-BY", 2027), ("XX", 2027), ("NO-XX", 2027)])
    days = {each.region: each.days for each in found}

    assert {each.edition for each in found} == {public_holidays.edition()}
    assert CONSTITUTION_DAY in days["NO"]
    assert date(2027, 1, 6) in days["DE-BY"]  # Epiphany, which Bavaria keeps and most of Germany does not
    assert (days["XX"], days["NO-XX"]) == ((), ())


async def test_a_process_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(OSError, match=r"public_holidays ended with 1: nothing said"):
        await public_holidays.find([("NO", 2027)])


def test_the_library_is_not_loaded_by_anything_that_runs_all_the_time() -> None:
    seen = "import sys, bot.app; print('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "False"
