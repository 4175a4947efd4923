"""Workspaces with and without an app that listens."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient
from small_company import COMPANY, MANIFEST, Clock, Listener, Start, client_of, manifest

from bot.emulator import Emulator


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def start(clock: Clock) -> AsyncIterator[Start]:
    """Starts workspaces, and stops them when the test is over."""
    running: list[Emulator] = []

    async def begin(**options: Any) -> Emulator:
        declared = options.pop("manifest", MANIFEST)
        emulator = Emulator(options.pop("company", COMPANY), declared, clock=clock, **options)
        running.append(emulator)
        await emulator.start()
        return emulator

    yield begin
    for emulator in running:
        await emulator.stop()


@pytest.fixture
async def emulator(start: Start) -> Emulator:
    """A workspace that nobody listens to."""
    started: Emulator = await start(manifest=manifest(event_subscriptions={"bot_events": []}))
    return started


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as shared:
        yield shared


@pytest.fixture
def client(emulator: Emulator, session: aiohttp.ClientSession) -> AsyncWebClient:
    """The official client, over one shared session."""
    return client_of(emulator, session)


@pytest.fixture
async def over_sockets(start: Start, session: aiohttp.ClientSession) -> AsyncIterator[Start]:
    """Starts a workspace with a Bolt app on one socket."""
    handlers: list[AsyncSocketModeHandler] = []

    async def begin(**options: Any) -> Listener:
        emulator = await start(**options)
        listener = Listener(emulator, session)
        handler = AsyncSocketModeHandler(
            listener.app, emulator.app_token, web_client=client_of(emulator, session)
        )
        handlers.append(handler)
        await handler.connect_async()
        return listener

    yield begin
    for handler in handlers:
        await handler.close_async()


@pytest.fixture
async def over_http(start: Start, session: aiohttp.ClientSession) -> AsyncIterator[Start]:
    """Starts a workspace with a Bolt app behind a signed request URL."""
    runners: list[web.AppRunner] = []

    async def begin(**options: Any) -> Listener:
        options.setdefault("manifest", manifest(socket_mode_enabled=False))
        emulator = await start(**options)
        listener = Listener(emulator, session)

        async def receive(request: web.Request) -> web.StreamResponse:
            response: web.StreamResponse = await to_aiohttp_response(
                await listener.app.async_dispatch(await to_bolt_request(request))
            )
            return response

        server = web.Application()
        server.router.add_post("/slack/events", receive)
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        runners.append(runner)
        emulator.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        return listener

    yield begin
    for runner in runners:
        await runner.cleanup()


@pytest.fixture(params=["sockets", "http"])
def anyhow(request: pytest.FixtureRequest) -> Start:
    """Starts a workspace with a Bolt app, over sockets and over HTTP in turn."""
    found: Start = request.getfixturevalue(f"over_{request.param}")
    return found
