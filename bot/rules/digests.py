"""What a digest says of a group: figures of the requests that came in four weeks, each of them guarded.

A week ends on Monday 00:00 UTC. Its figures are those of the 28 days before, and they are compared with the
28 days before these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.rules.courses import Course
from bot.rules.figures import Counted, count
from bot.rules.guards import Owners, may_show
from storage.records import Outcome, Status

WEEK = timedelta(weeks=1)
WINDOW = 4 * WEEK
MUCH_WITHDRAWN = 0.1  # beyond this share of withdrawn requests an estimate needs a word of caution

_WEEK_NAME = re.compile(r"(\d{4})-W(\d{2})")


class Base(StrEnum):
    """The requests that figures rest on; those on the same base are shown or hidden together."""

    ASKED = "asked"
    PROMISED = "promised"  # with a promise that was due
    RATED = "rated"  # of which somebody said whether the answer helped


@dataclass(frozen=True, slots=True)
class Answers:
    """How long the first answer took, and every turn, and what became of the requests besides.

    What looks better only because something else got worse stands beside it: reopened requests, hand-overs,
    first answers that only asked back.
    """

    first: Counted
    turns: Counted
    closed: int
    withdrawn: int
    reopened: int
    hand_overs: int
    asked_back_first: int


@dataclass(frozen=True, slots=True)
class Promises:
    """Of the promises that were due: how many were kept and missed, and how many moved before."""

    kept: int
    moved: int
    missed: int


@dataclass(frozen=True, slots=True)
class Helped:
    """What requesters said of the answers they got."""

    yes: int
    partly: int
    not_yet: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said of a group in one week; none where it would point at someone."""

    answers: Answers | None
    promises: Promises | None
    helped: Helped | None


Shown = Mapping[Base, Owners]
"""What the shown figures of one digest rest on."""


def week_end(at: datetime) -> datetime:
    """The end of the last week that was over at an instant."""
    today = at.astimezone(UTC).date()
    return _midnight(today - timedelta(days=today.weekday()))


def week_named(name: str) -> datetime | None:
    """The end of the week that ISO 8601 calls "2026-W47"; none where there is no such week."""
    found = _WEEK_NAME.fullmatch(name)
    try:
        return _midnight(date.fromisocalendar(int(found[1]), int(found[2]), 1)) + WEEK if found else None
    except (ValueError, OverflowError):
        return None


def guarded(found: Sequence[Course], shown: Iterable[Shown]) -> tuple[Figures, Shown]:
    """The figures of these requests that may be shown beside what has been shown before; and their bases."""
    before = list(shown)
    bases = {
        base: owners
        for base, owners in _bases(found).items()
        if may_show(owners, [each[base] for each in before if base in each])
    }
    figures = Figures(
        answers(found) if Base.ASKED in bases else None,
        promises(found) if Base.PROMISED in bases else None,
        helped(found) if Base.RATED in bases else None,
    )
    return figures, bases


def answers(found: Sequence[Course]) -> Answers:
    """How long these requests waited."""
    return Answers(
        first=count([course.first for course in found]),
        turns=count([wait for course in found for wait in course.turns]),
        closed=sum(course.status in (Status.CLOSED, Status.DECLINED) for course in found),
        withdrawn=sum(course.status in (Status.WITHDRAWN, Status.MERGED) for course in found),
        reopened=sum(course.not_yet > 0 for course in found),
        hand_overs=sum(course.hand_overs for course in found),
        asked_back_first=sum(course.asked_back_first for course in found),
    )


def promises(found: Sequence[Course]) -> Promises:
    """What became of the promises among them that were due."""
    due = [course for course in found if course.kept is not None]
    kept = sum(course.kept is True for course in due)
    return Promises(kept, sum(course.moves > 0 for course in due), len(due) - kept)


def helped(found: Sequence[Course]) -> Helped:
    """Whether the answers helped, as far as somebody said so."""
    outcomes = [course.outcome for course in found]
    return Helped(
        outcomes.count(Outcome.YES), outcomes.count(Outcome.PARTLY), sum(course.not_yet for course in found)
    )


def _bases(found: Sequence[Course]) -> dict[Base, Owners]:
    return {
        Base.ASKED: {course.id: course.owner_id for course in found},
        Base.PROMISED: {course.id: course.owner_id for course in found if course.kept is not None},
        Base.RATED: {course.id: course.owner_id for course in found if _is_rated(course)},
    }


def _is_rated(course: Course) -> bool:
    return course.not_yet > 0 or course.outcome in (Outcome.YES, Outcome.PARTLY)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
