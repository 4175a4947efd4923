"""The control API: people and faults over HTTP, for a page or another process on this machine.

`POST /control/do/<action>` with the action's arguments as a JSON object · `GET /control/sees/<person>` ·
`GET /control/company` · `GET /control/feed` and, as a WebSocket, `GET /control/live`, both with `?after=n` ·
`GET /control/calls` · `POST /control/faults` · `DELETE /control/faults`
"""

import asyncio
import inspect
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.emulator.faults import Fault
from bot.emulator.loopback import Handler, guarded
from bot.emulator.shapes import Json

if TYPE_CHECKING:
    from bot.emulator.emulator import Emulator

ACTIONS = (
    *("command", "shortcut", "message_shortcut"),
    *("say", "edit", "delete", "react", "unreact"),
    *("press", "press_in_view", "press_home", "options"),
    *("submit", "fill", "close_view", "open_home"),
    *(
        "create_channel",
        "join",
        "leave",
        "invite_bot",
        "remove_bot",
        "archive",
        "unarchive",
        "delete_channel",
    ),
    *("rename", "make_private", "share_externally", "unshare"),
    *("deactivate", "change_person", "hire", "set_dnd", "regroup", "uninstall"),
    *("deliver", "verify_request_url", "disconnect_sockets", "settled"),
)
"""What can be done from outside: methods of the emulator by name."""

_DELIVERY_FAULTS = ("duplicate_deliveries", "shuffle_events", "delay_events_seconds")


class Control:
    """Thin routes over an emulator's own methods."""

    def __init__(self, emulator: "Emulator") -> None:
        self.emulator = emulator

    def listen_on(self, app: web.Application) -> None:
        """Add the routes."""
        routes: list[tuple[str, str, Handler]] = [
            ("POST", "/control/do/{action}", self._do),
            ("GET", "/control/sees/{person}", self._sees),
            ("GET", "/control/company", self._company),
            ("GET", "/control/feed", self._feed),
            ("GET", "/control/live", self._live),
            ("GET", "/control/calls", self._calls),
            ("POST", "/control/faults", self._add_fault),
            ("DELETE", "/control/faults", self._clear_faults),
        ]
        for method, path, handler in routes:
            app.router.add_route(method, path, guarded(handler))

    async def _do(self, request: web.Request) -> web.Response:
        name = request.match_info["action"]
        if name not in ACTIONS:
            raise web.HTTPNotFound(text=f"no such action: {name}")
        action = getattr(self.emulator, name)
        arguments = _arguments(await _json(request))
        try:
            inspect.signature(action).bind(**arguments)
        except TypeError as error:
            raise web.HTTPBadRequest(text=str(error)) from None
        try:
            outcome = await action(**arguments)
        except (KeyError, AttributeError) as error:
            raise web.HTTPNotFound(text=f"nobody and nothing is called {error}") from None
        return web.json_response({"ok": True} if outcome is None else asdict(outcome))

    async def _sees(self, request: web.Request) -> web.Response:
        try:
            screen = self.emulator.sees(request.match_info["person"])
        except KeyError as error:
            raise web.HTTPNotFound(text=f"nobody is called {error}") from None
        return web.json_response(screen.as_json())

    async def _company(self, _request: web.Request) -> web.Response:
        workspace = self.emulator.workspace
        team, me, now = workspace.app.team_id, workspace.bot.id, workspace.now()
        people = [person.as_json(now, team) for person in workspace.people.by_id.values()]
        channels = [
            channel.as_json(team, me) | {"members": list(channel.members)}
            for channel in workspace.channels.by_id.values()
        ]
        company: Json = {"team": workspace.team, "people": people, "channels": channels, "bot": me}
        return web.json_response(company | {"now": now.isoformat(), "manifest": workspace.app.manifest})

    async def _feed(self, request: web.Request) -> web.Response:
        records = self.emulator.feed[_after(request) :]
        return web.json_response([record.as_json() for record in records])

    async def _live(self, request: web.Request) -> web.StreamResponse:
        """Every feed record as one JSON text frame, until the other side goes away."""
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        showing = asyncio.create_task(self._show(socket, _after(request)))
        try:
            async for _ in socket:
                pass
        finally:
            showing.cancel()
        return socket

    async def _show(self, socket: web.WebSocketResponse, sent: int) -> None:
        feed = self.emulator.feed
        while not socket.closed:
            for record in feed[sent:]:
                await socket.send_json(record.as_json())
            sent = len(feed)
            await feed.wait_beyond(sent)

    async def _calls(self, _request: web.Request) -> web.Response:
        return web.json_response([call.as_json() for call in self.emulator.calls])

    async def _add_fault(self, request: web.Request) -> web.Response:
        """A `Fault`'s fields, or one of the faults of deliveries by its name."""
        wanted = await _json(request)
        faults = self.emulator.faults
        for name in _DELIVERY_FAULTS:
            if name in wanted:
                setattr(faults, name, wanted.pop(name))
        if wanted:
            try:
                faults.add(Fault(**wanted))
            except (TypeError, ValueError) as error:
                raise web.HTTPBadRequest(text=str(error)) from None
        return web.json_response({"ok": True})

    async def _clear_faults(self, _request: web.Request) -> web.Response:
        self.emulator.faults.clear()
        return web.json_response({"ok": True})


async def _json(request: web.Request) -> Json:
    try:
        body = await request.json() if request.can_read_body else {}
    except ValueError:
        raise web.HTTPBadRequest(text="not JSON") from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="not an object")
    return body


def _arguments(body: Json) -> dict[str, Any]:
    """Moments come as ISO 8601."""
    moments = {key: datetime.fromisoformat(body[key]) for key in ("start", "end") if body.get(key)}
    return body | moments


def _after(request: web.Request) -> int:
    text = request.query.get("after", "0")
    return int(text) if text.isdecimal() else 0
