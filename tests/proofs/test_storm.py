"""Slack at its worst, and a new release in the middle of it: no request and no card is lost or doubled."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.emulator import Fault
from tests.proofs.accounts import check_all, kept_by
from tests.proofs.crowds import AT_ONCE, Crowd

Gather = Callable[..., Awaitable[Crowd]]

pytestmark = [pytest.mark.prove, pytest.mark.timeout(900)]
UNHEARD = {"dispatch_failed", "operation_timeout"}


@pytest.mark.parametrize(("transport", "database"), [("http", "sqlite"), ("socket", "postgres")])
async def test_a_thousand_requests_in_a_storm(
    gather: Gather, request: pytest.FixtureRequest, transport: str, database: str
) -> None:
    crowd = await gather(
        request.getfixturevalue(f"{database}_url"),
        transport=transport,
        people=60,
        wishes={"SVAR_POST_SECONDS": "1", "SVAR_POSTS_PER_SECOND": "100"},
        post_interval_seconds=1.0,
    )
    crowd.emulator.faults.duplicate_deliveries = True
    crowd.emulator.faults.add(
        Fault("chat.postMessage", "ratelimited", rate=0.05),
        Fault("chat.postMessage", "drop_answer", rate=0.05),
    )
    await stopped_in_the_middle(crowd, requests=1000)
    await check_all(crowd)
    assert len(crowd.acked) >= 1000 - AT_ONCE
    assert set(crowd.refused.values()) <= UNHEARD


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_what_was_begun_is_finished(gather: Gather, sqlite_url: str, transport: str) -> None:
    crowd = await gather(sqlite_url, transport=transport, people=20)
    for round_ in range(3):
        await stopped_in_the_middle(crowd, requests=100, first=round_ * 100)
    await check_all(crowd)
    assert await kept_by(crowd) == crowd.acked
    assert set(crowd.refused.values()) <= UNHEARD


async def stopped_in_the_middle(crowd: Crowd, *, requests: int, first: int = 0) -> None:
    """Everybody asks; at some moment Svar is told to stop, and a little later there is another one."""
    bot = crowd.bot or await crowd.start()
    before = len(crowd.acked)
    asking = asyncio.create_task(crowd.ask_all(range(first, first + requests)))
    await crowd.until_acked(before + crowd.random.randrange(requests // 10, requests * 8 // 10))
    ending = asyncio.create_task(bot.stop())
    await crowd.until_refused()  # people go on while it stops
    crowd.open.clear()
    assert await ending == 0
    await crowd.start()
    await asking
