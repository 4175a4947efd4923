"""When somebody works, minute by minute: slow, plain, and nothing of Svar's own arithmetic in it.

Instants are whole minutes since `BEGIN`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate, compress
from zoneinfo import ZoneInfo

BEGIN = datetime(2026, 10, 9, tzinfo=UTC)
DAYS = 60
LENGTH = DAYS * 24 * 60

Span = tuple[int, int]
"""Minutes of a day, from and until."""
Week = tuple[tuple[Span, ...], ...]
"""What is worked on each day, Monday first."""

ZONES = {
    "Pacific/Auckland": ("2026-10-26",),
    "Australia/Adelaide": (),
    "Asia/Tokyo": ("2026-10-12", "2026-11-03", "2026-11-23"),
    "Asia/Dubai": (),
    "Africa/Johannesburg": ("2026-11-04",),
    "Europe/Vienna": ("2026-10-26",),
    "Europe/Oslo": (),
    "Europe/London": (),
    "America/Sao_Paulo": ("2026-10-12", "2026-11-02", "2026-11-20"),
    "America/St_Johns": (),
    "America/New_York": ("2026-10-12", "2026-11-11", "2026-11-26"),
    "America/Los_Angeles": ("2026-10-12", "2026-11-11", "2026-11-26"),
}
"""Where people live, and their countries' public holidays of that autumn on working days."""


def minute(at: datetime) -> int:
    """The minute in which an instant lies."""
    return int((at - BEGIN).total_seconds() // 60)


def instant(at: int) -> datetime:
    return BEGIN + timedelta(minutes=at)


class Timetable:
    """The working minutes of somebody, with those of their absences taken out."""

    def __init__(self, zone: str, week: Week, away: Iterable[Span] = ()) -> None:
        self.zone, self._days = zone, _clock(zone)[0]
        works = bytearray(_scheduled(zone, week))
        for start, end in away:
            works[max(start, 0) : end] = bytes(max(0, min(end, LENGTH) - max(start, 0)))
        self._works = bytes(works)
        self._sums = array("I", accumulate(self._works, initial=0))
        self._worked_days = sorted(set(compress(self._days, self._works)))

    def works(self, at: int) -> bool:
        return bool(self._works[at])

    def worked(self, start: int, end: int) -> int:
        """Working minutes from one instant until another."""
        return self._sums[end] - self._sums[start] if start < end else 0

    def after(self, at: int, minutes: int) -> int | None:
        """The first working minute that begins when so many have been worked; none in this calendar."""
        found = bisect_left(self._sums, self._sums[at] + minutes + 1) - 1
        return max(found, at) if found < LENGTH else None

    def next(self, at: int) -> int | None:
        """The first working minute from then on."""
        return self.after(at, 0)

    def day(self, at: int) -> int:
        """The date that it is for them, as an ordinal."""
        return self._days[at]

    def worked_days(self, start: int, end: int) -> int:
        """On how many dates after that of `start`, up to that of `end`, they work at all."""
        return len([day for day in self._worked_days if self._days[start] < day <= self._days[end]])

    def opening(self, day: int) -> int | None:
        """The first minute they work on a date; none where they do not."""
        at = self.next(bisect_left(self._days, day))
        return at if at is not None and self._days[at] == day else None

    def workdays(self) -> list[int]:
        """Every date on which they work."""
        return self._worked_days


@cache
def _clock(zone: str) -> tuple[array[int], array[int]]:
    """What the clocks of a zone show in each minute: the date as an ordinal, and the minute of the week."""
    days, minutes = array("I"), array("I")
    for at in range(LENGTH):
        local = instant(at).astimezone(ZoneInfo(zone))
        days.append(local.toordinal())
        minutes.append(local.weekday() * 1440 + local.hour * 60 + local.minute)
    return days, minutes


@cache
def _scheduled(zone: str, week: Week) -> bytes:
    days, minutes = _clock(zone)
    worked = [any(start <= at < end for start, end in spans) for spans in week for at in range(1440)]
    off = {date.fromisoformat(day).toordinal() for day in ZONES[zone]}
    return bytes(worked[at] and day not in off for day, at in zip(days, minutes, strict=True))
