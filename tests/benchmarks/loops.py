"""How long an event loop is kept by one callback, in processor time of its thread: what others wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time
from unittest import mock


class Longest:
    """The callback that took longest since `begin`: its seconds, and what it was."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Look anew from here on."""
        self.seconds = 0.0
        self.what: asyncio.Handle | None = None


@contextmanager
def longest_callback() -> Iterator[Longest]:
    """Every callback that begins within is looked at, whatever loop of this process runs it."""
    found, run = Longest(), asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        started = thread_time()
        run(handle)
        took = thread_time() - started
        if took > found.seconds:
            found.seconds, found.what = took, handle

    with mock.patch.object(asyncio.Handle, "_run", timed):
        yield found
