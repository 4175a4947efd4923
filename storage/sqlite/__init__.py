"""SQLite in one file: one thread writes, a few read, and what waits is committed together.

A write is a function on the writer's queue. The writer takes what is waiting, runs each function behind a
savepoint of its own, commits once, and only then answers: one flush to the disk for many callers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Concatenate, Final

from storage.base import P, T, Tx
from storage.sqlite.files import (
    LOCK_PATIENCE_SECONDS,
    MIGRATION_PATIENCE_SECONDS,
    migrate,
    open_reader,
    open_writer,
)
from storage.sqlite.queues import Inbox, Job, WriteQueue
from storage.sqlite.threads import Writer, serve_reads

READERS = 4


class SqliteStore:
    """`Store` on one SQLite file, made (for its owner alone) where there is none."""

    is_shared: Final = False

    def __init__(self, path: str | Path, *, patience: float = LOCK_PATIENCE_SECONDS) -> None:
        """Open the file. Raises `StoreError` with a sentence when that cannot be done.

        `patience` is how many seconds a write waits for another process's lock.
        """
        self._path = Path(path).absolute()
        self._patience = patience
        self._writes, self._reads = WriteQueue(), Inbox()
        writer = open_writer(self._path, patience)
        readers = [open_reader(self._path) for _ in range(READERS)]
        self._databases = [*readers, writer]  # the writer is closed last: it empties the log into the file
        self._threads = [
            Thread(target=Writer(writer, self._writes, patience).serve, name="svar-writer", daemon=True),
            *(
                Thread(target=serve_reads, args=(reader, self._reads), name="svar-reader", daemon=True)
                for reader in readers
            ),
        ]
        for thread in self._threads:
            thread.start()

    async def write(self, fn: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Store.write`."""
        result: T = await self._writes.done(Job(fn, args, kwargs))
        return result

    async def write_later(
        self, fn: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """See `Store.write_later`."""
        result: T = await self._writes.done(Job(fn, args, kwargs, later=True))
        return result

    async def read(self, fn: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Store.read`."""
        result: T = await self._reads.done(Job(fn, args, kwargs))
        return result

    async def migrate(self) -> list[str]:
        """See `Store.migrate`."""
        return await asyncio.to_thread(migrate, self._path, MIGRATION_PATIENCE_SECONDS)

    async def close(self) -> None:
        """See `Store.close`."""
        self._writes.shut()
        self._reads.shut(takers=READERS)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)
        for database in self._databases:
            database.close()
