"""When somebody for whom many wait is offered help, and when it is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import worktime
from bot.rules.nudges import (
    Load,
    Next,
    Rest,
    after_look,
    gap,
    is_much,
    may_be_nudged,
    old_before,
    rests,
)
from bot.rules.thresholds import AS_IT_COMES
from storage.records import Crowd, Hours, Schedule, office_week

OSLO = office_week("Europe/Oslo")
NOW = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)  # a Thursday
TODAY = NOW.date()
FORTNIGHT = timedelta(days=14)
NOBODY = Crowd(1, None, None, None)


@pytest.mark.parametrize(
    ("people", "old", "much"), [(3, 5, True), (2, 50, False), (50, 4, False), (0, 0, False)]
)
def test_three_people_and_five_old_turns_are_much(people: int, old: int, much: bool) -> None:
    assert is_much(Load(people, old), AS_IT_COMES) is much


def test_a_workspace_may_ask_for_more() -> None:
    gentler = replace(AS_IT_COMES, nudge_people=6, nudge_turns=12)
    assert not is_much(Load(5, 12), gentler)
    assert is_much(Load(6, 12), gentler)


@pytest.mark.parametrize(
    ("crowd", "then"),
    [
        (NOBODY, Next.SEEN),
        (replace(NOBODY, crowded_on=date(2026, 11, 25)), Next.NOTHING),  # the same week
        (replace(NOBODY, crowded_on=date(2026, 11, 19)), Next.NUDGED),
        (replace(NOBODY, crowded_on=date(2026, 11, 19), nudged_on=date(2026, 11, 13)), Next.SEEN),
        (replace(NOBODY, crowded_on=date(2026, 11, 19), nudged_on=date(2026, 11, 12)), Next.NUDGED),
        (replace(NOBODY, crowded_on=date(2026, 11, 19), unnudged_at=NOW), Next.NOTHING),
        (replace(NOBODY, unnudged_at=NOW), Next.NOTHING),
    ],
)
def test_it_takes_two_looks_a_week_apart_and_a_fortnight_since_the_last(crowd: Crowd, then: Next) -> None:
    assert after_look(crowd, OSLO, FORTNIGHT, NOW) is then


@pytest.mark.parametrize(("days_ago", "then"), [(3, Next.SEEN), (10, Next.NUDGED)])
def test_whoever_was_away_in_between_is_left_alone(days_ago: int, then: Next) -> None:
    away = ((NOW - timedelta(days=days_ago), NOW - timedelta(days=days_ago - 1)),)
    hours = Schedule(((datetime(2020, 1, 1, tzinfo=UTC), OSLO),), away)
    crowd = replace(NOBODY, crowded_on=TODAY - timedelta(days=7))
    assert after_look(crowd, hours, FORTNIGHT, NOW) is then


@pytest.mark.parametrize(
    ("counted", "people", "muted", "why"),
    [
        ({}, 100, 10, []),
        ({}, 100, 11, [Rest.MUTED]),
        ({"useful": 0, "wrong": 19}, 100, 0, []),
        ({"useful": 12, "not_now": 8}, 100, 0, []),
        ({"useful": 11, "not_now": 5, "wrong": 4}, 100, 0, [Rest.FEW_USEFUL]),
        ({"useful": 0, "wrong": 20}, 10, 2, [Rest.FEW_USEFUL, Rest.MUTED]),
    ],
)
def test_it_rests_where_it_is_not_liked(
    counted: dict[str, Any], people: int, muted: int, why: list[Rest]
) -> None:
    assert rests(counted, people, muted) == why
    assert gap(AS_IT_COMES, why) == FORTNIGHT * 2 ** len(why)


def test_the_gap_is_kept_to_the_day() -> None:
    assert not may_be_nudged(replace(NOBODY, nudged_on=TODAY - timedelta(days=27)), 2 * FORTNIGHT, TODAY)
    assert may_be_nudged(replace(NOBODY, nudged_on=TODAY - timedelta(days=28)), 2 * FORTNIGHT, TODAY)


@given(
    minutes=st.integers(0, 60 * 200),
    later=st.integers(0, 14 * 24 * 60),
    zone=st.sampled_from(["Europe/Oslo", "America/New_York", "Asia/Tokyo"]),
)
def test_what_is_old_has_been_there_for_so_much_working_time(minutes: int, later: int, zone: str) -> None:
    now, typical, hours = NOW + timedelta(minutes=later), timedelta(minutes=minutes), office_week(zone)
    at = old_before(hours, now, typical)
    assert worktime.elapsed(hours, at, now) >= typical
    assert worktime.elapsed(hours, at + timedelta(minutes=2), now) <= typical


def test_nobody_without_any_work_is_ever_behind() -> None:
    never: Hours = replace(OSLO, days=((),) * 7)
    assert old_before(never, NOW, timedelta(hours=8)) <= NOW - timedelta(days=365)
