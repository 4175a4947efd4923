"""A Bolt listener on the barest aiohttp server, run as a process of its own.

`ack` only acks; `statements` runs the bare statements of a request first, in Svar's own store; `open` makes
one bare call of the Web API, with the form that Svar opens; `socket` only acks, through Bolt's Socket Mode.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from typing import Any

from aiohttp import ClientSession, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient


async def main(mode: str) -> None:
    async with ClientSession() as session:
        token, url = os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"]
        client = AsyncWebClient(token, base_url=url, session=session)
        bolt = AsyncApp(
            client=client,
            signing_secret=os.environ["SLACK_SIGNING_SECRET"],
            process_before_response=True,
        )
        close = await MODES[mode](bolt, client)
        await _serve(bolt)
        await close()


async def _ack(bolt: AsyncApp, _client: AsyncWebClient) -> Any:
    async def listener(ack: AsyncAck) -> None:
        await ack()

    bolt.command("/request")(listener)
    bolt.command("/pending")(listener)
    bolt.action("request.got_it")(listener)
    bolt.action("request.answer")(listener)
    bolt.view("request.new")(listener)
    return _nothing


async def _statements(bolt: AsyncApp, _client: AsyncWebClient) -> Any:
    from storage import open_store  # noqa: PLC0415 - a bare listener must not carry it in its memory
    from tests.benchmarks import statements  # noqa: PLC0415
    from tests.benchmarks.payloads import PEOPLE  # noqa: PLC0415

    store = open_store(os.environ["SVAR_DATABASE_URL"])
    await store.migrate()
    ids = await store.write(statements.meet, PEOPLE)

    @bolt.command("/request")
    async def listener(ack: AsyncAck, body: dict[str, Any]) -> None:
        by = ids[body["user_id"]]
        await store.write(statements.log, body["trigger_id"], by, by % len(ids) + 1)
        await ack()

    return store.close


async def _open(bolt: AsyncApp, client: AsyncWebClient) -> Any:
    view = json.loads(os.environ["BENCH_VIEW"])

    async def listener(ack: AsyncAck, body: dict[str, Any]) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    bolt.command("/request")(listener)
    bolt.action("request.answer")(listener)
    return _nothing


async def _socket(bolt: AsyncApp, client: AsyncWebClient) -> Any:
    await _ack(bolt, client)
    handler = AsyncSocketModeHandler(bolt, os.environ["SLACK_APP_TOKEN"], web_client=client)
    await handler.connect_async()
    return handler.close_async


async def _nothing() -> None:
    return


async def _serve(bolt: AsyncApp) -> None:
    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    async def ready(_request: web.Request) -> web.Response:
        return web.Response(text="ready\n")

    app = web.Application()
    app.router.add_post("/slack/events", events)
    app.router.add_get("/readyz", ready)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(os.environ["SVAR_PORT"])).start()
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()
    await runner.cleanup()


MODES = {"ack": _ack, "statements": _statements, "open": _open, "socket": _socket}

if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
