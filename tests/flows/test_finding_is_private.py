"""Whatever happens to their requests: everybody finds what has come before their eyes, and nothing else."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_cast import Office, settle

from bot.errors import Refused
from bot.flows.requests import acting, finding, passing, replies, seeing, undoing
from bot.flows.requests.finding import Sought
from bot.flows.requests.moving import Target
from bot.flows.requests.passing import Passing, Way
from bot.flows.requests.replies import Message
from storage import open_store, places, trail
from storage.base import Tx
from storage.records import Entry, Person

POSTED = "UPDATE places SET ts = '1.' || id, thread_ts = '1.' || id, due_at = NULL WHERE thread_ts IS NULL"
NAMES = ("Ann", "Ben", "Cleo", "Eva")
WORDS = ("kontrakt", "växelkurs", "rød", "rate", "zebra")
WHO, WORD, WHICH = st.sampled_from(NAMES), st.sampled_from(WORDS), st.integers(0, 5)
ASKED = st.tuples(st.just("ask"), WHO, WHO, WORD).filter(lambda move: move[1] != move[2])
MOVES = st.one_of(
    ASKED,
    st.tuples(st.sampled_from(["answer", "says"]), WHICH, WORD),
    st.tuples(st.sampled_from([*Way]), WHICH, WHO),
    st.tuples(st.sampled_from(["agree", "return", "withdraw", "undo", "delete"]), WHICH),
    st.tuples(st.just("posted")),
    st.tuples(st.just("indexed")),
)
RUNS = count(1)


@dataclass
class Told:
    """What the test itself knows to be written about a request."""

    request_id: int
    asker: str
    words: set[str]
    messages: list[tuple[str, Message, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def holds(self, word: str) -> bool:
        return word in self.words or word in self.said or any(word == each for _, _, each in self.messages)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(ASKED, min_size=1, max_size=3), moves=st.lists(MOVES, max_size=12))
def test_everybody_finds_their_own_and_nothing_else(
    request: pytest.FixtureRequest, kind: str, asked: list[Any], moves: list[Any]
) -> None:
    asyncio.run(play(request.getfixturevalue(f"{kind}_url"), [*asked, *moves]))


async def play(url: str, moves: list[Any]) -> None:
    store = open_store(url)
    try:
        number = next(RUNS)
        office = Office(store, await store.write(settle), messages=100 * number)  # each is written once
        run = f"run{number}"
        told: list[Told] = []
        for name, *rest in moves:
            office.pass_(minutes=1)
            await attempt(office, told, run, (name, rest))
            await check(office, told, run, complete=False)
        while await store.write(finding.catch_up, now=office.now):
            pass
        await check(office, told, run, complete=True)
    finally:
        await store.close()


async def attempt(office: Office, told: list[Told], run: str, move: tuple[str, list[Any]]) -> None:
    name, rest = move
    if name == "ask":
        who, whom, word = rest
        request_id = await office.ask(who, whom, f"Which {word} in {run}?")
        told.append(Told(request_id, who, {word}))
    elif name == "posted":
        await office.store.write(lambda tx: tx.run(POSTED))
    elif name == "indexed":
        await office.store.write(finding.catch_up, now=office.now)
    else:
        with suppress(Refused):
            await act(office, told[rest[0] % len(told)], name, *rest[1:])


async def act(office: Office, about: Told, name: str, *rest: Any) -> None:
    target = await office.target(about.request_id)
    request = await office.request(about.request_id)
    holder = next((each for each in NAMES if office[each].id == request.holder_id), about.asker)
    if name in list(Way):
        await office.do(passing.pass_on, holder, target, Passing(office[rest[0]], Way(name)))
    elif name == "answer":
        await office.do(acting.answer, holder, target, rest[0])
        about.said.append(rest[0])
    elif name == "says":
        message = office.says(f"It is {rest[0]} that holds, as in the appendix.")
        await office.do(replies.reply, holder, about.request_id, message)
        about.messages.append((holder, message, rest[0]))
    elif name == "return":
        await office.do(passing.return_it, holder, target, "Done.")
    else:
        await AFTERWARDS[name](office, about, target)


async def delete(office: Office, about: Told, _: Target) -> None:
    if about.messages:
        writer, message, _ = about.messages.pop()
        await office.do(replies.deleted, writer, message)


async def agree(office: Office, about: Told, target: Target) -> None:
    entries = await office.store.read(trail.of_request, about.request_id)
    asked = [entry.id for entry in entries if entry.kind is Entry.SHARE_ASKED]
    await office.do(passing.agree, about.asker, target, (asked[-1] if asked else 0, True))


async def withdraw(office: Office, about: Told, target: Target) -> None:
    await office.do(acting.withdraw, about.asker, target)


async def undo(office: Office, about: Told, _: Target) -> None:
    last = await office.store.read(trail.last, about.request_id)
    who = next((each for each in NAMES if office[each].id == last.by_id), about.asker)
    await office.do(undoing.undo, who, about.request_id)


AFTERWARDS: dict[str, Any] = {"delete": delete, "agree": agree, "withdraw": withdraw, "undo": undo}


async def check(office: Office, told: list[Told], run: str, *, complete: bool) -> None:
    """Everybody looks for everything: they find nothing that is not theirs and, once indexed, all that is."""
    for who in NAMES:
        viewer = office[who]
        theirs = await office.store.read(known_to, viewer, [each.request_id for each in told])
        for word in (None, *WORDS):
            sought = Sought(f"{word or ''} {run} ")
            found = await office.store.read(finding.find, viewer, sought)
            ids = {scene.request.id for scene in found.scenes}
            due = {each.request_id for each in told if word is None or each.holds(word)} & theirs
            assert ids <= (due if word else theirs), f"{who} finds {word} where it is not theirs to find"
            assert ids == due or not complete, f"{who} does not find {word}"
        for each in told:
            if each.request_id in theirs:
                helped = await office.store.read(finding.who_could_help, viewer, each.request_id)
                named = [like.request.id for like in helped]
                assert await office.store.read(known_to, viewer, named) == set(named)
        for like in await office.store.read(finding.similar, viewer, f"Which {run} {WORDS[0]}?"):
            assert like.request.requester_id == viewer.id


def known_to(tx: Tx, viewer: Person, request_ids: list[int]) -> set[int]:
    """Those that are the viewer's to see, and that they wrote themselves or were shown."""
    known = set()
    for request_id in request_ids:
        try:
            request = seeing.seen(tx, viewer, request_id)
        except Refused:
            continue
        place = places.of_person(tx, request_id, viewer.id)
        if request.requester_id == viewer.id or (place is not None and place.thread_ts is not None):
            known.add(request_id)
    return known
