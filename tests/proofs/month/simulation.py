"""A company at work with Svar: its story is played, and what the workspace received is kept."""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot import calendars
from bot.app import Svar
from bot.clock import AdjustableClock
from bot.delivery import holidays, upkeep
from bot.emulator import Emulator
from bot.emulator.switches import Switches
from bot.manifest import manifest
from bot.settings import read_settings
from handlers import listens
from storage.base import Tx
from tests.proofs.month.calendars import instant, minute
from tests.proofs.month.company import FULL, Colleague
from tests.proofs.month.hands import Hands, Screens
from tests.proofs.month.ledgers import Done
from tests.proofs.month.readings import Heard, read
from tests.proofs.month.stories import Act, Case, moment

UPKEEP = timedelta(hours=6)
NEXT_DUE = """
SELECT MIN(at) AS at FROM (
    SELECT MIN(due_at) AS at FROM places WHERE due_at > :now
    UNION ALL SELECT MIN(due_at) FROM outbox WHERE due_at > :now
    UNION ALL SELECT MIN(remind_at) FROM turns WHERE remind_at > :now AND ended_at IS NULL
) AS due
"""
STILL = (
    Act("press", "requester", (10, 400), "Still need it"),
    Act("press", "requester", (10, 400), "No longer needed"),
)


@dataclass
class Month:
    """The company, its workspace, Svar, and what came of it."""

    company: Sequence[Colleague]
    cases: Sequence[Case]
    period: tuple[int, int]
    seed: int
    emulator: Emulator
    svar: Svar
    clock: AdjustableClock
    heard: list[Heard] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)
    screens: Screens = field(default_factory=Screens)
    steps: int = 0
    _due: list[tuple[int, int, int, Act | None]] = field(default_factory=list)
    _read: int = 0

    @property
    def now(self) -> int:
        return minute(self.clock.now())

    async def play(self) -> None:
        """From when everybody says how they work until the end."""
        self._hands = Hands(self.emulator, self.screens)
        await self._settle_in()
        self._due = [(case.asked_at, case.number, -1, None) for case in self.cases]
        heapq.heapify(self._due)
        while (at := await self._next()) < self.period[1]:
            self.clock.move_to(instant(at))
            await self._act()
            await self._settled()
            self.steps += 1

    async def _settle_in(self) -> None:
        for zone in {each.zone for each in self.company}:
            calendars.week(zone)
        await holidays.renew(self.svar.house)
        for colleague in self.company:
            if colleague.week != FULL:
                await self._set_hours(colleague)
            for leave in colleague.leaves:
                told = await self.emulator.command(colleague.name, "/ooo", f"{leave.first} to {leave.last}")
                assert "You are away" in str(told.payload), told
        await self._settled()
        self._next_upkeep = self.clock.now()

    async def _set_hours(self, colleague: Colleague) -> None:
        name = colleague.name
        await self.emulator.open_home(name)
        await self._settled()
        assert (await self.emulator.press_home(name, "hours.show")).ok
        outcome = await self.emulator.submit(name, colleague.hours_form())
        assert outcome.ok, outcome

    async def _next(self) -> int:
        """When somebody does something next, or something falls due."""
        due = await self.svar.store.read(_next_due, self.clock.now())
        at = minute(due + timedelta(seconds=59.999999)) if due else self.period[1]
        return min(at, max(self._due[0][0], self.now)) if self._due else at

    async def _act(self) -> None:
        """Whoever meant to do something now does it; each person one thing after another."""
        if self.clock.now() >= self._next_upkeep:
            await upkeep.look(self.svar.house)
            self._next_upkeep = self.clock.now() + UPKEEP
        by_person: dict[str, list[tuple[Case, int, Act | None]]] = defaultdict(list)
        while self._due and self._due[0][0] <= self.now:
            _, number, step, act = heapq.heappop(self._due)
            case = self.cases[number]
            by_person[case.part(act.who if act else "requester").name].append((case, step, act))
        await asyncio.gather(*(self._in_turn(those) for those in by_person.values()))

    async def _in_turn(self, those: list[tuple[Case, int, Act | None]]) -> None:
        for case, step, act in those:
            await self._do(case, step, act)

    async def _do(self, case: Case, step: int, act: Act | None) -> None:
        if act is None:
            outcome, told = await self._hands.ask(case)
            done = Done(self.now, case.number, "ask", case.requester.name, case.urgency.strip(), told)
        else:
            outcome, option = await self._hands.do(case, act)
            done = Done(self.now, case.number, act.what, case.part(act.who).name, option)
        if not outcome.ok:
            self.failed[f"{done.what} {done.option}: {outcome.error}"] += 1
            return
        self.done.append(done)
        if 0 <= step + 1 < len(case.acts):
            self._plan(case, step + 1, case.acts[step + 1])

    def _plan(self, case: Case, step: int, act: Act) -> None:
        at = moment(case, act, self.now, self._chance(case, step))
        if at is not None:
            heapq.heappush(self._due, (max(at, self.now + 1), case.number, step, act))

    def _chance(self, case: Case, step: int) -> Random:
        return Random(f"{self.seed}/{case.number}/{step}")  # noqa: S311 - chance for a test

    async def _settled(self) -> None:
        """Until nothing is under way, nothing is due, and everybody has read what is new."""
        while True:
            before = len(self.emulator.calls), len(self.emulator.deliveries)
            await self.emulator.settled()
            await self.svar.ticker.drain()
            await self.emulator.settled()
            self._listen()
            if (len(self.emulator.calls), len(self.emulator.deliveries)) == before:
                return

    def _listen(self) -> None:
        feed, svar = self.emulator.feed, self.emulator.workspace.bot.name
        for record in feed[self._read :]:
            if record.from_ != svar or record.kind not in ("message", "update"):
                continue
            case = self.screens.see(record)
            heard = read(minute(record.at), record.to, record.text, record.blocks, case)
            if record.kind == "message" or heard.kind == "closed_card":
                self.heard.append(heard)
                self._react(heard)
        self._read = len(feed)

    def _react(self, heard: Heard) -> None:
        """Who is asked whether they still need it says so, or that they do not, or nothing."""
        if heard.case is None or heard.kind != "still_needed":
            return
        chance = self._chance(self.cases[heard.case], -2)
        if chance.random() < 0.8:
            self._plan(self.cases[heard.case], -2, chance.choice(STILL))


async def play(
    company: Sequence[Colleague], cases: Sequence[Case], period: tuple[int, int], *, seed: int, folder: Path
) -> Month:
    """Open the workspace, start Svar in it, and let the time of `period` pass."""
    clock = AdjustableClock(instant(period[0]))
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
        ack_seconds=60.0,
        trigger_seconds=60.0,
    )
    await emulator.start()
    settings = wishes | {
        "SLACK_BOT_TOKEN": emulator.bot_token,
        "SLACK_API_URL": emulator.api_url,
        "SLACK_SIGNING_SECRET": emulator.signing_secret,
        "SLACK_APP_TOKEN": emulator.app_token,
        "SVAR_PORT": "0",
        "SVAR_DATABASE_URL": f"sqlite:///{folder / 'month.db'}",
    }
    svar = Svar(read_settings(settings), clock)
    with pytest.MonkeyPatch.context() as patch:
        # It follows the machine's own clock; here it is done as the month goes by.
        patch.setattr(upkeep, "EVERY_SECONDS", 1e6)
        await svar.start()
        # Slack's limits hold on the clock of the month, too.
        patch.setattr(svar.ticker._sender._pacer, "_time", lambda: clock.now().timestamp())
        month = Month(company, cases, period, seed, emulator, svar, clock)
        try:
            await month.play()
        finally:
            await svar.stop()
            await emulator.stop()
    return month


def _next_due(tx: Tx, now: datetime) -> datetime | None:
    row = tx.one(NEXT_DUE, now=now)
    return datetime.fromisoformat(row["at"]) if row and row["at"] else None
