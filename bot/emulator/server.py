"""The HTTP side of the workspace: `/api/<method>`, `/link` for sockets, `/upload`, `/response`."""

import asyncio
import json
import time
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.emulator.faults import Fault
from bot.emulator.office import Office
from bot.emulator.responses import respond
from bot.emulator.shapes import Json, SlackError
from bot.emulator.web_api import METHODS
from bot.emulator.web_api.chat import RateLimited
from bot.emulator.web_api.method import Call, Method, missing

_LARGEST_BODY = 64 * 1024 * 1024


@dataclass(frozen=True)
class ApiCall:
    """One call of the Web API as it came and as it was answered; `answer` is None when it never was."""

    method: str
    args: Json
    answer: Json | None
    status: int | None
    seconds: float
    connection: str
    """The client's address and port: calls over one connection share it."""
    at: datetime
    """When it came, on the workspace's clock."""

    def as_json(self) -> Json:
        return asdict(self) | {"at": self.at.isoformat()}


@dataclass(frozen=True)
class Reply:
    """What is sent back for a call."""

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def as_response(self) -> web.Response:
        return web.json_response(self.body, status=self.status, headers=self.headers)


class Server:
    """Listens on loopback, for the app and for nobody else."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.calls: list[ApiCall] = []
        self.app = web.Application(client_max_size=_LARGEST_BODY)
        self.app.router.add_route("*", "/api/{method}", self._api)
        self.app.router.add_get("/link/", office.workspace.sockets.serve)
        self.app.router.add_post("/upload/{file}", self._upload)
        self.app.router.add_post("/response/{key}", self._response)
        self._runner: web.AppRunner | None = None
        self._stopping = asyncio.Event()

    async def start(self, host: str, port: int) -> str:
        """Listen, and say where."""
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port, backlog=1024)
        await site.start()
        return f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        self._stopping.set()
        await self.office.workspace.sockets.disconnect(None)
        if self._runner is not None:
            await self._runner.cleanup()

    async def _api(self, request: web.Request) -> web.StreamResponse:
        began, at = time.monotonic(), self.office.workspace.now()
        name = request.match_info["method"]
        args = await arguments(request)
        token = _token(request, args)
        fault = self.office.workspace.faults.strike(name)
        reply = _refusal(fault) or self._answer(name, token, args)
        is_silent = fault is not None and fault.is_silent
        call = ApiCall(
            method=name,
            args=args,
            answer=None if is_silent else reply.body,
            status=None if is_silent else reply.status,
            seconds=time.monotonic() - began,
            connection=_connection(request),
            at=at,
        )
        self.calls.append(call)
        await self._misbehave(fault, request)
        return reply.as_response()

    def _answer(self, name: str, token: str, args: Json) -> Reply:
        workspace = self.office.workspace
        headers = {"X-OAuth-Scopes": ",".join(sorted(workspace.app.scopes))}
        try:
            method = _method(name)
            self._authorize(method, token)
            _check_required(method, args)
            return Reply({"ok": True} | method.answer(Call(self.office, args)), headers=headers)
        except RateLimited as limited:
            return Reply(limited.as_json(), 429, {"Retry-After": str(limited.seconds)})
        except SlackError as error:
            return Reply(error.as_json(), headers=headers)

    def _authorize(self, method: Method, token: str) -> None:
        app = self.office.workspace.app
        if method.caller == "anyone":
            return
        if not token:
            raise SlackError("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise SlackError("invalid_auth")
        if token != (app.bot_token if method.caller == "bot" else app.app_token):
            raise SlackError("not_allowed_token_type")
        if app.refusal is not None:
            raise SlackError(app.refusal)
        app.need(*method.scopes)

    async def _misbehave(self, fault: Fault | None, request: web.Request) -> None:
        """What a fault does instead of answering, or before."""
        if fault is None:
            return
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault.kind == "hang":
            await self._stopping.wait()
        if fault.is_silent and request.transport is not None:
            request.transport.abort()

    async def _upload(self, request: web.Request) -> web.Response:
        file = self.office.workspace.files.by_id.get(request.match_info["file"])
        if file is None:
            raise web.HTTPNotFound
        file.content = await _uploaded(request)
        return web.Response(text=f"OK - {len(file.content)}")

    async def _response(self, request: web.Request) -> web.Response:
        fault = self.office.workspace.faults.strike("response_url")
        refusal = _refusal(fault)
        response = refusal.as_response() if refusal else await self._respond(request)
        await self._misbehave(fault, request)
        return response

    async def _respond(self, request: web.Request) -> web.Response:
        try:
            body = await request.json()
            respond(self.office, request.match_info["key"], body if isinstance(body, dict) else {})
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
        except SlackError as error:
            return web.json_response(error.as_json(), status=404 if "url" in error.error else 400)
        return web.Response(text="ok")


async def arguments(request: web.Request) -> Json:
    """The arguments of a call, from the query string and from a JSON or form body."""
    args: Json = dict(request.query)
    if request.method != "POST":
        return args
    if request.content_type == "application/json":
        body = await request.text()
        try:
            parsed = json.loads(body) if body else {}
        except ValueError:
            parsed = {}
        return args | (parsed if isinstance(parsed, dict) else {})
    return args | {key: value for key, value in (await request.post()).items() if isinstance(value, str)}


async def _uploaded(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""


def _method(name: str) -> Method:
    if name not in METHODS:
        raise SlackError("unknown_method", req_method=name)
    return METHODS[name]


def _token(request: web.Request, args: Json) -> str:
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    argument: Any = args.pop("token", "")
    return bearer or str(argument)


def _check_required(method: Method, args: Json) -> None:
    for name in method.required:
        if args.get(name) in (None, ""):
            raise missing(name)


def _refusal(fault: Fault | None) -> Reply | None:
    """The answer of a fault that refuses the call before anything is done."""
    if fault is None or fault.kind in ("drop_answer", "slow"):
        return None
    if fault.kind == "ratelimited":
        return Reply({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(fault.retry_after)})
    if fault.kind == "server_error":
        return Reply({"ok": False, "error": "internal_error"}, 500)
    return Reply({"ok": False, "error": fault.error})


def _connection(request: web.Request) -> str:
    peer = request.transport.get_extra_info("peername") if request.transport is not None else None
    return f"{peer[0]}:{peer[1]}" if peer else "closed"
