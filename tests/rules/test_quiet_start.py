"""What a digest says of the quiet start: when it was, and later whether people wait less than in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.rules.courses import Course
from bot.rules.digests import Figures, answers
from bot.rules.figures import Trend
from bot.rules.quiet_start import Start, beside_start
from bot.rules.survival import Wait
from storage.records import Outcome, Status

ENDED = date(2026, 9, 16)


def figures(minutes: int) -> Figures:
    waits = [Wait(minutes + number, answered=True) for number in range(40)]
    found = [
        Course(1, 1, wait, (wait,), Status.CLOSED, Outcome.YES, None, 0, 0, 0, asked_back_first=False)
        for wait in waits
    ]
    return Figures(answers(found))


@pytest.mark.parametrize(
    ("days", "how"),
    [
        (-1, None),  # it lasts still
        (0, Start.PART),
        (14, Start.PART),
        (15, Start.BEFORE),
        (28, Start.BEFORE),
        (29, Trend.SHORTER),
        (300, Trend.SHORTER),
    ],
)
def test_once_no_request_is_in_both_they_are_compared(days: int, how: Start | Trend | None) -> None:
    until = datetime.combine(ENDED, datetime.min.time(), UTC) + timedelta(days=days)

    assert beside_start(ENDED, until, figures(100), figures(400)) == how


@pytest.mark.parametrize(
    ("now", "then", "how"),
    [
        (figures(400), figures(100), Trend.LONGER),
        (figures(100), figures(100), Trend.UNCHANGED),
        (Figures(), figures(100), None),
        (figures(100), Figures(), None),
        (figures(100), None, None),
    ],
)
def test_what_was_not_shown_is_not_compared(now: Figures, then: Figures | None, how: Trend | None) -> None:
    assert beside_start(ENDED, datetime(2026, 11, 23, tzinfo=UTC), now, then) == how
