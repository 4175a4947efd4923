"""Whether people may be disturbed: asked of Slack shortly before, for many at once, and kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from bot.delivery.sender import Sender
from bot.errors import Permanent
from bot.flows import quiet as flow
from bot.house import House
from bot.rules.quiet import quiet_time
from storage.records import OutboxItem

AT_ONCE: Final = 50  # as many as Slack tells of in one answer
GATHER_SECONDS: Final = 0.02


class QuietTimes:
    """Asks Slack of everybody to whom the clock alone is about to speak, unless it said so lately."""

    def __init__(self, house: House, sender: Sender) -> None:
        self._house = house
        self._sender = sender
        self._waiting: dict[str, asyncio.Future[Exception | None]] = {}
        self._asking: set[asyncio.Task[None]] = set()

    async def learn(self, item: OutboxItem) -> None:
        """Know whether whoever is to read `item` may be disturbed. Raises `Transient` if Slack is unwell."""
        if item.person_id is None or not flow.is_by_the_clock(item):
            return
        now = self._house.clock.now()
        slack_id = await self._house.store.read(flow.to_ask, item.person_id, now=now)
        if slack_id is not None:
            failed = await asyncio.shield(self._ask(slack_id))
            if failed is not None:
                raise failed

    def _ask(self, slack_id: str) -> asyncio.Future[Exception | None]:
        if not self._waiting:
            task = asyncio.ensure_future(self._ask_for_all())
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)
        return self._waiting.setdefault(slack_id, asyncio.get_running_loop().create_future())

    async def _ask_for_all(self) -> None:
        await asyncio.sleep(GATHER_SECONDS)
        now, store = self._house.clock.now(), self._house.store
        others = await store.read(flow.to_ask_next, now=now, limit=AT_ONCE)
        waiting, self._waiting = self._waiting, {}
        room = -len(waiting) % AT_ONCE  # one question is asked about as many as it can hold
        ids = [*waiting, *[each for each in others if each not in waiting][:room]]
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            failed: Exception | None = None
            try:
                await self._learn(some)
            except Exception as error:  # noqa: BLE001 - whoever waits for it hears it
                failed = error
            for slack_id in some:
                if slack_id in waiting:
                    waiting[slack_id].set_result(failed)

    async def _learn(self, slack_ids: Sequence[str]) -> None:
        try:
            said = await self._sender.quiet_times(slack_ids)
        except Permanent:  # Slack does not let us know: then they are disturbed in their working hours
            said = {}
        now = self._house.clock.now()
        known = {slack_id: quiet_time(said.get(slack_id, {}), now) for slack_id in slack_ids}
        home = self._house.directory.workspace.id
        await self._house.store.write_later(flow.keep, home, known, now=now)
