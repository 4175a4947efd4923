"""Bringing events, commands and interactions to the app, over sockets or signed HTTP."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.emulator.app import SlackApp
from bot.emulator.faults import Faults
from bot.emulator.limits import Limits
from bot.emulator.shapes import Json
from bot.emulator.socket_mode import NoSocket, SocketLost, Sockets
from bot.emulator.switches import Switches

_ANSWERED_BY_PAYLOAD = ("view_submission", "block_suggestion")
_MOST_RESENDS = 3
_MOST_AT_ONCE = 200
"""HTTP deliveries in flight together; more would use up the machine's file handles."""


@dataclass(frozen=True)
class Attempt:
    """One try. `reason` is what the next try says as its `retry_reason`; None when the app acknowledged."""

    seconds: float
    reason: str | None = None
    status: int | None = None
    answer: Json | None = None
    stops_retries: bool = False


@dataclass
class Delivery:
    """One thing brought to the app, with every attempt."""

    kind: str
    payload: Any
    url: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    attempts: list[Attempt] = field(default_factory=list)
    at: datetime | None = None
    """When it was first sent, on the workspace's clock."""
    tried: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def ok(self) -> bool:
        return bool(self.attempts) and self.attempts[-1].reason is None

    @property
    def error(self) -> str | None:
        """What the person is told when the first attempt failed."""
        if not self.attempts or self.attempts[0].reason is None:
            return None
        return "operation_timeout" if self.attempts[0].reason == "http_timeout" else "dispatch_failed"

    @property
    def answer(self) -> Json | None:
        return self.attempts[0].answer if self.attempts else None

    @property
    def status(self) -> int | None:
        return self.attempts[0].status if self.attempts else None

    @property
    def seconds(self) -> float:
        return self.attempts[0].seconds if self.attempts else 0.0


class Deliveries(list[Delivery]):
    """Everything ever sent to the app, in order, and the sending itself."""

    def __init__(
        self,
        app: SlackApp,
        sockets: Sockets,
        *,
        clock: Callable[[], datetime],
        limits: Limits,
        faults: Faults,
        switches: Switches,
    ) -> None:
        super().__init__()
        self.clock = clock
        self.app, self.sockets = app, sockets
        self.limits, self.faults, self.switches = limits, faults, switches
        self._session: aiohttp.ClientSession | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self._held: list[Delivery] = []
        self._lines = asyncio.Semaphore(_MOST_AT_ONCE)

    async def start(self) -> None:
        connector = aiohttp.TCPConnector(limit=0)
        self._session = aiohttp.ClientSession(connector=connector, auto_decompress=True)

    async def stop(self) -> None:
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def settled(self) -> None:
        """Until nothing is under way any more, retries included."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    def send(self, delivery: Delivery) -> Delivery:
        """Set one delivery going (twice, or later, if the faults say so)."""
        if delivery.kind == "events_api" and self.faults.shuffle_events:
            self._held.append(delivery)
            if len(self._held) >= self.faults.shuffle_events:
                self.release()
            delivery.tried.set()
            return delivery
        return self._go(delivery)

    def release(self) -> None:
        """Send the events that were held back, in any order."""
        held, self._held = self._held, []
        for index in self.faults.order(len(held)):
            self._go(held[index])

    def _go(self, delivery: Delivery) -> Delivery:
        delivery.at = self.clock()
        self.append(delivery)
        self._start(self._bring(delivery))
        if self.faults.duplicate_deliveries:
            double = Delivery(delivery.kind, delivery.payload, delivery.url, delivery.headers, at=delivery.at)
            self.append(double)
            self._start(self._bring(double))
        return delivery

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _bring(self, delivery: Delivery) -> None:
        """All attempts of one delivery. Only events are tried again."""
        is_event = delivery.kind == "events_api"
        pauses = (0.0, *self.limits.retry_seconds) if is_event else (0.0,)
        if is_event and self.faults.delay_events_seconds:
            await asyncio.sleep(self.faults.delay_events_seconds)
        reason: str | None = None
        for number, pause in enumerate(pauses):
            if number:
                await asyncio.sleep(pause)
            async with nullcontext() if self.app.socket_mode else self._lines:
                attempt = await self._attempt(delivery, number, reason)
            delivery.attempts.append(attempt)
            delivery.tried.set()
            reason = attempt.reason
            if reason is None or attempt.stops_retries:
                return

    async def _attempt(self, delivery: Delivery, number: int, reason: str | None) -> Attempt:
        began = time.monotonic()
        status: int | None = None
        answer: Json | None = None
        failure: str | None = None
        stops = False
        try:
            async with asyncio.timeout(self.limits.ack_seconds):
                if self.app.socket_mode:
                    answer = await self._through_socket(delivery, number, reason)
                else:
                    status, answer, stops = await self._through_http(delivery, number, reason)
                    failure = None if 200 <= status < 300 else "http_error"
        except TimeoutError:
            failure = "http_timeout"
        except aiohttp.TooManyRedirects:
            failure = "too_many_redirects"
        except (aiohttp.ClientError, NoSocket, SocketLost):
            failure = "connection_failed"
        return Attempt(time.monotonic() - began, failure, status, answer, stops)

    async def _through_socket(self, delivery: Delivery, number: int, reason: str | None) -> Json | None:
        envelope: Json = {"type": delivery.kind, "payload": delivery.payload}
        kind = delivery.payload.get("type") if isinstance(delivery.payload, dict) else None
        envelope["accepts_response_payload"] = (
            delivery.kind == "slash_commands" or kind in _ANSWERED_BY_PAYLOAD
        )
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": number, "retry_reason": reason or ""}
        for _ in range(_MOST_RESENDS):
            try:
                return await self.sockets.deliver(envelope)
            except SocketLost:
                if delivery.kind == "events_api":
                    raise
                if not self.switches.interactions_survive_lost_sockets:
                    await asyncio.Event().wait()  # nobody will answer; the person waits the limit out
        raise SocketLost

    async def _through_http(
        self, delivery: Delivery, number: int, reason: str | None
    ) -> tuple[int, Json | None, bool]:
        url = delivery.url or self.app.url_for(delivery.kind)
        if url is None or self._session is None:
            raise NoSocket
        body, content_type = encode(delivery.kind, delivery.payload)
        headers = {"Content-Type": content_type} | sign(self.app.signing_secret, body)
        if number:
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason or "unknown_error"}
        headers |= delivery.headers
        async with self._session.post(url, data=body, headers=headers, max_redirects=2) as response:
            text = await response.text()
            stops = "x-slack-no-retry" in response.headers
            return response.status, _decode(text, response.content_type), stops


def encode(kind: str, payload: Any) -> tuple[bytes, str]:
    """The body Slack would send over HTTP; bytes and text go as they are."""
    form = "application/x-www-form-urlencoded"
    if isinstance(payload, str | bytes):
        raw = payload.encode() if isinstance(payload, str) else payload
        return raw, "application/json" if kind == "events_api" else form
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    if kind == "slash_commands":
        return urlencode(payload).encode(), form
    return urlencode({"payload": json.dumps(payload)}).encode(), form


def sign(secret: str, body: bytes, timestamp: int | None = None) -> dict[str, str]:
    """The v0 signature. It takes real time, because that is what the app compares it with."""
    at = str(int(time.time()) if timestamp is None else timestamp)
    digest = hmac.new(secret.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}


def _decode(text: str, content_type: str) -> Json | None:
    if not text:
        return None
    if content_type != "application/json":
        return {"text": text}
    try:
        answer = json.loads(text)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None
