"""Whatever people try, in whatever order: a request keeps its one open turn, and only its people move it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_cast import Office, settle

from bot.errors import Refused
from bot.flows.requests import acting, asking, replies
from bot.flows.requests.moving import Target
from bot.rules.readings import Reading
from storage import open_store, trail, turns
from storage.base import Tx
from storage.records import Outcome, Status, Urgency

WHO = st.sampled_from(["Ann", "Eva", "Ben", "Cleo"])
WORDS = st.sampled_from(["on it", "The rate is 21 %.", "Which month?", "Thanks!", "hmm", "no, still wrong"])
ACTS: dict[str, Any] = {
    "promise": lambda office, at: (acting.promise, at, office.now + timedelta(hours=3)),
    "wanted_no": lambda office, at: (acting.decline_wanted_by, at),
    "answer": lambda office, at: (acting.answer, at, "21 %"),
    "ask_back": lambda office, at: (acting.ask_back, at, "Which month?"),
    "decline": lambda office, at: (acting.decline, at, ("no", "ask Ben")),
    "hand_over": lambda office, at: (acting.hand_over, at, (office["Ben"], "")),
    "yes": lambda office, at: (acting.resolve, at, Outcome.YES),
    "reopen": lambda office, at: (acting.reopen, at, "And Bergen?"),
    "withdraw": lambda office, at: (acting.withdraw, at),
    "undo": lambda office, at: (asking.undo, at.request_id),
    "change": lambda office, at: (asking.change, at.request_id, asking.Change("Else?", None, Urgency.TODAY)),
}
MOVES = st.tuples(
    WHO, st.one_of(st.sampled_from(list(ACTS)), WORDS, st.sampled_from(list(Reading))), st.booleans()
)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, max_size=12))
def test_a_request_stays_whole(
    request: pytest.FixtureRequest, kind: str, moves: list[tuple[str, str, bool]]
) -> None:
    asyncio.run(play(request.getfixturevalue(f"{kind}_url"), moves))


async def play(url: str, moves: list[tuple[str, str, bool]]) -> None:
    store = open_store(url)
    try:
        office = Office(store, await store.write(settle))
        request_id = await office.ask(wanted_by_at=office.now + timedelta(days=2))
        for who, move, stale in moves:
            office.pass_(minutes=7)
            before = await store.read(everything, request_id)
            if not await attempt(office, request_id, who, (move, stale)):
                assert await store.read(everything, request_id) == before, "a refusal changes nothing"
            await check(office, request_id)
    finally:
        await store.close()


async def attempt(office: Office, request_id: int, who: str, how: tuple[str, bool]) -> bool:
    """Let somebody try something; whether it was done."""
    move, stale = how
    target = await office.target(request_id)
    if stale and target.turn_id is not None:
        target = Target(request_id, target.turn_id - 1)
    try:
        if move in ACTS:
            flow, *args = ACTS[move](office, target)
            await office.do(flow, who, *args)
        elif move in list(Reading):
            last = await office.store.read(trail.last, request_id)
            await office.do(replies.correct, who, (request_id, last.id), Reading(move))
        else:
            await office.do(replies.reply, who, request_id, office.says(move))
    except Refused:
        return False
    return True


async def check(office: Office, request_id: int) -> None:
    request, turn = await office.request(request_id), await office.store.read(turns.open_turn, request_id)
    assert (turn is not None) == (request.status is Status.OPEN), "one open turn while it is open, none after"
    assert request.holder_id == (turn.holder_id if turn else None)
    assert (request.ended_at is None) == (request.status is Status.OPEN)
    entries = await office.store.read(trail.of_request, request_id)
    allowed = {office[name].id for name in ("Ann", "Eva", "Ben")}
    assert {entry.by_id for entry in entries} <= allowed, "Cleo has no part in it"
    assert not any(
        entry.by_id == office["Ben"].id for entry in entries if request.owner_id == office["Eva"].id
    ), "nor has Ben, before it is handed to him"


def everything(tx: Tx, request_id: int) -> list[list[dict[str, Any]]]:
    """All that is known of a request."""
    tables = (
        "requests WHERE id",
        "turns WHERE request_id",
        "trail WHERE request_id",
        "places WHERE request_id",
    )
    return [
        [dict(row) for row in tx.all(f"SELECT * FROM {table} = :id ORDER BY id", id=request_id)]  # noqa: S608
        for table in (*tables, "outbox WHERE request_id")
    ]
