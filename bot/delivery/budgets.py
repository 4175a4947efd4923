"""What Slack takes from a workspace, shared by all processes that serve it from one database."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import Clock
from bot.house import House
from storage import budgets


class Budget:
    """The lines of all processes in one: whoever is to call next waits until that is due for all of them.

    Slack counts real seconds: `clock` is the machine's, whatever the house's shows.
    """

    def __init__(self, house: House, clock: Clock) -> None:
        self._house = house
        self._clock = clock

    async def take(self, method: str, *, gap: float, within: float) -> float:
        """Take the method's next turn if it is due within so many seconds; in how many another is."""
        now, workspace = self._clock.now(), self._house.directory.workspace
        until = now + timedelta(seconds=within)
        due_at = await self._house.store.write(
            budgets.take, workspace.id, method, gap=timedelta(seconds=gap), until=until, now=now
        )
        return (due_at - now).total_seconds()

    async def hold(self, method: str, seconds: float) -> None:
        """No turn of the method is due for so long."""
        until, workspace = self._clock.now() + timedelta(seconds=seconds), self._house.directory.workspace
        await self._house.store.write(budgets.hold, workspace.id, method, until=until)
