"""Working time against a slow oracle that looks at the wall clock once a minute, and by named cases."""

from __future__ import annotations

import time as stopwatch
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wall_clocks import MINUTE, START, YEARS, ZONES, counted, hours_and_instants, instants, shows_working_time

from bot.rules import schedules, worktime, workweeks
from storage.records import Hours, Schedule, Span, WorkWeek, office_week

FAR = timedelta(days=3 * 366)


@given(hours_and_instants(), st.integers(0, 3 * 24 * 60))
def test_elapsed_is_what_the_wall_clock_shows_minute_by_minute(
    where: tuple[Hours, datetime], length: int
) -> None:
    hours, start = where
    assert worktime.minutes(hours, start, start + length * MINUTE) == counted(hours, start, length)


@given(hours_and_instants())
def test_a_moment_is_working_time_when_the_wall_clock_says_so(where: tuple[Hours, datetime]) -> None:
    hours, at = where
    assert worktime.is_working(hours, at) == shows_working_time(hours, at)


@given(hours_and_instants(), st.lists(instants, min_size=2, max_size=2))
def test_working_time_adds_up_over_any_cut(where: tuple[Hours, datetime], others: list[datetime]) -> None:
    hours, at = where
    first, middle, last = sorted((at, *others))
    parts = worktime.elapsed(hours, first, middle) + worktime.elapsed(hours, middle, last)
    assert worktime.elapsed(hours, first, last) == parts


@given(hours_and_instants(), st.timedeltas(timedelta(microseconds=1), timedelta(hours=50)))
@example((office_week("Europe/Oslo"), START), timedelta(days=4000))
def test_add_is_the_inverse_of_elapsed_and_the_earliest_such_instant(
    where: tuple[Hours, datetime], amount: timedelta
) -> None:
    hours, start = where
    end = worktime.add(hours, start, amount)
    if end is None:
        assert worktime.elapsed(hours, start, start + FAR) < amount
        return
    assert worktime.elapsed(hours, start, end) == amount
    assert worktime.elapsed(hours, start, end - timedelta(microseconds=1)) < amount


@given(hours_and_instants())
def test_the_next_working_moment_is_the_first_one(where: tuple[Hours, datetime]) -> None:
    hours, at = where
    moment = worktime.next_working_moment(hours, at)
    if moment is None:
        assert worktime.elapsed(hours, at, at + FAR) == timedelta()
        return
    assert moment >= at
    assert worktime.elapsed(hours, at, moment) == timedelta()
    assert shows_working_time(hours, moment)


@given(hours_and_instants())
def test_a_day_begins_and_ends_at_working_time(where: tuple[Hours, datetime]) -> None:
    hours, at = where
    day = worktime.local_day(hours, at)
    start, end = worktime.day_start(hours, day), worktime.day_end(hours, day)
    if start is None or end is None:
        assert start is end
        return
    assert start < end
    assert shows_working_time(hours, start)
    assert worktime.elapsed(hours, end - MINUTE, end) > timedelta()


@given(hours_and_instants(), st.integers(0, 20))
def test_working_days_later_is_later_and_within_a_working_day(
    where: tuple[Hours, datetime], days: int
) -> None:
    hours, at = where
    later = worktime.working_days_after(hours, at, days)
    following = worktime.start_of_next_working_day(hours, at)
    if following is not None:
        assert at < following
    if later is None:
        after = worktime.working_days_between(hours, at, at + FAR)
        assert after <= days
        return
    assert at <= later
    assert worktime.elapsed(hours, later - MINUTE, later + MINUTE) > timedelta()


@given(hours_and_instants(), st.integers(0, 3 * 24 * 60))
def test_what_an_absence_covers_is_what_would_have_been_worked(
    where: tuple[Hours, datetime], length: int
) -> None:
    hours, start = where
    present = replace(hours, away=()) if isinstance(hours, Schedule) else hours
    missed = sum(
        shows_working_time(present, at) and not shows_working_time(hours, at)
        for at in (start + number * MINUTE for number in range(length))
    )
    assert worktime.coverage(hours, start, start + length * MINUTE) == missed * MINUTE


@pytest.mark.prove
@pytest.mark.parametrize("zone", ZONES)
def test_ten_years_in_every_zone_agree_with_the_wall_clock(zone: str) -> None:
    """Every quarter of an hour: all of these zones change by multiples of it in these years."""
    nights = WorkWeek(
        zone, ((Span(540, 720), Span(780, 1020)),) * 3 + ((Span(1320, 1320 + 600),), (), (), ())
    )
    quarter, at, worked = timedelta(minutes=15), START, timedelta()
    while at < START + timedelta(days=365 * YEARS):
        if shows_working_time(nights, at):
            worked += quarter
        at += quarter
        if at.day == 1 and at.hour == 0 and at.minute == 0:
            assert worktime.elapsed(nights, START, at) == worked


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_night_the_clocks_go_forward_a_night_shift_is_an_hour_shorter() -> None:
    week = WorkWeek("Europe/Oslo", ((),) * 5 + ((Span(22 * 60, 30 * 60),), ()))
    assert worktime.minutes(week, utc("2026-03-28 12:00"), utc("2026-03-29 12:00")) == 7 * 60


def test_the_night_the_clocks_go_back_a_night_shift_is_an_hour_longer() -> None:
    week = WorkWeek("America/New_York", ((),) * 5 + ((Span(22 * 60, 30 * 60),), ()))
    assert worktime.minutes(week, utc("2026-10-31 12:00"), utc("2026-11-01 20:00")) == 9 * 60


def test_hours_inside_the_skipped_hour_are_not_worked_that_day() -> None:
    week = WorkWeek("Europe/Oslo", ((),) * 6 + ((Span(2 * 60, 3 * 60),),))
    assert worktime.day_start(week, date(2026, 3, 29)) is None
    assert worktime.minutes(week, utc("2026-03-29 00:00"), utc("2026-03-30 00:00")) == 0


def test_hours_that_begin_in_the_skipped_hour_begin_with_the_change() -> None:
    week = WorkWeek("Europe/Oslo", ((),) * 6 + ((Span(2 * 60 + 30, 5 * 60),),))
    assert worktime.day_start(week, date(2026, 3, 29)) == utc("2026-03-29 01:00")
    assert worktime.minutes(week, utc("2026-03-29 00:00"), utc("2026-03-30 00:00")) == 2 * 60


def test_an_hour_shown_twice_is_worked_twice() -> None:
    week = WorkWeek("Europe/Oslo", ((),) * 6 + ((Span(2 * 60, 3 * 60),),))
    assert worktime.minutes(week, utc("2026-10-25 00:00"), utc("2026-10-25 12:00")) == 2 * 60
    assert worktime.day_end(week, date(2026, 10, 25)) == utc("2026-10-25 02:00")


def test_lord_howe_moves_by_half_an_hour() -> None:
    week = WorkWeek("Australia/Lord_Howe", ((Span(0, 24 * 60),),) * 7)
    sunday = utc("2026-04-04 13:00")  # midnight at the start of 5 April there
    assert worktime.minutes(week, sunday, worktime.day_end(week, date(2026, 4, 5)) or sunday) == 24 * 60 + 30


def test_apia_has_no_30_december_2011() -> None:
    week = WorkWeek("Pacific/Apia", ((Span(9 * 60, 17 * 60),),) * 7)
    assert worktime.day_start(week, date(2011, 12, 30)) is None
    assert worktime.minutes(week, utc("2011-12-29 10:00"), utc("2012-01-01 10:00")) == 3 * 8 * 60
    # Working days are counted where there was one: from Thursday the 29th to Saturday the 31st.
    assert worktime.working_days_after(week, utc("2011-12-29 20:00"), 1) == utc("2011-12-30 20:00")


def test_tehran_without_summer_time_since_2022_keeps_its_half_hour() -> None:
    assert worktime.day_start(office_week("Asia/Tehran"), date(2026, 7, 1)) == utc("2026-07-01 05:30")


def test_a_week_without_working_time_has_no_moment_and_does_not_loop() -> None:
    week, at = WorkWeek("Europe/Oslo", ((),) * 7), utc("2026-11-25 09:00")
    assert worktime.elapsed(week, at, at + timedelta(days=4000)) == timedelta()
    assert worktime.add(week, at, MINUTE) is None
    assert worktime.next_working_moment(week, at) is None
    assert worktime.working_days_after(week, at, 3) is None
    assert worktime.start_of_next_working_day(week, at) is None
    assert worktime.day_end(week, at.date()) is None


def test_a_span_that_runs_backwards_is_no_time() -> None:
    at = utc("2026-11-25 09:00")
    assert worktime.elapsed(office_week("UTC"), at + timedelta(hours=5), at) == timedelta()


def test_overlapping_and_adjacent_intervals_count_once() -> None:
    day = (Span(540, 720), Span(600, 780), Span(780, 840), Span(540, 600))
    week = WorkWeek("UTC", (day,) * 7)
    assert worktime.minutes(week, utc("2026-11-25 00:00"), utc("2026-11-26 00:00")) == 300


def test_sunday_night_reaches_into_monday() -> None:
    week = WorkWeek("UTC", ((),) * 6 + ((Span(22 * 60, 30 * 60),),))
    assert worktime.is_working(week, utc("2026-11-23 05:59"))
    assert not worktime.is_working(week, utc("2026-11-23 06:00"))
    assert worktime.day_end(week, date(2026, 11, 22)) == utc("2026-11-23 06:00")
    assert worktime.day_end(week, date(2026, 11, 23)) is None


@pytest.mark.parametrize(
    ("at", "days", "later"),
    [
        ("2026-11-24 14:00", 3, "2026-11-27 14:00"),  # Tuesday to Friday
        ("2026-11-25 14:00", 3, "2026-11-30 14:00"),  # over a weekend
        ("2026-11-28 14:00", 3, "2026-12-03 09:00"),  # Saturday counts as Monday's opening
        ("2026-11-24 20:00", 1, "2026-11-26 09:00"),  # the evening counts as Wednesday's opening
        ("2026-11-24 14:00", 0, "2026-11-24 14:00"),
        ("2026-11-24 20:00", 0, "2026-11-25 09:00"),
    ],
)
def test_three_working_days_later_is_the_same_hour(at: str, days: int, later: str) -> None:
    assert worktime.working_days_after(office_week("UTC"), utc(at), days) == utc(later)


def test_the_same_hour_moves_into_the_hours_of_a_shorter_day() -> None:
    split = (Span(9 * 60, 11 * 60), Span(13 * 60, 15 * 60))
    week = WorkWeek("UTC", ((Span(8 * 60, 18 * 60),), split, *((),) * 5))
    monday = utc("2026-11-23 00:00")
    for hour, expected in ((8, 9), (10, 10), (12, 13), (14, 14), (16, 15)):
        later = worktime.working_days_after(week, monday + timedelta(hours=hour), 1)
        assert later == monday + timedelta(days=1, hours=expected)


def test_a_night_shift_counts_its_days_by_their_beginning() -> None:
    week = WorkWeek("UTC", ((Span(22 * 60, 30 * 60),),) * 5 + ((), ()))
    assert worktime.working_day_of(week, utc("2026-11-25 03:00")) == date(2026, 11, 24)
    assert worktime.working_days_after(week, utc("2026-11-25 03:00"), 1) == utc("2026-11-26 03:00")


def test_the_next_working_day_starts_after_the_weekend() -> None:
    week = office_week("Europe/Oslo")
    assert worktime.start_of_next_working_day(week, utc("2026-11-27 12:00")) == utc("2026-11-30 08:00")
    assert worktime.start_of_next_working_day(week, utc("2026-11-27 05:00")) == utc("2026-11-27 08:00")


def test_a_zone_nobody_knows_counts_as_utc() -> None:
    for name in ("Mars/Olympus", "", "../etc/passwd", "Europe", "a\0b"):
        assert worktime.day_start(office_week(name), date(2026, 11, 25)) == utc("2026-11-25 09:00")


def test_times_outside_svars_time_are_its_edge() -> None:
    week = WorkWeek("UTC", ((Span(0, 24 * 60),),) * 7)
    before, after = datetime(1900, 1, 1, tzinfo=UTC), datetime(2300, 1, 1, tzinfo=UTC)
    assert worktime.elapsed(week, before, after) == datetime(2200, 1, 1, tzinfo=UTC) - utc("1970-01-01 00:00")
    assert worktime.next_working_moment(week, after) is None
    assert worktime.add(week, utc("2026-01-01 00:00"), timedelta(days=365_000)) is None


def test_a_year_costs_no_more_than_a_day_and_both_next_to_nothing() -> None:
    week, start = office_week("Europe/Oslo"), utc("2026-11-25 09:00")

    def cost(days: int) -> float:
        end, began = start + timedelta(days=days), stopwatch.perf_counter()
        for _ in range(2000):
            worktime.elapsed(week, start, end)
        return stopwatch.perf_counter() - began

    cost(365)
    day, year = min(cost(1) for _ in range(9)), min(cost(365) for _ in range(9))
    assert year < 1.5 * day  # 1.2 in the benchmark, where the machine is quiet
    assert day < 2000 * 20e-6


def test_what_is_compiled_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedules, "MAX_SEEN", 20)
    week = office_week("Europe/Oslo")
    for year in range(2000, 2040, 2):
        worktime.next_working_moment(week, datetime(year, 6, 1, tzinfo=UTC))
        for number in range(10):
            worktime.is_working(WorkWeek("UTC", ((Span(number, 1001),), *((),) * 6)), START)
    assert len(workweeks.compiled(week)._blocks) <= workweeks.MAX_BLOCKS
    assert len(schedules._seen) <= schedules.MAX_SEEN
    assert workweeks.compiled.cache_info().maxsize == workweeks.MAX_CALENDARS
