"""Three processes on one PostgreSQL, in a workspace that takes no more posts from them than from one."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest

from storage import open_store
from tests.proofs.accounts import check_all
from tests.proofs.bots import Bot, start_bot
from tests.proofs.crowds import AT_ONCE, Crowd
from tests.proofs.mornings import heard, let_everybody_wait
from tests.proofs.test_reminders import LOOK_SECONDS, check, left

Gather = Callable[..., Awaitable[Crowd]]
REPLICAS = 3
PERMITTED, ASKED_FOR = 5.0, 4.0
"""Posts a second. The workspace refuses what comes sooner after the post before, and a machine that others
use, too, is not punctual."""


async def test_three_processes_share_what_the_workspace_takes(gather: Gather, postgres_url: str) -> None:
    crowd = await gather(postgres_url, people=30, **strict())
    bots = await start(crowd)
    store = open_store(postgres_url)
    await store.write(let_everybody_wait, crowd.people)
    while len(heard(crowd)) < crowd.people or await store.read(left):  # noqa: ASYNC110 - others settle it
        await asyncio.sleep(LOOK_SECONDS)
    await store.close()
    assert [await bot.stop() for bot in bots] == [0] * REPLICAS
    check(crowd)
    refused_seldom(crowd)


@pytest.mark.prove
@pytest.mark.timeout(600)
async def test_a_storm_in_which_one_of_three_dies(gather: Gather, postgres_url: str) -> None:
    crowd = await gather(postgres_url, people=12, **strict())
    crowd.bot, other, dying = await start(crowd)
    crowd.open.set()
    asking = asyncio.create_task(crowd.ask_all(range(80)))
    await crowd.until_acked(AT_ONCE)
    await dying.kill()
    await asking
    await crowd.until_arrived()  # some of it when the leases of the dead one have run out
    refused_seldom(crowd)
    assert await other.stop() == 0
    assert not crowd.refused
    await check_all(crowd)


def strict() -> dict[str, object]:
    """A workspace that measures every post, and what Svar is told of it."""
    wishes = {"SVAR_POSTS_PER_SECOND": f"{ASKED_FOR}", "SVAR_POST_SECONDS": "1"}
    limits = {"posts_per_minute": int(60 * PERMITTED), "post_interval_seconds": 1.0}
    return {"transport": "http", "wishes": wishes, **limits}


async def start(crowd: Crowd) -> list[Bot]:
    """Start all at once; Slack calls the first."""
    bots = await asyncio.gather(*(start_bot(crowd.environ, crowd.clock.now()) for _ in range(REPLICAS)))
    crowd.bots += bots
    crowd.emulator.request_url = f"http://127.0.0.1:{bots[0].port}/slack/events"
    return bots


def refused_seldom(crowd: Crowd) -> None:
    """Hardly a post came too soon, as with one process; of three that do not share every third and more does.

    A machine with much else to do sends some late, and the next then comes too soon after them.
    """
    posts = Counter(call.status for call in crowd.emulator.calls if call.method == "chat.postMessage")
    assert posts[429] <= posts[200] / 5, posts
