"""Who keeps which public holidays and closing days, and the weeks of work that come of it.

What is known of holidays is the same for everybody, so there is one book of it for the process. It is
filled from the database at the start; a region that somebody is met from is noted, and added soon after.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files

from storage.records import NO_DAYS_OFF, OFFICE_DAYS, Days, DaysOff, HolidayYear, Person, WorkWeek

YEARS_BACK, YEARS_AHEAD = 1, 3  # whatever is still waited for, and as far ahead as somebody may be away
MAX_WEEKS = 4096  # classes of zone, hours and holidays


class Book:
    """What is known of public holidays. Read from any thread; filled from one."""

    def __init__(self) -> None:
        self._years: dict[str, dict[int, HolidayYear]] = {}
        self._off: dict[str, DaysOff] = {}
        self._met: set[str] = set()
        self._closed: dict[int, dict[date, int]] = {}
        self._both: dict[tuple[str, int], DaysOff] = {}

    def fill(self, years: Iterable[HolidayYear]) -> None:
        """Take in what is known, in place of what was known of the same years."""
        for each in years:
            self._years.setdefault(each.region, {})[each.year] = each
            self._met.add(each.region)
        self._off = {
            region: DaysOff({day: 0 for each in known.values() for day in each.days})
            for region, known in self._years.items()
        }
        self._both = {}

    def close(self, closed: dict[int, dict[date, int]]) -> None:
        """Take in the closing days of every workspace, as minutes after midnight at which work is over."""
        if closed != self._closed:
            self._closed, self._both = closed, {}

    def days_off(self, region: str, workspace_id: int = 0) -> DaysOff:
        """The days on which a region (empty: none) or a workspace does not work, as far as that is known."""
        if region:
            self._met.add(region)
        off, closed = self._off.get(region, NO_DAYS_OFF), self._closed.get(workspace_id)
        if not closed:
            return off
        known = self._both
        if (region, workspace_id) not in known:  # one object for all, for their weeks to be recognised
            known.setdefault((region, workspace_id), DaysOff({**closed, **off.ends}))
        return known[region, workspace_id]

    def missing(self, now: datetime, edition: str) -> list[tuple[str, int]]:
        """What should be known by now and is not, or was said by another edition: (region, year)."""
        wanted = range(now.year - YEARS_BACK, now.year + YEARS_AHEAD + 1)
        return [
            (region, year)
            for region in sorted(self._met)
            for year in wanted
            if (known := self._years.get(region, {}).get(year)) is None or known.edition != edition
        ]


book = Book()


def usual_hours(person: Person) -> WorkWeek:
    """Office hours in the person's zone, with the holidays of its country: until somebody says otherwise."""
    return week(person.zone, workspace_id=person.workspace_id)


def week(
    zone: str, days: Days = OFFICE_DAYS, region: str | None = None, *, workspace_id: int = 0
) -> WorkWeek:
    """The week of everybody who works so: one object, for it to be recognised and compiled once.

    `region` is whose holidays are kept: none for the country's of the zone, empty for no holidays at all;
    `workspace_id` whose closing days are, too.
    """
    region = country_of(zone) if region is None else region
    off = book.days_off(region, workspace_id)
    return _week(zone, off) if days is OFFICE_DAYS else _week(zone, off, days)  # a default is not hashed


@lru_cache(maxsize=MAX_WEEKS)
def _week(zone: str, off: DaysOff, days: Days = OFFICE_DAYS) -> WorkWeek:
    return WorkWeek(zone, days, off)


def country_of(zone: str) -> str:
    """The country of a zone as an ISO 3166 code, by the tz database; empty for a zone without one.

    Where a zone has been renamed, that of the zone it is now called.
    """
    countries = _countries()
    if zone in countries or "/" not in zone:
        return countries.get(zone, "")
    return countries.get(_renamed().get(zone, ""), "")


def is_country(code: str) -> bool:
    """Whether that is the ISO 3166 code of a country with a zone of its own."""
    return code in _countries().values()


@cache
def _countries() -> dict[str, str]:
    """From `zone.tab`, whose rows are country, coordinates, zone: one country for each zone."""
    rows = (line.split("\t") for line in _lines("zone.tab") if not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


@cache
def _renamed() -> dict[str, str]:
    """From `tzdata.zi`, whose links are rows of L, the zone, its other name."""
    return {row[2]: row[1] for row in map(str.split, _lines("tzdata.zi")) if row[0] == "L"}


def _lines(name: str) -> list[str]:
    return files("tzdata.zoneinfo").joinpath(name).read_text(encoding="utf-8").splitlines()
