"""Run the benchmarks, all or those named: one JSON object a line, and nothing else on standard output.

What the figures are made of is told on standard error. The exit code is 0 only if every goal holds.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable

from tests.benchmarks import (
    absences,
    acks,
    busy,
    connections,
    digests,
    exports,
    grammar,
    growth,
    latencies,
    memory,
    nudges,
    postgres,
    sending,
    sockets,
    starting,
    sweeps,
    worktime,
)
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import OURS

BENCHMARKS: dict[str, Callable[[], Awaitable[list[Figure]]]] = {
    "requests": acks.requests,
    "acks": latencies.acks,
    "opening": latencies.opening,
    "features": growth.features,
    "growth": growth.requests,
    "burst": sockets.burst,
    "start": starting.start,
    "sweep": sweeps.sweep,
    "sending": sending.sending,
    "nudges": nudges.look,
    "busy": busy.busy,
    "memory": memory.memory,
    "connections": connections.connections,
    "week": digests.week,
    "digest": digests.digest,
    "export": exports.baseline,
    "grammar": grammar.grammar,
    "postgres": postgres.transactions,
    "elapsed": worktime.elapsed,
    "compiling": worktime.compiling,
    "absences": absences.who_is_out,
}


def main(names: list[str]) -> int:
    """Run what is named; if a name is unknown, nothing is run."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"Known: {', '.join(BENCHMARKS)}; not {', '.join(unknown)}.", file=sys.stderr)
        return 2
    os.sched_setaffinity(0, {OURS})
    held = True
    for name in names or BENCHMARKS:
        for figure in asyncio.run(BENCHMARKS[name]()):
            print(figure.line(), flush=True)
            held = held and figure.ok
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
