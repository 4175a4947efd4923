"""A workspace with Svar in it, in which nothing moves unless it is told to: no clock and no ticker."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
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
from bot.emulator.people import dnd_status
from bot.emulator.switches import Switches
from bot.manifest import manifest
from bot.settings import read_settings
from handlers import listens
from storage.base import Tx
from tests.delivery.stopwatch import Stopwatch
from tests.proofs.month.calendars import Span, instant, minute
from tests.proofs.month.company import FULL, Colleague
from tests.proofs.month.hands import Hands, Screens
from tests.proofs.month.readings import Heard, read
from tests.proofs.month.stories import CHANNELS

NEXT_DUE = """
SELECT MIN(at) AS at FROM (
    SELECT MIN(due_at) AS at FROM places WHERE due_at > :now
    UNION ALL SELECT MIN(due_at) FROM outbox WHERE due_at > :now
    UNION ALL SELECT MIN(remind_at) FROM turns WHERE remind_at > :now AND ended_at IS NULL
) AS due
"""
CHANNEL_IDS = {name: f"C{name.upper()}" for name in CHANNELS}
HEARD = frozenset({"message", "ephemeral", "update"})
LONGER = 8 * 60  # than somebody switches it on for, until they switch it off again
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

    async def introduce(self, company: Sequence[Colleague]) -> list[Heard]:
        """Svar is added to the channels; everybody says when they work and when they will be away."""
        for channel in CHANNELS:
            assert (await self.emulator.invite_bot(channel)).ok
        for zone in {each.zone for each in company}:
            calendars.week(zone)
        await holidays.renew(self.svar.house)
        heard = await self.settle()
        for colleague in company:
            if colleague.week != FULL:
                heard += await self._set_hours(colleague)
            for leave in colleague.leaves:
                cover = "" if leave.cover is None else f", cover @{company[leave.cover].name}"
                period = f"{leave.first} to {leave.last}"
                told = await self.emulator.command(colleague.name, "/ooo", period + cover)
                assert "You are away" in str(told.payload), told
        return heard

    async def quieten(self, who: str, span: Span | None, is_scheduled: bool) -> None:
        """Somebody's next quiet time, or none: Slack tells of it, or it is found by whoever asks Slack."""
        start, end = (instant(span[0]), instant(span[1])) if span else (None, None)
        if is_scheduled and start and end:
            self.emulator.person(who).dnd = dnd_status(int(start.timestamp()), int(end.timestamp()))
        else:
            await self.emulator.set_dnd(who, start, end)

    async def _set_hours(self, colleague: Colleague) -> list[Heard]:
        name = colleague.name
        self.clock.move_by(A_MINUTE)  # Slack draws a Home only so often
        await self.emulator.open_home(name)
        heard = await self.settle()
        assert (await self.emulator.press_home(name, "hours.show")).ok
        outcome = await self.emulator.submit(name, colleague.hours_form())
        assert outcome.ok, outcome
        return heard

    def _listen(self) -> list[Heard]:
        feed, start = self.emulator.feed, self._read
        self._read = len(feed)
        found = (self._understand(record) for record in feed[start:])
        return [heard for heard in found if heard is not None]

    def _understand(self, record: FeedRecord) -> Heard | None:
        """What Svar says, in channels to one alone, too, but not what a command is answered with; of what it
        draws anew what stands in channels, and that a request is closed.
        """
        is_answer = record.kind == "ephemeral" and record.channel not in CHANNEL_IDS.values()
        if record.from_ != self.emulator.workspace.bot.name or record.kind not in HEARD or is_answer:
            return None
        case = self.screens.see(record)
        heard = read(minute(record.at), record.to, record.text, record.blocks, case)
        if record.kind != "update" or heard.kind == "closed_card":
            return heard
        return replace(heard, kind="redrawn") if record.channel in CHANNEL_IDS.values() else None


def quiet_edges(person: Colleague) -> Iterator[tuple[int, str, Span | None, bool]]:
    """When what Slack knows of somebody's quiet times changes, and to what.

    Of a schedule it always knows the next time; by hand they switch it on for longer, and off again.
    """
    if person.has_quiet_schedule:
        edges = (0, *(end for _, end in person.quiet))
        yield from ((at, person.name, span, True) for at, span in zip(edges, person.quiet, strict=False))
        return
    for start, end in person.quiet:
        yield start, person.name, (start, end + LONGER), False
        yield end, person.name, None, False


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
            "channels": [
                {"id": CHANNEL_IDS[name], "name": name, "members": [each.slack_id for each in company]}
                for name in CHANNELS
            ],
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
