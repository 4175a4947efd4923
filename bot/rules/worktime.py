"""Working time of one person: how much passes between two instants, and when some amount has passed.

An instant is working time when the person's wall clock shows a time inside one of their intervals; an
overnight interval belongs to the day on which it starts. Instants are aware and in UTC on both sides.
Svar's time runs from 1970 to 2200, and what lies outside counts as its edge. Nothing here raises, and where
there is no working time nothing loops: there is no such moment, which is none.

`hours` is somebody's week, or their whole schedule where they have moved, changed their hours or been away:
the past is computed with what held then, and an absence is no working time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo
from functools import wraps
from typing import TypeVar, TypeVarTuple

from bot.rules.schedules import calendar_of, week_at, week_on
from bot.rules.workweeks import DAY, LAST, ZERO, edge, spans_on, zone_of
from storage.records import DAY_MINUTES, Hours, Schedule

REMEMBERED = 2_000  # answers for each week pattern
DAYS_COUNTED = 3 * 366  # no absence is longer than three years


T = TypeVar("T")
Asked = TypeVarTuple("Asked")


def _remembered(ask: Callable[[Hours, *Asked], T]) -> Callable[[Hours, *Asked], T]:
    """Of all who work alike the same is asked again and again: each answer is worked out once."""

    @wraps(ask)
    def asked(hours: Hours, *about: *Asked) -> T:
        known = calendar_of(hours).known
        question = ask, about
        if question not in known:
            if len(known) >= REMEMBERED:
                known.clear()
            known[question] = ask(hours, *about)
        answer: T = known[question]
        return answer

    return asked


def elapsed(hours: Hours, start: datetime, end: datetime) -> timedelta:
    """Working time between two instants; zero when `end` is not after `start`."""
    if end <= start:
        return ZERO
    return calendar_of(hours).between(start, end)


def minutes(hours: Hours, start: datetime, end: datetime) -> int:
    """Whole working minutes between two instants, rounded down."""
    return elapsed(hours, start, end) // timedelta(minutes=1)


def add(hours: Hours, start: datetime, amount: timedelta) -> datetime | None:
    """The earliest instant by which `amount` of working time has passed since `start`.

    That is the end of a working day rather than the start of the next, and `start` itself for no amount.
    None when it never comes: no more working time, or an instant after 2200.
    """
    if amount <= ZERO:
        return start
    return calendar_of(hours).after(start, amount)


def next_working_moment(hours: Hours, at: datetime) -> datetime | None:
    """The first working instant from `at` on: `at` itself while working, none if there is none."""
    return calendar_of(hours).opening(at)


def is_working(hours: Hours, at: datetime) -> bool:
    """Whether `at` is working time."""
    return next_working_moment(hours, at) == at


def day_start(hours: Hours, day: date) -> datetime | None:
    """The first working instant of the intervals that start on `day`; none on a day off."""
    found = _worked_on(hours, day)
    return found[0] if found else None


@_remembered
def into_the_day(hours: Hours, day: date, amount: timedelta) -> datetime | None:
    """When that much of the work that starts on `day` is done; none on a day off."""
    start = day_start(hours, day)
    return add(hours, start, amount) if start else None


def day_end(hours: Hours, day: date) -> datetime | None:
    """The instant at which work that started on `day` is over, the next morning after a night shift."""
    found = _worked_on(hours, day)
    return found[1] if found else None


def working_day_of(hours: Hours, at: datetime) -> date | None:
    """The working day to which `at` belongs, or the next one when `at` is outside working time."""
    moment = next_working_moment(hours, at)
    if moment is None:
        return None
    today = local_day(hours, moment)
    for day in (today - DAY, today):
        found = _worked_on(hours, day)
        if found and found[0] <= moment < found[1]:
            return day
    return today


@_remembered
def working_days_after(hours: Hours, at: datetime, days: int) -> datetime | None:
    """The same time of day, `days` working days later.

    Outside working time `at` counts as the next working moment. Where the later day does not work at that
    time it is the next working moment of that day, or its end: Tuesday 14:00 plus three is Friday 14:00,
    Saturday plus three is Thursday at opening, Monday 16:00 plus one is Tuesday 12:00 if Tuesday ends then.
    """
    moment, day = next_working_moment(hours, at), working_day_of(hours, at)
    if moment is None or day is None:
        return None
    wall = moment.astimezone(zone_at(hours, moment)).replace(tzinfo=None)
    since_midnight = wall - datetime.combine(day, time())
    for later, (opens, closes) in _working_days(hours, day + DAY, most=days):
        days -= 1
        if days == 0:
            same = on_the_clock(hours, later, since_midnight)
            moved = next_working_moment(hours, max(same, opens))
            return min(moved or closes, closes)
    return moment if days <= 0 else None


def start_of_next_working_day(hours: Hours, at: datetime) -> datetime | None:
    """The first start of a working day after `at`."""
    days = _working_days(hours, local_day(hours, at), most=3)
    return next((opens for _, (opens, _) in days if opens > at), None)


def working_days_between(hours: Hours, start: datetime, end: datetime) -> int:
    """How many working days have some of their time between two instants, at most `DAYS_COUNTED`."""
    last = local_day(hours, end)
    count = 0
    for day, (opens, closes) in _working_days(hours, local_day(hours, start) - DAY, most=DAYS_COUNTED):
        if day > last:
            break
        count += elapsed(hours, max(opens, start), min(closes, end)) > ZERO
    return count


def day_after_working_days(hours: Hours, day: date, count: int) -> date:
    """The day after so many working days, the first of them being `day` or the next one; `day` for none."""
    days = [worked for worked, _ in _working_days(hours, day, most=min(count, DAYS_COUNTED))]
    return days[-1] + DAY if days else day


def coverage(hours: Hours, start: datetime, end: datetime) -> timedelta:
    """Working time between two instants that falls into absences: what nobody is charged with."""
    return elapsed(as_scheduled(hours), start, end) - elapsed(hours, start, end)


def as_scheduled(hours: Hours) -> Hours:
    """The hours of somebody who is never away."""
    return replace(hours, away=()) if isinstance(hours, Schedule) and hours.away else hours


def long_absences(hours: Hours, amount: timedelta) -> list[tuple[datetime, datetime]]:
    """The stretches of absence that take at least so much working time, in order."""
    if not isinstance(hours, Schedule) or not hours.away:
        return []
    scheduled = as_scheduled(hours)
    return [(start, end) for start, end in hours.away if elapsed(scheduled, start, end) >= amount]


def away_at(hours: Hours, at: datetime) -> tuple[datetime, datetime] | None:
    """The whole stretch of absence around an instant, the end of Svar's time for an open end."""
    stretches = hours.away if isinstance(hours, Schedule) else ()
    return next((away for away in stretches if away[0] <= at < away[1]), None)


def reached_at(hours: Hours, at: datetime) -> datetime:
    """When something new may reach somebody: their next working moment, or `at` for who has no hours at all.

    Whoever is away without an end is reached at the end of Svar's time, until they say that they are back.
    """
    endless = isinstance(hours, Schedule) and bool(hours.away) and hours.away[-1][1] == LAST
    return next_working_moment(hours, at) or (LAST if endless else at)


def zone_at(hours: Hours, at: datetime) -> tzinfo:
    """The zone in which the person is at an instant."""
    return zone_of(week_at(hours, at).zone)


def local_day(hours: Hours, at: datetime) -> date:
    """The day that it is for the person."""
    return at.astimezone(zone_at(hours, at)).date()


def is_planned(hours: Hours, day: date, minute: int) -> bool:
    """Whether a minute of a day, counted from midnight on the clock, is one they work, if they are there."""
    week = week_on(hours, day)
    return any(span.start <= minute < span.end for span in spans_on(week, day)) or any(
        minute < span.end - DAY_MINUTES
        for span in spans_on(week, day - DAY)  # begun the day before
    )


def on_the_clock(hours: Hours, day: date, since_midnight: timedelta) -> datetime:
    """The first instant at which the person's clock shows that time of that day, or later."""
    return first_instant(week_on(hours, day).zone, datetime.combine(day, time()) + since_midnight)


def as_far(at: datetime, step: tuple[datetime, datetime], zone: str) -> datetime:
    """`at` moved by as much as the clocks of `zone` show between the two instants of `step`.

    A week later 09:00 is 09:00, though the clocks have changed meanwhile.
    """
    there = zone_of(zone)
    local, start, end = (each.astimezone(there).replace(tzinfo=None) for each in (at, *step))
    return first_instant(zone, local + (end - start))


def first_instant(zone: str, wall: datetime) -> datetime:
    """The first instant at which the clocks of `zone` show `wall` (naive) or later.

    A time shown twice is the first of the two; a time that is skipped is the instant of the change.
    """
    return edge(zone_of(zone), wall, fold=0)


@_remembered
def _worked_on(hours: Hours, day: date) -> tuple[datetime, datetime] | None:
    """Start and end of what is worked of the intervals that start on `day`."""
    week = week_on(hours, day)
    spans = spans_on(week, day)
    if not spans:
        return None
    midnight, zone = datetime.combine(day, time()), zone_of(week.zone)
    opens = edge(zone, midnight + timedelta(minutes=min(span.start for span in spans)), fold=0)
    closes = edge(zone, midnight + timedelta(minutes=max(span.end for span in spans)), fold=1)
    calendar = calendar_of(hours)
    start, end = calendar.opening(opens), calendar.closing(closes)
    return (start, end) if start and end and start < end else None


def _working_days(hours: Hours, day: date, *, most: int) -> Iterator[tuple[date, tuple[datetime, datetime]]]:
    """The working days from `day` on, at most so many. What is not worked is leapt over."""
    while most > 0:
        found = _worked_on(hours, day)
        if found:
            most -= 1
            yield day, found
            day += DAY
        else:
            moment = next_working_moment(hours, on_the_clock(hours, day, DAY))
            if moment is None:
                return
            day = max(day + DAY, local_day(hours, moment) - DAY)
