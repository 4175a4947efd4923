"""The chart of a group's weeks: what it shows, to whoever sees it and to whoever does not."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from bot import charts as drawing
from bot.i18n import texts
from bot.rules.figures import count, estimate
from bot.rules.survival import Wait
from bot.views import charts
from bot.views.charts import COLOURS, Point

ENGLISH = texts("en")
WHITE = "#ffffff"
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def week(number: int, *minutes: int, still_open: int = 0) -> Point:
    """The four weeks until so many weeks later, with these waits and some that go on."""
    waits = [Wait(each, answered=True) for each in minutes] + [Wait(5_000, answered=False)] * still_open
    return Point(MONDAY + timedelta(weeks=number), estimate(count(waits)) if waits else None)


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", COLOURS)
def test_each_line_stands_out_from_white(colour: str) -> None:
    assert (luminance(WHITE) + 0.05) / (luminance(colour) + 0.05) >= 4.5


def test_a_single_week_is_no_chart() -> None:
    assert charts.weeks([week(0, 60), week(1)], ENGLISH) is None
    assert charts.weeks([], ENGLISH) is None


def test_a_week_without_a_figure_keeps_its_place_and_says_nothing() -> None:
    spec = charts.weeks([week(0, 60, 120), week(1), week(2, 180)], ENGLISH)
    assert spec is not None
    rows = spec["data"]["values"]

    assert [row["week"] for row in rows[::2]] == ["22 Nov", "29 Nov", "6 Dec"]
    assert (rows[2]["week"], rows[2]["hours"], rows[2]["low"]) == ("29 Nov", None, None)
    assert [row["hours"] for row in rows[:2]] == [1, 2]


def test_in_words_it_says_the_figures() -> None:
    said = charts.alt([week(0, 60, 120, 180), week(1), week(2, 60, 120, still_open=3)], ENGLISH)

    assert "22 Nov: 2 and 3; 6 Dec: > 2 and > 2." in said
    assert len(charts.alt([week(0, 60)] * 200, ENGLISH)) <= 1_000


async def test_it_is_drawn_as_a_picture_with_a_solid_background() -> None:
    spec = charts.weeks([week(number, 60, 90 + 20 * number, 400, 900) for number in range(12)], ENGLISH)
    assert spec is not None
    picture = await drawing.png(spec)

    assert picture.startswith(b"\x89PNG")
    width, height, depth, kind = struct.unpack(">IIBB", picture[16:26])
    assert (width >= 880, height >= 600) == (True, True)
    assert first_pixel(picture, 4 if kind == 6 else 3) == b"\xff" * (4 if kind == 6 else 3)
    assert depth == 8


async def test_what_cannot_be_drawn_is_an_error() -> None:
    with pytest.raises(OSError, match=r"charts ended with 1: TypeError"):
        await drawing.png({"mark": "no such mark", "data": {"url": "nowhere"}})


def first_pixel(picture: bytes, size: int) -> bytes:
    """The bytes of the corner, whatever the filter of its line: nothing lies before it."""
    at, data = 8, b""
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        if picture[at + 4 : at + 8] == b"IDAT":
            data += picture[at + 8 : at + 8 + length]
        at += length + 12
    return zlib.decompress(data)[1 : 1 + size]
