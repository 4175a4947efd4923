"""Looks every half minute whether Svar works: what is due goes out, Slack is connected, the clock is right.

What is wrong stands at `/readyz`, the admins hear of it once, and no sign of life is given meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Final

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout

from bot import metrics
from bot.delivery.sender import Sender
from bot.errors import Permanent, Transient
from bot.flows import alarms as flow
from bot.house import House
from bot.rules.alarms import Alarm, Reading, is_overdue, is_wrong, jump
from storage import upkeep
from storage.base import StoreError

log = structlog.get_logger(__name__)

EVERY_SECONDS: Final = 30.0
SIGN_SECONDS: Final = ClientTimeout(total=10)
COMPARED_EVERY: Final = timedelta(hours=1)
SENTENCES: Final = {
    Alarm.OVERDUE: "Something has been due for more than five minutes and was not sent.",
    Alarm.SOCKET: "The connection to Slack is down.",
    Alarm.CLOCK: "This machine's clock jumped, or differs from Slack's by more than a minute.",
    Alarm.LOCKED_OUT: "Slack does not let Svar do what it has to: svar doctor says what it refuses.",
}


def read_clocks() -> Reading:
    """What this machine's clocks say."""
    return Reading(datetime.now(UTC), monotonic())


class Watchdog:
    """Finds out what is wrong; `is_connected` says whether Slack reaches us."""

    def __init__(
        self,
        house: House,
        sender: Sender,
        session: ClientSession,
        is_connected: Callable[[], Awaitable[bool]],
        read: Callable[[], Reading] = read_clocks,
    ) -> None:
        self._house = house
        self._sender = sender
        self._session = session
        self._is_connected = is_connected
        self._read = read
        self._is_down = False
        self._last = read()
        self._jumped: Reading | None = None
        self._compared: Reading | None = None
        self._apart: timedelta | None = None
        self.found: frozenset[Alarm] = frozenset()

    @property
    def problems(self) -> list[str]:
        """What was wrong at the last look, in plain words."""
        return [SENTENCES[alarm] for alarm in sorted(self.found)]

    async def run(self, stopping: asyncio.Event) -> None:
        """Look until told to stop."""
        while not stopping.is_set():
            try:
                await self.look()
            except StoreError as error:  # which /readyz finds out by itself
                log.warning("watchdog.failed", error=type(error).__name__)
            else:
                await self._give_sign()
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), EVERY_SECONDS)

    async def look(self) -> None:
        """Look once, and let the admins hear what is new."""
        now, store = self._house.clock.now(), self._house.store
        found = {
            Alarm.OVERDUE: is_overdue(await store.read(upkeep.oldest_due, now=now), now),
            Alarm.SOCKET: await self._is_cut_off(),
            Alarm.CLOCK: await self._is_clock_wrong(),
            Alarm.LOCKED_OUT: self._sender.is_locked_out,
        }
        self.found = frozenset(alarm for alarm, is_so in found.items() if is_so)
        for alarm, is_so in found.items():
            metrics.alarms.labels(alarm).set(is_so)
        home = self._house.directory.workspace.id
        await store.write_later(flow.look, home, self.found, now=now)

    async def _is_cut_off(self) -> bool:
        """Whether the connection is down, and was so at the look before: Slack renews it now and then."""
        was_down, self._is_down = self._is_down, not await self._is_connected()
        return was_down and self._is_down

    async def _is_clock_wrong(self) -> bool:
        reading = self._read()
        if jump(self._last, reading):
            log.warning("watchdog.clock_jumped", seconds=jump(self._last, reading).total_seconds())
            self._jumped, self._compared, self._apart = reading, None, None
        self._last = reading
        last = self._compared
        if last is None or reading.steady - last.steady > COMPARED_EVERY.total_seconds():
            await self._compare(reading)
        jumped = self._jumped
        since_jump = timedelta(seconds=reading.steady - jumped.steady) if jumped else None
        return is_wrong(self._apart, since_jump)

    async def _compare(self, reading: Reading) -> None:
        with suppress(Transient, Permanent):
            theirs = await self._sender.what_time_it_is()
            self._compared = reading
            self._apart = self._read().wall - theirs if theirs else None

    async def _give_sign(self) -> None:
        """Tell whoever watches over Svar that all is well."""
        url = self._house.settings.heartbeat_url
        if not url or self.found:
            return
        try:
            async with self._session.get(url, timeout=SIGN_SECONDS) as answer:
                answer.raise_for_status()
        except (ClientError, TimeoutError) as error:
            log.warning("watchdog.no_sign", error=type(error).__name__)
