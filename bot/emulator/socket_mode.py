"""Socket Mode: tickets, sockets, envelopes and their acks."""

import asyncio
import json
import random
import secrets
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.emulator import limits
from bot.emulator.shapes import Ids, Json

_LIFE_SECONDS = 18_060


class NoSocket(Exception):
    """The app holds no connection."""


class SocketLost(Exception):
    """The connection closed before the envelope was acknowledged."""


@dataclass(eq=False)
class Socket:
    """One open connection of the app."""

    ws: web.WebSocketResponse
    is_deaf: bool = False
    waiting: dict[str, "asyncio.Future[Json | None]"] = field(default_factory=dict)

    async def send(self, frame: Json) -> None:
        """A deaf socket swallows the frame, as a half-open connection does."""
        if not self.is_deaf and not self.ws.closed:
            await self.ws.send_str(json.dumps(frame))


class Sockets:
    """All connections of the app; an envelope goes to any one of them."""

    def __init__(self, app_id: str, chance: random.Random, ids: Ids) -> None:
        self.app_id, self._ids = app_id, ids
        self.open: list[Socket] = []
        self._tickets: set[str] = set()
        self._random = chance
        self._joined = asyncio.Event()

    def ticket(self) -> str:
        """What makes the next URL of `apps.connections.open` good for one connection."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """`GET /link`: one connection from hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden
        self._tickets.remove(ticket)
        ws = web.WebSocketResponse(max_msg_size=0, compress=False)
        await ws.prepare(request)
        socket = Socket(ws)
        if len(self.open) >= limits.SOCKETS:
            await socket.send(_disconnect("too_many_websockets"))
            await ws.close()
            return ws
        self.open.append(socket)
        self._joined.set()
        try:
            await socket.send(self._hello())
            await _listen(socket)
        finally:
            self._forget(socket)
        return ws

    async def deliver(self, envelope: Json) -> Json | None:
        """Send one envelope and wait for its ack; the ack's payload, if it may have one."""
        if not self.open:
            raise NoSocket
        socket = self._random.choice(self.open)
        envelope_id = self._ids.next("env-")
        answer: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        socket.waiting[envelope_id] = answer
        try:
            await socket.send({"envelope_id": envelope_id} | envelope)
            payload = await answer
        except ConnectionError:
            raise SocketLost from None
        finally:
            socket.waiting.pop(envelope_id, None)
        return payload if envelope["accepts_response_payload"] else None

    async def disconnect(self, reason: str | None = "refresh_requested") -> None:
        """Say why and close; `warning` only says so; None cuts the line without a word."""
        for socket in list(self.open):
            if reason is None:
                self._cut(socket)
                continue
            await socket.send(_disconnect(reason))
            if reason != "warning":
                self._forget(socket)
                await socket.ws.close()

    async def connected(self) -> None:
        """Until the app holds a connection."""
        while not self.open:
            self._joined.clear()
            await self._joined.wait()

    def deafen(self) -> None:
        """From now on nothing sent through the connections now open arrives; new ones work."""
        for socket in self.open:
            socket.is_deaf = True

    def _cut(self, socket: Socket) -> None:
        self._forget(socket)
        transport = socket.ws._req.transport if socket.ws._req is not None else None  # noqa: SLF001 - aiohttp offers no other way to the transport
        if transport is not None:
            transport.abort()

    def _forget(self, socket: Socket) -> None:
        if socket in self.open:
            self.open.remove(socket)
        for answer in socket.waiting.values():
            if not answer.done():
                answer.set_exception(SocketLost())

    def _hello(self) -> Json:
        debug = {"host": "emulator", "build_number": 1, "approximate_connection_time": _LIFE_SECONDS}
        hello: Json = {"type": "hello", "num_connections": len(self.open), "debug_info": debug}
        return hello | {"connection_info": {"app_id": self.app_id}}


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "emulator"}}


async def _listen(socket: Socket) -> None:
    async for frame in socket.ws:
        if frame.type is WSMsgType.TEXT and frame.data:
            _take_ack(socket, frame.data)


def _take_ack(socket: Socket, data: str) -> None:
    try:
        ack = json.loads(data)
    except ValueError:
        return
    answer = socket.waiting.get(ack.get("envelope_id", "")) if isinstance(ack, dict) else None
    if answer is not None and not answer.done():
        answer.set_result(ack.get("payload"))
