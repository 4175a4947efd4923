"""Who is out, among 10,000 people with 30,000 absences, beside the bare indexed query on the same database.

Processor time of the thread that asks; the rows of both are read to the last.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from time import thread_time

from storage import absences, open_store, people, workspaces
from storage.absences import NewAbsence
from storage.base import Tx
from storage.people import Profile
from storage.records import Kind
from storage.rows import stamp
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
DAY = timedelta(days=1)
PEOPLE, ABSENCES = 10_000, 30_000
DAYS_BACK, DAYS_AHEAD, LONGEST = 1_000, 300, 21
OWNERS, LISTS = 2_000, 10

BARE_AT = """
SELECT starts_at, ends_at, note, cover_id FROM absences
WHERE person_id = ? AND cancelled_at IS NULL AND starts_at <= ? AND COALESCE(ends_at, '9') > ?
"""
BARE_OUT = """
SELECT people.name, starts_at, ends_at, note, cover_id
FROM absences JOIN people ON people.id = absences.person_id
WHERE absences.workspace_id = ? AND cancelled_at IS NULL AND COALESCE(ends_at, '9') > ? AND starts_at < ?
ORDER BY people.name
"""


async def who_is_out() -> list[Figure]:
    """Goals of absences: one owner, and a whole workspace today."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "svar.db"
        store = open_store(f"sqlite:///{path}")
        await store.migrate()
        ids, home = await store.write(_settle)
        ours_at, ours_out, bare_at, bare_out = [], [], [], []
        with closing(sqlite3.connect(path)) as conn:
            for _ in range(ROUNDS):
                ours_at.append(await store.read(_ask_each, ids))
                bare_at.append(_bare_each(conn, ids))
                ours_out.append(await store.read(_list, home))
                bare_out.append(_bare_list(conn, home))
        await store.close()
    note("owner out", (("svar", ours_at), ("bare", bare_at)), "us", 1e6)
    note("out today", (("svar", ours_out), ("bare", bare_out)), "us", 1e6)
    return [
        Figure("owner_out_vs_bare_query", ratio(ours_at, bare_at), "<= 2"),
        Figure("out_today_vs_bare_query", ratio(ours_out, bare_out), "<= 2"),
    ]


def _settle(tx: Tx) -> tuple[list[int], int]:
    chance = random.Random(0)  # noqa: S311 - the same company every time
    home = workspaces.put(tx, enterprise_id="", team_id="T1", name="Nord", bot=("U0", "B0"), now=NOW).id
    names = (f"Name {number:05}" for number in range(PEOPLE))
    ids = [
        people.put(tx, home, Profile(f"U{name}", name, "Europe/Oslo", "nb-NO", Kind.MEMBER, None), now=NOW).id
        for name in names
    ]
    for _, person_id in zip(range(ABSENCES), cycle(ids), strict=False):
        starts = NOW + chance.randint(-DAYS_BACK, DAYS_AHEAD) * DAY
        ends = starts + chance.randint(1, LONGEST) * DAY
        absences.add(tx, NewAbsence(home, person_id, person_id, starts, ends), now=NOW)
    return ids, home


def _ask_each(tx: Tx, ids: list[int]) -> float:
    return _spent(lambda number: absences.at(tx, ids[number], NOW), OWNERS)


def _list(tx: Tx, home: int) -> float:
    return _spent(lambda _: absences.out(tx, home, since=NOW, until=NOW + DAY), LISTS)


def _bare_each(conn: sqlite3.Connection, ids: list[int]) -> float:
    now = stamp(NOW)
    return _spent(lambda number: conn.execute(BARE_AT, (ids[number], now, now)).fetchall(), OWNERS)


def _bare_list(conn: sqlite3.Connection, home: int) -> float:
    today = stamp(NOW), stamp(NOW + DAY)
    return _spent(lambda _: conn.execute(BARE_OUT, (home, *today)).fetchall(), LISTS)


def _spent(ask: Callable[[int], object], times: int) -> float:
    started = thread_time()
    for number in range(times):
        ask(number)
    return (thread_time() - started) / times
