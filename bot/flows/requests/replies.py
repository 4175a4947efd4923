"""What people write in the thread of a request: read cautiously, passed on, corrected with one tap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.flows.requests.acting import accept
from bot.flows.requests.moving import (
    Held,
    Made,
    Said,
    Target,
    apply,
    hear,
    hold,
    move,
    other_side,
    plan_closing,
    waits_for,
)
from bot.rules.letters import Aside, Line
from bot.rules.readings import Reading, read
from bot.rules.turns import Move, Next, Step
from storage import drafts, outbox, places, requests, trail, turns
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import Entry, Person, Reason, Request, Side, TrailEntry, Turn, Why


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
    Reading.UNCLEAR: _Taken(Line.WORDS, Aside.WAS_IT_AN_ANSWER),
}
_AFTER_AN_ANSWER = {
    Reading.NOT_YET: _Taken(Line.REOPENED, Aside.READ_AS_REOPENED, Move.REOPEN),
    Reading.QUESTION: _Taken(Line.REOPENED, Aside.READ_AS_REOPENED, Move.REOPEN),
    Reading.THANKS: _Taken(Line.WORDS, Aside.CLOSE_IT),
}
_TO_A_QUESTION = _Taken(Line.REPLIED, Aside.READ_AS_REPLY, Move.REPLY)
_WORDS = _Taken(Line.WORDS)


def reply(tx: Tx, actor: Person, request_id: int, message: Message, *, now: datetime) -> None:
    """A reply in the request's thread. Only its two people's words count; others' are not even kept."""
    request = requests.lock(tx, request_id)
    if request is None:
        return
    if actor.id not in (request.requester_id, request.owner_id):
        if not message.in_channel and places.of_person(tx, request_id, actor.id) is not None:
            say_aside(tx, request, (Aside.PASSED_ON, None), to=actor, beside=message, now=now)
        return
    held = Held(request, turns.open_turn(tx, request_id))
    if message.has_files:
        say_aside(tx, request, (Aside.FILES, None), to=actor, beside=message, now=now)
    if not message.text.strip():
        return
    taken = _taken(held, actor, message.text)
    entry = _enter(tx, actor, held, taken, message, now=now)
    hear(tx, request, other_side(request, actor.id), Said(taken.line, entry, message.source), now=now)
    if taken.aside is not None:
        say_aside(tx, request, (taken.aside, entry.id), to=actor, beside=message, now=now)


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
    request = requests.get(tx, request_id)
    if request is None or actor.id not in (request.requester_id, request.owner_id):
        raise Refused("not_yours")
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


def correct(tx: Tx, actor: Person, about: tuple[int, int], reading: Reading, *, now: datetime) -> None:
    """The writer says how a reply was meant (`about`: request, entry), while nobody has acted on it.

    Raises `Refused`.
    """
    request_id, entry_id = about
    held = hold(tx, actor, Target(request_id))
    entry = trail.find(tx, request_id, entry_id)
    if entry is None or entry.by_id != actor.id:
        raise Refused("not_yours")
    since = [later for later in trail.of_request(tx, request_id) if later.id > entry_id]
    if actor.id != other_side(held.request, other_side(held.request, actor.id)):  # a former owner
        raise Refused("not_now")
    if any(_is_past(entry, later) for later in since) or _is_read_as(since, reading):
        raise Refused("not_now")
    entry = _as_edited(entry, since)
    fix = _correct_owners if actor.id == held.request.owner_id else _correct_requesters
    fix(tx, actor, held, entry, reading, now=now)


# What puts an end to correcting the words before it.
_MOVING = frozenset(
    {Entry.ANSWERED, Entry.ASKED_BACK, Entry.REPLIED, Entry.REOPENED, Entry.HANDED_OVER, Entry.READ_AS}
)


def _is_past(entry: TrailEntry, later: TrailEntry) -> bool:
    """Whether somebody acted on `entry`, or its writer has deleted it or moved the turn otherwise since."""
    if later.by_id != entry.by_id:
        return True
    if later.data.get("of") == entry.id:
        return later.kind is Entry.MESSAGE_DELETED
    return later.kind in _MOVING and later.data.get("reading") != Reading.ACCEPTANCE


def _as_edited(entry: TrailEntry, since: list[TrailEntry]) -> TrailEntry:
    """The entry with the words that its writer has last given it."""
    edits = [later for later in since if later.kind is Entry.MESSAGE_EDITED]
    texts = [edit.data.get("text", "") for edit in edits if edit.data["of"] == entry.id]
    return replace(entry, data={**entry.data, "text": texts[-1]}) if texts else entry


def _source_of(entry: TrailEntry) -> tuple[str, str] | None:
    """The message that an entry holds the words of, so that its edits follow wherever they are shown."""
    channel, ts = entry.data.get("source") or (None, None)
    return (channel, ts) if channel and ts else None


def _is_read_as(since: list[TrailEntry], reading: Reading) -> bool:
    """Whether that is how it is read already: somebody pressed twice."""
    readings = [later.data["reading"] for later in since if later.kind is Entry.READ_AS]
    return readings[-1:] == [reading]


def _taken(held: Held, actor: Person, text: str) -> _Taken:
    turn = held.turn
    if turn is None or turn.holder_id != actor.id:
        return _WORDS
    if turn.side is Side.OWNER:
        return _BY_HOLDER.get(read(text, turn.side), _WORDS)
    if turn.why is Why.ASKED_BACK:
        return _TO_A_QUESTION
    return _AFTER_AN_ANSWER.get(read(text, turn.side), _Taken(Line.WORDS, Aside.DID_IT_HELP))


def _enter(
    tx: Tx, actor: Person, held: Held, taken: _Taken, message: Message, *, now: datetime
) -> TrailEntry:
    data = {"text": message.text, "source": message.source}
    if taken.move is not None:
        return move(tx, held, Made(taken.move, actor.id, data), now=now)
    if taken.line is Line.ACCEPTED:
        return accept(tx, actor, held, data, now=now)
    return trail.add(tx, held.request.id, Entry.WROTE, by_id=actor.id, now=now, data=data)


def say_aside(
    tx: Tx, request: Request, aside: tuple[Aside, int | None], *, to: Person, beside: Message, now: datetime
) -> None:
    """Something for the writer alone: in their own thread, or where only they see it in a channel's."""
    data: dict[str, object] = {"aside": aside[0], "entry": aside[1]}
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
            noted = trail.add(tx, relay.request_id, kind, by_id=actor.id, now=now, data=follows)
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


_NEXT = {Reading.ANSWER: (Side.REQUESTER, Why.ANSWERED), Reading.QUESTION: (Side.REQUESTER, Why.ASKED_BACK)}
_HEARD = {
    Reading.ANSWER: Line.ANSWERED,
    Reading.QUESTION: Line.ASKED_BACK,
    Reading.ACCEPTANCE: Line.TAKEN_BACK,
}


def _correct_owners(
    tx: Tx, actor: Person, held: Held, entry: TrailEntry, reading: Reading, *, now: datetime
) -> None:
    """The owner's reply was something else: the turn goes where it would have gone, by an entry."""
    request, turn = held.request, held.turn
    if reading not in _HEARD:
        raise Refused("not_now")
    side, why = _NEXT.get(reading, (Side.OWNER, Why.TAKEN_BACK))
    data = {"of": entry.id, "reading": reading, "text": entry.data.get("text", "")}
    noted = trail.add(tx, request.id, Entry.READ_AS, by_id=actor.id, now=now, data=data)
    if turn is not None and turn.side is Side.OWNER and side is Side.OWNER:
        requests.save(tx, replace(request, accepted_at=request.accepted_at or now))
        places.changed(tx, request.id, now=now)
        return
    holder_id = request.requester_id if side is Side.REQUESTER else actor.id
    moved = Step(Entry.READ_AS, Next(holder_id, side, why))
    apply(tx, Held(_as_if(request, turn, reading, now), turn), moved, now=now)
    if reading is Reading.ANSWER:
        plan_closing(tx, request, since=now, now=now)
    hear(tx, request, request.requester_id, Said(_HEARD[reading], noted, _source_of(entry)), now=now)


def _as_if(request: Request, turn: Turn | None, reading: Reading, now: datetime) -> Request:
    """The request's answer, corrected: there is one now, or the one that was noted is none."""
    if reading is Reading.ACCEPTANCE:
        request = replace(request, accepted_at=request.accepted_at or now)
    if reading is Reading.ANSWER:
        return replace(request, answered_at=now, first_response_at=request.first_response_at or now)
    if turn is None or turn.why is not Why.ANSWERED:
        return request
    was_first = request.first_response_at == request.answered_at
    return replace(
        request, answered_at=None, first_response_at=None if was_first else request.first_response_at
    )


def _correct_requesters(
    tx: Tx, actor: Person, held: Held, entry: TrailEntry, reading: Reading, *, now: datetime
) -> None:
    """The requester's reply was something else: asking again, or only a word of thanks."""
    request, turn = held.request, held.turn
    if reading is Reading.QUESTION:
        text = entry.data.get("text", "")
        again = move(tx, held, Made(Move.REOPEN, actor.id, {"text": text, "of": entry.id}), now=now)
        hear(tx, request, request.owner_id, Said(Line.REOPENED, again, _source_of(entry)), now=now)
        return
    if turn is None or turn.why is not Why.REOPENED:
        raise Refused("not_now")
    noted = trail.add(
        tx, request.id, Entry.READ_AS, by_id=actor.id, now=now, data={"of": entry.id, "reading": reading}
    )
    apply(tx, held, Step(Entry.READ_AS, Next(actor.id, Side.REQUESTER, Why.ANSWERED)), now=now)
    plan_closing(tx, request, since=now, now=now)
    hear(tx, request, request.owner_id, Said(Line.TAKEN_BACK, noted), now=now)
