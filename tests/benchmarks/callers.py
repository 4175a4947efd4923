"""Slack's side of the wire: kept connections that send the next request as soon as they have an answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from time import perf_counter

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


async def call(port: int, requests: Sequence[bytes], *, at_once: int) -> list[float]:
    """Send everything over `at_once` connections; how long each took, in the order in which they ended.

    Raises RuntimeError for any answer but 200.
    """
    loop = asyncio.get_running_loop()
    left = iter(requests)
    connections = [
        (await loop.create_connection(lambda: _Connection(left), "127.0.0.1", port))[1]
        for _ in range(min(at_once, len(requests)))
    ]
    for connection in connections:
        connection.go_on()
    try:
        return [seconds for connection in connections for seconds in await connection.ended]
    finally:
        for connection in connections:
            connection.transport.close()


async def call_evenly(port: int, requests: Sequence[bytes], *, a_second: float) -> list[float]:
    """Send each at its moment over a connection of its own, whatever has become of those before.

    How long each took, as `call` does.
    """
    loop = asyncio.get_running_loop()
    started = loop.time()

    async def one(number: int, request: bytes) -> float:
        await asyncio.sleep(started + number / a_second - loop.time())
        (took,) = await call(port, [request], at_once=1)
        return took

    return await asyncio.gather(*(one(number, request) for number, request in enumerate(requests)))


class _Connection(asyncio.Protocol):
    """One connection, without a coroutine for each request: those would cost more than the sending."""

    transport: asyncio.Transport

    def __init__(self, left: Iterator[bytes]) -> None:
        self._left = left
        self._answer = b""
        self._since = 0.0
        self._took: list[float] = []
        self.ended: asyncio.Future[list[float]] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def go_on(self) -> None:
        request = next(self._left, None)
        if request is None:
            self.ended.set_result(self._took)
            return
        self._answer = b""
        self._since = perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, blank, body = self._answer.partition(b"\r\n\r\n")
        length = _LENGTH.search(head) if blank else None
        if length is None or len(body) < int(length[1]):
            return
        self._took.append(perf_counter() - self._since)
        if not head.startswith(b"HTTP/1.1 200"):
            self._fail(head.partition(b"\r\n")[0].decode())
        else:
            self.go_on()

    def connection_lost(self, error: Exception | None) -> None:
        self._fail("the connection was closed")

    def _fail(self, why: str) -> None:
        if not self.ended.done():
            self.ended.set_exception(RuntimeError(why))
