"""Hours of a day, read as people write them and written as they read them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.day_hours import hours_in_words, read_hours
from storage.records import DAY_MINUTES, Span


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("", ()),
        ("   ", ()),
        ("09:00–17:00", ((540, 1020),)),
        ("9-17", ((540, 1020),)),
        ("8.30 to 16", ((510, 960),)),
        ("13:00-17:00, 09:00-12:00", ((540, 720), (780, 1020))),
        ("09-12 + 13-17", ((540, 720), (780, 1020))),
        ("22:00–06:00", ((1320, 1800),)),
        ("00:00–24:00", ((0, 1440),)),
        ("08:00–24:00", ((480, 1440),)),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert read_hours(written) == tuple(Span(start, end) for start, end in spans)


@pytest.mark.parametrize(
    "written",
    [
        "nine to five",
        "09:00",
        "09:00–25:00",
        "09:75–10:00",
        "09–12, 11–14",
        "9-9",
        "24-8",
        ",",
        "1-2," * 9,
        "²-3",
    ],
)
def test_what_is_no_hours_is_told_from_a_day_off(written: str) -> None:
    assert read_hours(written) is None


@given(st.text(max_size=100))
def test_nothing_that_is_typed_raises(text: str) -> None:
    read_hours(text)


@given(st.lists(st.integers(0, DAY_MINUTES), unique=True, max_size=12).map(sorted))
def test_what_is_written_is_read_back(edges: list[int]) -> None:
    spans = tuple(Span(start, end) for start, end in list(pairwise(edges))[::2])
    assert read_hours(hours_in_words(spans)) == spans
