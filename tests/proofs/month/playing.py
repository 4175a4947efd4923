"""A month from one number: the company, its story, how it went, and what is to be judged of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.proofs.month.calendars import minute
from tests.proofs.month.company import company, with_covers, with_quiet_times
from tests.proofs.month.ledgers import Ledger
from tests.proofs.month.months import Month
from tests.proofs.month.simulation import SETTLING, play
from tests.proofs.month.stories import Case, cases, with_choices

FIRST = date(2026, 10, 12)
"""A Monday; clocks are set back in Europe thirteen days later, in America a week after that."""

CHANGED_MEANWHILE = 0.02  # of what people mean to do, so that they cannot do it
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own in it


async def play_month(*, people: int, days: int, requests: int, seed: int) -> tuple[Month, Sequence[Case]]:
    """Play a month, and show what was heard and done in it."""
    print(f"seed {seed}")
    chance = Random(seed)  # noqa: S311 - chance for a test
    begin = minute(datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC))
    period = begin, begin + days * 1440
    last = FIRST + timedelta(days=days)
    everybody = with_covers(company(people, FIRST, last, chance), Random(f"{seed}/covers"))  # noqa: S311
    everybody = with_quiet_times(everybody, FIRST, last, Random(f"{seed}/quiet"))  # noqa: S311
    asked = with_choices(cases(everybody, requests, period, chance), Random(f"{seed}/choices"))  # noqa: S311
    with _in_memory() as folder:
        played = await play(everybody, asked, period, seed=seed, folder=folder)
    assert played.failed.total() <= CHANGED_MEANWHILE * len(played.done) + 1, played.failed
    ledger = Ledger(played.cases, played.done, played.heard, period[1])
    by_name = {each.name: each for each in everybody}
    return Month(by_name, played.done, played.heard, ledger, period[0] - SETTLING), played.cases


@contextmanager
def _in_memory() -> Iterator[Path]:
    """Where the database lies: in memory, where the machine offers that."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        yield Path(name)
