"""The figures of 10,000 people: everybody's week, one's own, and a digest's beside the same made by polars.

The year's week is processor time of the thread that reads. The digest has its million turns in the eight
weeks that it looks at; each is made by a process of its own, read as its processor time from start to end.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Any

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import AdjustableClock
from bot.delivery import digests as delivery
from bot.delivery.gathering import Order
from bot.delivery.pacing import Pacer
from bot.delivery.sender import Sender
from bot.directory import Directory
from bot.flows import digests as flow
from bot.house import House
from bot.rules.digests import WEEK, WINDOW, Answers, Found, guarded
from bot.rules.figures import Counted, estimate
from bot.rules.survival import Percentile
from bot.settings import read_settings
from storage import digests, open_store, people, workspaces
from storage.base import Tx
from storage.people import Profile
from storage.records import ChannelDigest, Kind, OutboxItem, Reason
from storage.rows import stamp
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio
from tests.benchmarks.loops import longest_callback
from tests.benchmarks.slack import BareSlack

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
PEOPLE, REQUESTS = 10_000, 333_334
YEAR, TWO_WINDOWS = timedelta(days=365), 2 * WINDOW
MEGABYTE = 2**20
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
        home, ids = await _filled(path, YEAR)
        store = open_store(f"sqlite:///{path}")
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


async def digest() -> list[Figure]:
    """A million turns: the whole digest beside the same figures by polars, loading and all; what the serving
    process grows by meanwhile, and how long its loop is kept.
    """
    ours, theirs, grown, kept = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "svar.db"
        await _filled(path, TWO_WINDOWS)
        async with BareSlack() as slack:
            for _ in range(ROUNDS):
                ours.append(_spent([sys.executable, "-m", "bot.delivery.gathering"], _order(path)))
                theirs.append(_spent(_alone("polars", path)))
                _as_before(path)
                done = await asyncio.to_thread(_said, [*_alone("serving", path), slack.api_url])
                megabytes, milliseconds = map(float, done.split())
                grown.append(megabytes)
                kept.append(milliseconds)
                _as_before(path)
        if json.loads(_said(_alone("ours", path))) != json.loads(_said(_alone("polars", path))):
            raise RuntimeError("polars finds other figures")
    note("digest", (("ours", ours), ("polars", theirs)), "s")
    note("serving", (("grown", grown),), "MB")
    note("loop", (("longest", kept),), "ms")
    return [
        Figure("digest_vs_polars", ratio(ours, theirs), "<= 1.5"),
        Figure("digest_serving_growth", median(grown), "<= 60 MB"),
        Figure("digest_longest_on_the_loop", median(kept), "<= 20 ms"),
    ]


def _alone(what: str, path: Path) -> list[str]:
    return [sys.executable, "-m", "tests.benchmarks.digests", what, str(path)]


def _order(path: Path) -> str:
    return json.dumps(Order(f"sqlite:///{path}", 1, None, (MONDAY + 9 * HOUR).isoformat()))


def _said(words: list[str], given: str = "") -> str:
    return subprocess.run(words, input=given, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ours


def _spent(words: list[str], given: str = "") -> float:
    """Processor seconds of a process and its own, from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _said(words, given)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _as_before(path: Path) -> None:
    """Nothing has been shown of these weeks; of each of the ten before, as much as of this one."""
    with closing(sqlite3.connect(path)) as conn, conn:
        figures = conn.execute("SELECT figures FROM weeks WHERE until_at = ?", (stamp(MONDAY),)).fetchone()[0]
        conn.execute("DELETE FROM weeks")
        conn.executemany(
            "INSERT INTO weeks (workspace_id, group_key, until_at, figures, bases)"
            " VALUES (1, '', ?, ?, '{}')",
            [(stamp(MONDAY - back * WEEK), figures) for back in range(1, 12) if back * WEEK != WINDOW],
        )


async def _filled(path: Path, length: timedelta) -> tuple[int, list[int]]:
    """A million turns of requests that came evenly in so long a time; a channel wants a digest of them."""
    store = open_store(f"sqlite:///{path}")
    await store.migrate()
    home, ids = await store.write(_settle)
    await store.close()
    with closing(sqlite3.connect(path)) as conn:
        _fill(conn, home, ids, length)
    return home, ids


def _in_words_of_both(seen: flow.Seen, before: flow.Seen) -> list[Any]:
    """What both make of one week, in the same words."""
    weeks, bands = (seen.figures, before.figures), seen.figures.waiting
    promised = [each.promises and (each.promises.kept, each.promises.moved) for each in weeks]
    helped = [each.helped and (each.helped.yes, each.helped.partly) for each in weeks]
    return [
        *(_told(each.answers) for each in weeks),
        *zip(promised, helped, strict=True),
        bands and (bands.usual, bands.long, bands.longest),
    ]


def _told(said: Answers | None) -> dict[str, Any]:
    if said is None:
        return {}
    waits = {name: getattr(said, name) for name in ("first", "turns", "accepted", "resolved", "awaited")}
    counts = {"closed": said.closed, "reopened": said.reopened, "asked_back_first": said.asked_back_first}
    return {name: _estimated(counted) for name, counted in waits.items()} | counts


def _estimated(counted: Counted) -> tuple[Any, ...]:
    found = estimate(counted)
    return (found.asked, found.answered, *(_limits(each) for each in (found.median, found.p85)))


def _limits(found: Percentile) -> tuple[int | None, ...]:
    return (found.at if isinstance(found.at, int) else None, found.low, found.high)


def _ours(path: Path) -> None:
    async def look() -> flow.Digest:
        store = open_store(f"sqlite:///{path}")
        try:
            return await store.read(flow.digest, flow.Group(1), MONDAY, now=MONDAY + 9 * HOUR)
        finally:
            await store.close()

    found = asyncio.run(look())
    print(json.dumps(_in_words_of_both(found.seen, found.before)))


def _polars(path: Path) -> None:
    from tests.benchmarks import dataframes  # noqa: PLC0415 - it would stand in the way of what others measure

    def look(tx: Tx) -> list[Any]:
        with closing(sqlite3.connect(path)) as conn:
            found = [
                dataframes.figures(conn, stamp(until - WINDOW), stamp(until), flow._worked(tx, until))
                for until in (MONDAY, MONDAY - WINDOW)
            ]
            now = MONDAY + 9 * HOUR
            bands = dataframes.waiting(conn, found[0]["turns"], flow._worked(tx, now))
        rest = [[each.pop("promises"), each.pop("helped")] for each in found]
        return [*found, *rest, bands]

    async def read() -> list[Any]:
        store = open_store(f"sqlite:///{path}")
        try:
            return await store.read(look)
        finally:
            await store.close()

    print(json.dumps(asyncio.run(read())))


def _serving(path: Path, api_url: str) -> None:
    """Send it as the ticker does; the megabytes that takes, and the longest callback's milliseconds."""

    async def send() -> None:
        store = open_store(f"sqlite:///{path}")
        async with ClientSession() as session:
            client = AsyncWebClient("xoxb-1", base_url=api_url, session=session)
            settings = read_settings({"SVAR_DATABASE_URL": f"sqlite:///{path}"})
            clock = AdjustableClock(MONDAY + 9 * HOUR)
            house = House(store, Directory(store, client, clock), clock, settings, lambda: None)
            pacer = Pacer(post_seconds=0.0, posts_per_second=1_000.0)
            sender = Sender(client, pacer, house.directory.wrote)
            before = _memory("VmRSS")
            with longest_callback() as longest:
                _, how = await asyncio.ensure_future(delivery.send(house, sender, ITEM))
        await store.close()
        if how != "posted":
            raise RuntimeError(how)
        peak = _memory("VmHWM")
        print((peak - before) / MEGABYTE, longest.seconds * 1e3)

    asyncio.run(send())


def _memory(what: str) -> int:
    """Bytes of this process, now (VmRSS) or at most so far (VmHWM); `getrusage` tells its parent's, too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) * 1024


ITEM = OutboxItem(
    *(1, 1, "bench", Reason.GROUP_DIGEST, None, None, None, {"digest": 1}, None, None, None, None),
    *(1, None, MONDAY),
)


def _settle(tx: Tx) -> tuple[int, list[int]]:
    home = workspaces.put(tx, enterprise_id="", team_id="T1", name="Nord", bot=("U0", "B0"), now=MONDAY).id
    names = (f"U{number:05}" for number in range(PEOPLE))
    profiles = (Profile(name, name, "Europe/Oslo", "en-US", Kind.MEMBER, None) for name in names)
    ids = [people.put(tx, home, profile, now=MONDAY).id for profile in profiles]
    digests.put(tx, ChannelDigest(1, home, "C1", True, False, ids[0], None))
    return home, ids


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


def _fill(conn: sqlite3.Connection, home: int, ids: list[int], length: timedelta) -> None:
    chance = random.Random(0)  # noqa: S311 - the same year every time
    conn.executemany(
        "INSERT INTO requests (id, workspace_id, number, title, text, requester_id, owner_id, status,"
        " urgency, created_at, first_response_at, answered_at, promised_at, ended_at, outcome)"
        " VALUES (?, ?, ?, 'x', 'x', ?, ?, ?, 'normal', ?, ?, ?, ?, ?, ?)",
        _requests(chance, home, ids, length),
    )
    conn.executemany(
        "INSERT INTO turns (request_id, holder_id, side, why, clock, started_at, ended_at, end_reason,"
        " holder_minutes, requester_minutes, wall_minutes) VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?, 0, 0)",
        _turns(conn),
    )
    conn.execute("ANALYZE")
    conn.commit()


def _requests(
    chance: random.Random, home: int, ids: list[int], length: timedelta
) -> Iterator[tuple[object, ...]]:
    for number in range(1, REQUESTS + 1):
        at = MONDAY - length * (1 - number / REQUESTS)
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


if __name__ == "__main__":
    what, where, *rest = sys.argv[1:]
    {"ours": _ours, "polars": _polars, "serving": _serving}[what](Path(where), *rest)
