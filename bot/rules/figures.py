"""What is said about many waits at once: within which working time a half and 85 % of them were answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.rules.survival import (
    MEDIAN,
    P85,
    Beyond,
    Percentile,
    Step,
    Wait,
    has_clearly_changed,
    percentile,
    steps,
)


class Counted(NamedTuple):
    """Waits counted together: how many, how many were answered, and in which minutes.

    That is all that an estimate needs to know, and nothing in it is about one request.
    """

    asked: int
    answered: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Within how many working minutes a half and 85 % of what was `asked` were answered."""

    asked: int
    answered: int
    median: Percentile
    p85: Percentile

    @property
    def open(self) -> int:
        """How many waits ended without an answer, or still go on."""
        return self.asked - self.answered


class Trend(StrEnum):
    """How half of all waits compare with those of before."""

    UNCHANGED = "unchanged"  # not clearly
    SHORTER = "shorter"
    LONGER = "longer"


def trend(now: Estimate, before: Estimate) -> Trend:
    """Whether people clearly wait less than before, or more."""
    if not has_clearly_changed(now.median, before.median):
        return Trend.UNCHANGED
    return Trend.SHORTER if _reached(now.median) < _reached(before.median) else Trend.LONGER


def count(waits: Iterable[Wait]) -> Counted:
    """Count waits on one clock, those with them that have not been answered."""
    alike = [wait._replace(number=times * wait.number) for wait, times in Counter(waits).items()]
    answered = sum(wait.number for wait in alike if wait.answered)
    return Counted(sum(wait.number for wait in alike), answered, tuple(steps(alike)))


def estimate(counted: Counted) -> Estimate:
    """Estimate from what was counted."""
    asked, answered, taken = counted
    return Estimate(asked, answered, percentile(taken, MEDIAN), percentile(taken, P85))


def _reached(found: Percentile) -> float:
    return float("inf") if isinstance(found.at, Beyond) else found.at
