"""From the start of a process to /readyz, beside importing the libraries it uses and nothing else.

Read as processor time up to that moment, in fresh processes in turn: a start is all processor (what it waits
for on loopback and disk is some milliseconds), and seconds on the wall double where others use the machine.
Both database and code have been used before: this is a restart.
"""

from __future__ import annotations

import asyncio

from tests.benchmarks.figures import Figure, note, ratio
from tests.benchmarks.offices import SVAR, Office, office
from tests.benchmarks.processes import Process, free_port, ready

STARTS = 9
# What Svar has imported by the time it is ready, of what it depends on; some only load on "from".
LIBRARIES = """
import aiohttp.web, babel.messages.pofile, click, prometheus_client, sqlite_utils, structlog
import slack_bolt.adapter.aiohttp, slack_bolt.adapter.socket_mode.async_handler, slack_bolt.app.async_app
import slack_sdk.web.async_client, slack_sdk.webhook.async_client
"""


async def start() -> list[Figure]:
    """Goal 8."""
    async with office() as place:
        await _svar(place)
        ours, theirs = [], []
        for _ in range(STARTS):
            ours.append(await _svar(place))
            theirs.append(await _imports())
    note("start", (("svar", ours), ("imports", theirs)), "ms", 1e3)
    return [Figure("start_vs_bare_imports", ratio(ours, theirs), "<= 1.3")]


async def _svar(place: Office) -> float:
    port = free_port()
    environ = place.environ(port, place.folder / "svar.db")
    process = Process(list(SVAR), environ)
    try:
        await ready(process, port)
        return process.cpu_seconds()
    finally:
        await asyncio.to_thread(process.stop)


async def _imports() -> float:
    process = Process(["-c", f"{LIBRARIES}\nprint('.', flush=True); import time; time.sleep(60)"], {})
    try:
        await asyncio.to_thread(process.read)
        return process.cpu_seconds()
    finally:
        await asyncio.to_thread(process.stop)
