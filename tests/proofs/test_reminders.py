"""One morning's reminders while processes are killed all the time: each is heard once, in one message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from storage import open_store
from storage.base import Tx
from tests.proofs.accounts import let_a_minute_pass
from tests.proofs.bots import LEASE_RUN_OUT, Bot, start_bot
from tests.proofs.crowds import Crowd
from tests.proofs.mornings import EACH, heard, let_everybody_wait

Gather = Callable[..., Awaitable[Crowd]]
KILLED_EVERY_SECONDS = 2.0
LOOK_SECONDS = 0.2


async def test_two_hundred_reminders_and_a_process_that_dies(gather: Gather, sqlite_url: str) -> None:
    crowd = await gather(sqlite_url, transport="http", people=40)
    await remind(crowd, sqlite_url, replicas=1, every_seconds=1.0)


@pytest.mark.prove
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("database", "replicas"), [("sqlite", 1), ("postgres", 3)])
async def test_ten_thousand_reminders_while_processes_die(
    gather: Gather, request: pytest.FixtureRequest, database: str, replicas: int
) -> None:
    url = request.getfixturevalue(f"{database}_url")
    crowd = await gather(url, transport="http", people=2_000)
    await remind(crowd, url, replicas=replicas, every_seconds=KILLED_EVERY_SECONDS)


async def remind(crowd: Crowd, url: str, *, replicas: int, every_seconds: float) -> None:
    """Everybody is to be reminded of five; processes die, one after another, until all have heard of them."""
    store = open_store(url)
    await store.write(let_everybody_wait, crowd.people)
    alive = [await start(crowd) for _ in range(replicas)]
    killed = 0
    while len(heard(crowd)) < crowd.people:
        await asyncio.sleep(every_seconds)
        await alive.pop(0).kill()
        await store.write(let_a_minute_pass)  # so many deaths are not to be looked after at Slack's pace
        killed += 1
        if not alive:  # whoever is next finds what the dead one had in hand
            crowd.clock.move_by(LEASE_RUN_OUT)
        alive.append(await start(crowd))
    print(f"{killed} killed")
    for bot in alive:
        await bot.stop()
    crowd.clock.move_by(LEASE_RUN_OUT)
    await store.write(let_a_minute_pass)
    last = await start(crowd)  # by whose clock no lease holds any longer
    while await store.read(left):  # noqa: ASYNC110 - another process settles it
        await asyncio.sleep(LOOK_SECONDS)
    await last.stop()
    await store.close()
    check(crowd)


def check(crowd: Crowd) -> None:
    """Everybody has heard of each of their questions once, in one message."""
    for who, messages in heard(crowd).items():
        assert len(messages) == 1, (who, messages)
    told = sorted(number for (message,) in heard(crowd).values() for number in message)
    assert told == list(range(crowd.people * EACH))
    assert not [bad for bot in crowd.bots for bad in bot.failures()]


def left(tx: Tx) -> int:
    """How many messages are yet to be settled."""
    return len(tx.all("SELECT id FROM outbox WHERE due_at IS NOT NULL"))


async def start(crowd: Crowd) -> Bot:
    bot = await start_bot(crowd.environ, crowd.clock.now())
    crowd.bots.append(bot)
    crowd.emulator.request_url = f"http://127.0.0.1:{bot.port}/slack/events"
    return bot
