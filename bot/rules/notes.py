"""The weekly note that a person gets about their own turns and promises, and nobody else about them.

It comes with their first working day of the week, half an hour into it. How they answer is told beside their
own eight weeks before, as a range: there is no rank and no other person in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.rules import worktime
from bot.rules.courses import Course
from bot.rules.digests import WEEK, Promises, promises
from bot.rules.figures import count, estimate
from bot.rules.reminders import SPREAD_MINUTES
from bot.rules.survival import Wait
from storage.records import Hours

INTO_THE_DAY: Final = timedelta(minutes=30)
USUAL: Final = 8 * WEEK  # before the last one
LEAST: Final = 5  # answers without which half of them is no figure
LEAST_USUAL: Final = 10
ENOUGH_OF_A_WEEK: Final = WEEK / 2  # with Svar, before the first note
LATE: Final = timedelta(days=2)  # after that it waits for the next Monday
DAYS_SEARCHED: Final = 366


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody whom the reader waits for and who will be away; without `until` nobody knows how long."""

    name: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Pace:
    """Within how many working minutes half of somebody's answers came, and between which minutes that lay in
    the eight weeks before; none where there were too few.
    """

    half: int
    usual: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Note:
    """What waits for somebody and what they wait for; their promises of last week, how they answered (`first`
    answers, and `turns`, later ones too), and for how many answers they were thanked.
    """

    waiting: int
    awaited: int
    promises: Promises | None
    first: Pace | None
    turns: Pace | None
    thanks: int = 0
    away: tuple[Away, ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.waiting or self.awaited or self.promises or self.first or self.thanks)


def noted(
    waits: tuple[int, int], due: Sequence[Course], week: Sequence[Course], before: Sequence[Course]
) -> Note:
    """The note on what waits (for somebody, and on others), promises that were due, and answers.

    `week` are the requests of last week, `before` those of the weeks before it.
    """
    promised = promises(due)
    return Note(
        *waits,
        promised if promised.kept or promised.missed else None,
        _pace(_firsts(week), _firsts(before)),
        _pace(_turns(week), _turns(before)),
    )


def _firsts(found: Sequence[Course]) -> list[Wait]:
    return [course.first for course in found]


def _turns(found: Sequence[Course]) -> list[Wait]:
    return [wait for course in found for wait in course.turns]


def _pace(week: Sequence[Wait], before: Sequence[Wait]) -> Pace | None:
    said, usual = estimate(count(week)), estimate(count(before))
    if said.answered < LEAST or not isinstance(said.median.at, int):
        return None
    low, high = usual.median.low, usual.median.high
    known = usual.answered >= LEAST_USUAL and low is not None and high is not None
    return Pace(said.median.at, (low or 0, high or 0) if known else None)


def next_at(hours: Hours, person_id: int, after: datetime) -> datetime | None:
    """The next moment for a weekly note: of their first working day of a week, or of their return.

    None where they do not work for a year.
    """
    today = worktime.local_day(hours, after)
    monday = today - timedelta(days=today.weekday())
    moments = (on_or_after(hours, person_id, start) for start in (monday, monday + WEEK))
    return next((moment for moment in moments if moment is not None and moment > after), None)


def on_or_after(
    hours: Hours, person_id: int, day: date, into_the_day: timedelta = INTO_THE_DAY
) -> datetime | None:
    """So far into somebody's first working day from `day` on, not for everybody in the same minute."""
    for later in range(DAYS_SEARCHED):
        start = worktime.day_start(hours, day + timedelta(days=later))
        if start is not None:
            return worktime.add(hours, start, into_the_day + timedelta(minutes=person_id % SPREAD_MINUTES))
    return None
