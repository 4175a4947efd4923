"""How long an answer takes, from waits of which some still go on: Kaplan and Meier's estimator (1958).

Time is in whole minutes of the metric's own clock. An answer is the event; a wait that is still open, was
handed over or withdrawn is censored where it stood; one that was open before anybody looked enters late, at
the age it had then. Percentiles are never a maximum or a mean: what is not reached is said to lie beyond
the longest observed wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from math import exp, log, sqrt
from statistics import NormalDist
from typing import NamedTuple

MEDIAN = Fraction(1, 2)  # the share that still waits there
P85 = Fraction(3, 20)
Z_95 = NormalDist().inv_cdf(0.975)

_BEFORE_ALL = -1  # when those entered who were watched from the start, so that they count in minute 0 too
# A product of a million factors in floating point is off by less than this, and one answer among a million
# moves it by more: closer than this to a threshold, and only there, integers decide.
_NEAR = 1e-9


class Wait(NamedTuple):
    """`number` waits that lasted `minutes` and then ended with an answer, or without; watched `since`."""

    minutes: int
    answered: bool
    since: int = 0
    number: int = 1


class Step(NamedTuple):
    """How many had waited for `minute` and were watched, and how many of them were answered in it."""

    minute: int
    at_risk: int
    events: int


class Point(NamedTuple):
    """The share that still waits after `minute`, and the 95 % interval around it."""

    minute: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Beyond:
    """A percentile that was not reached: more than `minutes`, the longest wait that was answered.

    `open` is how many went on after it; where nothing was answered `minutes` is none.
    """

    minutes: int | None
    open: int


@dataclass(frozen=True, slots=True)
class Percentile:
    """The minutes in which a share was answered, with the limits of its 95 % interval; none: not reached."""

    at: int | Beyond
    low: int | None
    high: int | None


def steps(waits: Iterable[tuple[int, bool, int, int]]) -> list[Step]:
    """The minutes in which something was answered, in order: all that the estimate needs to know.

    Takes each `Wait` or plain tuples like it. A late one counts from the minute after `since`. Where
    nothing was answered there is one step at minute 0, without events, that says how many waited.
    """
    entered: Counter[int] = Counter()
    ended: Counter[int] = Counter()
    answered: Counter[int] = Counter()
    for minutes, was_answered, since, number in waits:
        if since and since >= minutes:
            continue  # over when the watch began
        entered[since or _BEFORE_ALL] += number
        ended[minutes] += number
        if was_answered:
            answered[minutes] += number
    return _steps(entered, ended, answered) if answered else [Step(0, ended.total(), 0)]


def percentile(taken: Sequence[Step], share: Fraction) -> Percentile:
    """The first minute after which at most `share` still wait, exactly; `taken` is in order of time.

    The limits are the first minutes at which the limits of the curve come down to `share` (Brookmeyer and
    Crowley 1982).
    """
    threshold = float(share)
    at = low = high = None
    for point in curve(taken):
        if low is None and point.low <= threshold:
            low = point.minute
        if at is None and _has_come_down(point, taken, share):
            at = point.minute
        if point.high <= threshold:
            high = point.minute
            break
    return Percentile(_beyond(taken) if at is None else at, low, high)


def curve(taken: Iterable[Step]) -> Iterator[Point]:
    """The estimate after each step, with log-log limits by Greenwood's variance (Kalbfleisch and Prentice).

    Where nobody is left both limits are 0, as the share is.
    """
    share, variance = 1.0, 0.0
    for minute, at_risk, events in taken:
        left = at_risk - events
        share *= left / at_risk if at_risk else 1.0
        variance += events / (at_risk * left) if left else 0.0
        if 0.0 < share < 1.0:
            spread = exp(Z_95 * sqrt(variance) / -log(share))
            yield Point(minute, share, share**spread, share ** (1 / spread))
        else:
            yield Point(minute, share, share, share)


def has_clearly_changed(now: Percentile, before: Percentile) -> bool:
    """Whether neither estimate can lie in the other's interval; anything else is no clear change."""
    return not (_may_lie_in(now.at, before) or _may_lie_in(before.at, now))


def wilson(hits: int, asked: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927): everything from 0 to 1 where nobody was asked."""
    if not asked:
        return 0.0, 1.0
    share, weight = hits / asked, Z_95**2 / asked
    middle = (share + weight / 2) / (1 + weight)
    half = sqrt(share * (1 - share) * weight + weight**2 / 4) / (1 + weight)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _steps(entered: Counter[int], ended: Counter[int], answered: Counter[int]) -> list[Step]:
    at_risk, found = 0, []
    for minute in sorted({*entered, *ended}):
        if answered[minute]:
            found.append(Step(minute, at_risk, answered[minute]))
        at_risk += entered[minute] - ended[minute]
    return found


def _has_come_down(point: Point, taken: Sequence[Step], share: Fraction) -> bool:
    away = point.share - share.numerator / share.denominator
    if abs(away) > _NEAR:
        return away < 0
    passed = [step for step in taken if step.minute <= point.minute]
    left = _product([step.at_risk - step.events for step in passed])
    return left * share.denominator <= share.numerator * _product([step.at_risk for step in passed])


def _product(factors: list[int]) -> int:
    """The product in pairs, pairs of pairs and so on: one by one takes the square of the time."""
    while len(factors) > 1:
        factors = [one * other for one, other in zip_longest(factors[::2], factors[1::2], fillvalue=1)]
    return factors[0]


def _beyond(taken: Sequence[Step]) -> Beyond:
    if not taken:
        return Beyond(None, 0)
    last = taken[-1]
    return Beyond(last.minute if last.events else None, last.at_risk - last.events)


def _may_lie_in(estimate: int | Beyond, other: Percentile) -> bool:
    if isinstance(estimate, Beyond):
        return other.high is None or other.high > (estimate.minutes or 0)
    if other.high is not None and estimate > other.high:
        return False
    if other.low is None:
        return isinstance(other.at, Beyond) and estimate > (other.at.minutes or 0)
    return other.low <= estimate
