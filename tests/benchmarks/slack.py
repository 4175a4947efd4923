"""The barest Slack: it answers a few methods at once with what is needed and checks nothing.

The embedded workspace would be measured along with Svar: its checks of blocks cost as much as a request.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from itertools import count
from time import perf_counter
from typing import Any

from aiohttp import WSMsgType, web

TEAM, BOT = "T00000001", "UBOT"


class BareSlack:
    """The Web API and Socket Mode on loopback."""

    def __init__(self) -> None:
        self.calls = 0
        self._ts = count(1)
        self._sockets: asyncio.Queue[web.WebSocketResponse] = asyncio.Queue()
        self._acked: set[str] = set()
        self._awaited: set[str] = set()
        self._all_acked = asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/link", self._link)
        app.router.add_post("/upload", self._upload)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    async def __aenter__(self) -> BareSlack:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._address = f"127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        return f"http://{self._address}/api/"

    async def send(self, envelopes: Iterable[dict[str, Any]]) -> float:
        """Send everything through the socket at once; the seconds until the last one was acked."""
        socket = await self._sockets.get()
        texts = {envelope["envelope_id"]: json.dumps(envelope) for envelope in envelopes}
        self._awaited, self._acked = set(texts), set()
        self._all_acked.clear()
        started = perf_counter()
        for text in texts.values():
            await socket.send_str(text)
        await self._all_acked.wait()
        seconds = perf_counter() - started
        self._sockets.put_nowait(socket)
        return seconds

    async def _api(self, request: web.Request) -> web.Response:
        self.calls += 1
        method = request.match_info["method"]
        said = dict(request.query) | dict(await request.post())
        return web.json_response({"ok": True} | self._answer(method, said))

    def _answer(self, method: str, said: dict[str, Any]) -> dict[str, Any]:
        match method:
            case "auth.test":
                return {"team_id": TEAM, "team": "Nord", "user_id": BOT, "bot_id": "BBOT"}
            case "users.info":
                return {"user": _user(said["user"])}
            case "apps.connections.open":
                return {"url": f"ws://{self._address}/link"}
            case "chat.postMessage" | "chat.update":
                return {"channel": f"D{said.get('channel', '')}", "ts": f"1795684320.{next(self._ts):06}"}
            case "files.getUploadURLExternal":
                return {"upload_url": f"http://{self._address}/upload", "file_id": "F00000001"}
            case "views.open" | "views.push":
                return {"view": {"id": "V00000001"}}
        return {}

    async def _upload(self, request: web.Request) -> web.Response:
        await request.read()
        return web.Response()

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        self._sockets.put_nowait(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._acked.add(json.loads(message.data)["envelope_id"])
                if self._acked >= self._awaited:
                    self._all_acked.set()
        return socket


def _user(slack_id: str) -> dict[str, Any]:
    name = slack_id.lower()
    return {
        "id": slack_id,
        "team_id": TEAM,
        "name": name,
        "real_name": name.title(),
        "profile": {"display_name": name.title(), "real_name": name.title()},
        "tz": "Europe/Oslo",
        "locale": "en-US",
    }
