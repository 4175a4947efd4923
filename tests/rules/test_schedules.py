"""Changes of hours and absences put together into one schedule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.rules import worktime
from bot.rules.schedules import composed, merged, week_at
from bot.rules.workweeks import EPOCH, LAST, compiled
from storage.records import OFFICE_DAYS, Days, ScheduleChange, Span, WorkWeek, office_week

NOW = datetime(2026, 11, 25, 9, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MORNINGS: Days = ((Span(9 * 60, 12 * 60),),) * 5 + ((), ())


def plainly(zone: str, days: Days, region: str | None) -> WorkWeek:
    """The week, with the region noted where the test can see it."""
    return WorkWeek(f"{zone}{f'/{region}' if region else ''}", days)


def test_who_never_changed_anything_has_the_office_week() -> None:
    assert composed([], [], "Europe/Oslo", plainly) == office_week("Europe/Oslo")


def test_each_change_leaves_the_rest_as_it_was() -> None:
    changes = [
        ScheduleChange(EPOCH, zone="Europe/Oslo"),
        ScheduleChange(NOW, days=MORNINGS),
        ScheduleChange(NOW + DAY, zone="Asia/Tokyo"),
        ScheduleChange(NOW + 2 * DAY, days=OFFICE_DAYS, region="DE-BY"),
    ]
    hours = composed(changes, [], "Asia/Tokyo", plainly)

    assert week_at(hours, NOW - DAY) == WorkWeek("Europe/Oslo", OFFICE_DAYS)
    assert week_at(hours, NOW) == WorkWeek("Europe/Oslo", MORNINGS)
    assert week_at(hours, NOW + DAY) == WorkWeek("Asia/Tokyo", MORNINGS)
    assert week_at(hours, NOW + 3 * DAY) == WorkWeek("Asia/Tokyo/DE-BY", OFFICE_DAYS)


def test_hours_changed_by_somebody_who_never_moved_are_in_their_zone() -> None:
    hours = composed([ScheduleChange(NOW, days=MORNINGS)], [], "Europe/Oslo", plainly)
    assert week_at(hours, NOW - DAY).zone == week_at(hours, NOW).zone == "Europe/Oslo"


def test_an_absence_without_an_end_is_followed_by_no_working_moment() -> None:
    hours = composed([], [(NOW, None)], "Europe/Oslo", plainly)
    assert worktime.next_working_moment(hours, NOW) is None
    assert worktime.add(hours, NOW, DAY) is None
    assert worktime.day_end(hours, NOW.date()) == NOW  # it was worked until then
    assert worktime.elapsed(hours, NOW - timedelta(minutes=30), NOW + DAY) == timedelta(minutes=30)


def test_after_years_away_the_first_day_back_is_found() -> None:
    back = NOW + 1000 * DAY
    hours = composed([], [(NOW, back)], "Europe/Oslo", plainly)
    first = worktime.next_working_moment(office_week("Europe/Oslo"), back)
    assert worktime.next_working_moment(hours, NOW) == first
    assert worktime.start_of_next_working_day(hours, NOW) == first
    assert worktime.working_days_between(hours, NOW, back) == 0
    assert worktime.working_days_after(hours, NOW, 1) is not None


def test_a_half_day_away_shortens_the_day() -> None:
    noon = NOW.replace(hour=11, minute=0)  # in Oslo
    hours = composed([], [(noon, NOW + DAY)], "Europe/Oslo", plainly)
    assert worktime.day_end(hours, NOW.date()) == noon
    assert worktime.working_days_between(hours, NOW - 2 * DAY, NOW + 2 * DAY) == 5


def test_a_long_life_needs_no_more_calendars_than_the_ways_of_working_in_it() -> None:
    changes = [ScheduleChange(NOW + n * DAY, zone=("Asia/Tokyo", "Europe/Oslo")[n % 2]) for n in range(100)]
    away = [(NOW + n * DAY, NOW + n * DAY + timedelta(hours=3)) for n in range(0, 200, 2)]
    hours = composed(changes, away, "Europe/Oslo", plainly)
    before = compiled.cache_info().misses
    assert worktime.elapsed(hours, NOW, NOW + 400 * DAY) > timedelta()
    assert compiled.cache_info().misses - before <= 2


stretches = st.lists(
    st.tuples(st.integers(0, 50), st.one_of(st.none(), st.integers(0, 50))).map(
        lambda pair: (NOW + pair[0] * DAY, None if pair[1] is None else NOW + pair[1] * DAY)
    ),
    max_size=6,
)


@given(stretches, st.integers(0, 60))
def test_merged_stretches_hold_what_any_of_them_holds(
    away: list[tuple[datetime, datetime | None]], day: int
) -> None:
    at, found = NOW + day * DAY, merged(away)
    assert any(start <= at < end for start, end in found) == any(
        start <= at < (end or LAST) for start, end in away
    )
    assert all(start < end for start, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
