"""What a digest says of four weeks, and what it keeps to itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.rules.courses import Course, Reached
from bot.rules.digests import (
    Bands,
    Base,
    Coverage,
    Found,
    Helped,
    Open,
    Promises,
    Restraint,
    Shown,
    Thoughts,
    answers,
    coverage,
    guarded,
    helped,
    promises,
    restraint,
    thoughts,
    week_end,
    week_named,
)
from bot.rules.figures import count
from bot.rules.survival import Wait
from storage.records import Outcome, SaidRow, Status


def course(number: int, owner: int, minutes: int = 60, *, answered: bool = True, **more: object) -> Course:
    wait = Wait(minutes, answered)
    usual = Course(
        number, owner, wait, (wait,), Status.CLOSED, Outcome.YES, None, 0, 0, 0, asked_back_first=False
    )
    return usual._replace(**more)  # type: ignore[arg-type]


def courses(owners: range, each: int = 3, first: int = 0, **more: object) -> list[Course]:
    return [course(first + 100 * owner + number, owner, **more) for owner in owners for number in range(each)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("at", "end"),
    [
        (datetime(2026, 11, 26, 9, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)),
        (datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)),
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC)),
    ],
)
def test_a_week_is_over_on_monday(at: datetime, end: datetime) -> None:
    assert week_end(at) == end


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("2026-W47", datetime(2026, 11, 23, tzinfo=UTC)),
        ("2026-W53", datetime(2027, 1, 4, tzinfo=UTC)),
        ("2025-W53", None),
        ("2026-W00", None),
        ("last week", None),
        ("9999-W52", None),
    ],
)
def test_a_week_is_named_as_in_iso_8601(name: str, end: datetime | None) -> None:
    assert week_named(name) == end


def test_what_looks_better_stands_beside_what_got_worse() -> None:
    found = [
        course(1, 1),
        course(2, 1, not_yet=2, hand_overs=3),
        course(3, 2, answered=False, status=Status.WITHDRAWN, outcome=None),
        course(4, 2, asked_back_first=True, status=Status.OPEN, outcome=None),
        course(5, 2, status=Status.DECLINED, outcome=None),
    ]
    said = answers(found)

    assert (said.first.asked, said.first.answered) == (5, 4)
    assert (said.closed, said.withdrawn) == (3, 1)
    assert (said.reopened, said.hand_overs, said.asked_back_first) == (1, 3, 1)
    assert said.gone == 1  # so none of them is still open


def test_what_is_open_is_told_beside_what_is_usual_in_the_whole_workspace() -> None:
    turns = [Open(number, number % 6, 90) for number in range(12)]
    quick, usual = courses(range(8)), count([Wait(120, answered=True)])

    assert guarded(Found(quick, open_now=turns), [])[0].waiting == Bands(0, 0, 12)
    assert guarded(Found(quick, open_now=turns, usual=usual), [])[0].waiting == Bands(12, 0, 0)


def test_promises_and_what_people_said() -> None:
    found = [course(1, 1, kept=True, moves=2), course(2, 1, kept=False, outcome=Outcome.PARTLY), course(3, 1)]

    assert promises(found) == Promises(kept=1, moved=1, missed=1)
    assert helped([*found, course(4, 1, outcome=None, not_yet=2)]) == Helped(yes=2, partly=1, not_yet=2)


def test_each_base_is_guarded_by_itself() -> None:
    found = [*courses(range(8)), *courses(range(3), first=50, kept=True)]
    figures, shown = guarded(Found(found), [])

    assert figures.answers is not None
    assert figures.promises is None  # three people's
    assert shown.keys() == {Base.ASKED, Base.RATED}


def test_of_too_few_nothing_is_said() -> None:
    figures, shown = guarded(Found(courses(range(4), each=10)), [])

    assert (figures.answers, figures.promises, figures.helped, shown) == (None, None, None, {})


def test_a_week_is_kept_back_that_would_point_at_someone_beside_earlier_ones() -> None:
    """What eight people were asked has been shown alone; in the new week two more were."""
    steady, few = courses(range(8)), courses(range(8, 10), first=3_000)
    shown: list[Shown] = [guarded(Found(steady), [])[1]]

    assert guarded(Found([*steady, *courses(range(8), first=2_000)]), shown)[0].answers is not None
    assert guarded(Found([*steady, *few]), shown)[0].answers is None
    assert guarded(Found([*steady, *few]), [])[0].answers is not None


def test_a_group_that_is_all_but_a_few_of_the_workspace_is_kept_back() -> None:
    everybody = guarded(Found(courses(range(20))), [])[1]

    assert guarded(Found(courses(range(17))), [everybody])[0].answers is None
    assert guarded(Found(courses(range(12))), [everybody])[0].answers is not None


def test_what_reached_somebody_away_is_told_by_what_became_of_it() -> None:
    found = [
        course(number, number, reached=each) for number, each in enumerate((None, *Reached, Reached.LOST))
    ]

    assert coverage(found) == Coverage(covered=1, passed_on=1, waited=1, lost=2)


def test_restraint_counts_each_persons_weeks_by_themselves() -> None:
    days = [(1, 16)] * 4 + [(1, 23)] * 2 + [(2, 16)] + [(3, 16)]
    said = [
        SaidRow(number, person, f"2026-11-{day}T08:00:00+00:00") for number, (person, day) in enumerate(days)
    ]

    assert restraint(said) == Restraint(half=1, most=4)


@pytest.mark.parametrize(
    ("now", "told", "may"),
    [
        (Thoughts(10, 5, 4, muted=9), Thoughts(), None),  # 19 ratings, 9 mutes
        (Thoughts(10, 6, 4, muted=9), Thoughts(), Thoughts(10, 6, 4)),
        (Thoughts(1, muted=10), Thoughts(), Thoughts(muted=10)),
        (Thoughts(11, 6, 4, muted=11), Thoughts(10, 6, 4, muted=10), Thoughts(10, 6, 4, muted=10)),
        (Thoughts(20, 15, 5, muted=20), Thoughts(10, 6, 4, muted=10), Thoughts(20, 15, 5, muted=20)),
        (Thoughts(10, 6, 4, muted=0), Thoughts(10, 6, 4, muted=10), Thoughts(10, 6, 4)),
    ],
)
def test_what_is_thought_of_nudges_is_never_told_of_a_few(
    now: Thoughts, told: Thoughts, may: Thoughts | None
) -> None:
    assert thoughts(now, told) == may
