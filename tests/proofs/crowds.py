"""A company of many in which everybody asks, and what each of them then sees."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.clock import AdjustableClock
from bot.emulator import Emulator
from bot.manifest import manifest
from bot.settings import read_settings
from handlers import listens
from tests.proofs.bots import LEASE_RUN_OUT, Bot, start_bot

START = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)
"""A Thursday, 10:12 in Oslo: whoever is asked something hears of it at once."""

AT_ONCE = 24
QUESTION = re.compile(r"question (\d{4})")
ARRIVAL_SECONDS = 150


@dataclass
class Crowd:
    """`people` people, their workspace, and the Svar that serves them, through deaths and new starts."""

    emulator: Emulator
    clock: AdjustableClock
    environ: dict[str, str]
    people: int
    random: random.Random
    bot: Bot | None = None
    acked: set[int] = field(default_factory=set)
    refused: dict[int, str] = field(default_factory=dict)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: set[tuple[str, int]] = field(default_factory=set)
    asking: int = 0
    read: int = 0
    bots: list[Bot] = field(default_factory=list)

    async def start(self) -> Bot:
        """Start Svar (anew, when the leases of the one before have run out)."""
        if self.bots:
            self.clock.move_by(LEASE_RUN_OUT)
        self.bot = await start_bot(self.environ, self.clock.now())
        self.bots.append(self.bot)
        if "SLACK_APP_TOKEN" in self.environ:
            await self.emulator.workspace.sockets.connected()
        self.emulator.request_url = f"http://127.0.0.1:{self.bot.port}/slack/events"
        self.open.set()
        return self.bot

    async def ask(self, number: int) -> None:
        """Somebody asks somebody else; whether that was acked is kept."""
        await self.open.wait()
        asks, owns = self.pair(number)
        outcome = await self.emulator.command(asks, "/request", f"@{owns} This is question {number:04}.")
        if outcome.ok and "question" in str(outcome.payload):
            self.acked.add(number)
        else:
            self.refused[number] = outcome.error or str(outcome.payload)
        self.asking -= 1
        self.answered.set()

    async def ask_all(self, numbers: range) -> None:
        """Everybody asks, a few at a time."""
        line = asyncio.Semaphore(AT_ONCE)
        self.asking += len(numbers)

        async def one(number: int) -> None:
            async with line:
                await self.ask(number)

        await asyncio.gather(*(one(number) for number in numbers))

    async def until_acked(self, count: int) -> None:
        """Until so many have been told that their request is kept."""
        async with asyncio.timeout(ARRIVAL_SECONDS):
            while len(self.acked) < count:
                self.answered.clear()
                await self.answered.wait()

    async def until_refused(self) -> None:
        """Until somebody finds nobody at home, or everybody has had an answer."""
        refused = len(self.refused)
        async with asyncio.timeout(ARRIVAL_SECONDS):
            while len(self.refused) == refused and self.asking:
                self.answered.clear()
                await self.answered.wait()

    async def until_arrived(self) -> None:
        """Until everything that was acked is seen by both of its people."""
        async with asyncio.timeout(ARRIVAL_SECONDS):
            while self.missing():
                await self.emulator.feed.wait_beyond(self.read)

    def pair(self, number: int) -> tuple[str, str]:
        """Who asks and who is asked."""
        asks = number % self.people
        owns = (asks + 1 + number // self.people % (self.people - 1)) % self.people
        return name(asks), name(owns)

    def cards(self) -> Counter[tuple[str, int]]:
        """How many cards of which question each person sees now."""
        seen: Counter[tuple[str, int]] = Counter()
        for number in range(self.people):
            who = name(number)
            for message in self.emulator.dm(who):
                if message.is_bot and not message.is_ephemeral and message.thread_ts in (None, message.ts):
                    found = QUESTION.search(f"{message.text} {message.blocks}")
                    assert found is not None, message
                    seen[who, int(found[1])] += 1
        return seen

    def missing(self) -> list[tuple[str, int]]:
        """Whose card of which acked question has not arrived."""
        fresh = self.emulator.feed[self.read :]
        self.read += len(fresh)
        for record in fresh:
            found = QUESTION.search(f"{record.text} {record.blocks}")
            if record.kind == "message" and record.thread_ts is None and found is not None:
                self.arrived.add((record.to, int(found[1])))
        return [(who, n) for n in self.acked for who in self.pair(n) if (who, n) not in self.arrived]

    def doubled(self) -> list[tuple[str, int]]:
        return [card for card, count in self.cards().items() if count > 1]


def name(number: int) -> str:
    return f"p{number:02}"


def environ_of(emulator: Emulator, url: str, *, transport: str, **wishes: str) -> dict[str, str]:
    """The environment in which Svar is run."""
    environ = {
        "SLACK_BOT_TOKEN": emulator.bot_token,
        "SLACK_API_URL": emulator.api_url,
        "SLACK_SIGNING_SECRET": emulator.signing_secret,
        "SVAR_DATABASE_URL": url,
        "SVAR_PORT": "0",
        "SVAR_POST_SECONDS": "0",
        "SVAR_POSTS_PER_SECOND": "1000000",
    }
    if transport == "socket":
        environ["SLACK_APP_TOKEN"] = emulator.app_token
    return environ | wishes


async def gather_crowd(
    url: str, *, transport: str, people: int, seed: int, wishes: dict[str, str] | None = None, **limits: Any
) -> Crowd:
    """Open the workspace; Svar is not running yet."""
    print(f"seed {seed}")
    clock = AdjustableClock(START, running=True)
    company = {
        "team": {"id": "T1", "name": "Nord", "domain": "nord"},
        "people": [
            {
                "id": f"UP{number:02}",
                "name": name(number),
                "real_name": f"Person {number:02}",
                "tz": "Europe/Oslo",
                "locale": "en-US",
            }
            for number in range(people)
        ],
        "channels": [],
        "usergroups": [],
    }
    declared = manifest(
        listens(read_settings({})), None if transport == "socket" else "https://svar.example.com"
    )
    emulator = Emulator(
        company, declared, clock=clock.now, seed=seed, **({"retry_seconds": (0.2, 2, 5, 10)} | limits)
    )
    await emulator.start()
    environ = environ_of(emulator, url, transport=transport, **(wishes or {}))
    return Crowd(emulator, clock, environ, people, random.Random(seed))  # noqa: S311 - chance for a test
