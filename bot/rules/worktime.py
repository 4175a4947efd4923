"""Working time of one person: how much passes between two instants, and when some amount has passed.

An instant is working time when the person's wall clock shows a time inside one of their intervals; an
overnight interval belongs to the day on which it starts. Instants are aware and in UTC on both sides.
Svar's time runs from 1970 to 2200, and what lies outside counts as its edge. Nothing here raises, and in a
week without working time nothing loops: there is no such moment, which is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.rules.workweeks import DAY, ZERO, calendar_of, edge, zone_of
from storage.records import WorkWeek

DAYS_SEARCHED = 366  # with no working day in so many, there is none


def elapsed(week: WorkWeek, start: datetime, end: datetime) -> timedelta:
    """Working time between two instants; zero when `end` is not after `start`."""
    if end <= start:
        return ZERO
    return calendar_of(week).between(start, end)


def minutes(week: WorkWeek, start: datetime, end: datetime) -> int:
    """Whole working minutes between two instants, rounded down."""
    return elapsed(week, start, end) // timedelta(minutes=1)


def add(week: WorkWeek, start: datetime, amount: timedelta) -> datetime | None:
    """The earliest instant by which `amount` of working time has passed since `start`.

    That is the end of a working day rather than the start of the next, and `start` itself for no amount.
    None when it never comes: a week without working time, or an instant after 2200.
    """
    if amount <= ZERO:
        return start
    return calendar_of(week).after(start, amount)


def next_working_moment(week: WorkWeek, at: datetime) -> datetime | None:
    """The first working instant from `at` on: `at` itself while working, none if there is none."""
    return calendar_of(week).opening(at)


def is_working(week: WorkWeek, at: datetime) -> bool:
    """Whether `at` is working time."""
    return next_working_moment(week, at) == at


def day_start(week: WorkWeek, day: date) -> datetime | None:
    """The first working instant of the intervals that start on `day`; none on a day off."""
    hours = _hours(week, day)
    return hours[0] if hours else None


def day_end(week: WorkWeek, day: date) -> datetime | None:
    """The instant at which work that started on `day` is over, the next morning after a night shift."""
    hours = _hours(week, day)
    return hours[1] if hours else None


def working_day_of(week: WorkWeek, at: datetime) -> date | None:
    """The working day to which `at` belongs, or the next one when `at` is outside working time."""
    moment = next_working_moment(week, at)
    if moment is None:
        return None
    today = moment.astimezone(zone_of(week.zone)).date()
    for day in (today - DAY, today):
        hours = _hours(week, day)
        if hours and hours[0] <= moment < hours[1]:
            return day
    return today


def working_days_after(week: WorkWeek, at: datetime, days: int) -> datetime | None:
    """The same time of day, `days` working days later.

    Outside working time `at` counts as the next working moment. Where the later day does not work at that
    time it is the next working moment of that day, or its end: Tuesday 14:00 plus three is Friday 14:00,
    Saturday plus three is Thursday at opening, Monday 16:00 plus one is Tuesday 12:00 if Tuesday ends then.
    """
    moment, day = next_working_moment(week, at), working_day_of(week, at)
    if moment is None or day is None:
        return None
    wall = moment.astimezone(zone_of(week.zone)).replace(tzinfo=None)
    since_midnight = wall - datetime.combine(day, time())
    for later, (opens, closes) in _working_days(week, day + DAY, 7 * days + DAYS_SEARCHED):
        days -= 1
        if days == 0:
            same = first_instant(week.zone, datetime.combine(later, time()) + since_midnight)
            moved = next_working_moment(week, max(same, opens))
            return min(moved or closes, closes)
    return moment if days <= 0 else None


def start_of_next_working_day(week: WorkWeek, at: datetime) -> datetime | None:
    """The first start of a working day after `at`."""
    today = at.astimezone(zone_of(week.zone)).date()
    starts = (hours[0] for _, hours in _working_days(week, today, DAYS_SEARCHED))
    return next((start for start in starts if start > at), None)


def first_instant(zone: str, wall: datetime) -> datetime:
    """The first instant at which the clocks of `zone` show `wall` (naive) or later.

    A time shown twice is the first of the two; a time that is skipped is the instant of the change.
    """
    return edge(zone_of(zone), wall, fold=0)


def _hours(week: WorkWeek, day: date) -> tuple[datetime, datetime] | None:
    """Start and end of what is worked of the intervals that start on `day`."""
    spans = week.days[day.weekday()]
    if not spans:
        return None
    midnight, zone = datetime.combine(day, time()), zone_of(week.zone)
    opens = edge(zone, midnight + timedelta(minutes=min(span.start for span in spans)), fold=0)
    closes = edge(zone, midnight + timedelta(minutes=max(span.end for span in spans)), fold=1)
    calendar = calendar_of(week)
    start, end = calendar.opening(opens), calendar.closing(closes)
    return (start, end) if start and end and start < end else None


def _working_days(
    week: WorkWeek, first: date, count: int
) -> Iterator[tuple[date, tuple[datetime, datetime]]]:
    for number in range(count):
        day = first + timedelta(days=number)
        hours = _hours(week, day)
        if hours:
            yield day, hours
