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
from time import thread_time
from typing import Any

from bot import app, logs
from bot.clock import AdjustableClock
from bot.delivery import nudges, upkeep
from bot.house import House
from bot.rules import nudges as rules
from bot.settings import read_settings
from tests.proofs.crowds import START as MORNING

PAUSE_SECONDS = 0.2


class Watch:
    """What the longest callback cost."""

    def __init__(self) -> None:
        self.is_on = False
        self._longest: tuple[float, asyncio.Handle | None] = (0.0, None)
        self._run: Any = asyncio.Handle._run

    def run(self, handle: asyncio.Handle) -> None:
        """In place of the callback's own beginning."""
        started = thread_time()
        self._run(handle)
        took = thread_time() - started
        if took > self._longest[0]:
            self._longest = (took, handle)

    def begin(self, *_: object) -> None:
        self.is_on, self._longest = True, (0.0, None)

    def end(self, *_: object) -> None:
        self.is_on = False
        seconds, what = self._longest
        print(json.dumps({"seconds": seconds, "what": repr(what)}), flush=True)


def main() -> None:
    """Run until told to stop."""
    watch, look_after = Watch(), upkeep.run

    async def look_on_and_on(house: House, stopping: asyncio.Event) -> None:
        looking_after = asyncio.ensure_future(look_after(house, stopping))
        while not stopping.is_set():
            if watch.is_on:
                await nudges.look(house)
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), PAUSE_SECONDS)
        await looking_after

    def run(handle: asyncio.Handle) -> None:
        watch.run(handle)

    asyncio.Handle._run = run  # type: ignore[method-assign]
    signal.signal(signal.SIGUSR1, watch.begin)
    signal.signal(signal.SIGUSR2, watch.end)
    rules.EVERY = timedelta()  # type: ignore[misc] # the next look is due once one has ended
    upkeep.run = look_on_and_on
    logs.configure("warning")
    asyncio.run(app.run(read_settings(), AdjustableClock(MORNING, running=True)))


if __name__ == "__main__":
    main()
