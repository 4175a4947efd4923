"""Schedules: which week holds when, and absences laid over it. A week by itself is the simplest of them.

Nothing is compiled for a single person: a schedule is a row of stretches of time, each with the calendar
that it shares with everybody who works so. Instants are aware and in UTC.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from operator import itemgetter
from typing import Any, Protocol

from bot.rules.workweeks import EPOCH, LAST, ZERO, Calendar, Interval, compiled
from storage.records import OFFICE_DAYS, Days, Hours, Schedule, ScheduleChange, WorkWeek

MAX_SEEN = 4096  # hours recognised without hashing them
NOON = time(12, tzinfo=UTC)

WeekOf = Callable[[str, Days, str | None], WorkWeek]
"""The week for a zone, its days, and the region whose holidays are kept (none: that of the zone)."""


def composed(
    changes: Sequence[ScheduleChange], away: Iterable[tuple[datetime, datetime | None]], zone: str, of: WeekOf
) -> Hours:
    """What all changes (in order) and absences of somebody who is in `zone` come to.

    Without any it is the office week, else a `Schedule`; an absence without an end goes on for ever.
    """
    days, region = OFFICE_DAYS, None
    zone = next((change.zone for change in changes if change.zone is not None), zone)
    periods = [(EPOCH, of(zone, days, region))]
    for change in changes:
        zone = zone if change.zone is None else change.zone
        days = days if change.days is None else change.days
        region = region if change.region is None else change.region
        periods.append((change.starts_at, of(zone, days, region)))
    absent = merged(away)
    return Schedule(tuple(periods), absent) if absent or changes else periods[0][1]


def merged(away: Iterable[tuple[datetime, datetime | None]]) -> tuple[Interval, ...]:
    """Stretches in order and without overlaps; an open one reaches to the end of Svar's time."""
    stretches: list[Interval] = []
    for start, until in sorted(((start, end or LAST) for start, end in away), key=itemgetter(0)):
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = stretches[-1][0], max(until, stretches[-1][1])
        elif start < until:
            stretches.append((start, until))
    return tuple(stretches)


def week_at(hours: Hours, at: datetime) -> WorkWeek:
    """The week that holds at an instant, and with it the zone."""
    if isinstance(hours, WorkWeek):
        return hours
    return hours.periods[max(0, bisect_right(hours.periods, at, key=itemgetter(0)) - 1)][1]


def week_on(hours: Hours, day: date) -> WorkWeek:
    """The week that holds on a day, at noon in UTC."""
    return hours if isinstance(hours, WorkWeek) else week_at(hours, datetime.combine(day, NOON))


class Working(Protocol):
    """What can be asked of compiled hours; `worktime` says what each answer means."""

    @property
    def known(self) -> dict[object, Any]:
        """What `worktime` has worked out already."""
        ...

    def between(self, start: datetime, end: datetime) -> timedelta: ...
    def after(self, start: datetime, amount: timedelta) -> datetime | None: ...
    def opening(self, at: datetime) -> datetime | None: ...
    def closing(self, at: datetime) -> datetime | None: ...


_seen: dict[int, tuple[Hours, Working]] = {}


def calendar_of(hours: Hours) -> Working:
    """The calendar of somebody's hours. Hashing them costs more than a sum, so objects are remembered."""
    seen = _seen.get(id(hours))
    if seen is not None and seen[0] is hours:
        return seen[1]
    if len(_seen) >= MAX_SEEN:
        _seen.clear()
    calendar = compiled(hours) if isinstance(hours, WorkWeek) else Stretches(hours)
    _seen[id(hours)] = hours, calendar
    return calendar


class Stretches:
    """Calendars that take turns; nobody works between two stretches."""

    __slots__ = ("_stretches", "known")

    def __init__(self, schedule: Schedule) -> None:
        self.known: dict[object, Any] = {}
        self._stretches = list(_stretches(schedule))

    def between(self, start: datetime, end: datetime) -> timedelta:
        worked = ZERO
        for since, until, calendar in self._stretches:
            if since < end and start < until:
                worked += calendar.between(max(start, since), min(end, until))
        return worked

    def after(self, start: datetime, amount: timedelta) -> datetime | None:
        for since, until, calendar in self._stretches:
            if start >= until:
                continue
            start = max(start, since)
            found = calendar.after(start, amount)
            if found is not None and found <= until:
                return found
            amount -= calendar.between(start, until)
        return None

    def opening(self, at: datetime) -> datetime | None:
        for since, until, calendar in self._stretches:
            found = calendar.opening(max(at, since)) if at < until else None
            if found is not None and found < until:
                return found
        return None

    def closing(self, at: datetime) -> datetime | None:
        for since, until, calendar in reversed(self._stretches):
            found = calendar.closing(min(at, until)) if since < at else None
            if found is not None and found > since:
                return found
        return None


def _stretches(schedule: Schedule) -> Iterator[tuple[datetime, datetime, Calendar]]:
    """From when to when each period's week is worked: periods without the absences in them."""
    starts = [EPOCH, *(since for since, _ in schedule.periods[1:]), LAST]
    for (since, until), (_, week) in zip(pairwise(starts), schedule.periods, strict=True):
        calendar, at = compiled(week), since
        for leaves, returns in schedule.away:
            if at < min(leaves, until):
                yield at, min(leaves, until), calendar
            at = max(at, returns)
        if at < until:
            yield at, until, calendar
