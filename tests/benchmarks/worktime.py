"""Working time: whether a year costs more than a day, and what it costs to be ready for everybody.

Processor time of this process, which does nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from time import process_time
from zoneinfo import ZoneInfo

from bot.calendars import country_of
from bot.rules import worktime
from bot.rules.workweeks import compiled
from storage.records import OFFICE_DAYS, Days, DaysOff, Span, WorkWeek
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
DAY, YEAR = timedelta(days=1), timedelta(days=365)
REPEATS = 2_000
PEOPLE = 10_000
ZONES = (
    *("Europe/Oslo", "Europe/Stockholm", "Europe/Copenhagen", "Europe/Berlin", "Europe/London"),
    *("America/New_York", "America/Los_Angeles", "Asia/Tokyo", "Asia/Kolkata", "Australia/Sydney"),
)
HOURS: tuple[Days, ...] = (
    OFFICE_DAYS,
    ((Span(8 * 60, 16 * 60),),) * 5 + ((), ()),
    ((Span(9 * 60, 12 * 60), Span(13 * 60, 17 * 60)),) * 5 + ((), ()),
    ((Span(9 * 60, 17 * 60),),) * 4 + ((), (), ()),
)
HOLIDAYS = {
    country_of(zone): DaysOff({date(2026, month, 1 + number): 0 for month in range(1, 13)})
    for number, zone in enumerate(ZONES)
}


async def elapsed() -> list[Figure]:
    """Goals of working time: a year beside a day, and beside a loop over its days."""
    week = WorkWeek(ZONES[0], OFFICE_DAYS, HOLIDAYS["NO"])
    if worktime.elapsed(week, START, START + YEAR) != _day_by_day(week, START, START + YEAR):
        raise RuntimeError("the loop and the calendar do not agree")
    days, years, loops = [], [], []
    for _ in range(ROUNDS):
        days.append(_spent(lambda: worktime.elapsed(week, START, START + DAY), REPEATS))
        years.append(_spent(lambda: worktime.elapsed(week, START, START + YEAR), REPEATS))
        loops.append(_spent(lambda: _day_by_day(week, START, START + YEAR), 5))
    note("elapsed", (("day", days), ("year", years), ("loop", loops)), "us", 1e6)
    return [
        Figure("elapsed_year_vs_day", ratio(years, days), "<= 1.2"),
        Figure("elapsed_year_vs_day_loop", ratio(years, loops), "<= 0.005"),
    ]


async def compiling() -> list[Figure]:
    """Goal of readiness: 10,000 people who share zones, hours and holidays, beside a bare loop over the
    intervals of each."""
    ours, bare = [], []
    people = [_week_of(number) for number in range(PEOPLE)]
    intervals = [_intervals(week) for week in people[: len(ZONES) * len(HOURS)]]
    for _ in range(ROUNDS):
        compiled.cache_clear()
        ours.append(_spent(lambda: _ready(people), 1))
        bare.append(_spent(lambda: _walked(intervals), 1))
    note("compiling", (("svar", ours), ("loop", bare)), "ms", 1e3)
    return [Figure("10000_people_vs_bare_loop", ratio(ours, bare), "<= 3")]


def _week_of(number: int) -> WorkWeek:
    """Everybody's own object, as it comes from a database; equal to that of everybody who works alike."""
    zone = ZONES[number % len(ZONES)]
    return WorkWeek(zone, HOURS[number // len(ZONES) % len(HOURS)], HOLIDAYS[country_of(zone)])


def _ready(people: list[WorkWeek]) -> None:
    for week in people:
        worktime.elapsed(week, START, START + YEAR)


def _walked(intervals: list[list[tuple[datetime, datetime]]]) -> timedelta:
    """The bare loop: the working time of a year of everybody, interval by interval."""
    worked = timedelta()
    for number in range(PEOPLE):
        for opens, closes in intervals[number % len(intervals)]:
            worked += closes - opens
    return worked


def _intervals(week: WorkWeek) -> list[tuple[datetime, datetime]]:
    zone, day, found = ZoneInfo(week.zone), START.date(), []
    while day < (START + YEAR).date():
        for span in week.days[day.weekday()]:
            if day not in week.off.ends:
                midnight = datetime.combine(day, time())
                found.append(
                    tuple(
                        (midnight + timedelta(minutes=minute)).replace(tzinfo=zone).astimezone(UTC)
                        for minute in (span.start, span.end)
                    )
                )
        day += DAY
    return [(opens, closes) for opens, closes in found]


def _day_by_day(week: WorkWeek, start: datetime, end: datetime) -> timedelta:
    """What one would write first: every day's hours, cut off at both ends."""
    zone, worked = ZoneInfo(week.zone), timedelta()
    day = start.astimezone(zone).date()
    while day <= end.astimezone(zone).date():
        for span in week.days[day.weekday()] if day not in week.off.ends else ():
            midnight = datetime.combine(day, time(), zone)
            opens = (midnight + timedelta(minutes=span.start)).astimezone(UTC)
            closes = (midnight + timedelta(minutes=span.end)).astimezone(UTC)
            worked += max(min(closes, end) - max(opens, start), timedelta())
        day += DAY
    return worked


def _spent(work: Callable[[], object], times: int) -> float:
    started = process_time()
    for _ in range(times):
        work()
    return (process_time() - started) / times
