"""Whether a command costs more where there is more: more features, more open requests.

Read as processor time of the server for each command, all threads: it is what grows, if anything does.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.benchmarks import payloads
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio
from tests.benchmarks.offices import ONE_HANDLER, Server, office

REQUESTS = 200
SHORT_ROUNDS = 3 * ROUNDS  # two processes of one program differ by a tenth; many short turns even that out
FEW, MANY = 10, 100_000
Pair = tuple[Server, list[float]]


async def features() -> list[Figure]:
    """Goal 5: the same `/request`, with every handler and with only its own."""
    async with office() as place:
        every = await place.svar()
        one = await place.svar(program=ONE_HANDLER, name="one")
        with_every, with_one = [], []
        for number in range(SHORT_ROUNDS):
            for server, costs in _in_turn(number, (every, with_every), (one, with_one)):
                costs.append(await _cost(server))
    note("features", (("all", with_every), ("one", with_one)), "us of processor", 1e6)
    return [Figure("all_handlers_vs_one", ratio(with_every, with_one), "<= 1.10")]


async def requests() -> list[Figure]:
    """Goal 6: `/request` and `/pending`, in turn, beside 10 open requests and beside 100,000."""
    async with office() as place:
        few, many = await place.svar(name="few"), await place.svar(name="many")
        _leave_open(few.database, FEW)
        _leave_open(many.database, MANY)
        with_few, with_many = [], []
        for number in range(SHORT_ROUNDS):
            for server, costs in _in_turn(number, (few, with_few), (many, with_many)):
                costs.append(await _cost(server, also="/pending"))
                _forget_new(server.database)
    note("open requests", ((str(FEW), with_few), (str(MANY), with_many)), "us of processor", 1e6)
    return [Figure("100000_open_vs_10", ratio(with_many, with_few), "<= 1.2")]


def _in_turn(number: int, *pairs: Pair) -> tuple[Pair, ...]:
    """First the one, next time the other."""
    return pairs if number % 2 else pairs[::-1]


async def _cost(server: Server, also: str = "") -> float:
    said = [payloads.command() for _ in range(REQUESTS)]
    if also:
        said[::2] = [payloads.command(also, "") for _ in said[::2]]
    return await server.cpu([payloads.http(one) for one in said])


def _leave_open(database: Path, count: int) -> None:
    """Close whatever is open, and leave `count` requests open whose cards stand: ten to each couple."""
    with closing(sqlite3.connect(database, timeout=60)) as conn, conn:
        _close(conn, after=0)
        conn.executemany(_MEET, ({"id": 1000 + number} for number in range(count // 10 + 1)))
        first = conn.execute("SELECT max(id) FROM requests").fetchone()[0] + 1
        opened = [{"id": first + number, "by": 1000 + number // 10, "at": AT} for number in range(count)]
        for statement in _OPEN:
            conn.executemany(statement, opened)
        conn.execute("UPDATE workspaces SET last_number = :last", {"last": first + count})
        conn.execute("CREATE TABLE bench_kept AS SELECT max(id) AS id FROM requests")


def _forget_new(database: Path) -> None:
    with closing(sqlite3.connect(database, timeout=60)) as conn, conn:
        _close(conn, after=conn.execute("SELECT id FROM bench_kept").fetchone()[0])


def _close(conn: sqlite3.Connection, *, after: int) -> None:
    for statement in _CLOSE:
        conn.execute(statement, {"after": after})


AT = "2026-01-05T09:00:00.000000Z"
_MEET = """
INSERT INTO people (id, workspace_id, slack_id, name, zone, locale, kind, fetched_at, introduced_at)
SELECT :id, 1, 'W' || :id, name, zone, locale, kind, fetched_at, fetched_at FROM people WHERE id = 1
"""
_OPEN = (
    """
    INSERT INTO requests (id, workspace_id, number, title, text, requester_id, owner_id, holder_id, status,
        urgency, created_at, indexed_at)
    VALUES (:id, 1, :id, 'Which rate applies?', 'Which rate applies to Oslo?', :by, :by + 1, :by + 1, 'open',
        'normal', :at, :at)
    """,
    """
    INSERT INTO words (request_id, people, asked, said)
    VALUES (:id, :by || ' ' || (:by + 1), 'applies oslo rate to which', '')
    """,
    """
    INSERT INTO turns (request_id, holder_id, side, why, clock, started_at)
    VALUES (:id, :by + 1, 'owner', 'logged', 'running', :at)
    """,
    """
    INSERT INTO trail (request_id, at, by_id, kind, data)
    VALUES (:id, :at, :by, 'logged', '{"text":"Which rate applies to Oslo?"}')
    """,
    """
    INSERT INTO places (request_id, side, person_id, key, sent_version, ts, thread_ts)
    VALUES (:id, 'owner', :by + 1, 'o' || :id, 1, '1.' || :id, '1.' || :id)
    """,
    """
    INSERT INTO places (request_id, side, person_id, key, sent_version, ts, thread_ts)
    VALUES (:id, 'requester', :by, 'r' || :id, 1, '2.' || :id, '2.' || :id)
    """,
)
_CLOSE = (
    "UPDATE turns SET ended_at = started_at WHERE ended_at IS NULL AND request_id > :after",
    "UPDATE places SET due_at = NULL, lease = NULL WHERE due_at IS NOT NULL AND request_id > :after",
    "UPDATE requests SET status = 'withdrawn' WHERE status = 'open' AND id > :after",
)
