"""A company of eight, its local Slack, the bot, and one clock for all of them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import Svar
from bot.clock import AdjustableClock
from bot.emulator import Emulator
from bot.emulator.actions.outcome import Outcome
from bot.emulator.app import BOT_USER_ID
from bot.emulator.plain import plain
from bot.emulator.screen import Seen
from bot.manifest import manifest
from bot.settings import read_settings
from handlers import listens
from storage.base import Tx

START = datetime(2026, 6, 9, 14, 0, tzinfo=UTC)
"""A Tuesday far from any holiday: 16:00 in Oslo and Stockholm, 10:00 in New York, 23:00 in Tokyo."""

PEOPLE: list[dict[str, Any]] = [
    {
        "id": "UANN",
        "name": "ann",
        "real_name": "Ann Lie",
        "display_name": "Ann",
        "tz": "Europe/Oslo",
        "is_admin": False,
    },
    {
        "id": "UBEN",
        "name": "ben",
        "real_name": "Ben Ode",
        "display_name": "Ben",
        "tz": "America/New_York",
    },
    {"id": "UCLEO", "name": "cleo", "real_name": "Cleo Ito", "display_name": "Cleo", "tz": "Asia/Tokyo"},
    {
        "id": "UDAG",
        "name": "dag",
        "real_name": "Dag Far",
        "display_name": "Dag",
        "team_id": "T9",
        "is_stranger": True,
    },
    {
        "id": "UEVA",
        "name": "eva",
        "real_name": "Eva Ek",
        "display_name": "Eva",
        "tz": "Europe/Stockholm",
    },
    {
        "id": "UFINN",
        "name": "finn",
        "real_name": "Finn Guest",
        "display_name": "Finn",
        "tz": "Europe/Oslo",
        "is_restricted": True,
    },
    {
        "id": "UGRY",
        "name": "gry",
        "real_name": "Gry Gone",
        "display_name": "Gry",
        "tz": "Europe/Oslo",
        "deleted": True,
    },
    {
        "id": "UOTTO",
        "name": "otto",
        "real_name": "Otto Robot",
        "display_name": "Otto",
        "is_bot": True,
        "bot_id": "B7",
    },
]
CHANNELS: list[dict[str, Any]] = [
    {"id": "COPS", "name": "ops", "members": ["UANN", "UBEN", "UEVA", BOT_USER_ID]},
    {"id": "CBOARD", "name": "board", "members": ["UANN", "UBEN", BOT_USER_ID], "is_private": True},
    {"id": "CRANDOM", "name": "random", "members": ["UANN", "UBEN"]},
    {
        "id": "CPARTNERS",
        "name": "partners",
        "members": ["UANN", "UBEN", "UDAG", BOT_USER_ID],
        "is_ext_shared": True,
    },
]
GROUPS = [{"id": "SFIN", "handle": "finance", "name": "Finance", "users": ["UANN", "UBEN"]}]

COMPANY: dict[str, Any] = {
    "team": {"id": "T1", "name": "Nord", "domain": "nord"},
    "people": [{"locale": "en-US"} | person for person in PEOPLE],
    "channels": CHANNELS,
    "usergroups": GROUPS,
}
ZONES = {person["name"]: ZoneInfo(person.get("tz", "UTC")) for person in PEOPLE}
NAMES = {person["id"]: person["display_name"] for person in PEOPLE} | {
    BOT_USER_ID: "Svar",
    "SFIN": "finance",
    "USLACKBOT": "Slackbot",
}
CHANNEL_NAMES = {channel["id"]: channel["name"] for channel in CHANNELS}
REST_SECONDS = 20.0
UNDER_WAY = """
SELECT id FROM places WHERE lease IS NOT NULL OR due_at <= :now
UNION ALL
SELECT id FROM homes WHERE lease IS NOT NULL OR due_at <= :now
UNION ALL
SELECT id FROM outbox o WHERE lease IS NOT NULL OR (
    due_at <= :now
    AND NOT EXISTS (SELECT 1 FROM places p WHERE p.id = o.place_id AND p.ts IS NULL)
    AND NOT EXISTS (
        SELECT 1 FROM outbox e WHERE e.place_id = o.place_id AND e.id < o.id AND e.due_at IS NOT NULL
    )
)
"""
"""What is claimed, or due and kept from going by nothing that has to go before it."""


def june(day: int, hour: int, minute: int = 0, *, of: str = "ann") -> datetime:
    """A moment in June 2026, where this person lives."""
    return datetime(2026, 6, day, hour, minute, tzinfo=ZONES[of])


@dataclass
class Office:
    """People at work with Svar among them. Nothing happens here unless somebody does it."""

    emulator: Emulator
    svar: Svar
    clock: AdjustableClock
    transport: str
    url: str = field(default="")

    async def settle(self) -> None:
        """Until nothing is under way, nothing is due and nobody has anything more to say."""
        async with asyncio.timeout(REST_SECONDS):
            while True:
                before = self._noise()
                await self.emulator.settled()
                await self.svar.ticker.drain()
                await self.emulator.settled()
                if self._noise() == before and not await self._under_way():
                    return

    async def wait(self, **amount: float) -> None:
        """Let time pass, and let everything happen that falls due."""
        await self.go_to(self.clock.now() + timedelta(**amount))

    async def wait_for_retries(self) -> None:
        """Let an hour pass slowly, so that whatever failed is tried again and again."""
        for _ in range(12):
            await self.wait(minutes=5, seconds=1)

    async def go_to(self, instant: datetime) -> None:
        """Let it become that late, an hour at a time, as time does."""
        while (now := self.clock.now()) < instant:
            self.clock.move_to(min(instant, now + timedelta(hours=1)))
            self.svar.ticker.wake()
            await self.settle()

    async def command(self, person: str, name: str, text: str = "", *, channel: str = "dm") -> str:
        """Type a command; what the person alone gets to see, as its ack or through the response URL."""
        seen = {one.ts for one in self.shown(person)}
        outcome = await self.emulator.command(person, name, text, channel=channel)
        assert outcome.ok, outcome
        await self.settle()
        fresh = [one for one in self.shown(person) if one.ts not in seen and one.is_ephemeral]
        return "\n".join(self.draw(one, person) for one in fresh)

    async def ask(self, person: str, text: str, *, channel: str = "dm") -> str:
        """Type `/request …`."""
        return await self.command(person, "/request", text, channel=channel)

    async def press(self, person: str, seen: Seen, label: str, option: str | None = None) -> Outcome:
        """Press what carries this label on a message, as the person now sees it; `option` is the entry."""
        outcome = await self.try_to_press(person, seen, label, option)
        assert outcome.ok, outcome
        return outcome

    async def try_to_press(self, person: str, seen: Seen, label: str, option: str | None = None) -> Outcome:
        """The same, where it may fail."""
        now = self.again(person, seen)
        element = find_element(now.blocks, label)
        assert element is not None, f"no {label!r} in\n{self.draw(now, person)}"
        value = element.get("value")
        if option is not None:
            entries = {entry["text"]["text"]: entry["value"] for entry in element["options"]}
            assert option in entries, f"no {option!r} among {list(entries)}"
            value = entries[option]
        outcome = await self.emulator.press(
            person, now.channel, now.ts, element["action_id"], value, block_id=element["in_block"]
        )
        await self.settle()
        return outcome

    async def menu(self, person: str, seen: Seen, option: str) -> Outcome:
        """Choose from the menu with the three dots."""
        return await self.press(person, seen, "⋯", option)

    async def choose(self, person: str, label: str) -> Outcome:
        """Press what carries this label on the page or form that is open."""
        element = find_element(self.modal(person)["blocks"], label)
        assert element is not None, f"no {label!r} in\n{self.form(person)}"
        outcome = await self.emulator.press_in_view(person, None, element["action_id"], element.get("value"))
        await self.settle()
        return outcome

    async def rarer(self, person: str, seen: Seen, label: str) -> Outcome:
        """Choose one of the rarer things, which stand on a page of their own."""
        await self.menu(person, seen, "More …")
        return await self.choose(person, label)

    async def say(
        self, person: str, text: str, *, under: Seen | str | None = None, channel: str = "dm", **more: Any
    ) -> str:
        """Write, in the thread of a message if one is named; the `ts` of what was written."""
        ts = under.ts if isinstance(under, Seen) else under
        if isinstance(under, Seen):
            channel = under.channel
        outcome = await self.emulator.say(person, channel, text, thread_ts=ts, **more)
        assert outcome.ok, outcome
        await self.settle()
        assert outcome.ts
        return outcome.ts

    async def submit(self, person: str, **values: Any) -> Outcome:
        """Fill in the form on top and send it."""
        outcome = await self.emulator.submit(person, values)
        await self.settle()
        return outcome

    async def open_home(self, person: str) -> str:
        """Look at Svar's Home tab; what it then says."""
        outcome = await self.emulator.open_home(person)
        assert outcome.ok, outcome
        await self.settle()
        return self.home(person)

    def home(self, person: str) -> str:
        """Somebody's Home as text; empty before there is one."""
        home = self.emulator.sees(person).home
        return self._plain(home, person) if home else ""

    async def press_home(
        self, person: str, label: str, *, about: str = "", option: str | None = None
    ) -> Outcome:
        """Press what carries this label on somebody's Home, below the first block that says `about`."""
        home = self.emulator.sees(person).home
        assert home, f"{person} has no Home"
        blocks = home["blocks"]
        start = next((at for at, block in enumerate(blocks) if about in str(block)), None)
        assert start is not None, f"nothing says {about!r} in\n{self.home(person)}"
        element = find_element(blocks[start:], label)
        assert element is not None, f"no {label!r} below {about!r} in\n{self.home(person)}"
        value = element.get("value")
        if option is not None:
            value = {entry["text"]["text"]: entry["value"] for entry in element["options"]}[option]
        outcome = await self.emulator.press_home(
            person, element["action_id"], value, block_id=element["in_block"]
        )
        await self.settle()
        return outcome

    def shown(self, person: str, channel: str | None = None) -> list[Seen]:
        """Every message this person sees, in one conversation or in all, oldest first."""
        if channel is not None:
            return self.emulator.messages(person, channel)
        return [one for each in self.emulator.sees(person).conversations.values() for one in each]

    def screen(self, person: str, channel: str | None = None) -> str:
        """All of it as text."""
        return "\n".join(self.draw(one, person) for one in self.shown(person, channel))

    def everything(self, person: str) -> str:
        """Messages, open forms and fallback texts: whatever could give something away to this person."""
        messages = [f"{one.text}\n{one.blocks}\n{one.metadata}" for one in self.shown(person)]
        return "\n".join([*messages, *(str(modal) for modal in self.emulator.sees(person).modals)])

    def draw(self, seen: Seen, person: str) -> str:
        """One message as this person would see it."""
        return self._plain(seen.as_json(), person)

    def form(self, person: str) -> str:
        """The form or page on top, as text; empty when there is none."""
        modals = self.emulator.sees(person).modals
        return self._plain(modals[-1], person) if modals else ""

    def modal(self, person: str) -> dict[str, Any]:
        """The form on top, as Slack has it."""
        modals = self.emulator.sees(person).modals
        assert modals, f"{person} has no form open; sees\n{self.screen(person)}"
        return modals[-1]

    def cards(self, person: str, channel: str = "dm") -> list[Seen]:
        """What Svar put into the conversation itself, outside any thread, for good."""
        return [
            one
            for one in self.shown(person, channel)
            if one.is_bot and not one.is_ephemeral and one.thread_ts in (None, one.ts)
        ]

    def card(self, person: str, containing: str = "", channel: str = "dm") -> Seen:
        """The one card that says this."""
        found = [one for one in self.cards(person, channel) if containing in self.draw(one, person)]
        assert len(found) == 1, f"{len(found)} cards with {containing!r} in\n{self.screen(person, channel)}"
        return found[0]

    def card_text(self, person: str, containing: str = "", channel: str = "dm") -> str:
        return self.draw(self.card(person, containing, channel), person)

    def replies(self, person: str, card: Seen) -> list[Seen]:
        """What stands under a card, for this person."""
        return [
            one for one in self.shown(person, card.channel) if one.thread_ts == card.ts and one.ts != card.ts
        ]

    def thread(self, person: str, card: Seen) -> str:
        """The same as text."""
        return "\n".join(self.draw(one, person) for one in self.replies(person, card))

    def again(self, person: str, seen: Seen) -> Seen:
        """The message as it looks now."""
        found = [one for one in self.shown(person, seen.channel) if one.ts == seen.ts]
        assert found, f"{person} sees it no more"
        return found[0]

    def asking(self, person: str, label: str, channel: str | None = None) -> Seen:
        """The newest message on which this can be pressed."""
        found = [one for one in self.shown(person, channel) if find_element(one.blocks, label)]
        assert found, f"nothing offers {label!r} in\n{self.screen(person, channel)}"
        return max(found, key=lambda one: one.ts)

    def offers(self, person: str, label: str) -> bool:
        """Whether this can be pressed anywhere."""
        return any(find_element(one.blocks, label) for one in self.shown(person))

    async def rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        """What a public table holds."""

        def look(tx: Tx, /) -> list[dict[str, Any]]:
            return [dict(row) for row in tx.all(sql, **values)]

        return await self.svar.store.read(look)

    async def request(self) -> dict[str, Any]:
        """The newest request, with the Slack ids of its people."""
        return (
            await self.rows(
                """
                SELECT r.*, a.slack_id AS requester, o.slack_id AS owner, h.slack_id AS holder
                FROM requests r JOIN people a ON a.id = r.requester_id JOIN people o ON o.id = r.owner_id
                LEFT JOIN people h ON h.id = r.holder_id ORDER BY r.id DESC LIMIT 1
                """
            )
        )[0]

    async def count(self, table: str) -> int:
        """How many rows a public table has."""
        return int((await self.rows(f"SELECT count(*) AS n FROM {table}"))[0]["n"])  # noqa: S608 - ours

    def _plain(self, shown: dict[str, Any], person: str) -> str:
        who = self.emulator.person(person)
        return plain(
            shown,
            names=NAMES,
            channels=CHANNEL_NAMES,
            zone=ZONES.get(who.name, ZoneInfo("UTC")),
            now=self.clock.now(),
            options=False,
        )

    async def _under_way(self) -> list[dict[str, Any]]:
        """What is still on its way: the ticker's own loop may hold what `drain` does not see."""
        return await self.rows(UNDER_WAY, now=self.clock.now())

    def _noise(self) -> tuple[int, int, int]:
        return len(self.emulator.calls), len(self.emulator.deliveries), len(self.emulator.feed)


OpenOffice = Callable[..., Awaitable[Office]]
"""A fixture that opens an office the way a test wants it."""


async def open_office(
    transport: str,
    url: str,
    *,
    at: datetime = START,
    environ: dict[str, str] | None = None,
    **options: Any,
) -> Office:
    """Start workspace and bot on real sockets, joined over `transport` (socket or http)."""
    clock = AdjustableClock(at)
    wishes = {"SVAR_POST_SECONDS": "0", "SVAR_POSTS_PER_SECOND": "10000"} | (environ or {})
    declared = manifest(
        listens(read_settings(wishes)), None if transport == "socket" else "https://svar.example.com"
    )
    emulator = Emulator(COMPANY, declared, clock=clock.now, **({"retry_seconds": (0, 0, 0)} | options))
    await emulator.start()
    settings = wishes | {
        "SLACK_BOT_TOKEN": emulator.bot_token,
        "SLACK_API_URL": emulator.api_url,
        "SLACK_SIGNING_SECRET": emulator.signing_secret,
        "SVAR_PORT": "0",
        "SVAR_DATABASE_URL": url,
    }
    if transport == "socket":
        settings["SLACK_APP_TOKEN"] = emulator.app_token
    svar = Svar(read_settings(settings), clock)
    await svar.start()
    if transport == "http":
        emulator.request_url = f"http://127.0.0.1:{svar.port}/slack/events"
    return Office(emulator, svar, clock, transport, f"http://127.0.0.1:{svar.port}")


async def close_office(office: Office) -> None:
    """Stop both."""
    await office.svar.stop()
    await office.emulator.stop()


def find_element(blocks: list[dict[str, Any]], label: str) -> dict[str, Any] | None:
    """The button with this text, the menu with this placeholder, or (⋯) the overflow menu."""
    for block in blocks:
        parts = [block.get("accessory"), block.get("element"), *(block.get("elements") or [])]
        for element in parts:
            if isinstance(element, dict) and label_of(element) == label:
                return element | {"in_block": block.get("block_id")}
    return None


def label_of(element: dict[str, Any]) -> str | None:
    """What is written on it."""
    if element.get("type") == "overflow":
        return "⋯"
    if element.get("type") == "button":
        return str(element["text"]["text"])
    placeholder = element.get("placeholder")
    return str(placeholder["text"]) if placeholder else None


def options_of(seen: Seen, label: str) -> list[str]:
    """The entries of a menu."""
    element = find_element(seen.blocks, label)
    return [entry["text"]["text"] for entry in element["options"]] if element else []


def squeeze(text: str) -> str:
    """With every run of blanks as one."""
    return re.sub(r"\s+", " ", text)
