"""The figures of a week, of 10,000 people with a million turns in a year: everybody's, and one's own.

Processor time of the thread that reads; the loop's thread does none of it.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import thread_time

from bot.flows import digests as flow
from bot.rules.digests import WEEK, WINDOW, Found, guarded
from storage import open_store, people, workspaces
from storage.base import Tx
from storage.people import Profile
from storage.records import Kind
from storage.rows import stamp
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
PEOPLE, REQUESTS, DAYS = 10_000, 333_334, 365
TURNS = 3  # of each request: asked, answered, a second look
HOUR = timedelta(hours=1)
STILL_OPEN = 0.05
ALL_TURNS = """
SELECT turns.holder_minutes FROM turns JOIN requests ON requests.id = turns.request_id
WHERE requests.created_at >= ? AND requests.created_at < ?
"""


async def week() -> list[Figure]:
    """Everybody's week, beside reading its rows and no more."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "svar.db"
        store = open_store(f"sqlite:///{path}")
        await store.migrate()
        home, ids = await store.write(_settle)
        with closing(sqlite3.connect(path)) as conn:
            _fill(conn, home, ids)
        ours, guarding, own, bare = [], [], [], []
        for _ in range(ROUNDS):
            spent = await store.read(_everybody, home)
            ours.append(spent[0])
            guarding.append(spent[1])
            own.append(await store.read(_one, ids[0]))
            bare.append(await store.read(_bare))
        await store.close()
    note("week", (("everybody", ours), ("guard", guarding), ("one's own", own), ("rows", bare)), "ms", 1e3)
    return [Figure("digest_week_vs_its_rows", ratio(ours, bare), "<= 5")]


def _settle(tx: Tx) -> tuple[int, list[int]]:
    home = workspaces.put(tx, enterprise_id="", team_id="T1", name="Nord", bot=("U0", "B0"), now=MONDAY).id
    names = (f"U{number:05}" for number in range(PEOPLE))
    profiles = (Profile(name, name, "Europe/Oslo", "en-US", Kind.MEMBER, None) for name in names)
    return home, [people.put(tx, home, profile, now=MONDAY).id for profile in profiles]


def _everybody(tx: Tx, home: int) -> tuple[float, float]:
    started = thread_time()
    found = flow.window(tx, home, MONDAY)
    gathered = thread_time()
    guarded(Found(found), [])
    return gathered - started, thread_time() - gathered


def _one(tx: Tx, person_id: int) -> float:
    started = thread_time()
    flow.own(tx, person_id, MONDAY, 9 * WEEK)
    return thread_time() - started


def _bare(tx: Tx) -> float:
    started = thread_time()
    tx.all(ALL_TURNS.replace("?", ":since", 1).replace("?", ":until", 1), since=MONDAY - WINDOW, until=MONDAY)
    return thread_time() - started


def _fill(conn: sqlite3.Connection, home: int, ids: list[int]) -> None:
    chance = random.Random(0)  # noqa: S311 - the same year every time
    conn.executemany(
        "INSERT INTO requests (id, workspace_id, number, title, text, requester_id, owner_id, status,"
        " urgency, created_at, first_response_at, answered_at, promised_at, ended_at, outcome)"
        " VALUES (?, ?, ?, 'x', 'x', ?, ?, ?, 'normal', ?, ?, ?, ?, ?, ?)",
        _requests(chance, home, ids),
    )
    conn.executemany(
        "INSERT INTO turns (request_id, holder_id, side, why, clock, started_at, ended_at, end_reason,"
        " holder_minutes, requester_minutes, wall_minutes) VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?, 0, 0)",
        _turns(conn),
    )
    conn.execute("ANALYZE")
    conn.commit()


def _requests(chance: random.Random, home: int, ids: list[int]) -> Iterator[tuple[object, ...]]:
    for number in range(1, REQUESTS + 1):
        at = MONDAY - timedelta(days=DAYS) * (1 - number / REQUESTS)
        asker, owner = chance.sample(ids, 2)
        answered = None if chance.random() < STILL_OPEN else stamp(at + chance.randint(1, 60) * HOUR)
        ended = answered and stamp(at + 70 * HOUR)
        promised = stamp(at + chance.randint(5, 60) * HOUR) if chance.random() < 0.4 else None
        status, outcome = ("closed", chance.choice(("yes", "yes", "partly"))) if answered else ("open", None)
        times = (stamp(at), answered, answered, promised, ended)
        yield (number, home, number, asker, owner, status, *times, outcome)


def _turns(conn: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    found = conn.execute("SELECT id, owner_id, requester_id, created_at, answered_at, ended_at FROM requests")
    for request_id, owner, asker, created, answered, ended in found.fetchall():
        minutes = (request_id * 7919) % 2_000
        if not answered:
            yield request_id, owner, "owner", "logged", created, None, None, None
            continue
        middle = created[:14] + "59:59.000000Z"
        yield request_id, owner, "owner", "logged", created, middle, "asked_back", minutes // 3
        yield request_id, asker, "requester", "asked_back", middle, middle, "replied", 5
        yield request_id, owner, "owner", "replied", middle, answered, "answered", minutes
        yield request_id, asker, "requester", "answered", answered, ended, "closed", 60
