"""When a first reminder can come at the earliest, and when the last has been."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wall_clocks import hours_and_instants

from bot.rules.reminders import Case, next_at, told
from bot.rules.thresholds import LIMITS, Thresholds
from storage.records import Clock, Hours, Person, Request, Side, Status, Turn, Urgency, Why, office_week
from storage.turns import LOOK_AFTER

thresholds = st.fixed_dictionaries({name: st.integers(*limits) for name, limits in LIMITS.items()}).map(
    lambda values: Thresholds(**values)
)


def case_of(where: tuple[Hours, datetime], urgency: Urgency, daily_minutes: int | None) -> Case:
    hours, at = where
    request = Request(
        1, 1, 1, "Which rate?", "Which rate?", requester_id=1, owner_id=2, holder_id=2,
        status=Status.OPEN, urgency=urgency, created_at=at,
    )  # fmt: skip
    turn = Turn(1, 1, 2, Side.OWNER, Why.LOGGED, Clock.RUNNING, at)
    holder = Person(2, 1, "UEVA", "Eva", "Europe/Stockholm", "en-US", daily_minutes=daily_minutes)
    return Case(request, turn, holder, hours)


@given(
    hours_and_instants(),
    st.sampled_from(Urgency),
    st.none() | st.integers(0, 24 * 60 - 1),
    thresholds,
    st.none() | st.timedeltas(timedelta(), timedelta(hours=100)),
)
def test_what_has_no_date_is_reminded_of_no_sooner_than_it_is_first_looked_at(
    where: tuple[Hours, datetime],
    urgency: Urgency,
    daily_minutes: int | None,
    limits: Thresholds,
    typical: timedelta | None,
) -> None:
    case = replace(case_of(where, urgency, daily_minutes), thresholds=limits, typical=typical)
    at = next_at(case)
    assert at is None or at >= case.turn.started_at + LOOK_AFTER


@pytest.mark.parametrize("reminders", [1, 2, 3])
def test_who_asks_is_asked_as_long_after_the_first_reminder_however_many_there_are(reminders: int) -> None:
    monday = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    case = replace(
        case_of((office_week("Europe/Stockholm"), monday), Urgency.NORMAL, None),
        thresholds=Thresholds(reminders=reminders),
    )
    days = []
    for _ in range(reminders + 1):
        at = next_at(case)
        assert at is not None
        days.append(at.day)
        case = told(case, at)
    assert days == [*[24, 25, 27][:reminders], 3]  # of December
