"""What is said about many waits at once: within which working time a half and 85 % of them were answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.survival import MEDIAN, P85, Percentile, Step, Wait, percentile, steps


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


def estimate(waits: Sequence[Wait]) -> Estimate:
    """Estimate from waits on one clock, those counted that have not been answered."""
    asked = sum(wait.number for wait in waits)
    answered = sum(wait.number for wait in waits if wait.answered)
    return estimate_of(steps(waits), asked=asked, answered=answered)


def estimate_of(taken: Sequence[Step], *, asked: int, answered: int) -> Estimate:
    """Estimate from steps that were counted before."""
    return Estimate(asked, answered, percentile(taken, MEDIAN), percentile(taken, P85))
