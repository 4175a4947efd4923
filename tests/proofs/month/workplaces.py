"""A workspace with Svar in it, in which nothing moves unless it is told to: no clock and no ticker."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import app, calendars
from bot.app import Svar
from bot.clock import AdjustableClock
from bot.delivery import holidays, upkeep
from bot.delivery.ticker import Ticker
from bot.emulator import Emulator
from bot.emulator.feed import FeedRecord
from bot.emulator.switches import Switches
from bot.manifest import manifest
from bot.settings import read_settings
from handlers import listens
from storage.base import Tx
from tests.delivery.stopwatch import Stopwatch
from tests.proofs.month.calendars import instant, minute
from tests.proofs.month.company import FULL, Colleague
from tests.proofs.month.hands import Hands, Screens
from tests.proofs.month.readings import Heard, read

NEXT_DUE = """
SELECT MIN(at) AS at FROM (
    SELECT MIN(due_at) AS at FROM places WHERE due_at > :now
    UNION ALL SELECT MIN(due_at) FROM outbox WHERE due_at > :now
    UNION ALL SELECT MIN(remind_at) FROM turns WHERE remind_at > :now AND ended_at IS NULL
) AS due
"""
A_MINUTE = timedelta(minutes=1)


class Parked(Ticker):
    """Delivers when it is told to, and not by itself."""

    async def run(self) -> None:
        while not self._stopping:
            self._woken.clear()
            await self._woken.wait()


@dataclass
class Workplace:
    """The workspace, Svar, their one clock, and what everybody has read."""

    emulator: Emulator
    svar: Svar
    clock: AdjustableClock
    screens: Screens
    hands: Hands
    _read: int = 0

    @property
    def now(self) -> int:
        return minute(self.clock.now())

    async def next_due(self) -> int | None:
        """The first minute in which something that Svar has planned will be due."""
        due = await self.svar.store.read(_next_due, self.clock.now())
        return None if due is None else minute(due + A_MINUTE - timedelta.resolution)

    async def settle(self) -> list[Heard]:
        """Until nothing is under way and nothing is due; what was heard meanwhile."""
        heard: list[Heard] = []
        while True:
            before = len(self.emulator.calls), len(self.emulator.deliveries)
            await self.emulator.settled()
            await self.svar.ticker.drain()
            await self.emulator.settled()
            heard += self._listen()
            if (len(self.emulator.calls), len(self.emulator.deliveries)) == before:
                return heard

    async def introduce(self, company: Sequence[Colleague]) -> None:
        """Holidays are found out, and everybody says when they work and when they will be away."""
        for zone in {each.zone for each in company}:
            calendars.week(zone)
        await holidays.renew(self.svar.house)
        for colleague in company:
            if colleague.week != FULL:
                await self._set_hours(colleague)
            for leave in colleague.leaves:
                told = await self.emulator.command(colleague.name, "/ooo", f"{leave.first} to {leave.last}")
                assert "You are away" in str(told.payload), told

    async def _set_hours(self, colleague: Colleague) -> None:
        name = colleague.name
        self.clock.move_by(A_MINUTE)  # Slack draws a Home only so often
        await self.emulator.open_home(name)
        await self.settle()
        assert (await self.emulator.press_home(name, "hours.show")).ok
        outcome = await self.emulator.submit(name, colleague.hours_form())
        assert outcome.ok, outcome

    def _listen(self) -> list[Heard]:
        feed, start = self.emulator.feed, self._read
        self._read = len(feed)
        found = (self._understand(record) for record in feed[start:])
        return [heard for heard in found if heard is not None]

    def _understand(self, record: FeedRecord) -> Heard | None:
        """What Svar says; of what it draws anew only that a request is closed."""
        if record.from_ != self.emulator.workspace.bot.name or record.kind not in ("message", "update"):
            return None
        case = self.screens.see(record)
        heard = read(minute(record.at), record.to, record.text, record.blocks, case)
        return heard if record.kind == "message" or heard.kind == "closed_card" else None


@asynccontextmanager
async def open_workplace(
    company: Sequence[Colleague], begin: int, *, seed: int, folder: Path, **limits: Any
) -> AsyncIterator[Workplace]:
    """Open the workspace and start Svar in it; stop both in the end."""
    clock = AdjustableClock(instant(begin))
    wishes = {"SVAR_POST_SECONDS": "0", "SVAR_POSTS_PER_SECOND": "1000000"}
    emulator = Emulator(
        {
            "team": {"id": "T1", "name": "Nord", "domain": "nord"},
            "people": [each.as_json() for each in company],
            "channels": [],
            "usergroups": [],
        },
        manifest(listens(read_settings(wishes)), None),
        clock=clock.now,
        seed=seed,
        switches=Switches(echo_own_posts_in_dms=False),
        **({"ack_seconds": 60.0, "trigger_seconds": 60.0} | limits),
    )
    await emulator.start()
    settings = wishes | {
        "SLACK_BOT_TOKEN": emulator.bot_token,
        "SLACK_API_URL": emulator.api_url,
        "SLACK_SIGNING_SECRET": emulator.signing_secret,
        "SLACK_APP_TOKEN": emulator.app_token,
        "SVAR_PORT": "0",
        "SVAR_DATABASE_URL": f"sqlite:///{folder / 'svar.db'}",
    }
    svar, screens = Svar(read_settings(settings), clock), Screens()
    with pytest.MonkeyPatch.context() as patch:
        # These follow the machine's own clock; here they are done as time goes by.
        patch.setattr(upkeep, "EVERY_SECONDS", 1e6)
        patch.setattr(app, "Ticker", Parked)
        await svar.start()
        # Slack's limits hold on the clock of the workspace, too.
        watch, pacer = Stopwatch(clock), svar.ticker._sender._pacer
        patch.setattr(pacer, "_time", watch.seconds)
        patch.setattr(pacer, "_sleep", watch.sleep)
        try:
            yield Workplace(emulator, svar, clock, screens, Hands(emulator, screens))
        finally:
            await svar.stop()
            await emulator.stop()


def _next_due(tx: Tx, now: datetime) -> datetime | None:
    row = tx.one(NEXT_DUE, now=now)
    return datetime.fromisoformat(row["at"]) if row and row["at"] else None
