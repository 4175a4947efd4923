"""How long an answer takes, against the worked check, a slow sum in fractions, and an independent package."""

from __future__ import annotations

import math
import random
import warnings
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.survival import (
    MEDIAN,
    P85,
    Beyond,
    Percentile,
    Point,
    Step,
    Wait,
    curve,
    has_clearly_changed,
    percentile,
    steps,
    wilson,
)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the package's own dependencies warn about each other
    from lifelines import KaplanMeierFitter
    from lifelines.exceptions import StatError
    from lifelines.utils import qth_survival_time

HOUR = 60
ANSWERED = [Wait(minutes, answered=True) for minutes in (30, 60, 60, 120, 180, 240, 360, 540)]
OPEN = [Wait(20 * HOUR, answered=False), Wait(30 * HOUR, answered=False)]
DATA_SETS = 1_000


def at(waits: list[Wait], share: Fraction) -> int | Beyond:
    return percentile(steps(waits), share).at


def test_two_that_still_wait_count() -> None:
    assert at(ANSWERED + OPEN, MEDIAN) == 3 * HOUR
    assert at(ANSWERED + OPEN, P85) == Beyond(9 * HOUR, open=2)


def test_three_asked_minutes_ago_change_nothing() -> None:
    fresh = [Wait(minutes, answered=False) for minutes in (2, 3, 5)]

    for share in (MEDIAN, P85):
        assert percentile(steps(ANSWERED + OPEN + fresh), share) == percentile(steps(ANSWERED + OPEN), share)


def test_seven_that_still_wait_weigh_more_than_two() -> None:
    assert at([*ANSWERED, *[Wait(20 * HOUR, answered=False)] * 7], MEDIAN) == 9 * HOUR


def test_a_share_of_exactly_a_half_is_reached() -> None:
    waits = [Wait(minutes, answered=True) for minutes in range(1, 50)]

    for many in range(2, 50, 2):
        assert at(waits[:many], MEDIAN) == many // 2


def test_exactly_fifteen_in_a_hundred_is_reached_where_floating_point_falls_short() -> None:
    waits = [Wait(minutes, answered=True) for minutes in range(1, 121)]

    assert list(curve(steps(waits)))[101].share > float(P85)
    assert at(waits, P85) == 102


def test_nothing_answered_and_nothing_asked_are_no_figures() -> None:
    assert percentile(steps([Wait(50, answered=False)] * 3), MEDIAN) == Percentile(
        Beyond(None, 3), None, None
    )
    assert percentile(steps([]), MEDIAN) == Percentile(Beyond(None, 0), None, None)
    assert percentile([], MEDIAN) == Percentile(Beyond(None, 0), None, None)


def test_whoever_answers_within_the_first_minute_counts() -> None:
    assert steps([Wait(0, answered=True), Wait(0, answered=False), Wait(4, answered=True)]) == [
        Step(0, 3, 1),
        Step(4, 1, 1),
    ]


def test_what_was_open_before_anybody_looked_counts_from_then_on() -> None:
    waits = [Wait(10, answered=True), Wait(20, answered=True), Wait(30, answered=True, since=15)]
    over_before = Wait(12, answered=True, since=12)

    assert steps(waits) == steps([*waits, over_before]) == [Step(10, 2, 1), Step(20, 2, 1), Step(30, 1, 1)]


def test_a_late_one_is_not_yet_watched_in_the_minute_it_comes() -> None:
    late = Wait(30, answered=True, since=10)

    assert steps([Wait(10, answered=True), late])[0] == Step(10, 1, 1)


def test_waits_alike_may_be_counted_together() -> None:
    assert steps([Wait(5, answered=True, number=3), (9, False, 0, 2)]) == [Step(5, 5, 3)]


waits = st.builds(
    Wait,
    minutes=st.integers(0, 40),
    answered=st.booleans(),
    since=st.integers(0, 40),
    number=st.integers(1, 3),
)


@given(st.lists(waits, max_size=30), st.sampled_from([MEDIAN, P85]))
def test_it_is_the_product_in_fractions(found: list[Wait], share: Fraction) -> None:
    left, reached = Fraction(1), None
    for minute in range(41):
        watched = sum(w.number for w in found if (w.since < minute or not w.since) and minute <= w.minutes)
        ended = sum(
            w.number
            for w in found
            if w.answered and w.minutes == minute and (w.since < w.minutes or not w.since)
        )
        left *= 1 - Fraction(ended, watched) if ended else 1
        if reached is None and left <= share:
            reached = minute

    said = at(found, share)
    assert said == reached if reached is not None else isinstance(said, Beyond)


@given(st.lists(waits, max_size=30))
def test_the_limits_lie_around_the_estimate(found: list[Wait]) -> None:
    said = percentile(steps(found), MEDIAN)

    if isinstance(said.at, int):
        assert said.low is not None
        assert said.low <= said.at <= (math.inf if said.high is None else said.high)
    else:
        assert said.high is None


def test_a_million_waits_are_still_summed_exactly() -> None:
    """Half of them exactly, in a hundred thousand steps, after each of which somebody is censored too."""
    many = 100_000
    taken = [Step(minute, 2 * many - minute, 1) for minute in range(many)]

    assert percentile(taken, MEDIAN).at == many - 1
    assert percentile([*taken[:-1], Step(many, many + 2, 1)], MEDIAN).at == Beyond(many, many + 1)


def drawn(random_: random.Random) -> list[Wait]:
    """Up to sixty waits with ties, of which some are censored and some come late."""
    longest = random_.choice([12, 60, 3_000])
    found = []
    for _ in range(random_.randint(2, 60)):
        minutes = random_.randint(1, longest)
        since = random_.randrange(minutes) if random_.random() < random_.choice([0, 0.3]) else 0
        found.append(Wait(minutes, answered=random_.random() < 0.7, since=since))
    return found


def accepted() -> Iterator[tuple[list[Wait], KaplanMeierFitter]]:
    """Data sets that the package takes: it refuses those in which an early answer leaves nobody."""
    random_ = random.Random("how long an answer takes")  # noqa: S311 - no secret
    found = 0
    while found < DATA_SETS:
        waits = drawn(random_)
        fitter = KaplanMeierFitter()
        try:
            fitter.fit(
                [wait.minutes for wait in waits],
                [wait.answered for wait in waits],
                entry=[wait.since for wait in waits],
            )
        except StatError:
            continue
        found += 1
        yield waits, fitter


def first_at_most(limits: list[tuple[int, float]], share: Fraction) -> int | None:
    return next((minute for minute, limit in limits if limit <= share), None)


@pytest.mark.filterwarnings("ignore")  # the package divides by nothing where nobody is left
def test_it_agrees_with_an_independent_package_on_a_thousand_data_sets() -> None:
    reached, late = 0, 0
    for waits, fitter in accepted():
        points = list(curve(steps(waits)))
        theirs = _curve_of(fitter, [point.minute for point in points])
        assert [point.minute for point in theirs] == [point.minute for point in points]
        for our, their in zip(points, theirs, strict=True):
            assert our == pytest.approx(their, rel=1e-6, abs=1e-9)
        for share in (MEDIAN, P85):
            if any(abs(point.share - share) < 1e-9 for point in points):
                continue  # S is the threshold exactly: they cannot tell
            said = percentile(steps(waits), share)
            median = qth_survival_time(float(share), fitter.survival_function_)
            assert (math.inf if isinstance(said.at, Beyond) else said.at) == median
            assert said.low == first_at_most([(p.minute, p.low) for p in theirs], share)
            assert said.high == first_at_most([(p.minute, p.high) for p in theirs], share)
            reached += said.high is not None
            late += any(wait.since for wait in waits)
    assert reached > DATA_SETS / 3
    assert late > DATA_SETS / 3


def _curve_of(fitter: KaplanMeierFitter, minutes: list[int]) -> list[Point]:
    """What the package says where something was answered; only there the curve moves."""
    shares, limits = fitter.survival_function_.iloc[:, 0], fitter.confidence_interval_
    return [Point(minute, shares[minute], *limits.loc[minute]) for minute in minutes]


TWO = Percentile(120, 90, 150)


@pytest.mark.parametrize(
    ("other", "clear"),
    [
        (Percentile(200, 151, 240), True),
        (Percentile(80, 60, 119), True),
        (Percentile(200, 120, 240), False),  # the one lies in the other's
        (Percentile(150, 140, 240), False),  # and the other way round
        (Percentile(200, 160, None), True),
        (Percentile(Beyond(100, 4), 80, None), False),
        (Percentile(Beyond(100, 4), None, None), False),  # beyond 100, and so perhaps 120
        (Percentile(Beyond(300, 4), 160, None), True),
        (Percentile(Beyond(300, 4), None, None), True),
        (Percentile(Beyond(None, 4), None, None), False),
    ],
)
def test_a_change_is_clear_where_neither_can_lie_in_the_other(other: Percentile, *, clear: bool) -> None:
    assert has_clearly_changed(TWO, other) is has_clearly_changed(other, TWO) is clear


@pytest.mark.parametrize(
    ("hits", "asked", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (8, 10, 0.4902, 0.9433),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_the_interval_of_a_share(hits: int, asked: int, low: float, high: float) -> None:
    assert wilson(hits, asked) == pytest.approx((low, high), abs=5e-5)
