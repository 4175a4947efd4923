"""Working time: intervals of a day, weeks, holidays, and what held when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of work inside a day: minutes after local midnight of the day on which it starts.

    `end` is exclusive and may pass 24 hours: an overnight shift belongs to the day on which it starts.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < DAY_MINUTES or not self.start < self.end <= self.start + DAY_MINUTES:
            raise ValueError(f"not a stretch of a working day: {self.start}-{self.end} minutes")


@dataclass(frozen=True, slots=True, eq=False)
class DaysOff:
    """Days on which people who work alike do not: public holidays, and the company's closing days.

    `ends` says when work is over on such a day, in minutes after midnight: 0 for a whole day off. It is
    compared as an object, so that a week with a hundred days off is recognised as fast as one without.
    """

    ends: Mapping[date, int]


NO_DAYS_OFF = DaysOff({})


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The public holidays of a region in a year, and which edition of whose list says so.

    A region is a country or a part of it, as an ISO 3166 code: NO, DE-BY.
    """

    region: str
    year: int
    days: tuple[date, ...]
    edition: str


Days = tuple[tuple[Span, ...], ...]
"""The intervals of each day of a week, Monday first, or of several weeks one after the other."""


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """A person's working intervals, Monday first, in an IANA zone, but for days off.

    Weeks that alternate stand one after the other; the first of them is that of Monday 5 January 1970, and
    so again and again.
    """

    zone: str
    days: Days
    off: DaysOff = NO_DAYS_OFF

    def __post_init__(self) -> None:
        if not self.days or len(self.days) % 7:
            raise ValueError("a working week has seven days")


@dataclass(frozen=True, slots=True)
class Schedule:
    """Somebody's working time over the years: from when on which week holds, and when they are away.

    `periods` are in order, and the first holds for what was before it too. `away` is in order, and no two
    of its stretches touch.
    """

    periods: tuple[tuple[datetime, WorkWeek], ...]
    away: tuple[tuple[datetime, datetime], ...] = ()

    def __post_init__(self) -> None:
        if not self.periods:
            raise ValueError("a schedule has at least one period")


Hours = WorkWeek | Schedule
"""Somebody's working time. For most people it is one week, the same for all who work alike."""

OFFICE_DAY = (Span(9 * 60, 17 * 60),)

OFFICE_DAYS: Days = (OFFICE_DAY,) * 5 + ((),) * 2


@lru_cache(maxsize=1024)  # one object for each zone: to recognise it is much cheaper than to compare it
def office_week(zone: str) -> WorkWeek:
    """Monday to Friday 09:00-17:00 in `zone`, without any holiday."""
    return WorkWeek(zone, OFFICE_DAYS)


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """From an instant on somebody works otherwise; what is none stays as it was before.

    `days` are those of a `WorkWeek`, `region` whose public holidays are kept, empty for none at all.
    """

    starts_at: datetime
    zone: str | None = None
    days: Days | None = None
    region: str | None = None
