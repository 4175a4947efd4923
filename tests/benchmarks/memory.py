"""What Svar keeps the machine from using otherwise: resident bytes, which nothing else disturbs."""

from __future__ import annotations

import asyncio
from statistics import median

from tests.benchmarks import payloads
from tests.benchmarks.callers import call
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio
from tests.benchmarks.offices import LISTENER, SVAR, Server, office

WARM, MANY = 2_000, 20_000
AT_REST_SECONDS = 1.0


async def memory() -> list[Figure]:
    """Goal 9: idle, beside a process with a Bolt listener; then flat over 20,000 requests.

    What the first 2,000 fill are caches: of statements, of texts, of database pages.
    """
    idle, bare = [], []
    for _ in range(ROUNDS):
        async with office() as place:
            svar = await place.serve(SVAR, "svar")
            listener = await place.serve((*LISTENER, "ack"), "ack")
            await asyncio.sleep(AT_REST_SECONDS)
            idle.append(float(svar.process.resident_bytes()))
            bare.append(float(listener.process.resident_bytes()))
    async with office() as place:
        svar = await place.svar()
        before = await _resident_after(svar, WARM)
        after = await _resident_after(svar, MANY)
    note("memory", (("idle", idle), ("bare", bare), ("warm", [before]), ("after", [after])), "MB", 1e-6)
    return [
        Figure("idle_memory_vs_bolt", ratio(idle, bare), "<= 1.6"),
        Figure("memory_after_20000_vs_before", after / before, "<= 1.05"),
    ]


async def _resident_after(server: Server, count: int) -> float:
    for _ in range(count // 1_000):
        await call(server.port, [payloads.http(payloads.command()) for _ in range(1_000)], at_once=16)
    readings = []
    for _ in range(5):
        await asyncio.sleep(AT_REST_SECONDS / 5)
        readings.append(float(server.process.resident_bytes()))
    return median(readings)
