"""`/request`, signed, parsed, stored and acked, beside listeners that do less.

Throughput is read as requests for a second of the server's own processor (every thread, the kernel's share
of sockets and disk included), at 16 concurrent: one processor is what such a server is limited by, and on a
shared machine this reading repeats within a few per cent where seconds on the wall do not.
"""

from __future__ import annotations

from tests.benchmarks import payloads
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio
from tests.benchmarks.offices import Server, office

REQUESTS = 1_500
AT_ONCE = 16


async def requests() -> list[Figure]:
    """Goals 1 and 2."""
    async with office() as place:
        servers = [
            await place.svar(),
            await place.listener("ack"),
            await place.listener("statements"),
        ]
        costs: list[list[float]] = [[], [], []]
        for _ in range(ROUNDS):
            for server, cost in zip(servers, costs, strict=True):
                cost.append(await _round(server))
    svar, ack, statements = costs
    note("request", (("svar", svar), ("ack", ack), ("statements", statements)), "us of processor", 1e6)
    return [
        Figure("request_vs_ack_only", ratio(ack, svar), ">= 0.30"),
        Figure("request_vs_ack_and_statements", ratio(statements, svar), ">= 0.80"),
    ]


async def _round(server: Server) -> float:
    return await server.cpu([payloads.http(payloads.command()) for _ in range(REQUESTS)], at_once=AT_ONCE)
