"""Dates in words that our own grammar does not know: a library is asked, and only where a date is likely."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from bot.rules.commands import Ask

# Only words with a figure in them: "by May" or "by Mark" are more likely to be people.
WISH: Final = re.compile(
    r"^(?P<text>.+?)[\s,]+by\s+(?P<words>(?=[^?!]*\d)[^?!]{3,40})$", re.IGNORECASE | re.DOTALL
)
LANGUAGES: Final = ["en", "nb", "sv", "da"]


async def wished_for(ask: Ask, *, now: datetime, zone: str) -> Ask:
    """The request with the wish at its end taken out of it, where a wish is found that the grammar missed."""
    if ask.wanted_by is not None:
        return ask
    found = WISH.match(ask.text[-200:]) if " by " in ask.text[-60:].lower() else None
    # The library is slow, and slower still the first time: nobody else should wait for it.
    at = await asyncio.to_thread(_read, found["words"], now, zone) if found else None
    if found is None or at is None or at <= now:
        return ask
    kept = ask.text[: len(ask.text) - len(ask.text[-200:]) + found.end("text")]
    return replace(ask, text=kept, wanted_by=at, wanted_by_words=found["words"])


def _read(words: str, now: datetime, zone: str) -> datetime | None:
    import dateparser  # noqa: PLC0415 - 130 ms and 20 MB that most requests never need

    at = dateparser.parse(
        words,
        languages=LANGUAGES,
        settings={
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": now.replace(tzinfo=None),
            "TIMEZONE": zone,
            "TO_TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": True,
            "RETURN_TIME_AS_PERIOD": True,
        },
    )
    return at.astimezone(UTC) if at else None
