"""The hours of a day as people write them: "09:00–12:00, 13-17", or nothing for a day off."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from storage.records import DAY_MINUTES, Span

HOUR: Final = 60
MOST_SPANS: Final = 6
_CLOCK: Final = r"(\d{1,2})(?:[:.](\d{2}))?"
_SPAN: Final = re.compile(rf"\s*{_CLOCK}\s*(?:-|–|—|to|til)\s*{_CLOCK}\s*")


def read_hours(text: str) -> tuple[Span, ...] | None:
    """The stretches in order; none of them for a day off, and None for what cannot be read as any.

    One that ends before it begins goes on into the next day.
    """
    if not text.strip():
        return ()
    parts = re.split(r"[,;+]", text)
    spans = [_span(part) for part in parts]
    if len(parts) > MOST_SPANS or any(span is None for span in spans):
        return None
    found = sorted((span for span in spans if span is not None), key=lambda span: span.start)
    return None if any(later.start < span.end for span, later in pairwise(found)) else tuple(found)


def hours_in_words(spans: tuple[Span, ...]) -> str:
    """The same back again: "09:00–12:00, 13:00–17:00"."""
    return ", ".join(f"{_clock(span.start)}–{_clock(span.end)}" for span in spans)


def _span(text: str) -> Span | None:
    match = _SPAN.fullmatch(text)
    start, end = (_minutes(match[1], match[2]), _minutes(match[3], match[4])) if match else (None, None)
    if start is None or end is None or start >= DAY_MINUTES or start == end:
        return None
    return Span(start, end if end > start else end + DAY_MINUTES)


def _minutes(hour: str, minute: str | None) -> int | None:
    """Minutes after midnight; 24:00 is the end of the day."""
    minutes = int(hour) * HOUR + int(minute or 0)
    return minutes if int(minute or 0) < HOUR and minutes <= DAY_MINUTES else None


def _clock(minutes: int) -> str:
    """Midnight at the end of a day is 24:00, and what lies beyond is a time of the next."""
    minutes = minutes if minutes == DAY_MINUTES else minutes % DAY_MINUTES
    return f"{minutes // HOUR:02}:{minutes % HOUR:02}"
