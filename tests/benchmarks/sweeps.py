"""The sweep of reminders beside the bare SQL of the same rows, among few open requests and among many.

Processor time of the thread that writes, in SQLite: a commit costs both the same, and swings with the disk.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import thread_time

from bot.delivery import ticker
from bot.flows import reminders as flow
from storage import absences, homes, open_store, outbox, people, places, requests, schedules, trail, turns
from storage.base import Store, Tx
from storage.rows import among, new_key, stamp
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)  # a Thursday, 10:00 in Oslo
ASKED, REMINDED, MUCH_LATER = (
    stamp(NOW - timedelta(days=3)),
    stamp(NOW - timedelta(minutes=10)),
    stamp(NOW + timedelta(days=60)),
)
FEW, MANY = 10_000, 1_000_000
PEOPLE, EACH = 10_000, 5  # turns that are due to one person
DUE = (100, 1_000, 10_000)
IDLE = 200
HOLDERS = {"limit": flow.HOLDERS_AT_ONCE, "turns": flow.HOLDERS_AT_ONCE * turns.TURNS_EACH}
CLAIM = {"lease": "bench", "until": NOW, "limit": 32, "reminders": 16}


async def sweep() -> list[Figure]:
    """At so many due among a million; how that grows with what is open; and a tick with nothing due."""
    ours: dict[tuple[int, int], list[float]] = {}
    bare: dict[tuple[int, int], list[float]] = {}
    idle: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory(prefix="svar-bench-") as folder:
        stores = {count: await _filled(Path(folder) / f"{count}.db", count) for count in (FEW, MANY)}
        for due in DUE:
            for count, (path, store) in stores.items():
                ours[count, due], bare[count, due] = [], []
                for _ in range(ROUNDS):
                    for work, spent in ((flow.sweep, ours), (_bare_sweep, bare)):
                        await asyncio.to_thread(_let_be_due, path, due)
                        spent[count, due].append(await _all(store, work))
        await asyncio.to_thread(_let_be_due, stores[MANY][0], 0)
        for _ in range(ROUNDS):
            idle[0].append(await stores[MANY][1].write_later(_often, _idle_tick))
            idle[1].append(await stores[MANY][1].write_later(_often, _bare_tick))
        for _, store in stores.values():
            await store.close()
    for (count, due), took in ours.items():
        note(f"{due} due of {count}", (("sweep", took), ("bare", bare[count, due])), "ms", 1e3)
    note("nothing due", (("tick", idle[0]), ("bare", idle[1])), "us", 1e6 / IDLE)
    growth = [ratio(ours[MANY, due], ours[FEW, due]) / ratio(bare[MANY, due], bare[FEW, due]) for due in DUE]
    return [
        *(Figure(f"sweep_{due}_due_vs_bare", ratio(ours[MANY, due], bare[MANY, due]), "<= 3") for due in DUE),
        Figure("sweep_growth_vs_bare", max(growth), "<= 1.2"),
        Figure("idle_tick_vs_bare", ratio(*idle), "<= 2"),
    ]


async def _all(store: Store, work: Callable[..., int]) -> float:
    """Everything that is due, in as many strokes as the ticker takes for it."""
    spent = 0.0
    while (took := await store.write_later(_timed, work)) is not None:
        spent += took
    return spent


def _timed(tx: Tx, work: Callable[..., int]) -> float | None:
    started = thread_time()
    looked_at = work(tx, now=NOW)
    return thread_time() - started if looked_at else None


def _bare_sweep(tx: Tx, *, now: datetime) -> int:
    """What the sweep has the database do: the same rows, read and written, and nothing decided."""
    due = [row["holder_id"] for row in tx.all(turns.HOLDERS_TO_REMIND, now=now, **HOLDERS)]
    if not due:
        return 0
    holders = among(due)
    tx.all(people.LOCK, **holders)
    tx.all(schedules.OF_SOME, **holders)
    tx.all(absences.STRETCHES_OF_SOME, **holders)
    tx.all(requests.TO_REMIND, now=now, **holders)
    tx.all(trail.LAST_ACTED, now=now, **holders)
    found = tx.all(turns.TO_REMIND, now=now, **holders)
    tx.all(outbox.BY_THE_CLOCK, since=ASKED, **holders)
    for holder_id in due:
        data = f'{{"turns":[{holder_id},{holder_id},{holder_id},{holder_id},{holder_id}],"daily":true}}'
        tx.run(
            outbox.ADD,
            workspace_id=1,
            key=new_key(),
            reason="reminders",
            request_id=None,
            person_id=holder_id,
            place_id=None,
            data=data,
            source_channel=None,
            source_ts=None,
            due_at=REMINDED,
            now=REMINDED,
        )
    for row in found:
        tx.run(
            turns.PLAN,
            id=row["id"],
            remind_at=MUCH_LATER,
            reminders=1,
            reminded_at=REMINDED,
            first_reminded_at=REMINDED,
            snoozed_until=None,
        )
    return len(due)


def _often(tx: Tx, work: Callable[[Tx], None]) -> float:
    started = thread_time()
    for _ in range(IDLE):
        work(tx)
    return thread_time() - started


def _idle_tick(tx: Tx) -> None:
    ticker._claim(tx, now=NOW, **CLAIM)


def _bare_tick(tx: Tx) -> None:
    tx.all(turns.HOLDERS_TO_REMIND, now=NOW, **HOLDERS)
    for claim in (places.CLAIM, outbox.CLAIM, outbox.CLAIM_REMINDERS, homes.CLAIM):
        tx.all(claim, now=NOW, **CLAIM)


async def _filled(path: Path, count: int) -> tuple[Path, Store]:
    store = open_store(f"sqlite:///{path}")
    await store.migrate()
    await asyncio.to_thread(_fill, path, count)
    return path, store


def _fill(path: Path, count: int) -> None:
    """So many open requests, each with its turn and its trail, evenly with everybody."""
    values = {
        "count": count,
        "people": min(PEOPLE, count // EACH),
        "asked": ASKED,
        "later": MUCH_LATER,
    }
    with closing(sqlite3.connect(path, timeout=60)) as conn, conn:
        for statement in _FILL:
            conn.execute(statement, values)
        conn.execute("ANALYZE")


def _let_be_due(path: Path, due: int) -> None:
    """The first so many turns are due, five to a person, as if nobody had been reminded yet."""
    holders = range(1, due // EACH + 1)
    with closing(sqlite3.connect(path, timeout=60)) as conn, conn:
        conn.execute("DELETE FROM outbox")
        conn.execute(_NOT_YET, {"later": MUCH_LATER})
        conn.executemany(_NOW_DUE, _first_of(conn, holders))


def _first_of(conn: sqlite3.Connection, holders: Iterable[int]) -> Iterable[dict[str, object]]:
    for holder in holders:
        for (turn,) in conn.execute(
            "SELECT id FROM turns WHERE holder_id = ? AND remind_at IS NOT NULL AND ended_at IS NULL"
            " ORDER BY remind_at, id LIMIT ?",
            (holder, EACH),
        ).fetchall():
            yield {"id": turn, "at": REMINDED}


_PEOPLE = """
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people)
INSERT INTO people (id, workspace_id, slack_id, name, zone, locale, kind)
SELECT i, 1, 'U' || i, 'N' || i, 'Europe/Oslo', 'en-US', 'member' FROM n
"""
_REQUESTS = """
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO requests (id, workspace_id, number, title, text, requester_id, owner_id, holder_id, status,
    urgency, created_at)
SELECT i, 1, i, 'Which rate applies?', 'Which rate applies to Oslo?', 1 + i / :people % :people,
    1 + i % :people, 1 + i % :people, 'open', 'normal', :asked
FROM n
"""
_TURNS = """
INSERT INTO turns (id, request_id, holder_id, side, why, clock, started_at, remind_at)
SELECT id, id, holder_id, 'owner', 'logged', 'running', :asked, :later FROM requests
"""
_TRAIL = """
INSERT INTO trail (request_id, at, by_id, kind, data)
SELECT id, :asked, requester_id, 'logged', '{"text":"Which rate applies to Oslo?"}' FROM requests
"""
_WORKSPACE = """
INSERT INTO workspaces (id, enterprise_id, team_id, name, bot_user_id, bot_id, created_at)
VALUES (1, '', 'T1', 'Nord', 'UBOT', 'B', :asked)
"""
_FILL = (_WORKSPACE, _PEOPLE, _REQUESTS, _TURNS, _TRAIL)
_NOT_YET = (
    "UPDATE turns SET remind_at = :later, reminders = 0, reminded_at = NULL"
    " WHERE reminders > 0 OR remind_at < :later"
)
_NOW_DUE = "UPDATE turns SET remind_at = :at WHERE id = :id"
