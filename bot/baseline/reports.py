"""What an export says about how long questions waited, for everybody together or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from bot.baseline.colleagues import Colleagues, Left, instant
from bot.baseline.exports import Export
from bot.baseline.questions import Questions
from bot.i18n import Texts
from bot.rules.figures import Estimate, count, estimate
from bot.rules.guards import is_enough
from bot.rules.survival import Beyond, Percentile
from bot.views import figures

NAMED = 20  # files that could not be read, in words


@dataclass(frozen=True, slots=True)
class Measured:
    """How long questions waited between two messages, and how many mentions were none, by the reason."""

    first_at: datetime
    last_at: datetime
    estimate: Estimate
    excluded: Mapping[Left, int]


@dataclass(frozen=True, slots=True)
class Report:
    """`measured` is none where so few were asked that a figure would point at someone."""

    measured: Measured | None
    skipped: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Hours are working hours, null where not reached; everything is null where nothing may be shown."""
        measured = self.measured
        if measured is None:
            said: dict[str, Any] = dict.fromkeys(_FIELDS)
        else:
            found = measured.estimate
            said = {
                "questions": found.asked,
                "answered": found.answered,
                "open": found.open,
                "median_hours": _hours(found.median.at),
                "p85_hours": _hours(found.p85.at),
                "ci": {"median_hours": _range(found.median), "p85_hours": _range(found.p85)},
                "excluded": {why.value: count for why, count in measured.excluded.items()},
            }
        return {**said, "skipped": list(self.skipped)}

    def in_words(self, spoken: Texts) -> str:
        """The report as an operator reads it."""
        said = (
            [spoken.t("figures.not_enough")] if self.measured is None else _sentences(self.measured, spoken)
        )
        named = "".join(f"\n  {name}" for name in islice(self.skipped, NAMED))
        if named:
            said.append(spoken.n("baseline.skipped", len(self.skipped)) + named)
        return "\n".join(said)


_FIELDS = ("questions", "answered", "open", "median_hours", "p85_hours", "ci", "excluded")


def measure(export: Export, channels: Iterable[Iterable[list[dict[str, Any]]]]) -> Report:
    """Read `channels` of an export, each as the days that it holds."""
    colleagues = Colleagues(export.people)
    questions = Questions(colleagues)
    for days in channels:
        questions.hear(days)
    measured = None
    if is_enough(list(questions.owners.elements())):
        measured = Measured(
            instant(questions.first),
            instant(questions.last),
            estimate(count(questions.waits())),
            dict(sorted(questions.left.items())),
        )
    return Report(measured, tuple(export.skipped))


def _sentences(measured: Measured, spoken: Texts) -> list[str]:
    days = {"first": measured.first_at.date(), "last": measured.last_at.date()}
    said = [
        spoken.n("baseline.questions", measured.estimate.asked, **days),
        figures.waited(measured.estimate, spoken.t("baseline.things"), spoken),
        figures.ranges(measured.estimate, spoken),
    ]
    if measured.excluded:
        reasons = (spoken.n(f"baseline.left.{why}", count) for why, count in measured.excluded.items())
        said.append(spoken.t("baseline.excluded") + "".join(f"\n  {reason}" for reason in reasons))
    said.append(spoken.t("baseline.means"))
    return said


def _hours(at: int | Beyond | None) -> float | None:
    return round(at / figures.HOUR, 2) if isinstance(at, int) else None


def _range(found: Percentile) -> list[float | None]:
    return [_hours(found.low), _hours(found.high)]
