"""When a first reminder can come at the earliest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from wall_clocks import hours_and_instants

from bot.rules.reminders import Case, next_at
from bot.rules.thresholds import LIMITS, Thresholds
from storage.records import Clock, Hours, Person, Request, Side, Status, Turn, Urgency, Why
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
