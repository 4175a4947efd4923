"""A burst through Socket Mode, in seconds: whether Slack's three are enough when everybody asks at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from statistics import median

from tests.benchmarks import payloads
from tests.benchmarks.figures import ROUNDS, Figure, note
from tests.benchmarks.offices import LISTENER, SVAR, Server, office

ENVELOPES = 5_000


async def burst() -> list[Figure]:
    """Goal 7: 5,000 `/request` at once, every one stored when it is acked.

    Each round starts beside what the one before has left to be delivered. What a bare listener of Bolt's
    takes to ack as many is told beside it: it says how fast the machine is.
    """
    async with office() as place, office() as beside:
        svar = await place.serve(SVAR, "svar", SLACK_APP_TOKEN="xapp-1")
        await beside.serve((*LISTENER, "socket"), "bare", SLACK_APP_TOKEN="xapp-1")
        for each in (place, beside):
            await each.slack.send(_envelope() for _ in range(300))
        seconds, bare = [], []
        for _ in range(ROUNDS):
            before = _stored(svar)
            seconds.append(await place.slack.send([_envelope() for _ in range(ENVELOPES)]))
            if _stored(svar) - before != ENVELOPES:
                raise RuntimeError("something was acked that is not in the database")
            bare.append(await beside.slack.send([_envelope() for _ in range(ENVELOPES)]))
    note("burst", (("svar", seconds), ("bare", bare)), "ms", 1e3)
    return [Figure("socket_burst_of_5000_seconds", median(seconds), "<= 3 s")]


def _envelope() -> dict[str, object]:
    return payloads.envelope(payloads.command())


def _stored(server: Server) -> int:
    with closing(sqlite3.connect(server.database)) as conn:
        return int(conn.execute("SELECT count(*) FROM requests").fetchone()[0])
