"""When somebody for whom many wait is offered help: about load, never about character.

It takes two looks a week apart. In between nothing is known of it but a date on their own row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from bot.rules import worktime
from bot.rules.thresholds import Thresholds
from storage.records import Crowd, Hours

EVERY: Final = timedelta(days=7)  # between two looks
SEEN_FOR: Final = timedelta(days=8)
FEWEST_RATINGS: Final = 20
USEFUL_ENOUGH: Final = 0.6
MUTED_BY_MANY: Final = 0.1
FARTHEST: Final = timedelta(days=366)
PRECISION: Final = timedelta(minutes=1)


class Thought(StrEnum):
    """What somebody thinks of a nudge; counted, and not whose it was."""

    USEFUL = "useful"
    NOT_NOW = "not_now"
    WRONG = "wrong"


class Rest(StrEnum):
    """Why nudges come half as often: of this the admins are told once."""

    FEW_USEFUL = "few_useful"
    MUTED = "muted"


class Next(StrEnum):
    """What a look at somebody comes to."""

    NOTHING = "nothing"
    SEEN = "seen"
    NUDGED = "nudged"


@dataclass(frozen=True, slots=True)
class Nudge:
    """What is said: that `waiting` people wait, or why nudges come less often; else that two wait for each
    other.
    """

    waiting: int = 0
    rest: Rest | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """How many different people wait for somebody, and how many of their turns are old."""

    people: int
    old: int


def is_much(load: Load, thresholds: Thresholds) -> bool:
    return load.people >= thresholds.nudge_people and load.old >= thresholds.nudge_turns


def old_before(hours: Hours, now: datetime, typical: timedelta) -> datetime:
    """The instant from which on a turn would not be old yet: so much of somebody's working time ago."""
    early, late = now - FARTHEST, now - typical
    while late - early > PRECISION:
        middle = early + (late - early) / 2
        if worktime.elapsed(hours, middle, now) >= typical:
            early = middle
        else:
            late = middle
    return early


def after_look(state: Crowd, hours: Hours, gap: timedelta, now: datetime) -> Next:
    """What a look comes to at which somebody was found crowded."""
    today = now.date()
    if state.unnudged_at is not None:
        return Next.NOTHING
    if state.crowded_on is None:
        return Next.SEEN
    if today - state.crowded_on < EVERY:
        return Next.NOTHING
    if may_be_nudged(state, gap, today) and not _was_away(hours, state.crowded_on, now):
        return Next.NUDGED
    return Next.SEEN


def may_be_nudged(state: Crowd, gap: timedelta, today: date) -> bool:
    """Whether they have not been nudged for long enough, and want to be."""
    return state.unnudged_at is None and (state.nudged_on is None or today - state.nudged_on >= gap)


def _was_away(hours: Hours, since: date, now: datetime) -> bool:
    first = worktime.on_the_clock(hours, since, timedelta())
    return worktime.coverage(hours, first, now) > timedelta()


def rests(counted: Mapping[str, Any], people: int, muted: int) -> list[Rest]:
    """Why nudges should come less often, by what was thought of them and by how many want none."""
    ratings = sum(int(counted.get(thought, 0)) for thought in Thought)
    found = []
    if ratings >= FEWEST_RATINGS and counted.get(Thought.USEFUL, 0) < USEFUL_ENOUGH * ratings:
        found.append(Rest.FEW_USEFUL)
    if muted > MUTED_BY_MANY * people:
        found.append(Rest.MUTED)
    return found


def gap(thresholds: Thresholds, why: list[Rest]) -> timedelta:
    """The time between two nudges of one person: twice as long for each reason to be more quiet."""
    return timedelta(days=thresholds.nudge_days << len(why))
