"""PostgreSQL: the same functions, each in a transaction on a connection of the pool, in threads.

Writes are READ COMMITTED: who reads a row to change it locks it first (`FOR UPDATE`). A function that met
a deadlock, a row that appeared under its hands or a lost connection is run again, a few times at most.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Semaphore
from typing import Any, Concatenate, Final

from psycopg import Connection, IsolationLevel
from psycopg_pool import ConnectionPool, PoolTimeout

from storage.base import Busy, Closed, Conflict, P, StoreError, T, Tx, Unreachable
from storage.postgres.servers import CONNECTION, migrate, prepare_session
from storage.postgres.transactions import Collision, PostgresTx

CONNECTIONS = 16
CONNECTIONS_BEHIND = 2
"""Of these, how many are left to the work that lets what people wait for go first."""

POOL_PATIENCE_SECONDS = 5.0
QUEUE_LIMIT = 20_000

RERUNS: dict[type[StoreError], int] = {Collision: 8, Conflict: 1, Unreachable: 1}
"""How often a function is run again after which failure. A conflict may have been a race: run again, the
function sees the other's row. What was lost while committing is not run again."""


class PostgresStore:
    """`Store` on a PostgreSQL server, which any number of processes may share."""

    is_shared: Final = True

    def __init__(self, url: str, *, patience: float = POOL_PATIENCE_SECONDS) -> None:
        """Name the server; it is asked only when something is wanted.

        `patience` is how many seconds a transaction waits for a connection.
        """
        self._url = url
        self._pool = ConnectionPool(
            url,
            kwargs=CONNECTION,
            configure=prepare_session,
            min_size=1,
            max_size=CONNECTIONS,
            open=False,
            timeout=patience,
            name="svar",
        )
        self._ahead = ThreadPoolExecutor(CONNECTIONS - CONNECTIONS_BEHIND, "svar-postgres")
        self._behind = ThreadPoolExecutor(CONNECTIONS_BEHIND, "svar-postgres-later")
        self._places = Semaphore(QUEUE_LIMIT)
        self._closed = False

    async def write(self, fn: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Store.write`."""
        return await self._submit(self._ahead, lambda: self._write(lambda tx: fn(tx, *args, **kwargs)))

    async def write_later(
        self, fn: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """See `Store.write_later`."""
        return await self._submit(self._behind, lambda: self._write(lambda tx: fn(tx, *args, **kwargs)))

    async def read(self, fn: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Store.read`."""
        return await self._submit(self._ahead, lambda: self._read(lambda tx: fn(tx, *args, **kwargs)))

    async def migrate(self) -> list[str]:
        """See `Store.migrate`."""
        return await asyncio.to_thread(migrate, self._url)

    async def close(self) -> None:
        """See `Store.close`."""
        self._closed = True
        await asyncio.to_thread(self._ahead.shutdown)
        await asyncio.to_thread(self._behind.shutdown)
        await asyncio.to_thread(self._pool.close)

    async def _submit(self, threads: ThreadPoolExecutor, transact: Callable[[], T]) -> T:
        if self._closed:
            raise Closed("the store is closed")
        if not self._places.acquire(blocking=False):
            raise Busy(f"{QUEUE_LIMIT} transactions are waiting already")
        try:
            self._pool.open()  # which does nothing the second time
            return await asyncio.get_running_loop().run_in_executor(threads, transact)
        finally:
            self._places.release()

    def _write(self, work: Callable[[Tx], T]) -> T:
        return self._repeat(work, IsolationLevel.READ_COMMITTED, read_only=False)

    def _read(self, work: Callable[[Tx], T]) -> T:
        return self._repeat(work, IsolationLevel.REPEATABLE_READ, read_only=True)

    def _repeat(self, work: Callable[[Tx], T], level: IsolationLevel, *, read_only: bool) -> T:
        """Run `work` until it is kept, or fails in a way that running it again would not mend."""
        left: dict[type[Any], int] = dict(RERUNS)
        while True:
            conn = self._borrow(level, read_only=read_only)
            tx = PostgresTx(conn)
            try:
                return tx.keep(work)
            except BaseException:
                kind = type(tx.failure)
                if not left.get(kind):
                    raise
                left[kind] -= 1
            finally:
                self._pool.putconn(conn)
            if kind is Unreachable:
                self._pool.check()  # when a server starts anew, every idle connection is a dead one

    def _borrow(self, level: IsolationLevel, *, read_only: bool) -> Connection[Any]:
        try:
            conn = self._pool.getconn()
        except PoolTimeout as error:
            raise Unreachable("PostgreSQL gives no connection") from error
        if conn.read_only is not read_only:
            conn.read_only = read_only
            conn.isolation_level = level
        return conn
