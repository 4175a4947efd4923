"""How long people wait for an acknowledgement while the clock has much to say, and how free the loop is.

Fifty `/request` a second, each sent at its moment whatever has become of those before; seconds on the wall,
the 99th percentile of each round. Beside a Svar that has nothing else to do stands one with 10,000 people
and 100,000 open turns, of which ten thousand are to be looked at, while the look for nudges begins anew as
soon as it has ended. What a callback costs is processor time of the loop's own thread.
"""

from __future__ import annotations

import json
import signal
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

from storage.rows import stamp
from tests.benchmarks import payloads
from tests.benchmarks.callers import call_evenly
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio
from tests.benchmarks.offices import WATCHED, Server, office
from tests.proofs.crowds import START as MORNING

A_SECOND, REQUESTS = 50, 400
PEOPLE, EACH = 10_000, 10
DUE = 10_000
_VALUES = {
    "people": PEOPLE,
    "count": PEOPLE * EACH,
    "due": DUE,
    "somebody": 1_000,
    "at": stamp(MORNING - timedelta(days=9)),
    "a_week_ago": (MORNING - timedelta(days=7)).date().isoformat(),
    "due_at": stamp(MORNING - timedelta(minutes=10)),
    "now": stamp(MORNING),
    "later": stamp(MORNING + timedelta(days=60)),
}


async def busy() -> list[Figure]:
    """Seven rounds of each, in turn."""
    waits: tuple[list[float], list[float]] = ([], [])
    longest: list[float] = []
    async with office() as place:
        idle = await place.svar(program=WATCHED, name="idle")
        much = await place.svar(program=WATCHED, name="much")
        _fill(much.database)
        for _ in range(ROUNDS):
            _set(idle.database, _LET_REST)
            waits[0].append(await _p99(idle))
            _set(much.database, _LET_BE_DUE)
            much.process.tell(signal.SIGUSR1)
            waits[1].append(await _p99(much))
            much.process.tell(signal.SIGUSR2)
            longest.append(_told(much))
            _set(much.database, _LET_REST)
    note("ack p99", (("idle", waits[0]), ("sweep and nudges", waits[1])), "ms", 1e3)
    return [
        Figure("ack_p99_in_sweep_and_nudges_vs_idle", ratio(waits[1], waits[0]), "<= 3"),
        Figure("longest_callback_ms", max(longest) * 1e3, "<= 20"),
    ]


async def _p99(server: Server) -> float:
    requests = [payloads.http(payloads.command()) for _ in range(REQUESTS)]
    return quantiles(await call_evenly(server.port, requests, a_second=A_SECOND), n=100)[-1]


def _told(server: Server) -> float:
    """What the longest callback of the round cost."""
    said = json.loads(b"".join(iter(server.process.read, b"\n")))
    print(f"  longest callback {said['seconds'] * 1e3:.1f} ms: {said['what']}", file=sys.stderr)
    return float(said["seconds"])


def _fill(database: Path) -> None:
    """Everybody is asked ten things by ten others, and has been for more than a week."""
    with closing(sqlite3.connect(database, timeout=60)) as conn, conn:
        (first,) = conn.execute("SELECT max(id) + 1 FROM requests").fetchone()
        for statement in _FILL:
            conn.execute(statement, _VALUES | {"first": first})
        conn.execute("ANALYZE")


def _set(database: Path, statements: Sequence[str]) -> None:
    with closing(sqlite3.connect(database, timeout=60)) as conn, conn:
        for statement in statements:
            conn.execute(statement, _VALUES)


_PEOPLE = """
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :people - 1)
INSERT INTO people (id, workspace_id, slack_id, name, zone, locale, kind, fetched_at, introduced_at)
SELECT :somebody + i, 1, 'W' || i, 'N' || i, 'Europe/Oslo', 'en-US', 'member', :at, :at FROM n
"""
_REQUESTS = """
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :count - 1)
INSERT INTO requests (id, workspace_id, number, title, text, requester_id, owner_id, holder_id, status,
    urgency, created_at, indexed_at)
SELECT :first + i, 1, :first + i, 'Which rate applies?', 'Which rate applies to Oslo?',
    :somebody + (i + 1 + i / :people) % :people, :somebody + i % :people, :somebody + i % :people, 'open',
    'normal', :at, :at
FROM n
"""
_TURNS = """
INSERT INTO turns (request_id, holder_id, side, why, clock, started_at, remind_at)
SELECT id, holder_id, 'owner', 'logged', 'running', :at, :later FROM requests WHERE id >= :first
"""
_TRAIL = """
INSERT INTO trail (request_id, at, by_id, kind, data)
SELECT id, :at, requester_id, 'logged', '{"text":"Which rate applies to Oslo?"}' FROM requests
WHERE id >= :first
"""
_LAST_NUMBER = "UPDATE workspaces SET last_number = (SELECT max(id) FROM requests)"
_FILL = (_PEOPLE, _REQUESTS, _TURNS, _TRAIL, _LAST_NUMBER)
_LET_BE_DUE = (
    "UPDATE turns SET reminders = 0, reminded_at = NULL WHERE reminders > 0",
    "UPDATE turns SET remind_at = :due_at WHERE started_at = :at AND holder_id < :somebody + :due / 10",
    "UPDATE people SET crowded_on = :a_week_ago, nudged_on = NULL WHERE id >= :somebody",
    "UPDATE workspaces SET typical_minutes = 480, typical_at = :now, nudges_at = :now",
)
_LET_REST = (
    "UPDATE turns SET remind_at = :later WHERE remind_at < :later AND ended_at IS NULL",
    "UPDATE places SET due_at = NULL, lease = NULL WHERE due_at IS NOT NULL",
    "DELETE FROM outbox",
    "UPDATE homes SET due_at = NULL WHERE due_at IS NOT NULL",
    "UPDATE workspaces SET nudges_at = :later",
)
