"""A small office whose ticker stands still until a test lets it deliver."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot import app
from bot.clock import AdjustableClock
from bot.delivery.pacing import Pacer
from bot.delivery.sender import Sender
from bot.delivery.ticker import LEASE, Ticker
from bot.emulator import BOT_USER_ID, ApiCall, Emulator, FeedRecord, Seen, Switches
from bot.manifest import manifest
from bot.settings import read_settings
from handlers import listens
from storage.base import Store, Tx
from tests.delivery.stopwatch import Stopwatch

BY_THE_CLOCK = ("close_without_word", "still_good", "missed")
START = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
"""A Wednesday, 11:00 in Oslo, where everybody here works."""

PEOPLE = {"UANN": "ann", "UBEN": "ben", "UCLEO": "cleo", "UEVA": "eva"}
COMPANY: dict[str, Any] = {
    "team": {"id": "T1", "name": "Nord", "domain": "nord"},
    "people": [
        {
            "id": slack_id,
            "name": name,
            "real_name": name.title(),
            "display_name": name.title(),
            "tz": "Europe/Oslo",
            "locale": "en-US",
        }
        for slack_id, name in PEOPLE.items()
    ],
    "channels": [{"id": "COPS", "name": "ops", "members": ["UANN", "UBEN", "UEVA", BOT_USER_ID]}],
    "usergroups": [],
}
LONG_ENOUGH = LEASE + timedelta(seconds=1)
PLACES = "id, request_id, side, person_id, channel_id, key, version, sent_version, ts, thread_ts"
PLACES += ", introduces, due_at, attempts, lease, failure"
OUTBOX = "id, workspace_id, key, reason, request_id, person_id, place_id, data, source_channel, source_ts"
OUTBOX += ", channel, ts, due_at, attempts, lease, created_at, settled_at, failure"


class Parked(Ticker):
    """Delivers when it is told to, and not by itself."""

    async def run(self) -> None:
        while not self._stopping:
            self._woken.clear()
            await self._woken.wait()


@dataclass
class Stage:
    """People with Svar among them; what is due goes out when `deliver` says so."""

    emulator: Emulator
    svar: app.Svar
    clock: AdjustableClock
    stopwatch: Stopwatch
    tickers: list[Ticker] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.svar.store

    async def ask(self, text: str, *, by: str = "ann", of: str = "ben") -> None:
        """One colleague asks another."""
        outcome = await self.emulator.command(by, "/request", f"@{of} {text}")
        assert outcome.ok, outcome

    async def press(self, who: str, label: str, *, channel: str = "dm") -> None:
        """Press the newest button of that name; nothing is delivered by it."""
        for seen in reversed(self.emulator.messages(who, channel)):
            for block in seen.blocks:
                for element in block.get("elements") or []:
                    if (element.get("text") or {}) == {"type": "plain_text", "text": label, "emoji": True}:
                        await self._press(who, seen, element, block)
                        return
                    if (element.get("text") or {}) == {"type": "plain_text", "text": label}:
                        await self._press(who, seen, element, block)
                        return
        raise AssertionError(f"{who} has no button {label!r}")

    async def _press(self, who: str, seen: Seen, element: dict[str, Any], block: dict[str, Any]) -> None:
        outcome = await self.emulator.press(
            who, seen.channel, seen.ts, element["action_id"], element.get("value"), block_id=block["block_id"]
        )
        assert outcome.ok, outcome

    async def say(self, who: str, text: str, card: Seen) -> None:
        """Write under a card."""
        outcome = await self.emulator.say(who, card.channel, text, thread_ts=card.ts)
        assert outcome.ok, outcome

    async def deliver(self, ticker: Ticker | None = None) -> None:
        """Everything that is due goes out, and what Slack has to say about it comes in."""
        for _ in range(100):
            before = len(self.emulator.calls), len(self.emulator.deliveries)
            await (ticker or self.svar.ticker).drain()
            await self.emulator.settled()
            if (len(self.emulator.calls), len(self.emulator.deliveries)) == before:
                return
        raise AssertionError("it does not come to rest")

    async def later(self, amount: timedelta = LONG_ENOUGH, ticker: Ticker | None = None) -> None:
        """The same, after a while: by default when every lease has run out."""
        self.clock.move_by(amount)
        await self.deliver(ticker)

    def ticker(self, *, store: Store | None = None, sender: Sender | None = None) -> Ticker:
        """Another ticker, as another process or a new start has it."""
        house = replace(self.svar.house, store=store) if store else self.svar.house
        ticker = Ticker(house, sender or self.sender())
        self.tickers.append(ticker)
        return ticker

    def sender(self, **pace: float) -> Sender:
        """Another sender, whose pace is that of the stage's clock."""
        gaps = {"post_seconds": 0.0, "posts_per_second": 1e6} | pace
        watch = self.stopwatch
        pacer = Pacer(**gaps, time=watch.seconds, sleep=watch.sleep)
        return Sender(self.svar._client, pacer, self.svar.directory.wrote)

    def seen(self, who: str, text: str = "", channel: str = "dm") -> list[Seen]:
        """What somebody sees of Svar's that holds `text`, ephemerals left out."""
        return [
            seen
            for seen in self.emulator.messages(who, channel)
            if seen.is_bot and not seen.is_ephemeral and (text in seen.text or text in str(seen.blocks))
        ]

    def card(self, who: str, text: str = "", channel: str = "dm") -> Seen:
        """The one card that somebody sees, among what holds `text`."""
        (card,) = [seen for seen in self.seen(who, text, channel) if seen.thread_ts in (None, seen.ts)]
        return card

    def lines(self, who: str, channel: str = "dm") -> list[Seen]:
        """What stands in threads, oldest first."""
        return [seen for seen in self.seen(who, channel=channel) if seen.thread_ts not in (None, seen.ts)]

    def called(self, method: str) -> list[ApiCall]:
        """Every call of a method so far."""
        return [call for call in self.emulator.calls if call.method == method]

    def feed(self, kind: str, to: str) -> list[FeedRecord]:
        """What became visible to somebody, in order."""
        return [one for one in self.emulator.feed if one.kind == kind and one.to == to]

    async def places(self, where: str = "1 = 1") -> list[dict[str, Any]]:
        return await self.rows(f"SELECT {PLACES} FROM places WHERE {where} ORDER BY id")  # noqa: S608 - ours

    async def outbox(self, where: str = "1 = 1") -> list[dict[str, Any]]:
        return await self.rows(f"SELECT {OUTBOX} FROM outbox WHERE {where} ORDER BY id")  # noqa: S608 - ours

    async def rows(self, sql: str) -> list[dict[str, Any]]:
        def look(tx: Tx) -> list[dict[str, Any]]:
            return [dict(row) for row in tx.all(sql)]

        return await self.store.read(look)

    async def run(self, sql: str, **values: Any) -> int:
        """Change rows behind Svar's back."""

        def change(tx: Tx) -> int:
            return tx.run(sql, **values)

        return await self.store.write(change)

    async def at_rest(self) -> bool:
        """Whether nothing waits to be delivered."""
        return (
            not await self.places("due_at IS NOT NULL")
            and not await self.outbox(f"due_at IS NOT NULL AND reason NOT IN {BY_THE_CLOCK}")
            and not await self.rows("SELECT id FROM homes WHERE due_at IS NOT NULL")
        )


async def open_stage(
    url: str, *, switches: Switches | None = None, environ: dict[str, str] | None = None, **limits: Any
) -> Stage:
    """Start workspace and bot over HTTP; `limits` are the emulator's."""
    clock = AdjustableClock(START)
    wishes = {"SVAR_POST_SECONDS": "0", "SVAR_POSTS_PER_SECOND": "1000000", "SVAR_PORT": "0"}
    declared = manifest(listens(read_settings(wishes)), "https://svar.example.com")
    emulator = Emulator(
        COMPANY, declared, clock=clock.now, switches=switches, **({"retry_seconds": (0, 0, 0)} | limits)
    )
    await emulator.start()
    settings = read_settings(
        wishes
        | {
            "SLACK_BOT_TOKEN": emulator.bot_token,
            "SLACK_API_URL": emulator.api_url,
            "SLACK_SIGNING_SECRET": emulator.signing_secret,
            "SVAR_DATABASE_URL": url,
        }
        | (environ or {})
    )
    svar = app.Svar(settings, clock)
    await svar.start()
    emulator.request_url = f"http://127.0.0.1:{svar.port}/slack/events"
    stage = Stage(emulator, svar, clock, Stopwatch(clock))
    svar.ticker._sender = svar.ticker._quiet._sender = stage.sender()
    return stage


async def close_stage(stage: Stage) -> None:
    for ticker in stage.tickers:
        await ticker.stop()
    await stage.svar.stop()
    await stage.emulator.stop()


class Killed(BaseException):
    """What no handler of ours catches, as nothing catches a kill."""


class Dying:
    """A store of a process that is killed right before or right after one step, and does nothing more."""

    def __init__(self, store: Store, step: str, *, before: bool, spared: int = 0) -> None:
        self._store = store
        self._step = step
        self._before = before
        self._spared = spared
        self.dead = False

    async def write_later(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        strikes = self._strikes(fn)
        if self.dead or (strikes and self._before):
            self._die()
        result = await self._store.write_later(fn, *args, **kwargs)
        if strikes:
            self._die()
        return result

    async def read(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        return await self._store.read(fn, *args, **kwargs)

    def _strikes(self, fn: Any) -> bool:
        if fn.__name__ != self._step:
            return False
        self._spared -= 1
        return self._spared < 0

    def _die(self) -> None:
        self.dead = True
        raise Killed


OpenStage = Callable[..., Awaitable[Stage]]
