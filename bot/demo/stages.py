"""The stage: the company's workspace with Svar at work in it, over real sockets, and the clock of both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.app import Svar
from bot.clock import AdjustableClock
from bot.demo.company import COMPANY
from bot.emulator import Emulator
from bot.manifest import manifest
from bot.settings import read_settings
from handlers import listens

STEP: Final = timedelta(minutes=15)  # office hours begin on the quarter: nothing that is due comes late
MOST_ROUNDS: Final = 50


@dataclass
class Stage:
    """Where people act. After `settle` everything they caused has been seen by everybody."""

    emulator: Emulator
    svar: Svar
    clock: AdjustableClock

    async def restart(self) -> None:
        """Stop Svar and start it anew, as for an update; what it knows is in its database."""
        await self.svar.stop()
        self.svar = Svar(self.svar.settings, self.clock)
        await self.svar.start()
        self.clock.watch(self.svar.ticker.wake)

    async def settle(self) -> None:
        """Until nothing is under way any more, and nothing that is due has been left."""
        for _ in range(MOST_ROUNDS):
            seen = len(self.emulator.feed)
            await self.emulator.settled()
            await self.svar.ticker.drain()
            await self.emulator.settled()
            if len(self.emulator.feed) == seen:
                return

    async def move_to(self, instant: datetime) -> None:
        """Let time pass until `instant`, in steps: what becomes due on the way comes when it is due."""
        target = instant.astimezone(UTC)
        while (now := self.clock.now()) < target:
            start = now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)
            self.clock.move_to(min(start + STEP, target))
            await self.settle()


@asynccontextmanager
async def open_stage(start: datetime, *, running: bool = False) -> AsyncIterator[Stage]:
    """A stage whose clock shows `start`; what Svar keeps is in a temporary file, gone at the end."""
    clock = AdjustableClock(start, running=running)
    emulator = Emulator(COMPANY, manifest(listens(read_settings({}))), clock=clock.now)
    with TemporaryDirectory(prefix="svar-demo-") as folder:
        await emulator.start()
        try:
            svar = Svar(read_settings(_environment(emulator, Path(folder))), clock)
            await svar.start()
            clock.watch(svar.ticker.wake)
            stage = Stage(emulator, svar, clock)
            try:
                yield stage
            finally:
                await stage.svar.stop()
        finally:
            await emulator.stop()


def _environment(emulator: Emulator, folder: Path) -> dict[str, str]:
    """Settings as an operator would give them; what is set on this machine is another Svar's."""
    return {
        "SLACK_BOT_TOKEN": emulator.bot_token,
        "SLACK_APP_TOKEN": emulator.app_token,
        "SLACK_API_URL": emulator.api_url,
        "SVAR_DATABASE_URL": f"sqlite:///{folder / 'svar.db'}",
        "SVAR_PORT": "0",
        "SVAR_POST_SECONDS": "0",
        "SVAR_POSTS_PER_SECOND": "100000",
    }
