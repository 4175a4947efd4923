"""Lines as they are typed or piped, without a thread that would have to be waited for at the end."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

CHUNK: Final = 65_536


class Keyboard:
    """What comes in at a file descriptor, line by line; none once it has ended."""

    def __init__(self) -> None:
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._rest = b""

    async def line(self) -> str | None:
        """The next line, or none."""
        line = await self._lines.get()
        if line is None:
            self.end()  # whoever asks again is told again
        return line

    def end(self) -> None:
        """Nothing more comes after what is there."""
        self._lines.put_nowait(None)

    @contextmanager
    def reading(self, descriptor: int) -> Iterator[None]:
        """Read from `descriptor` meanwhile."""
        loop = asyncio.get_running_loop()
        try:
            loop.add_reader(descriptor, self._read, descriptor)
        except PermissionError:  # a file: it never makes anybody wait, so the loop will not watch it
            while self._read(descriptor):
                pass
        try:
            yield
        finally:
            loop.remove_reader(descriptor)

    def _read(self, descriptor: int) -> bool:
        chunk = os.read(descriptor, CHUNK)
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        if not chunk and self._rest:
            lines, self._rest = [*lines, self._rest], b""
        for line in lines:
            self._lines.put_nowait(line.decode(errors="replace"))
        if not chunk:
            asyncio.get_running_loop().remove_reader(descriptor)
            self.end()
        return bool(chunk)
