"""Crowds, and a seed that can be given by hand (`PROOF_SEED`)."""

from __future__ import annotations

import os
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from tests.proofs.crowds import Crowd, gather_crowd

Gather = Callable[..., Awaitable[Crowd]]


@pytest.fixture
def seed() -> int:
    """A number from which everything random in a proof follows; it is printed."""
    return int(os.environ.get("PROOF_SEED") or random.SystemRandom().randrange(10**9))


@pytest.fixture
async def gather(seed: int) -> AsyncIterator[Callable[..., Awaitable[Crowd]]]:
    """Gathers crowds, and leaves no process behind."""
    crowds: list[Crowd] = []

    async def begin(url: str, **wishes: Any) -> Crowd:
        crowds.append(await gather_crowd(url, seed=seed, **wishes))
        return crowds[-1]

    yield begin
    for crowd in crowds:
        for bot in crowd.bots:
            if bot.process.returncode is None:
                await bot.kill()
        await crowd.emulator.stop()
