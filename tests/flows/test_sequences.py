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
from bot.flows.requests import acting, alike, asking, correcting, holding, passing, replies, undoing
from bot.flows.requests.acting import Conversation, Means
from bot.flows.requests.moving import Target
from bot.flows.requests.passing import Passing, Way
from bot.rules.readings import Reading
from storage import open_store, trail, turns
from storage.base import Tx
from storage.records import Entry, Outcome, Status, Urgency, Why

HOLDER, OWNER = "whoever holds it", "whoever owns it"
WHO = st.sampled_from(["Ann", "Eva", "Ben", "Cleo", HOLDER, HOLDER, HOLDER])
# What people do next when it stands so: drawn at random, it would hardly ever come about.
FITTING = {
    Why.LENT: ((HOLDER, "return"), (OWNER, "call_back"), (HOLDER, "lend"), (HOLDER, "The rate is 21 %.")),
    Why.RETURNED: ((HOLDER, "answer"), (HOLDER, "lend")),
    Why.HELD: (("Ann", "cannot_wait"), ("Ann", "fine"), (HOLDER, "resume"), (HOLDER, "answer")),
    Why.ANSWERED: (("Ann", "yes"), ("Ann", "reopen"), ("Ann", "Thanks!")),
    Why.ASKED_BACK: (("Ann", "The new one."),),
}
AS_IT_STANDS = "what fits"
WORDS = st.sampled_from(["on it", "The rate is 21 %.", "Which month?", "Thanks!", "hmm", "no, still wrong"])
ACTS: dict[str, Any] = {
    "promise": lambda office, at: (acting.promise, at, office.now + timedelta(hours=3)),
    "wanted_no": lambda office, at: (acting.decline_wanted_by, at),
    "answer": lambda office, at: (acting.answer, at, "21 %"),
    "ask_back": lambda office, at: (acting.ask_back, at, "Which month?"),
    "decline": lambda office, at: (acting.decline, at, ("no", "ask Ben")),
    "hand_over": lambda office, at: (passing.pass_on, at, Passing(office["Ben"], Way.HAND_OVER)),
    "lend": lambda office, at: (passing.pass_on, at, Passing(office["Ben"], Way.LEND, "Only the field")),
    "suggest": lambda office, at: (passing.pass_on, at, Passing(office["Ben"], Way.SUGGEST)),
    "return": lambda office, at: (passing.return_it, at, "My part is done."),
    "call_back": lambda office, at: (passing.call_back, at),
    "hold": lambda office, at: (holding.park, at, (office.now + timedelta(days=2), "The system is down")),
    "fine": lambda office, at: (holding.wait, at),
    "cannot_wait": lambda office, at: (holding.cannot_wait, at),
    "note": lambda office, at: (
        acting.note_conversation,
        at.request_id,
        Conversation(Means.PHONE, office.now, "We talked."),
    ),
    "merge": lambda office, at: (alike.merge, at, office.other_id),
    "yes": lambda office, at: (acting.resolve, at, Outcome.YES),
    "reopen": lambda office, at: (acting.reopen, at, "And Bergen?"),
    "withdraw": lambda office, at: (acting.withdraw, at),
    "undo": lambda office, at: (undoing.undo, at.request_id),
    "change": lambda office, at: (asking.change, at.request_id, asking.Change("Else?", None, Urgency.TODAY)),
}
# What somebody tries: with a button that is out of date (stale), and taken back at once (undone).
MOVES = st.tuples(
    WHO,
    st.one_of(
        *[st.sampled_from([*ACTS, "agree", *[AS_IT_STANDS] * 8])] * 3, WORDS, st.sampled_from(list(Reading))
    ),
    st.sampled_from(["", "", "", "stale", "undone"]),
)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, max_size=12), channel=st.sampled_from([None, ("C1", None)]))
def test_a_request_stays_whole(
    request: pytest.FixtureRequest,
    kind: str,
    moves: list[tuple[str, str, str]],
    channel: tuple[str, None] | None,
) -> None:
    asyncio.run(play(request.getfixturevalue(f"{kind}_url"), moves, channel))


async def play(url: str, moves: list[tuple[str, str, str]], channel: tuple[str, None] | None) -> None:
    store = open_store(url)
    try:
        office = Office(store, await store.write(settle))
        office.other_id = await office.ask(text="The same, asked before.")
        request_id = await office.ask(wanted_by_at=office.now + timedelta(days=2), channel=channel)
        for number, (someone, tried, how) in enumerate(moves):
            who, move = await meant(office, request_id, someone, (tried, number))
            office.pass_(minutes=7)
            before = await store.read(everything, request_id)
            stood, last = await store.read(state, request_id), await store.read(trail.last, request_id)
            if not await attempt(office, request_id, who, (move, how == "stale")):
                assert await store.read(everything, request_id) == before, "a refusal changes nothing"
            elif how == "undone" and await can_be_undone(office, request_id, who, since=last.id):
                await office.do(undoing.undo, who, request_id)
                assert await store.read(state, request_id) == stood, f"{move}, undone, leaves all as it was"
            await check(office, request_id)
    finally:
        await store.close()


async def meant(office: Office, request_id: int, someone: str, tried: tuple[str, int]) -> tuple[str, str]:
    """Who does what: `tried` is the move, and a number that tells one of several that fit."""
    move, number = tried
    turn, request = await office.turn(request_id), await office.request(request_id)
    if move == AS_IT_STANDS:
        fitting = FITTING.get(turn.why if turn else Why.LOGGED, ((HOLDER, "hold"), (HOLDER, "lend")))
        someone, move = fitting[number % len(fitting)]
    wanted = {HOLDER: turn.holder_id if turn else None, OWNER: request.owner_id}.get(someone)
    named = next((name for name, person in office.people.items() if person.id == wanted), someone)
    return named if named in office.people else "Ann", move


async def attempt(office: Office, request_id: int, who: str, how: tuple[str, bool]) -> bool:
    """Let somebody try something; whether it was done."""
    move, stale = how
    target = await office.target(request_id)
    if stale and target.turn_id is not None:
        target = Target(request_id, target.turn_id - 1)
    try:
        if move == "resume":
            await office.store.write(holding.resume, request_id, turn=target.turn_id or 0, now=office.now)
        elif move == "agree":
            entries = await office.store.read(trail.of_request, request_id)
            asked = [entry.id for entry in entries if entry.kind is Entry.SHARE_ASKED]
            await office.do(passing.agree, who, target, (asked[-1] if asked else 0, True))
        elif move in ACTS:
            flow, *args = ACTS[move](office, target)
            await office.do(flow, who, *args)
        elif move in list(Reading):
            last = await office.store.read(trail.last, request_id)
            await office.do(correcting.correct, who, (request_id, last.id), Reading(move))
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
    allowed = {None, *(office[name].id for name in ("Ann", "Eva", "Ben"))}  # none: the clock
    assert {entry.by_id for entry in entries} <= allowed, "Cleo has no part in it"
    begun = next((entry.id for entry in entries if entry.data.get("to") == office["Ben"].id), None)
    assert all(
        begun is not None and entry.id > begun for entry in entries if entry.by_id == office["Ben"].id
    ), "nor has Ben, before it comes to him"


async def can_be_undone(office: Office, request_id: int, who: str, *, since: int) -> bool:
    """Whether the last thing, one entry since, was somebody's own and is undone rather than corrected."""
    last = await office.store.read(trail.last, request_id)
    final = (Entry.UNDONE, Entry.READ_AS, Entry.LOGGED)
    return (
        last.was is not None and last.id > since and last.by_id == office[who].id and last.kind not in final
    )


def state(tx: Tx, request_id: int) -> list[dict[str, Any]]:
    """How the request stands: its row, and its open turn. When it is looked at next is no part of that:
    whatever may bring a reminder forward has it looked at again.
    """
    kept = "SELECT * FROM requests WHERE id = :id"
    turn = "SELECT * FROM turns WHERE request_id = :id AND ended_at IS NULL"
    rows = [dict(row) for sql in (kept, turn) for row in tx.all(sql, id=request_id)]
    return [{name: value for name, value in row.items() if name != "remind_at"} for row in rows]


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
