"""What a benchmark says: a figure beside its goal, and how a ratio is taken so that it can be trusted."""

from __future__ import annotations

import json
import operator
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

ROUNDS = 7
_HOLDS = {">=": operator.ge, "<=": operator.le, "<": operator.lt}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the output. `goal` is a relation, a number and perhaps a unit: "<= 3 s"."""

    name: str
    value: float
    goal: str

    @property
    def ok(self) -> bool:
        relation, limit = self.goal.split()[:2]
        return bool(_HOLDS[relation](self.value, float(limit)))

    def line(self) -> str:
        """The figure as one JSON object."""
        return json.dumps(
            {"name": self.name, "value": round(self.value, 3), "goal": self.goal, "ok": self.ok}
        )


def ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """The median of the rounds' own ratios: what disturbs a round disturbs both of its halves."""
    if len(over) < ROUNDS:
        raise ValueError(f"{len(over)} rounds are too few")
    return median(one / other for one, other in zip(over, under, strict=True))


def note(name: str, figures: Iterable[tuple[str, Sequence[float]]], unit: str, scale: float = 1.0) -> None:
    """Tell on standard error what the ratios were made of."""
    told = ", ".join(f"{what} {median(values) * scale:.1f}" for what, values in figures)
    print(f"  {name} ({unit}): {told}", file=sys.stderr)
