"""Svar on a Thursday morning, its event loop watched, and its look for nudges never at rest when told so.

SIGUSR1 begins it; SIGUSR2 ends it, and prints what the longest callback since then cost, as a JSON object on
a line: `seconds` of the loop thread's own processor, and `what` it was.
"""

from __future__ import annotations

import asyncio
import json
import signal
from contextlib import suppress
from datetime import timedelta

from bot import app, logs
from bot.clock import AdjustableClock
from bot.delivery import nudges, upkeep
from bot.house import House
from bot.rules import nudges as rules
from bot.settings import read_settings
from tests.benchmarks.loops import Longest, longest_callback
from tests.proofs.crowds import START as MORNING

PAUSE_SECONDS = 0.2


class Watch:
    """Whether it is on, and what the longest callback cost meanwhile."""

    def __init__(self, longest: Longest) -> None:
        self.is_on = False
        self._longest = longest

    def begin(self, *_: object) -> None:
        self.is_on = True
        self._longest.begin()

    def end(self, *_: object) -> None:
        self.is_on = False
        told = {"seconds": self._longest.seconds, "what": repr(self._longest.what)}
        print(json.dumps(told), flush=True)


def main() -> None:
    """Run until told to stop."""
    with longest_callback() as longest:
        run(Watch(longest))


def run(watch: Watch) -> None:
    """Svar as it runs, but that it looks for nudges all the time while the watch is on."""
    look_after = upkeep.run

    async def look_on_and_on(house: House, stopping: asyncio.Event) -> None:
        looking_after = asyncio.ensure_future(look_after(house, stopping))
        while not stopping.is_set():
            if watch.is_on:
                await nudges.look(house)
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), PAUSE_SECONDS)
        await looking_after

    signal.signal(signal.SIGUSR1, watch.begin)
    signal.signal(signal.SIGUSR2, watch.end)
    rules.EVERY = timedelta()  # type: ignore[misc] # the next look is due once one has ended
    upkeep.run = look_on_and_on
    logs.configure("warning")
    asyncio.run(app.run(read_settings(), AdjustableClock(MORNING, running=True)))


if __name__ == "__main__":
    main()
