"""The weekly look at whoever many wait for, beside its bare SQL, and as what is closed and open grows.

Processor time of the thread that writes, in SQLite. Everybody is crowded, which costs the most; what a look
leaves is taken back before the next.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import thread_time

from bot.flows import nudges as flow
from storage import absences, nudges, open_store, people, schedules, workspaces
from storage.base import Store, Tx
from storage.rows import among, stamp
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
ASKED = stamp(NOW - timedelta(days=9))
PEOPLE, OPEN, CLOSED = 10_000, 100_000, 900_000
LIMITS = {"people": 3, "turns": 5}
TYPICAL = timedelta(hours=8)


async def look() -> list[Figure]:
    """A tenth of 10,000 people and 100,000 open turns; all of them; and the same among 900,000 ended ones."""
    spent: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="svar-bench-") as folder:
        for name, count, closed in (("small", OPEN // 10, 0), ("open", OPEN, 0), ("closed", OPEN, CLOSED)):
            path = Path(folder) / f"{name}.db"
            store = await _filled(path, count, closed)
            for _ in range(ROUNDS):
                for work, whose in ((flow.look, "ours"), (_bare_look, "bare")):
                    await asyncio.to_thread(_as_before, path)
                    spent.setdefault(f"{name} {whose}", []).append(await _everybody(store, work))
            await store.close()
    for name in ("small", "open", "closed"):
        rows = (("look", spent[f"{name} ours"]), ("bare", spent[f"{name} bare"]))
        note(f"{name}: everybody crowded", rows, "ms", 1e3)
    return [
        Figure("nudges_vs_bare", ratio(spent["open ours"], spent["open bare"]), "<= 3"),
        Figure("nudges_among_closed_vs_none", ratio(spent["closed ours"], spent["open ours"]), "<= 1.2"),
    ]


async def _everybody(store: Store, work: Callable[..., int | None]) -> float:
    """One look, in as many strokes as it is done in."""
    spent, after = 0.0, 0
    while True:
        took, last = await store.write_later(_timed, work, after)
        spent += took
        if last is None:
            return spent
        after = last


def _timed(tx: Tx, work: Callable[..., int | None], after: int) -> tuple[float, int | None]:
    started = thread_time()
    last = work(tx, 1, after, now=NOW)
    return thread_time() - started, last


def _bare_look(tx: Tx, workspace_id: int, after: int, *, now: datetime) -> int | None:
    """What the look has the database do: the same rows, read and written, and nothing decided."""
    tx.one(workspaces.TYPICAL, id=workspace_id)
    tx.one(workspaces.SETTINGS, id=workspace_id)
    ours = {"workspace_id": workspace_id, "after": after, "limit": nudges.AT_ONCE}
    rows = tx.all(nudges.CROWDED, before=stamp(now - TYPICAL), **LIMITS, **ours)
    found = [row["holder_id"] for row in rows]
    if not found:
        return None
    crowded = among(found)
    tx.all(people.SOME, **crowded)
    tx.all(schedules.OF_SOME, **crowded)
    tx.all(absences.STRETCHES_OF_SOME, **crowded)
    tx.all(nudges.HELD, workspace_id=workspace_id, **crowded)
    tx.one(nudges.THOUGHT, id=workspace_id)
    tx.all(people.LOCK, **crowded)
    tx.all(nudges.STATE, **crowded)
    for person_id in found:
        tx.run(nudges.SEEN, id=person_id, on="2026-11-26")
    return found[-1]


async def _filled(path: Path, count: int, closed: int) -> Store:
    store = open_store(f"sqlite:///{path}")
    await store.migrate()
    await asyncio.to_thread(_fill, path, count, closed)
    return store


def _fill(path: Path, count: int, closed: int) -> None:
    """So many open requests, evenly with everybody, and so many that have ended before them."""
    values = {"open": count, "count": count + closed, "people": PEOPLE * count // OPEN, "asked": ASKED}
    with closing(sqlite3.connect(path, timeout=60)) as conn, conn:
        for statement in _FILL:
            conn.execute(statement, values)
        conn.execute("ANALYZE")


def _as_before(path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=60)) as conn, conn:
        conn.execute("UPDATE people SET crowded_on = NULL")


_FILL = (
    """
    INSERT INTO workspaces
        (id, enterprise_id, team_id, name, bot_user_id, bot_id, created_at, typical_minutes)
    VALUES (1, '', 'T1', 'Nord', 'UBOT', 'B', :asked, 480)
    """,
    """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people)
    INSERT INTO people (id, workspace_id, slack_id, name, zone, locale, kind)
    SELECT i, 1, 'U' || i, 'N' || i, 'Europe/Oslo', 'en-US', 'member' FROM n
    """,
    """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
    INSERT INTO requests (id, workspace_id, number, title, text, requester_id, owner_id, holder_id, status,
        urgency, created_at)
    SELECT i, 1, i, 'Which rate?', 'Which rate?', 1 + (i + i / :people) % :people, 1 + i % :people,
        CASE WHEN i > :count - :open THEN 1 + i % :people END,
        CASE WHEN i > :count - :open THEN 'open' ELSE 'closed' END, 'normal', :asked
    FROM n
    """,
    """
    INSERT INTO turns (id, request_id, holder_id, side, why, clock, started_at, ended_at)
    SELECT id, id, owner_id, 'owner', 'logged', 'running', :asked,
        CASE WHEN status = 'closed' THEN :asked END
    FROM requests
    """,
)
