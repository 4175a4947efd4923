"""What a digest says of a group: figures of the requests that came in four weeks, each of them guarded.

A week ends on Monday 00:00 UTC. Its figures are those of the 28 days before, and they are compared with the
28 days before these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from bot.rules.courses import Course, Reached
from bot.rules.figures import Counted, count, estimate
from bot.rules.guards import LEAST_REQUESTS, Owners, may_show
from bot.rules.nudges import FEWEST_RATINGS
from bot.rules.survival import Percentile, Step
from storage.records import Outcome, SaidRow, Status

WEEK = timedelta(weeks=1)
WINDOW = 4 * WEEK
MUCH_WITHDRAWN = 0.1  # beyond this share of withdrawn requests an estimate needs a word of caution

MANY_MISSED = 0.25  # shares from which on something is worth a try
MANY_ASKED_BACK = 0.3
MANY_REOPENED = 0.2
MANY_PASSED_ON = 0.5
MANY_LONGEST = 0.3

_WEEK_NAME = re.compile(r"(\d{4})-W(\d{2})")


class Base(StrEnum):
    """The requests that figures rest on; those on the same base are shown or hidden together."""

    ASKED = "asked"
    PROMISED = "promised"  # with a promise that was due
    RATED = "rated"  # of which somebody said whether the answer helped
    WAITING = "waiting"  # that somebody has now
    ABSENT = "absent"  # that reached somebody who was away
    SAID = "said"  # no requests, but messages that only the clock caused, each with whoever got it


class Measure(StrEnum):
    """What a digest tells, in its usual order."""

    FIRST = "first"
    WAITING = "waiting"
    PROMISES = "promises"
    HELPED = "helped"
    ACCEPTED = "accepted"
    TURNS = "turns"
    RESOLVED = "resolved"
    FLOW = "flow"
    COUNTERS = "counters"
    COVERAGE = "coverage"
    RESTRAINT = "restraint"
    NUDGES = "nudges"


SCORECARD = (Measure.FIRST, Measure.WAITING, Measure.PROMISES, Measure.HELPED)
"""What a group sees first, until somebody in it chooses otherwise."""
CHOICE = tuple(each for each in Measure if each not in (Measure.COVERAGE, Measure.RESTRAINT, Measure.NUDGES))

WITHDRAWN = (Status.WITHDRAWN, Status.MERGED)
NOTHING = Counted(0, 0, ())


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
    accepted: Counted = NOTHING
    resolved: Counted = NOTHING
    awaited: Counted = NOTHING
    without_word: int = 0
    thanks: int = 0
    gone: int = 0  # withdrawn before anybody had answered


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
class Bands:
    """How many turns are open now: as long as half of all take, as 85 %, and longer than that."""

    usual: int
    long: int
    longest: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of the requests that reached somebody who was away."""

    covered: int
    passed_on: int
    waited: int
    lost: int


@dataclass(frozen=True, slots=True)
class Restraint:
    """How many messages only the clock caused, to one person in one week: in half of these, and in 85 %."""

    half: int
    most: int


@dataclass(frozen=True, slots=True)
class Thoughts:
    """What everybody together has thought of the nudges so far, and how many of them want none."""

    useful: int = 0
    not_now: int = 0
    wrong: int = 0
    muted: int = 0

    @property
    def rated(self) -> int:
        return self.useful + self.not_now + self.wrong


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said of a group in one week; none where it would point at someone."""

    answers: Answers | None = None
    promises: Promises | None = None
    helped: Helped | None = None
    waiting: Bands | None = None
    coverage: Coverage | None = None
    restraint: Restraint | None = None
    thoughts: Thoughts | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a group: the courses of its requests, for which of them somebody was thanked, what is
    open, what Svar said unasked, and what may be told of what everybody thinks of its nudges. `usual` are the
    turns of the whole workspace, beside which what is open is told (none: it is all of it).
    """

    courses: Sequence[Course]
    thanked: Collection[int] = ()
    open_now: Sequence[Open] = ()
    said: Sequence[SaidRow] = ()
    thoughts: Thoughts | None = None
    usual: Counted | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A turn that is open now: whose request it is part of, and how many working minutes it has lasted."""

    request_id: int
    owner_id: int
    minutes: int


Shown = Mapping[str, Owners]
"""What the shown figures of one digest rest on, by their base."""


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


def week_name(until: datetime) -> str:
    """What ISO 8601 calls the week that ended then: "2026-W47"."""
    year, week, _ = (until - WEEK).date().isocalendar()
    return f"{year}-W{week:02}"


def guarded(known: Found, shown: Iterable[Shown]) -> tuple[Figures, Shown]:
    """The figures that may be shown beside what has been shown before; and what they rest on."""
    before, found = list(shown), known.courses
    bases = {
        base: owners
        for base, owners in _bases(known).items()
        if may_show(owners, [each[base] for each in before if each.get(base)])
    }
    said = answers(found, known.thanked) if Base.ASKED in bases else None
    figures = Figures(
        said,
        promises(found) if Base.PROMISED in bases else None,
        helped(found) if Base.RATED in bases else None,
        bands(known.open_now, known.usual or said.turns) if said and Base.WAITING in bases else None,
        coverage(found) if Base.ABSENT in bases else None,
        restraint(known.said) if Base.SAID in bases else None,
        known.thoughts,
    )
    return figures, bases


def answers(found: Sequence[Course], thanked: Collection[int] = ()) -> Answers:
    """How long these requests waited."""
    return Answers(
        first=count([course.first for course in found]),
        turns=count([wait for course in found for wait in course.turns]),
        closed=sum(course.status in (Status.CLOSED, Status.DECLINED) for course in found),
        withdrawn=sum(course.status in WITHDRAWN for course in found),
        reopened=sum(course.not_yet > 0 for course in found),
        hand_overs=sum(course.hand_overs for course in found),
        asked_back_first=sum(course.asked_back_first for course in found),
        accepted=count([course.accepted for course in found]),
        resolved=count([course.resolved for course in found]),
        awaited=count([course.awaited for course in found]),
        thanks=sum(course.id in thanked for course in found),
        gone=sum(not course.first.answered for course in found if course.status in WITHDRAWN),
        without_word=sum(course.outcome is Outcome.WITHOUT_WORD for course in found),
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


def bands(open_now: Sequence[Open], turns: Counted) -> Bands:
    """How long what is open has been so, beside what `turns` usually take."""
    median, p85 = (_minutes_of(each) for each in (estimate(turns).median, estimate(turns).p85))
    usual = sum(turn.minutes <= median for turn in open_now)
    long = sum(median < turn.minutes <= p85 for turn in open_now)
    return Bands(usual, long, len(open_now) - usual - long)


def coverage(found: Sequence[Course]) -> Coverage:
    """What became of those that reached somebody who was away."""
    became = Counter(course.reached for course in found)
    return Coverage(
        *(became[each] for each in (Reached.COVERED, Reached.PASSED_ON, Reached.WAITED, Reached.LOST))
    )


def restraint(said: Sequence[SaidRow]) -> Restraint:
    """Over the weeks in which somebody was told something unasked, each person's counted by itself."""
    weeks = Counter((each.person_id, week_end(datetime.fromisoformat(each.at))) for each in said)
    numbers = sorted(weeks.values())
    half, most = (numbers[-(-len(numbers) * share // 100) - 1] for share in (50, 85))
    return Restraint(half, most)


def thoughts(now: Thoughts, told: Thoughts) -> Thoughts | None:
    """What may be told of them, beside what was `told` before; none: nothing yet.

    Whose they are is not known, so no week may tell of a few: ratings are told when there are 20 more, and
    mutes when there are 10 more or fewer; until then what was told is told again.
    """
    rated = now if now.rated - told.rated >= FEWEST_RATINGS else told
    muted = now.muted if abs(now.muted - told.muted) >= LEAST_REQUESTS else told.muted
    found = replace(rated, muted=muted)
    return found if found != Thoughts() else None


class Try(StrEnum):
    """What a group could try, by what its figures say."""

    PROMISE_LATER = "promise_later"
    ASK_WITH_MORE = "ask_with_more"
    ASK_WHETHER_IT_HELPS = "ask_whether_it_helps"
    ASK_WHO_FIRST = "ask_who_first"
    SORT_TOGETHER = "sort_together"


def worth_a_try(figures: Figures) -> Try | None:
    """The first that the figures suggest; none where nothing stands out."""
    said, due, now = figures.answers, figures.promises, figures.waiting
    if due and due.missed > MANY_MISSED * (due.kept + due.missed):
        return Try.PROMISE_LATER
    if now and now.longest > MANY_LONGEST * (now.usual + now.long + now.longest):
        return Try.SORT_TOGETHER
    if said is None:
        return None
    shares = (
        (said.asked_back_first, MANY_ASKED_BACK, Try.ASK_WITH_MORE),
        (said.reopened, MANY_REOPENED, Try.ASK_WHETHER_IT_HELPS),
        (said.hand_overs, MANY_PASSED_ON, Try.ASK_WHO_FIRST),
    )
    return next((tried for number, share, tried in shares if number > share * said.first.asked), None)


def as_data(figures: Figures) -> dict[str, Any]:
    """The figures as they are kept."""
    return {name: value and asdict(value) for name, value in _parts(figures)}


def from_data(data: Mapping[str, Any]) -> Figures:
    """Figures as they were kept."""
    read: dict[str, Any] = {name: kind(**data[name]) for name, kind in _PARTS.items() if data.get(name)}
    if "answers" in read:
        said = read["answers"]
        counted = {name: _counted(getattr(said, name)) for name in _COUNTED}
        read["answers"] = replace(said, **counted)
    return Figures(**read)


_PARTS: dict[str, type[Any]] = {
    "answers": Answers, "promises": Promises, "helped": Helped, "waiting": Bands, "coverage": Coverage,
    "restraint": Restraint, "thoughts": Thoughts,
}  # fmt: skip
_COUNTED = ("first", "turns", "accepted", "resolved", "awaited")


def _parts(figures: Figures) -> Iterable[tuple[str, Any]]:
    return ((name, getattr(figures, name)) for name in _PARTS)


def _counted(data: Sequence[Any]) -> Counted:
    asked, answered, taken = data
    return Counted(asked, answered, tuple(Step(*step) for step in taken))


def _minutes_of(found: Percentile) -> int:
    """Up to which minute it is known to reach; what was never answered is beyond everything."""
    return found.at if isinstance(found.at, int) else found.at.minutes or 0


def _bases(known: Found) -> dict[str, Owners]:
    found = known.courses
    return {
        Base.ASKED: {course.id: course.owner_id for course in found},
        Base.PROMISED: {course.id: course.owner_id for course in found if course.kept is not None},
        Base.RATED: {course.id: course.owner_id for course in found if _is_rated(course)},
        Base.WAITING: {turn.request_id: turn.owner_id for turn in known.open_now},
        Base.ABSENT: {course.id: course.owner_id for course in found if course.reached is not None},
        Base.SAID: {each.id: each.person_id for each in known.said},
    }


def _is_rated(course: Course) -> bool:
    return course.not_yet > 0 or course.outcome in (Outcome.YES, Outcome.PARTLY)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
