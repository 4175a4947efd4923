"""One browser that shows the page: what it asks for, and what it is told."""

import asyncio
import inspect
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.emulator.feed import FeedRecord
from bot.emulator.page import drawings
from bot.emulator.people import Person
from bot.emulator.screen import conversation, seen
from bot.emulator.shapes import Json

if TYPE_CHECKING:
    from bot.emulator.page.pages import Page

ACTIONS = (
    *("command", "shortcut", "message_shortcut"),
    *("say", "edit", "delete", "react", "unreact", "join"),
    *("press", "press_in_view", "press_home", "options", "fill", "submit", "close_view", "open_home"),
)
"""What can be done on the page: methods of the emulator by name, each with a person as its first argument."""

_STRIP = 300  # feed records told to a browser that has just come
_INSPECTED = 500  # newest calls and deliveries shown


class Connection:
    """Whoever sits before this browser is one person at a time, and looks at one conversation at a time."""

    def __init__(self, page: "Page", socket: web.WebSocketResponse) -> None:
        self._page, self._emulator, self._workspace = page, page.emulator, page.emulator.workspace
        self._socket = socket
        self._unsent: asyncio.Queue[Json] = asyncio.Queue()
        self._person: Person | None = None
        self._channel = ""
        self._asks: dict[str, Callable[[Json], Awaitable[Any]]] = {
            "be": self._be,
            "look": self._look,
            "read": self._read,
            "do": self._do,
            "move": self._move,
            "run": self._run,
            "inspect": self._inspect,
        }

    async def serve(self) -> None:
        """Until the browser goes away."""
        self._tell("company", **drawings.company(self._workspace), tour=list(self._page.tour))
        await self.tell_time()
        told = len(self._workspace.feed)
        for record in self._workspace.feed[max(0, told - _STRIP) :]:
            self._tell("happened", record=_strip(record))
        working = {asyncio.create_task(self._send()), asyncio.create_task(self._show(told))}
        try:
            async for message in self._socket:
                if message.type is web.WSMsgType.TEXT:
                    task = asyncio.create_task(self._answer(_question(message.data)))
                    working.add(task)
                    task.add_done_callback(working.discard)
        finally:
            for task in tuple(working):
                task.cancel()

    async def tell_time(self) -> None:
        """What time it is, whether it runs, and who is at work."""
        page, keeper = self._page, self._page.timekeeper
        time: Json = {"now": self._workspace.now().isoformat()}
        time["jumps"] = [list(jump) for jump in keeper.jumps] if keeper else None
        time["is_running"] = keeper.is_running() if keeper else True
        time["at_work"] = list(await page.at_work()) if page.at_work else None
        self._tell("time", **time)

    def tell_unread(self) -> None:
        """How much everybody has not seen; of one's own the conversations, of the open one the messages."""
        unread = self._page.unread
        unread.catch_up()
        told: Json = {"people": unread.everybody()}
        if self._person is not None:
            told["mine"] = unread.of(self._person.id)
            told["here"] = unread.in_channel(self._person.id, self._channel)
        self._tell("unread", **told)

    def _tell(self, what: str, **about: Any) -> None:
        self._unsent.put_nowait({"tell": what} | about)

    async def _send(self) -> None:
        with suppress(ConnectionError):
            while True:
                await self._socket.send_json(await self._unsent.get())

    async def _show(self, told: int) -> None:
        """Tell of everything that happens, and draw what of it this person has before them."""
        feed = self._workspace.feed
        while True:
            await feed.wait_beyond(told)
            records, told = feed[told:], len(feed)
            for record in records:
                self._tell("happened", record=_strip(record))
                self._redraw(record)
            self._tell_conversations(records)
            self.tell_unread()
            await self.tell_time()

    def _redraw(self, record: FeedRecord) -> None:
        who = self._person
        if who is None:
            return
        if record.kind in ("modal", "home") and record.to == who.name:
            self._tell_views()
        if record.kind == "person":
            self._tell("company", **drawings.company(self._workspace), tour=list(self._page.tour))
        if record.ts is not None and record.channel == self._channel:
            message = self._emulator.visible(who, record.channel, record.ts)
            drawn = seen(self._workspace, message).as_json() if message else None
            self._tell("message", ts=record.ts, message=drawn)

    async def _answer(self, asked: Json) -> None:
        ask = self._asks.get(str(asked.get("ask")))
        try:
            answer = await ask(asked) if ask else {"error": "unknown_ask"}
        except (KeyError, AttributeError, TypeError) as error:
            answer = {"error": "not_found", "about": str(error)}
        self._tell("answer", to=asked.get("id"), answer=answer)

    async def _be(self, asked: Json) -> Json:
        self._person = self._emulator.person(asked["person"])
        self._workspace.direct(self._person.id)
        self._channel = ""
        self._tell_conversations([])
        self._tell_views()
        self.tell_unread()
        return {"person": self._person.id}

    async def _look(self, asked: Json) -> Json:
        channel = self._emulator.place(self._me, asked["channel"])
        self._channel = channel.id
        unread = self._page.unread
        unread.catch_up()
        shown = [one.as_json() for one in conversation(self._workspace, self._me, channel.id)]
        self._tell_conversations([])
        return {
            "channel": channel.id,
            "messages": shown,
            "unread": unread.in_channel(self._me.id, channel.id),
        }

    async def _read(self, asked: Json) -> Json:
        self._page.unread.catch_up()
        self._page.unread.see(self._me.id, asked["channel"], asked.get("thread"))
        self._page.tell_everybody()
        return {}

    async def _do(self, asked: Json) -> Json:
        name, given = asked["action"], asked.get("with") or {}
        if name not in ACTIONS:
            return {"error": "unknown_action"}
        action = getattr(self._emulator, name)
        inspect.signature(action).bind(self._me.id, **given)
        outcome = await action(self._me.id, **given)
        self._tell_views()
        self._tell_conversations([])
        return asdict(outcome)

    async def _move(self, asked: Json) -> Json:
        keeper = self._page.timekeeper
        if keeper is None:
            return {"error": "The clock of this workspace cannot be moved."}
        error = await keeper.move(str(asked["to"]), self._me.tz or "Etc/UTC")
        await self._page.tell_time()
        return {"error": error}

    async def _run(self, asked: Json) -> Json:
        if self._page.timekeeper is not None:
            self._page.timekeeper.run(bool(asked["runs"]))
        await self._page.tell_time()
        return {}

    async def _inspect(self, _asked: Json) -> Json:
        """The newest calls and deliveries, oldest first."""
        calls = _newest(self._emulator.calls, drawings.call_made)
        sent = _newest(self._emulator.deliveries, drawings.delivery_sent)
        return {"seen": sorted([*calls, *sent], key=lambda one: one["at"] or "")[-_INSPECTED:]}

    @property
    def _me(self) -> Person:
        if self._person is None:
            raise KeyError("nobody")
        return self._person

    def _tell_views(self) -> None:
        who = self._me
        views, draw = self._workspace.views, self._workspace.view_json
        home = views.homes.get(who.id)
        modals = [draw(view) for view in views.stacks.get(who.id, [])]
        self._tell("views", modals=modals, home=draw(home) if home else None)

    def _tell_conversations(self, records: list[FeedRecord]) -> None:
        """Those that this person can open; after `records` only if one of them may have changed the list."""
        is_same = bool(records) and not any(
            one.kind in ("join", "leave", "channel", "message") for one in records
        )
        if self._person is not None and not is_same:
            self._tell("conversations", conversations=drawings.conversations(self._workspace, self._person))


def _question(text: str) -> Json:
    try:
        question = json.loads(text)
    except ValueError:
        return {}
    return question if isinstance(question, dict) else {}


def _newest(things: Sequence[Any], draw: Callable[[Any], Json]) -> list[Json]:
    """The newest of these, each with the number by which it is known."""
    first = max(0, len(things) - _INSPECTED)
    return [draw(one) | {"number": number} for number, one in enumerate(things[first:], first)]


def _strip(record: FeedRecord) -> Json:
    """A feed record without its blocks: what the strip shows."""
    told = record.as_json()
    del told["blocks"]
    return told
