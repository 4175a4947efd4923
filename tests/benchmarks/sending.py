"""One morning's reminders at the rate that the workspace permits: how much of it is used, and what it costs.

The embedded workspace takes a post every so many milliseconds, and answers 429 to each that comes sooner, but
for one that comes soon after another that was late: how punctual the machine is, is not the question.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from statistics import median

from storage import open_store
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import THEIRS
from tests.proofs.bots import start_bot
from tests.proofs.crowds import Crowd, gather_crowd
from tests.proofs.mornings import heard, let_everybody_wait

ROUNDS = 3
MESSAGES = 120
PERMITTED = 5.0  # posts a second
ASKED_FOR = 4.85  # a hair less: what is spaced is when calls are made, not when they arrive
LOOK_SECONDS = 1.0
PATIENCE_SECONDS = 3 * MESSAGES / PERMITTED


async def sending() -> list[Figure]:
    """Everybody of a company is reminded of five at once; to nobody more than a post a second."""
    used, refused, lost = [], [], 0
    for number in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="svar-bench-") as folder:
            of_rate, share, missing = await _morning(f"sqlite:///{Path(folder) / 'svar.db'}", number)
        used.append(of_rate)
        refused.append(share)
        lost += missing
    return [
        Figure("sending_of_permitted_rate", median(used), ">= 0.95"),
        Figure("sending_answered_429_share", median(refused), "<= 0.01"),
        Figure("sending_lost", lost, "<= 0"),
    ]


async def _morning(url: str, seed: int) -> tuple[float, float, int]:
    """How much of the permitted rate was used, the share of calls refused, and how many never heard."""
    store = open_store(url)
    await store.migrate()
    await store.write(let_everybody_wait, MESSAGES)
    wishes = {"SVAR_POSTS_PER_SECOND": f"{ASKED_FOR}", "SVAR_POST_SECONDS": "1"}
    limits = {"posts_per_minute": int(60 * PERMITTED), "posts_at_once": 2, "post_interval_seconds": 1.0}
    crowd = await gather_crowd(url, transport="http", people=MESSAGES, seed=seed, wishes=wishes, **limits)
    bot = await start_bot(crowd.environ, crowd.clock.now())
    os.sched_setaffinity(bot.process.pid, {THEIRS})  # it and the workspace do not wait for each other
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while _taken(crowd) < MESSAGES:  # noqa: ASYNC110 - another process sends them
                await asyncio.sleep(LOOK_SECONDS)
    await bot.stop()
    await store.close()
    posts = [call for call in crowd.emulator.calls if call.method == "chat.postMessage"]
    taken = sorted(call.at for call in posts if call.status == 200)
    seconds = (taken[-1] - taken[0]).total_seconds()
    missing = MESSAGES - len(heard(crowd))
    await crowd.emulator.stop()
    return (len(taken) - 1) / seconds / PERMITTED, 1 - len(taken) / len(posts), missing


def _taken(crowd: Crowd) -> int:
    """How many posts were taken; to look at what everybody sees would keep the workspace from answering."""
    return sum(call.method == "chat.postMessage" and call.status == 200 for call in crowd.emulator.calls)
