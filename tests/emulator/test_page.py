"""The page's door: its files, its WebSocket, and who may come in."""

from typing import Any

import aiohttp
import pytest
from aiohttp.client_ws import ClientWebSocketResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.emulator import Emulator, Timekeeper


class Line:
    """A browser's WebSocket, and the newest of everything it was told."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._asked = 0
        self.told: dict[str, Any] = {}

    async def asks(self, what: str, **about: Any) -> Any:
        self._asked += 1
        await self._socket.send_json({"ask": what, "id": self._asked, **about})
        while True:
            told = await self._socket.receive_json(timeout=10)
            if told["tell"] == "answer" and told["to"] == self._asked:
                return told["answer"]
            self.told[told["tell"]] = told

    async def sends(self, text: str) -> None:
        await self._socket.send_str(text)


@pytest.fixture
async def line(emulator: Emulator, session: aiohttp.ClientSession) -> Any:
    async with session.ws_connect(f"{emulator.url}/page/live") as socket:
        yield Line(socket)


async def test_only_this_machine_and_no_other_site_comes_in(
    emulator: Emulator, session: aiohttp.ClientSession
) -> None:
    async with session.get(emulator.url) as answer:
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    for headers in ({"Origin": "https://example.com"}, {"Host": "example.com"}):
        for path in ("/", "/page/live", "/page/main.js", "/page/files/F1"):
            async with session.get(emulator.url + path, headers=headers) as answer:
                assert answer.status == 403


async def test_nothing_but_its_own_files_is_served(
    emulator: Emulator, session: aiohttp.ClientSession
) -> None:
    for path in ("/page/..%2fpages.py", "/page/%2e%2e/pages.py", "/page/none.js", "/page/files/F0"):
        async with session.get(emulator.url + path) as answer:
            assert answer.status == 404
    address = f"{emulator.url}/page/files?name=x&person=ann"
    async with session.post(address, data=b"x" * 1_000_001) as answer:
        assert answer.status == 413
    for query in ("name=x", "person=ann", "name=x&person=nobody"):
        async with session.post(f"{emulator.url}/page/files?{query}", data=b"x") as answer:
            assert answer.status == 400


async def test_one_is_told_what_one_sees_and_no_more(
    emulator: Emulator, line: Line, client: AsyncWebClient
) -> None:
    await emulator.say("ben", "secret", "Not for Ann")
    await emulator.say("ben", "ops", "Good morning")
    await client.chat_postEphemeral(channel="C1", user="U2", text="Only for Ben")

    assert await line.asks("be", person="ann") == {"person": "U1"}
    open_ones = {one["name"] for one in line.told["conversations"]["conversations"]}
    assert "ops" in open_ones
    assert "secret" not in open_ones
    ops = await line.asks("look", channel="C1")
    assert [one["text"] for one in ops["messages"]] == ["Good morning"]
    secret = await line.asks("look", channel="C4")
    assert secret["messages"] == []


async def test_what_one_has_not_seen_is_counted_until_it_is(emulator: Emulator, line: Line) -> None:
    root = await emulator.say("ann", "ops", "Who has the key?")
    await emulator.say("cleo", "ops", "Not me", thread_ts=root.ts)
    await emulator.say("ben", "ops", "Nor I", thread_ts=root.ts)
    await emulator.say("ben", "ann", "Psst")

    await line.asks("be", person="ann")
    unread = line.told["unread"]
    direct = next(channel for channel in unread["mine"] if channel != "C1")
    assert unread["mine"] == {"C1": 2, direct: 1}
    assert unread["people"]["U1"] == 1  # channels are not counted
    assert unread["people"]["U3"] == 0

    ops = await line.asks("look", channel="C1")
    assert list(ops["unread"].values()) == [root.ts, root.ts]
    await line.asks("read", channel="C1", thread=root.ts)
    await line.asks("read", channel=direct)
    assert (await line.asks("look", channel="C1"))["unread"] == {}
    await line.asks("be", person="ann")
    assert line.told["unread"]["mine"] == {}


async def test_a_question_that_nobody_understands_harms_nobody(line: Line) -> None:
    assert await line.asks("look", channel="C1") == {"error": "not_found", "about": "'nobody'"}
    await line.asks("be", person="ann")
    for text in ("not json", "[]", "{}", '"x"', '{"ask": []}', '{"ask": "do", "id": {}}'):
        await line.sends(text)
    for about in (
        {"action": "uninstall"},
        {"action": "say", "with": {"channel": "nowhere", "text": "x"}},
        {"action": "say", "with": {"colour": "red"}},
        {"action": "say", "with": "x"},
    ):
        assert (await line.asks("do", **about))["error"]
    assert (await line.asks("nothing"))["error"] == "unknown_ask"
    assert (await line.asks("be", person={}))["error"]
    assert await line.asks("be", person="ben") == {"person": "U2"}


async def test_without_a_timekeeper_the_clock_cannot_be_moved(emulator: Emulator, line: Line) -> None:
    await line.asks("be", person="ann")
    assert line.told["time"]["jumps"] is None
    assert (await line.asks("move", to="+4h"))["error"]
    assert await line.asks("run", runs=False) == {}


async def test_the_timekeeper_is_asked_in_the_zone_of_whoever_asks(emulator: Emulator, line: Line) -> None:
    moves: list[tuple[str, str]] = []

    async def move(words: str, zone: str) -> str | None:
        moves.append((words, zone))
        return "Too far." if words == "far" else None

    async def at_work() -> list[str]:
        return ["U1"]

    keeper = Timekeeper(jumps=[("Soon", "soon")], move=move, run=lambda _: None, is_running=lambda: False)
    emulator.page.show(timekeeper=keeper, tour=[{"title": "A", "text": "B"}], at_work=at_work)
    await line.asks("be", person="cleo")
    await line.asks("run", runs=False)
    time = line.told["time"]
    assert (time["jumps"], time["is_running"], time["at_work"]) == ([["Soon", "soon"]], False, ["U1"])
    assert await line.asks("move", to="soon") == {"error": None}
    assert await line.asks("move", to="far") == {"error": "Too far."}
    assert moves == [("soon", "Asia/Tokyo"), ("far", "Asia/Tokyo")]


async def test_the_inspector_knows_calls_and_deliveries_in_order(
    emulator: Emulator, line: Line, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel="C1", text="Hello")
    await emulator.command("ann", "/ask", "something")
    call, delivery = (await line.asks("inspect"))["seen"][-2:]
    assert (call["kind"], call["name"], call["ok"]) == ("call", "chat.postMessage", True)
    assert (call["payload"]["text"], call["answer"]["ok"]) == ("Hello", True)
    assert (delivery["kind"], delivery["name"], delivery["ok"]) == ("delivery", "/ask", False)
    assert delivery["payload"]["text"] == "something"
