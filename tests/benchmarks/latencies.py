"""How long a single person waits for an acknowledgement while nothing else happens.

Seconds on the wall, one request at a time, the median of each round: this is what a person feels, disk and
the wake-ups of threads included, and processor time would hide both.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from statistics import median
from typing import Any

from bot.i18n import texts, zone_of
from bot.views import modals
from bot.views.modals import Prefilled
from tests.benchmarks import payloads
from tests.benchmarks.callers import call
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio
from tests.benchmarks.offices import Server, office

REQUESTS = 60
Make = Callable[[Server], dict[str, Any]]


async def acks() -> list[Figure]:
    """Goal 3: commands, buttons and forms that open nothing."""
    kinds: dict[str, Make] = {
        "ack_command": lambda _: payloads.command(),
        "ack_list": lambda _: payloads.command("/pending", ""),
        "ack_button": _got_it,
        "ack_form": lambda _: payloads.form(),
    }
    async with office() as place:
        svar, listener = await place.svar(), await place.listener("ack")
        return [await _compared(name, make, svar, listener, "<= 5") for name, make in kinds.items()]


async def opening() -> list[Figure]:
    """Goal 4: those that open a form, beside a listener that makes the same one call."""
    zone = zone_of("Europe/Oslo")
    form = modals.new_request(Prefilled(), texts("en-US"), zone, datetime.now(UTC))
    kinds: dict[str, Make] = {
        "open_by_command": lambda _: payloads.command(text=""),
        "open_by_button": _answer,
    }
    async with office() as place:
        svar, listener = await place.svar(), await place.listener("open", BENCH_VIEW=json.dumps(form))
        return [await _compared(name, make, svar, listener, "<= 1.3") for name, make in kinds.items()]


async def _compared(name: str, make: Make, svar: Server, listener: Server, goal: str) -> Figure:
    ours, theirs = [], []
    for _ in range(ROUNDS):
        said = [make(svar) for _ in range(REQUESTS)]
        ours.append(await _typical(svar, said))
        theirs.append(await _typical(listener, said))
    note(name, (("svar", ours), ("listener", theirs)), "us", 1e6)
    return Figure(name, ratio(ours, theirs), goal)


async def _typical(server: Server, said: Sequence[dict[str, Any]]) -> float:
    return median(await call(server.port, [payloads.http(one) for one in said], at_once=1))


def _got_it(svar: Server) -> dict[str, Any]:
    request_id, turn_id, owner = _open_turn(svar)
    return payloads.button(owner, "request.got_it", f"tomorrow:{request_id}:{turn_id}", chosen=True)


def _answer(svar: Server) -> dict[str, Any]:
    request_id, turn_id, owner = _open_turn(svar)
    return payloads.button(owner, "request.answer", f"{request_id}:{turn_id}")


def _open_turn(svar: Server) -> tuple[int, int, str]:
    """Any request that waits for its owner."""
    with closing(sqlite3.connect(svar.database)) as conn:
        found = conn.execute(
            "SELECT turns.request_id, turns.id, people.slack_id FROM turns"
            " JOIN people ON people.id = turns.holder_id WHERE turns.ended_at IS NULL"
            " AND turns.id > abs(random()) % (SELECT max(id) FROM turns) LIMIT 1"
        ).fetchone()
    return int(found[0]), int(found[1]), str(found[2])
