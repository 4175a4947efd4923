"""A month of many people's work with Svar, judged by the rules alone: by what everybody heard and did."""

from __future__ import annotations

import os

import pytest

from bot.calendars import Book
from tests.proofs.month.absences import ABSENCES
from tests.proofs.month.channels import CHANNELS
from tests.proofs.month.duties import DUTIES
from tests.proofs.month.playing import play_month
from tests.proofs.month.restraint import RESTRAINT

RULES = (*RESTRAINT, *DUTIES, *ABSENCES, *CHANNELS)


@pytest.fixture
def story() -> int:
    """The seed of one and the same story, or of another that is asked for."""
    return int(os.environ.get("PROOF_SEED") or 1)


async def violations(people: int, days: int, requests: int, *, seed: int) -> dict[str, list[str]]:
    """What was broken, by the rule, ten times at most."""
    month, _ = await play_month(people=people, days=days, requests=requests, seed=seed)
    found = {rule.__doc__ or rule.__name__: list(rule(month)) for rule in RULES}
    return {rule: broken[:10] for rule, broken in found.items() if broken}


async def test_a_week_of_a_few(story: int, book: Book) -> None:
    assert await violations(10, 5, 50, seed=story) == {}


@pytest.mark.prove
@pytest.mark.timeout(3600)  # it takes a quarter of an hour, and as much longer as the machine is slower
async def test_a_month_of_five_hundred(story: int, book: Book) -> None:
    assert await violations(500, 31, 20_000, seed=story) == {}
