"""Doors that only this machine may use."""

import ipaddress
from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(handler: Handler) -> Handler:
    """Only this machine, and no page of another site that happens to be open in its browser."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        is_foreign = origin is not None and origin != f"http://{request.host}"
        if is_foreign or not _is_loopback(request.remote) or not _is_loopback(request.url.host):
            raise web.HTTPForbidden
        return await handler(request)

    return guarded


def _is_loopback(host: str | None) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
