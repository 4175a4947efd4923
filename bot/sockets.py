"""Slack's envelopes over a WebSocket; closing it answers first what has been read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

import orjson
import structlog
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

log = structlog.get_logger(__name__)

FINISH_SECONDS: Final = 10.0

Dispatch = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]
"""`AsyncApp.async_dispatch`, or anything that answers as it does."""


class EnvelopeDoor:
    """Connects `dispatch` to Slack by Socket Mode.

    The SDK's own `close` drops the connection under handlers that have written and not yet acknowledged, and
    Bolt's own door reads each answer again and writes it anew.
    """

    def __init__(self, dispatch: Dispatch, token: str, client: AsyncWebClient) -> None:
        self._dispatch = dispatch
        self._client = SocketModeClient(app_token=token, web_client=client)
        self._client.socket_mode_request_listeners.append(self._answer)  # type: ignore[arg-type]
        self._begun = 0
        self._closing = False
        self._ended = asyncio.Event()
        self._enqueue, self._run = self._client.enqueue_message, self._client.run_message_listeners
        self._client.enqueue_message = self._begin  # type: ignore[method-assign]
        self._client.run_message_listeners = self._handle  # type: ignore[method-assign]

    async def connect(self) -> None:
        await self._client.connect()  # type: ignore[no-untyped-call] # the SDK's

    async def is_connected(self) -> bool:
        return await self._client.is_connected()

    async def close(self) -> None:
        """Begin nothing more, answer what was begun, then hang up.

        What still comes is read and left to Slack to bring elsewhere: closing a connection on unread data
        would reset it, and the last acknowledgements with it.
        """
        self._closing = True
        self._client.auto_reconnect_enabled = False
        if self._client.current_session_monitor is not None:
            self._client.current_session_monitor.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(FINISH_SECONDS):
                while self._begun:
                    self._ended.clear()
                    await self._ended.wait()
        await self._client.close()  # type: ignore[no-untyped-call] # the SDK's

    async def _begin(self, message: str) -> None:
        if not self._closing:
            self._begun += 1
            await self._enqueue(message)

    async def _handle(self, message: dict[str, Any], raw_message: str) -> None:
        try:
            await self._run(message, raw_message)
        finally:
            self._begun -= 1
            self._ended.set()

    async def _answer(self, client: SocketModeClient, request: SocketModeRequest) -> None:
        answer = await self._dispatch(AsyncBoltRequest(mode="socket_mode", body=request.payload))
        if answer.status == 200:
            await client.send_message(_envelope(request.envelope_id, answer))
        else:
            log.info("socket.not_acknowledged", status=answer.status)


def _envelope(envelope_id: str, answer: BoltResponse) -> str:
    """An acknowledgement as Slack reads it, whatever is answered in it."""
    envelope: dict[str, Any] = {"envelope_id": envelope_id}
    if answer.body:
        is_json = answer.body.startswith("{")
        envelope["payload"] = orjson.Fragment(answer.body) if is_json else {"text": answer.body}
    return orjson.dumps(envelope).decode()
