"""`kill -9` at a random moment: everything that was acked is there afterwards, and arrives once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.proofs.accounts import check_all
from tests.proofs.crowds import AT_ONCE, Crowd

Gather = Callable[..., Awaitable[Crowd]]
UNHEARD = {"dispatch_failed", "operation_timeout"}


async def test_a_hundred_requests_and_a_kill(gather: Gather, sqlite_url: str) -> None:
    crowd = await gather(sqlite_url, transport="http", people=12)
    await killed_in_the_middle(crowd, requests=100)


@pytest.mark.prove
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("transport", "database"), [("http", "postgres"), ("socket", "sqlite")])
async def test_a_thousand_requests_and_a_kill(
    gather: Gather, request: pytest.FixtureRequest, transport: str, database: str
) -> None:
    url = request.getfixturevalue(f"{database}_url")
    crowd = await gather(url, transport=transport, people=60)
    await killed_in_the_middle(crowd, requests=1000)


async def killed_in_the_middle(crowd: Crowd, *, requests: int) -> None:
    """Everybody asks; at some moment the process is gone, and a little later there is another one."""
    bot = await crowd.start()
    asking = asyncio.create_task(crowd.ask_all(range(requests)))
    await crowd.until_acked(crowd.random.randrange(requests // 10, requests * 9 // 10))
    crowd.open.clear()
    await bot.kill()
    await crowd.start()
    await asking
    await check_all(crowd)
    assert set(crowd.refused.values()) <= UNHEARD
    assert len(crowd.acked) >= requests - AT_ONCE
