"""Svar's grammar of requests beside dateparser, on dates that both read to the same minute.

Processor time of this process, which does nothing else: there is no disk and no other thread in it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time
from zoneinfo import ZoneInfo

import dateparser

from bot.rules.commands import Ask, Reader, parse_request
from storage.records import office_week
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio

NOW = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)
ZONE = "Europe/Oslo"
WEEK = office_week(ZONE)
WORDS = (
    "tomorrow 14:00",
    "friday 14:00",
    "27 November 14:00",
    "30 Nov 15:30",
    "2026-12-01 10:00",
    "in 2 hours",
    "1 December 2026 16:00",
    "monday 09:30",
)
REPEATS = 40
SETTINGS = {
    "PREFER_DATES_FROM": "future",
    "RELATIVE_BASE": NOW.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None),
    "TIMEZONE": ZONE,
    "TO_TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": True,
}


async def grammar() -> list[Figure]:
    """Goal 11: a whole command read by Svar, against its date alone read by the library in one language."""
    for words in WORDS:
        if _ours(words) != _theirs(words):
            raise RuntimeError(f"they do not agree on {words}: {_ours(words)} and {_theirs(words)}")
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_spent(_ours))
        theirs.append(_spent(_theirs))
    note("grammar", (("svar", ours), ("dateparser", theirs)), "us", 1e6)
    return [Figure("grammar_vs_dateparser", ratio(ours, theirs), "<= 0.1")]


def _ours(words: str) -> datetime | None:
    asked = parse_request(f"<@U1|ben> Which rate applies? by {words}", Reader(NOW, WEEK))
    return asked.wanted_by if isinstance(asked, Ask) else None


def _theirs(words: str) -> datetime | None:
    return dateparser.parse(words, languages=["en"], settings=SETTINGS)  # type: ignore[arg-type]


def _spent(read: Callable[[str], datetime | None]) -> float:
    started = process_time()
    for _ in range(REPEATS):
        for words in WORDS:
            read(words)
    return (process_time() - started) / (REPEATS * len(WORDS))
