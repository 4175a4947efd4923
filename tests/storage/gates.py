"""A transaction that stands still until it is let go: how tests order what happens, without waiting."""

from __future__ import annotations

import asyncio
from threading import Event

from storage.base import Tx

PATIENCE_SECONDS = 20


class Gate:
    """A transaction waits here until it is let go; who wants to know is told that it has arrived."""

    def __init__(self) -> None:
        self._reached = Event()
        self._open = Event()

    def wait(self, tx: Tx) -> str:
        """For a store to run."""
        self._reached.set()
        assert self._open.wait(PATIENCE_SECONDS)
        return "passed"

    async def reached(self) -> None:
        """Return when a transaction stands here."""
        assert await asyncio.to_thread(self._reached.wait, PATIENCE_SECONDS)

    def open(self) -> None:
        """Let it go."""
        self._open.set()
