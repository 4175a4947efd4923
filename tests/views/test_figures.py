"""How long waits take, in words: as far as it is known, and never as a blank or a mean."""

from __future__ import annotations

import pytest

from bot.i18n import texts
from bot.rules.figures import count, estimate
from bot.rules.survival import Wait
from bot.views import figures

ENGLISH = texts("en")


def waits(minutes: list[int], still_open: int) -> list[Wait]:
    return [Wait(each, answered=True) for each in minutes] + [Wait(5_000, answered=False)] * still_open


@pytest.mark.parametrize(
    ("minutes", "still_open", "span", "waited"),
    [
        (
            [120, 120, 180, 660],
            0,
            "half within 2 working hours, 85 % within 11",
            "requests were answered within 2 working hours, 85 % within 11; 0 of 4 are still open.",
        ),
        (
            [40, 40, 40, 600],
            0,
            "half within 40 working minutes, 85 % within 10 working hours",
            "within 40 working minutes, 85 % within 10 working hours; 0 of 4 are still open.",
        ),
        (
            [120, 180, 240],
            1,
            "half within 3 working hours, fewer than 85 % within 4 working hours (1 without)",
            "3 working hours, fewer than 85 % within 4 working hours; 1 of 4 is still open.",
        ),
        (
            [120],
            3,
            "fewer than half within 2 working hours (3 without)",
            "Fewer than half of all requests were answered within 2 working hours; 3 of 4 are still open.",
        ),
        ([], 4, "not once yet", "Nothing has been answered yet; 4 of 4 are still open."),
    ],
)
def test_it_is_said_as_far_as_it_is_known(
    minutes: list[int], still_open: int, span: str, waited: str
) -> None:
    found = estimate(count(waits(minutes, still_open)))

    assert figures.span(found, ENGLISH) == span
    assert figures.waited(found, "requests", ENGLISH).endswith(waited)
