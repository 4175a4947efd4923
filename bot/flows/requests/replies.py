"""What people write in the thread of a request: read cautiously, and passed on with its edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.errors import Refused
from bot.flows.requests import asking
from bot.flows.requests.acting import accept
from bot.flows.requests.asking import Ask
from bot.flows.requests.hearing import Said, hear, waits_for
from bot.flows.requests.moving import Held, held_as_it_is, move
from bot.flows.requests.passing import Words, give_back
from bot.flows.requests.seeing import seen
from bot.flows.requests.teams import take_held
from bot.rules.letters import Aside, Line
from bot.rules.readings import Reading, read
from bot.rules.turns import Made, Move
from storage import drafts, outbox, places, requests, trail
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import Entry, Person, Reason, Request, Side, TrailEntry, Why
from storage.trail import NewEntry


@dataclass(frozen=True, slots=True)
class Message:
    """Something a person wrote: where in Slack, and the plain words."""

    channel: str
    ts: str
    text: str
    thread_ts: str | None = None
    has_files: bool = False
    in_channel: bool = False

    @property
    def source(self) -> tuple[str, str]:
        """What names the message in Slack."""
        return self.channel, self.ts


@dataclass(frozen=True, slots=True)
class _Taken:
    """How a reply is taken: the move it makes, what the other side hears, what its writer is told."""

    line: Line
    aside: Aside | None = None
    move: Move | None = None


_BY_HOLDER = {
    Reading.ANSWER: _Taken(Line.ANSWERED, Aside.READ_AS_ANSWER, Move.ANSWER),
    Reading.QUESTION: _Taken(Line.ASKED_BACK, Aside.READ_AS_QUESTION, Move.ASK_BACK),
    Reading.ACCEPTANCE: _Taken(Line.ACCEPTED, Aside.READ_AS_ACCEPTANCE),
    Reading.THANKS: _Taken(Line.WORDS, Aside.READ_AS_WORD),
    Reading.UNCLEAR: _Taken(Line.WORDS, Aside.WAS_IT_AN_ANSWER),
}
_BY_THIRD = {
    Reading.ANSWER: _Taken(Line.RETURNED, Aside.READ_AS_RETURNED, Move.RETURN),
    Reading.QUESTION: _Taken(Line.RETURNED, Aside.READ_AS_RETURNED, Move.RETURN),
    Reading.ACCEPTANCE: _Taken(Line.WORDS, Aside.STILL_THEIRS),
    Reading.THANKS: _Taken(Line.WORDS, Aside.STILL_THEIRS),
    Reading.UNCLEAR: _Taken(Line.WORDS, Aside.WAS_IT_THEIR_PART),
}
_AFTER_AN_ANSWER = {
    Reading.NOT_YET: _Taken(Line.REOPENED, Aside.READ_AS_REOPENED, Move.REOPEN),
    Reading.QUESTION: _Taken(Line.REOPENED, Aside.READ_AS_REOPENED, Move.REOPEN),
    Reading.THANKS: _Taken(Line.WORDS, Aside.CLOSE_IT),
    Reading.UNCLEAR: _Taken(Line.WORDS, Aside.DID_IT_HELP),
}
_BY_NOBODY_YET = _Taken(Line.WORDS, Aside.TAKE_IT)
_BY_MEMBER = {**_BY_HOLDER, Reading.THANKS: _BY_NOBODY_YET, Reading.UNCLEAR: _BY_NOBODY_YET}
_TO_A_QUESTION = _Taken(Line.REPLIED, Aside.READ_AS_REPLY, Move.REPLY)
_WORDS = _Taken(Line.WORDS)


def ask(tx: Tx, asked: Ask, message: Message, *, now: datetime) -> dict[str, Any]:
    """Log what is asked by a mention; who asks hears alone when it is reached. Raises `Refused`."""
    logged = asking.log(tx, asked, now=now)
    request = requests.get(tx, logged["id"])
    if request is not None and datetime.fromisoformat(logged["opens_at"]) > now:
        told = {"opens_at": logged["opens_at"]}
        say_aside(tx, request, (Aside.REACHED_LATER, told), to=asked.by, beside=message, now=now)
    return logged


def reply(tx: Tx, actor: Person, request_id: int, message: Message, *, now: datetime) -> None:
    """A reply in the request's thread. Only its people's words count; others' are not even kept."""
    request = requests.lock(tx, request_id)
    if request is None:
        return
    held = held_as_it_is(tx, request)
    if actor.id not in held.people and actor.id not in held.members:
        if not message.in_channel and places.of_person(tx, request_id, actor.id) is not None:
            say_aside(tx, request, (Aside.PASSED_ON, {}), to=actor, beside=message, now=now)
        return
    if message.has_files:
        say_aside(tx, request, (Aside.FILES, {}), to=actor, beside=message, now=now)
    if message.text.strip():
        _read(tx, actor, held, message, now=now)


def _read(tx: Tx, actor: Person, held: Held, message: Message, *, now: datetime) -> None:
    """Take words for what they say: the move they make, who reads them, what their writer is told."""
    request = held.request
    taken = _taken(held, actor, message.text)
    if actor.id in held.members and taken.aside is not Aside.TAKE_IT:
        take_held(tx, actor, held, now=now)
        held = held_as_it_is(tx, requests.get(tx, request.id) or request)
    entry = _enter(tx, actor, held, taken, message, now=now)
    if taken.move is not Move.RETURN:
        for person_id in _readers(held, actor.id):
            hear(tx, request, person_id, Said(taken.line, entry, message.source), now=now)
    if taken.aside is not None:
        say_aside(tx, request, (taken.aside, {"entry": entry.id}), to=actor, beside=message, now=now)


def _readers(held: Held, writer_id: int) -> list[int]:
    """Who reads what somebody writes: everybody else in it, but of one it was lent to only the lender."""
    if held.members:
        return [held.request.requester_id] if writer_id in held.members else sorted(held.members)
    if writer_id in (held.request.requester_id, held.request.owner_id):
        return [person_id for person_id in held.people if person_id != writer_id]
    chain = [turn.holder_id for turn in (held.turn, *held.lenders) if turn]
    return [chain[chain.index(writer_id) + 1]]


def reply_with_draft(tx: Tx, actor: Person, chosen: tuple[int, int], *, now: datetime) -> None:
    """Words that were kept (`chosen`: request, draft) go to the request that they are about, once.

    Raises `Refused`.
    """
    request_id, draft_id = chosen
    draft = drafts.lock(tx, draft_id, actor.id)
    if draft is None or "message" not in draft:
        raise Refused("draft_gone")
    if draft.get("is_sent"):
        raise Refused("not_now")
    seen(tx, actor, request_id)
    drafts.change(tx, draft_id, {**draft, "is_sent": True})
    reply(tx, actor, request_id, Message(**draft["message"]), now=now)


def edited(tx: Tx, actor: Person, message: Message, *, now: datetime) -> None:
    """A message that was passed on has been edited: the words follow, and the trail says so."""
    _follow(tx, actor, message, (Entry.MESSAGE_EDITED, Reason.RELAY_EDIT), {"text": message.text}, now=now)


def deleted(tx: Tx, actor: Person, message: Message, *, now: datetime) -> None:
    """A message that was passed on has been deleted: so is what was passed on, and every copy of it here."""
    for relay in outbox.by_source(tx, *message.source):
        said = trail.get(tx, relay.data["entry"])
        if relay.request_id is not None and said.by_id == actor.id:
            for entry in trail.of_request(tx, relay.request_id):
                if said.id in (entry.id, entry.data.get("of")):
                    trail.redact(tx, entry)
    _follow(tx, actor, message, (Entry.MESSAGE_DELETED, Reason.RELAY_DELETE), {}, now=now)


def _taken(held: Held, actor: Person, text: str) -> _Taken:
    turn = held.turn
    if actor.id in held.members:
        return _BY_MEMBER[read(text, Side.OWNER)]
    if turn is None or turn.holder_id != actor.id:
        return _WORDS
    if turn.side is not Side.REQUESTER:
        taken = _BY_HOLDER if turn.side is Side.OWNER else _BY_THIRD
        return taken[read(text, turn.side)]
    if turn.why is Why.ASKED_BACK:
        return _TO_A_QUESTION
    return _AFTER_AN_ANSWER[read(text, turn.side)]


def _enter(
    tx: Tx, actor: Person, held: Held, taken: _Taken, message: Message, *, now: datetime
) -> TrailEntry:
    data = {"text": message.text, "source": message.source}
    if taken.move is Move.RETURN:
        return give_back(tx, actor, held, Words(data, message.source), now=now)
    if taken.move is not None:
        return move(tx, held, Made(taken.move, actor.id), data, now=now)
    if taken.line is Line.ACCEPTED:
        return accept(tx, actor, held, data, now=now)
    return trail.add(tx, held.request.id, NewEntry(Entry.WROTE, actor.id, data), now=now)


def say_aside(
    tx: Tx,
    request: Request,
    aside: tuple[Aside, Mapping[str, object]],
    *,
    to: Person,
    beside: Message,
    now: datetime,
) -> None:
    """Something for the writer alone, with what it tells of: in their own thread, or seen by them alone in a
    channel's.
    """
    data: dict[str, object] = {"aside": aside[0], **aside[1]}
    if beside.in_channel:
        data |= {"channel": beside.channel, "thread_ts": beside.thread_ts}
    place = None if beside.in_channel else places.of_person(tx, request.id, to.id)
    if place is not None and place.ts is None:  # they wrote elsewhere, and their card has yet to come
        place, data["thread_ts"] = None, beside.thread_ts or beside.ts
    item = NewItem(
        request.workspace_id,
        Reason.PRIVATE,
        data,
        request_id=request.id,
        person_id=to.id,
        place_id=place.id if place else None,
    )
    outbox.add(tx, item, due_at=now, now=now)


def _follow(
    tx: Tx, actor: Person, message: Message, how: tuple[Entry, Reason], data: dict[str, str], *, now: datetime
) -> None:
    kind, reason = how
    followed: dict[int, TrailEntry] = {}  # a reply that was corrected has been passed on twice
    for relay in outbox.by_source(tx, *message.source):
        if relay.request_id is None or relay.place_id is None:
            continue
        said = trail.get(tx, relay.data["entry"])
        if said.by_id != actor.id:
            continue
        if relay.request_id not in followed:
            follows = {"of": said.id, **data}
            noted = trail.add(tx, relay.request_id, NewEntry(kind, actor.id, follows), now=now)
            followed[relay.request_id] = noted
        entry = followed[relay.request_id]
        item = NewItem(
            relay.workspace_id,
            reason,
            {"relay": relay.id, "line": relay.data["line"], "entry": entry.id},
            request_id=relay.request_id,
            person_id=relay.person_id,
            place_id=relay.place_id,
        )
        outbox.add(tx, item, due_at=waits_for(places.get(tx, relay.place_id), now), now=now)
