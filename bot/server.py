"""The street door: HTTP from Slack, from a load balancer and from whoever watches over Svar."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from time import time
from typing import Any, Final, cast

from aiohttp import web
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from yarl import URL

from bot import metrics
from bot.logs import log
from bot.manifest import EVENTS_PATH

MAX_BODY: Final = 1024 * 1024
MAX_FIELDS: Final = 200
BODY_SECONDS: Final = 5.0
SIGNATURE_SECONDS: Final = 300
SHUTDOWN_SECONDS: Final = 10.0
TURNS_TO_COME_IN: Final = 5
BACKLOG: Final = 128

Dispatch = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]
"""`AsyncApp.async_dispatch`, or anything that answers as it does."""
Ready = Callable[[], Awaitable[list[str]]]
"""Says in plain words what keeps Svar from working; an empty list when nothing does."""


def make_server(dispatch: Dispatch | None, ready: Ready, *, secret: str = "") -> web.Application:
    """The routes. `dispatch` gets only what carries a fresh signature made with `secret` and can be read.

    Without `dispatch` (Socket Mode) Slack has no door here and /slack/events does not exist.
    """
    app = web.Application(client_max_size=MAX_BODY)
    if dispatch is not None:
        if not secret:
            raise ValueError("A signing secret is needed where Slack calls Svar.")
        app.router.add_post(EVENTS_PATH, _events(dispatch, secret.encode()))
    app.router.add_get("/healthz", _alive)
    app.router.add_get("/readyz", _readiness(ready))
    app.router.add_get("/metrics", _figures)
    return app


@dataclass(frozen=True, slots=True)
class Listener:
    """A server that listens on `port`."""

    port: int
    _runner: web.AppRunner
    _door: asyncio.Server

    async def stop(self) -> None:
        """Let nobody else in, answer those who are in, and close.

        asyncio (Python 3.11) forgets, without hanging up, whom it let in during the very turn in which its
        server is closed; so the door is shut a few turns earlier.
        """
        loop = asyncio.get_running_loop()
        for socket in self._door.sockets:
            loop.remove_reader(socket.fileno())
        for _ in range(TURNS_TO_COME_IN):
            await asyncio.sleep(0)
        self._door.close()
        await self._runner.cleanup()


async def serve(app: web.Application, host: str, port: int) -> Listener:
    """Listen on any free port for 0. Raises OSError where that cannot be."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    accept = cast(web.Server, runner.server)  # which is there once the runner is set up
    try:
        door = await asyncio.get_running_loop().create_server(accept, host, port, backlog=BACKLOG)
    except OSError:
        await runner.cleanup()
        raise
    return Listener(int(door.sockets[0].getsockname()[1]), runner, door)


def is_signed(body: bytes, headers: Mapping[str, str], secret: bytes, now: float) -> bool:
    """Whether Slack's v0 signature fits and is at most five minutes old, either way.

    Source: Slack, "Verifying requests from Slack": HMAC-SHA256 over `v0:{timestamp}:{body}`.
    """
    stamp = headers.get("X-Slack-Request-Timestamp", "")
    if not (stamp.isascii() and stamp.isdigit()) or abs(now - int(stamp[:20])) > SIGNATURE_SECONDS:
        return False
    expected = "v0=" + hmac.digest(secret, b"v0:%b:%b" % (stamp.encode(), body), "sha256").hex()
    return hmac.compare_digest(expected.encode(), headers.get("X-Slack-Signature", "").encode())


def read_payload(body: bytes, content_type: str) -> dict[str, Any]:
    """What Slack says, in JSON or in a form with or without `payload=`; raises ValueError if in neither.

    Bolt's own reader is not used: it loses a slash command whose text contains the word "payload".
    """
    text = body.decode()
    if content_type == "application/json" or text.startswith("{"):
        return _object(text)
    if text.count("&") >= MAX_FIELDS:
        raise ValueError("too many fields")
    form: dict[str, Any] = dict(URL.build(query_string=text, encoded=True).query)
    return _object(form["payload"]) if "payload" in form else form


def _object(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(said, dict):
        raise ValueError("not an object")  # noqa: TRY004 - whoever sent it was wrong, not our types
    return said


def _events(dispatch: Dispatch, secret: bytes) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def events(request: web.Request) -> web.Response:
        try:
            body = await _body(request)
        except TimeoutError:
            return _refused(408, "The body took too long.")
        if not is_signed(body, request.headers, secret, time()):
            return _refused(401, "The signature is missing, wrong or too old.")
        try:
            said = read_payload(body, request.content_type)
            # In Bolt's words "socket_mode" means: already authenticated and already read.
            asked = AsyncBoltRequest(mode="socket_mode", body=said)
        except (ValueError, TypeError, AttributeError):
            return _refused(400, "The body cannot be read.")
        if "ssl_check" in said:  # Slack looks whether the address answers at all
            return web.Response()
        if said.get("type") == "url_verification":
            return web.json_response({"challenge": said.get("challenge")})
        answer = await dispatch(asked)
        if answer.status == 404 and "event" in asked.body:
            # Nobody listens. Said as 404, Slack would bring it three times more and count it as our failure.
            metrics.deliveries.labels("event", "ignored").inc()
            return web.Response()
        return _answered(answer)

    return events


async def _body(request: web.Request) -> bytes:
    if request.content.is_eof():  # it came along with the headers, as nearly always
        return await request.read()
    async with asyncio.timeout(BODY_SECONDS):
        return await request.read()


def _answered(answer: BoltResponse) -> web.Response:
    # As bytes: a text would be wrapped and encoded piece by piece. Bolt sets no cookie but to install an app.
    return web.Response(
        status=answer.status,
        body=answer.body.encode(),
        headers=answer.first_headers_without_set_cookie(),
    )


def _refused(status: int, sentence: str) -> web.Response:
    metrics.deliveries.labels("unread", "refused").inc()
    log.warning("delivery_refused", status=status)
    return web.json_response({"error": sentence}, status=status)


async def _alive(_request: web.Request) -> web.Response:
    return web.Response(text="alive\n")


def _readiness(ready: Ready) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def readiness(_request: web.Request) -> web.Response:
        reasons = await ready()
        if reasons:
            return web.Response(status=503, text="".join(f"{reason}\n" for reason in reasons))
        return web.Response(text="ready\n")

    return readiness


async def _figures(_request: web.Request) -> web.Response:
    return web.Response(body=metrics.exposition(), headers={"Content-Type": metrics.CONTENT_TYPE})
