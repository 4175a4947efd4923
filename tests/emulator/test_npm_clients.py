"""Slack's official npm clients work against the embedded workspace as they do against Slack."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import npm_packages
import pytest

from bot.emulator import Emulator, Fault

PACKAGES = {"@slack/web-api": "8.2.0", "@slack/socket-mode": "3.1.0"}
ANSWER_SECONDS = 30
PROGRAMS = Path(__file__).parent / "npm"
CACHE = Path(__file__).parents[2] / ".npm-clients"

COMPANY = {
    "team": {"id": "T00000001", "name": "Fjord", "domain": "fjord"},
    "people": [
        {"id": f"U0000000{number}", "name": name, "tz": "Europe/Oslo"}
        for number, name in enumerate(["ann", "ben", "cleo", "dag", "eva"], start=1)
    ],
    "channels": [{"id": "C00000001", "name": "sales", "members": ["U00000001", "U00000002", "U00000000BOT"]}],
}
MANIFEST = {
    "display_information": {"name": "Parrot"},
    "features": {
        "bot_user": {"display_name": "parrot"},
        "slash_commands": [{"command": "/repeat", "description": "Say it again"}],
        "app_home": {"messages_tab_enabled": True},
    },
    "oauth_config": {
        "scopes": {"bot": ["chat:write", "commands", "users:read", "channels:read", "channels:history"]}
    },
    "settings": {"socket_mode_enabled": True, "event_subscriptions": {"bot_events": ["message.channels"]}},
}
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Which rate applies?"}}
BUTTON = {"type": "button", "action_id": "answer", "text": {"type": "plain_text", "text": "Answer"}}
CARD = {"text": "A question", "blocks": [SECTION, {"type": "actions", "elements": [BUTTON]}]}
ANSWERED = {"text": "Answered", "blocks": [SECTION]}


@pytest.fixture(scope="session")
def trouble() -> str | None:
    """Why the official clients cannot be had here, if so; otherwise they are installed afterwards."""
    return npm_packages.trouble(PACKAGES, CACHE)


@pytest.fixture
async def emulator(request: pytest.FixtureRequest, trouble: str | None) -> AsyncIterator[Emulator]:
    if trouble:
        request.applymarker(pytest.mark.skip)  # pytest folds marked skips into one line
        pytest.skip(f"the official npm clients are not tested: {trouble}")
    workspace = Emulator(COMPANY, MANIFEST)
    await workspace.start(port=0)
    yield workspace
    await workspace.stop()


def environment(emulator: Emulator) -> dict[str, str]:
    """Nothing of ours leaks into node, above all no proxy: everything is on loopback."""
    return {
        "PATH": os.environ["PATH"],
        "NPM_CLIENTS": str(CACHE),
        "SLACK_API_URL": emulator.api_url,
        "SLACK_BOT_TOKEN": emulator.bot_token,
        "SLACK_APP_TOKEN": emulator.app_token,
    }


async def start(emulator: Emulator, program: str, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        "node",
        str(PROGRAMS / program),
        *arguments,
        env=environment(emulator),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )


async def web(emulator: Emulator, scenario: str, **options: Any) -> Any:
    """What one scenario of web.mjs tells."""
    process = await start(emulator, "web.mjs", scenario, json.dumps(options))
    out, _ = await asyncio.wait_for(process.communicate(), ANSWER_SECONDS)
    assert process.returncode == 0
    return json.loads(out)


class Listener:
    """A node program on a socket, and what it told so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        self._lines = process.stdout

    async def next(self) -> Any:
        line = await asyncio.wait_for(self._lines.readline(), ANSWER_SECONDS)
        assert line, "the program ended"
        return json.loads(line)


async def end(process: asyncio.subprocess.Process) -> None:
    """Let the program leave by itself: it listens until its input ends."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        await asyncio.wait_for(process.communicate(), ANSWER_SECONDS)
    except TimeoutError:
        process.kill()
        await process.communicate()
        raise


@asynccontextmanager
async def listening(emulator: Emulator) -> AsyncIterator[Listener]:
    process = await start(emulator, "socket.mjs")
    listener = Listener(process)
    try:
        assert await listener.next() == {"kind": "connected"}
        yield listener
    finally:
        await end(process)


async def test_the_client_learns_who_it_is(emulator: Emulator) -> None:
    who = await web(emulator, "who")
    assert who["ok"] is True
    assert who["user_id"] == emulator.bot_user_id
    assert who["team_id"] == emulator.team_id


async def test_a_card_is_posted_and_updated(emulator: Emulator) -> None:
    told = await web(emulator, "post", channel="C00000001", first=CARD, second=ANSWERED)
    assert told["updated"]["ts"] == told["posted"]["ts"]
    assert [block["type"] for block in told["posted"]["message"]["blocks"]] == ["section", "actions"]
    (seen,) = emulator.messages("ann", "sales")
    assert seen.text == "Answered"
    assert [block["type"] for block in seen.blocks] == ["section"]


async def test_a_card_is_posted_to_a_person(emulator: Emulator) -> None:
    told = await web(emulator, "post", channel="U00000001", first=CARD, second=ANSWERED)
    assert told["posted"]["channel"].startswith("D")
    assert [seen.text for seen in emulator.dm("ann")] == ["Answered"]


async def test_cursors_lead_through_all_pages(emulator: Emulator) -> None:
    pages = await web(emulator, "pages", method="users.list", list="members", options={"limit": 2})
    everybody = [member for page in pages for member in page]
    assert len(pages) > 1
    assert all(len(page) <= 2 for page in pages)
    assert len(everybody) == len(set(everybody))
    assert {person["id"] for person in COMPANY["people"]} <= set(everybody)


async def test_refused_blocks_are_named_with_their_place(emulator: Emulator) -> None:
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    options = {"channel": "C00000001", "text": "x", "blocks": [long]}
    refused = await web(emulator, "refusal", method="chat.postMessage", options=options)
    assert refused["code"] == "slack_webapi_platform_error"
    assert refused["data"]["error"] == "invalid_blocks"
    assert (
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
        in (refused["data"]["response_metadata"]["messages"])
    )


REFUSALS: list[tuple[str, dict[str, str], str]] = [
    ("chat.postMessage", {"channel": "C99999999", "text": "x"}, "channel_not_found"),
    ("conversations.info", {"channel": "C99999999"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C00000001"}, "no_text"),
    ("no.such.method", {}, "unknown_method"),
]


async def test_refusals_have_the_shape_the_client_knows(emulator: Emulator) -> None:
    for method, options, error in REFUSALS:
        refused = await web(emulator, "refusal", method=method, options=options)
        assert refused["code"] == "slack_webapi_platform_error"
        assert refused["data"]["ok"] is False
        assert refused["data"]["error"] == error


async def test_too_many_calls_tell_how_long_to_wait(emulator: Emulator) -> None:
    emulator.faults.add(Fault(method="chat.postMessage", kind="ratelimited", retry_after=7, times=1))
    refused = await web(emulator, "impatient", channel="C00000001")
    assert refused["code"] == "slack_webapi_rate_limited_error"
    assert refused["retryAfter"] == 7
    assert emulator.messages("ann", "sales") == []


async def test_the_client_waits_and_posts_once(emulator: Emulator) -> None:
    emulator.faults.add(Fault(method="chat.postMessage", kind="ratelimited", retry_after=1, times=1))
    told = await web(emulator, "patient", channel="C00000001")
    assert told["pauses"] == [1]
    assert [seen.ts for seen in emulator.messages("ann", "sales")] == [told["posted"]["ts"]]


async def test_a_command_arrives_and_its_ack_is_shown(emulator: Emulator) -> None:
    async with listening(emulator) as listener:
        outcome = await emulator.command("ann", "/repeat", "good morning")
        assert await listener.next() == {
            "kind": "command",
            "command": "/repeat",
            "text": "good morning",
            "accepts": True,
        }
    assert outcome.ok
    assert outcome.payload == {"text": "You said: good morning"}
    assert [seen.text for seen in emulator.dm("ann")] == ["You said: good morning"]


async def test_a_message_arrives_as_an_event(emulator: Emulator) -> None:
    async with listening(emulator) as listener:
        assert (await emulator.say("ben", "sales", "Anybody here?")).ok
        told = await listener.next()
    assert told["kind"] == "message"
    assert (told["text"], told["user"]) == ("Anybody here?", "U00000002")
    assert told["event_id"]


@pytest.fixture(params=["refresh_requested", "warning", None])
def reason(request: pytest.FixtureRequest) -> str | None:
    """Why the connection ends. A fixture, since a mark on the test would unfold the one line of a skip."""
    why: str | None = request.param
    return why


async def test_the_client_comes_back_after_a_disconnect(emulator: Emulator, reason: str | None) -> None:
    async with listening(emulator) as listener:
        await emulator.disconnect_sockets(reason)
        assert await listener.next() == {"kind": "connected"}
        outcome = await emulator.command("ann", "/repeat", "still there?")
        assert (await listener.next())["text"] == "still there?"
    assert outcome.payload == {"text": "You said: still there?"}
