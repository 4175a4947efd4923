"""The machine's own stopwatch, where the clock is moved by hand: nobody really waits."""

from __future__ import annotations

from bot.clock import AdjustableClock


class Stopwatch:
    """It goes with the clock, but never back; whoever sleeps by it is later at once."""

    def __init__(self, clock: AdjustableClock) -> None:
        self._clock = clock
        self._farthest = 0.0

    def seconds(self) -> float:
        """What it says."""
        self._farthest = max(self._farthest, self._clock.now().timestamp())
        return self._farthest

    async def sleep(self, seconds: float) -> None:
        self._farthest = self.seconds() + seconds
