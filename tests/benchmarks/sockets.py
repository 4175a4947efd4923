"""A burst through Socket Mode, in seconds: whether Slack's three are enough when everybody asks at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from statistics import median

from tests.benchmarks import payloads
from tests.benchmarks.figures import ROUNDS, Figure
from tests.benchmarks.offices import SVAR, Server, office

ENVELOPES = 5_000


async def burst() -> list[Figure]:
    """Goal 7: 5,000 `/request` at once, every one stored when it is acked.

    Each round starts beside what the one before has left to be delivered.
    """
    async with office() as place:
        svar = await place.serve(SVAR, "svar", SLACK_APP_TOKEN="xapp-1")
        await place.slack.send(payloads.envelope(payloads.command()) for _ in range(300))
        seconds = []
        for _ in range(ROUNDS):
            before = _stored(svar)
            seconds.append(await place.slack.send([_envelope() for _ in range(ENVELOPES)]))
            if _stored(svar) - before != ENVELOPES:
                raise RuntimeError("something was acked that is not in the database")
    return [Figure("socket_burst_of_5000_seconds", median(seconds), "<= 3 s")]


def _envelope() -> dict[str, object]:
    return payloads.envelope(payloads.command())


def _stored(server: Server) -> int:
    with closing(sqlite3.connect(server.database)) as conn:
        return int(conn.execute("SELECT count(*) FROM requests").fetchone()[0])
