"""The street door, over real sockets and with real signatures."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import hmac
import io
import json
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from time import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import server
from bot.server import EVENTS_PATH, MAX_BODY, Listener, is_signed, make_server, read_payload, serve

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
PATIENCE_SECONDS = 10
FORM = "application/x-www-form-urlencoded"
COMMAND = {"command": "/request", "text": "<@U2> Which rate?", "team_id": "T1", "user_id": "U1"}

# Slack's published example.
KNOWN_STAMP = "1531420618"
KNOWN_BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
    b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
    b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)
KNOWN_SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


@dataclass
class Door:
    """A running server, what came through its door, and how to knock."""

    url: str = ""
    heard: list[AsyncBoltRequest] = field(default_factory=list)
    answer: BoltResponse = field(default_factory=lambda: BoltResponse(status=200, body="ok"))
    reasons: list[str] = field(default_factory=list)
    listener: Listener | None = None
    before_answer: Callable[[], Any] | None = None

    async def dispatch(self, request: AsyncBoltRequest) -> BoltResponse:
        self.heard.append(request)
        if self.before_answer:
            await self.before_answer()
        return self.answer

    async def ready(self) -> list[str]:
        return self.reasons

    async def knock(self, body: str | bytes, *, kind: str = FORM, **headers: str) -> tuple[int, str]:
        raw = body.encode() if isinstance(body, str) else body
        sent = signed(raw) | {"Content-Type": kind} | {k.replace("_", "-"): v for k, v in headers.items()}
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url + EVENTS_PATH, data=io.BytesIO(raw), headers=sent) as response,
        ):
            return response.status, await response.text()

    async def look(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(self.url + path) as response:
            return response.status, await response.text()


def signed(body: bytes, stamp: str | None = None) -> dict[str, str]:
    stamp = stamp or str(int(time()))
    digest = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door()
    door.listener = await serve(make_server(door.dispatch, door.ready, secret=SECRET), "127.0.0.1", 0)
    door.url = f"http://127.0.0.1:{door.listener.port}"
    yield door
    await door.listener.stop()


def test_slacks_published_example_is_accepted_and_any_change_is_not() -> None:
    headers = {"X-Slack-Request-Timestamp": KNOWN_STAMP, "X-Slack-Signature": KNOWN_SIGNATURE}
    at = float(KNOWN_STAMP)

    assert is_signed(KNOWN_BODY, headers, SECRET.encode(), at)
    assert is_signed(KNOWN_BODY, headers, SECRET.encode(), at + 300)
    assert not is_signed(KNOWN_BODY, headers, SECRET.encode(), at + 301)
    assert not is_signed(KNOWN_BODY, headers, SECRET.encode(), at - 301)
    assert not is_signed(KNOWN_BODY + b"x", headers, SECRET.encode(), at)
    assert not is_signed(KNOWN_BODY, headers, b"another", at)


async def test_a_signed_command_reaches_bolt_and_its_answer_goes_back(door: Door) -> None:
    assert await door.knock(urlencode(COMMAND)) == (200, "ok")
    assert door.heard[0].body == COMMAND


@pytest.mark.parametrize("word", ["payload", "payload=", "&payload=1"])
async def test_a_command_about_a_payload_is_not_lost(door: Door, word: str) -> None:
    said = COMMAND | {"text": f"<@U2> which {word} does the truck take?"}
    await door.knock(urlencode(said))

    assert door.heard[0].body == said


async def test_interactions_and_events_are_read(door: Door) -> None:
    action = {"type": "block_actions", "user": {"id": "U1"}, "team": {"id": "T1"}}
    event = {"type": "event_callback", "event": {"type": "app_mention", "text": "å 🙂"}, "team_id": "T1"}
    await door.knock(urlencode({"payload": json.dumps(action)}))
    await door.knock(json.dumps(event), kind="application/json")

    assert [request.body for request in door.heard] == [action, event]


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Slack_Signature": "v0=00"},
        {"X_Slack_Signature": ""},
        {"X_Slack_Signature": "v0=é"},
        {"X_Slack_Request_Timestamp": ""},
        {"X_Slack_Request_Timestamp": "soon"},
        {"X_Slack_Request_Timestamp": "1e9"},
        {"X_Slack_Request_Timestamp": "²"},
        {"X_Slack_Request_Timestamp": "9" * 5000},
        signed(urlencode(COMMAND).encode(), "1531420618"),
        signed(urlencode(COMMAND).encode(), str(int(time()) + 3600)),
    ],
)
async def test_what_is_not_freshly_signed_is_turned_away(door: Door, headers: dict[str, str]) -> None:
    status, said = await door.knock(
        urlencode(COMMAND), **{k.replace("-", "_"): v for k, v in headers.items()}
    )

    assert status == 401
    assert "signature" in said
    assert door.heard == []


async def test_without_any_signature_nothing_enters(door: Door) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(door.url + EVENTS_PATH, data=b"{}") as response,
    ):
        assert response.status == 401
    assert door.heard == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("{", "application/json"),
        ("", "application/json"),
        ("[1]", "application/json"),
        ('"text"', "application/json"),
        ("[" * 100_000, "application/json"),
        ('{"authorizations": 3}', "application/json"),
        (b"\xff\xfe", FORM),
        ("payload=", FORM),
        ("payload=%7B", FORM),
        ("payload=[]", FORM),
        ("&".join(f"a{n}=1" for n in range(1000)), FORM),
    ],
)
async def test_what_is_signed_but_cannot_be_read_is_told_so(door: Door, body: str | bytes, kind: str) -> None:
    status, said = await door.knock(body, kind=kind)

    assert (status, json.loads(said)) == (400, {"error": "The body cannot be read."})
    assert door.heard == []


async def test_a_body_of_more_than_a_mebibyte_is_too_large(door: Door) -> None:
    status, said = await door.knock(b"x" * (MAX_BODY + 1))

    assert status == 413
    assert "Traceback" not in said


async def test_a_body_that_never_ends_is_not_waited_for(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "BODY_SECONDS", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(door.url.rsplit(":", 1)[1]))
    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf")
    await writer.drain()
    assert b" 408 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


async def test_looking_through_the_letter_box_is_not_allowed(door: Door) -> None:
    assert (await door.look(EVENTS_PATH))[0] == 405


async def test_an_event_that_nobody_listens_to_is_accepted(door: Door) -> None:
    door.answer = BoltResponse(status=404, body='{"error": "unhandled request"}')
    event = {"type": "event_callback", "event": {"type": "emoji_changed"}}

    assert await door.knock(json.dumps(event), kind="application/json") == (200, "")


async def test_a_button_that_nobody_listens_to_is_said_to_be_unknown(door: Door) -> None:
    door.answer = BoltResponse(status=404, body='{"error": "unhandled request"}')
    action = {"type": "block_actions", "user": {"id": "U1"}, "team": {"id": "T1"}}

    assert (await door.knock(urlencode({"payload": json.dumps(action)})))[0] == 404


async def test_a_mistake_of_ours_shows_no_stack_trace(door: Door) -> None:
    async def stumble() -> None:
        raise RuntimeError("Which rate applies?")

    door.before_answer = stumble
    status, said = await door.knock(urlencode(COMMAND))

    assert status == 500
    assert "Traceback" not in said
    assert "rate" not in said


async def test_a_real_bolt_app_answers_through_the_door() -> None:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-test", bot_user_id="UBOT")

    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)

    @app.command("/request")
    async def request(ack: Any, command: dict[str, Any]) -> None:
        await ack({"text": command["text"]})

    door = Door()
    door.listener = await serve(make_server(app.async_dispatch, door.ready, secret=SECRET), "127.0.0.1", 0)
    door.url = f"http://127.0.0.1:{door.listener.port}"
    challenge = {"type": "url_verification", "challenge": "abc"}
    try:
        status, said = await door.knock(urlencode(COMMAND | {"text": "payload"}))
        assert (status, json.loads(said)) == (200, {"text": "payload"})
        status, said = await door.knock(json.dumps(challenge), kind="application/json")
        assert (status, json.loads(said)) == (200, {"challenge": "abc"})
        assert await door.knock("ssl_check=1&token=t") == (200, "")
    finally:
        await door.listener.stop()


async def test_it_is_alive_even_when_it_is_not_ready(door: Door) -> None:
    door.reasons = ["Slack has not been reached yet.", "The database cannot be written to."]

    assert await door.look("/healthz") == (200, "alive\n")
    assert await door.look("/readyz") == (503, "".join(f"{reason}\n" for reason in door.reasons))
    door.reasons = []
    assert await door.look("/readyz") == (200, "ready\n")


async def test_the_figures_can_be_read(door: Door) -> None:
    status, said = await door.look("/metrics")

    assert status == 200
    assert "svar_deliveries_total" in said


async def test_with_socket_mode_slack_has_no_door_here(door: Door) -> None:
    listener = await serve(make_server(None, door.ready), "127.0.0.1", 0)
    door.url = f"http://127.0.0.1:{listener.port}"
    assert (await door.knock("{}"))[0] == 404
    assert (await door.look("/healthz"))[0] == 200
    await listener.stop()


def test_a_door_without_a_lock_is_not_built() -> None:
    with pytest.raises(ValueError, match="signing secret"):
        make_server(Door().dispatch, Door().ready)


async def test_a_taken_port_is_said_at_once_and_nothing_is_left_open(door: Door) -> None:
    taken = int(door.url.rsplit(":", 1)[1])
    with pytest.raises(OSError, match="in use"):
        await serve(make_server(None, door.ready), "127.0.0.1", taken)


async def test_stopping_lets_what_was_begun_be_answered(door: Door) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        begun.set()
        await may_end.wait()

    door.before_answer = slowly
    knock = asyncio.create_task(door.knock(urlencode(COMMAND)))
    await begun.wait()
    assert door.listener is not None
    stop = asyncio.create_task(door.listener.stop())
    await nobody_opens(door)
    may_end.set()

    assert await knock == (200, "ok")
    await stop


@pytest.mark.parametrize("turns", range(8))
async def test_whoever_comes_in_while_the_door_is_shut_is_answered_or_hears_that_it_is(
    door: Door, turns: int
) -> None:
    listener = await serve(make_server(None, door.ready), "127.0.0.1", 0)
    with socket.create_connection(("127.0.0.1", listener.port)) as visitor:
        visitor.sendall(b"GET /healthz HTTP/1.1\r\nHost: svar\r\n\r\n")
        for _ in range(turns):
            await asyncio.sleep(0)
        await listener.stop()
        gc.collect()  # says so of whatever was let in and forgotten

        visitor.settimeout(PATIENCE_SECONDS)
        try:
            heard = visitor.recv(12)
        except ConnectionResetError:
            return
    assert heard == b"HTTP/1.1 200"


async def nobody_opens(door: Door) -> None:
    """Return once the server takes no new connection."""
    while True:
        try:
            await door.look("/healthz")
        except aiohttp.ClientConnectionError:
            return


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.text(), max_size=8))
def test_every_form_is_read_as_it_was_written(form: dict[str, str]) -> None:
    written = {k: v.encode(errors="replace").decode() for k, v in form.items() if k not in ("", "payload")}
    body = urlencode(written)
    assume(not body.startswith("{"))

    assert read_payload(body.encode(), FORM) == written
    assert read_payload(f"&{body}&&".encode(), FORM) == written
