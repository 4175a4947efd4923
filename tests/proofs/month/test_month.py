"""A month of many people's work with Svar, judged by the rules alone: by what everybody heard and did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from bot.calendars import Book
from tests.proofs.month.calendars import minute
from tests.proofs.month.company import company
from tests.proofs.month.duties import DUTIES
from tests.proofs.month.ledgers import Ledger
from tests.proofs.month.months import Month
from tests.proofs.month.restraint import RESTRAINT
from tests.proofs.month.simulation import play
from tests.proofs.month.stories import cases

FIRST = date(2026, 10, 12)
"""A Monday; clocks are set back in Europe thirteen days later, in America a week after that."""

MISSED_BY_PEOPLE = 0.02  # of what they meant to do, because it had changed meanwhile


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where the database lies: in memory where the machine offers that."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own in it
    if not memory.is_dir():
        yield tmp_path
        return
    with TemporaryDirectory(dir=memory) as name:
        yield Path(name)


async def _violations(
    people: int, days: int, requests: int, *, seed: int, folder: Path
) -> dict[str, list[str]]:
    print(f"seed {seed}")
    chance = Random(seed)  # noqa: S311 - chance for a test
    begin = minute(datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC))
    period = begin, begin + days * 1440
    everybody = company(people, FIRST, FIRST + timedelta(days=days), chance)
    asked = cases(everybody, requests, period, chance)
    played = await play(everybody, asked, period, seed=seed, folder=folder)
    assert played.failed.total() <= MISSED_BY_PEOPLE * len(played.done) + 1, played.failed
    ledger = Ledger(asked, played.done, played.heard, period[1])
    month = Month({each.name: each for each in everybody}, played.done, played.heard, ledger)
    found = {rule.__doc__ or "": list(rule(month)) for rule in (*RESTRAINT, *DUTIES)}
    return {rule: broken[:10] for rule, broken in found.items() if broken}


async def test_a_week_of_a_few(seed: int, book: Book, folder: Path) -> None:
    assert await _violations(10, 5, 50, seed=seed, folder=folder) == {}


@pytest.mark.prove
@pytest.mark.timeout(1800)
async def test_a_month_of_five_hundred(seed: int, book: Book, folder: Path) -> None:
    assert await _violations(500, 31, 20_000, seed=seed, folder=folder) == {}
