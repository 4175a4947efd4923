"""How a reply was meant, said by its writer with one tap: the turn goes where it would have gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.errors import Refused
from bot.flows.requests.hearing import Said, hear
from bot.flows.requests.moving import Held, Target, hold, move, note, take
from bot.flows.requests.passing import Words, give_back
from bot.rules.letters import Line
from bot.rules.readings import Reading
from bot.rules.turns import Made, Move, Step
from storage import trail
from storage.base import Tx
from storage.records import Entry, NewTurn, Person, Request, Side, TrailEntry, Turn, Why
from storage.trail import NewEntry


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
    if any(_is_past(entry, later) for later in since) or _is_read_as(since, reading):
        raise Refused("not_now")
    entry = _as_edited(entry, since)
    if actor.id == held.request.owner_id:
        _correct_owners(tx, actor, held, entry, reading, now=now)
    elif actor.id == held.request.requester_id:
        _correct_requesters(tx, actor, held, entry, reading, now=now)
    else:
        _correct_thirds(tx, actor, held, entry, reading, now=now)


# What puts an end to correcting the words before it.
_MOVING = frozenset(
    {
        Entry.ANSWERED,
        Entry.ASKED_BACK,
        Entry.REPLIED,
        Entry.REOPENED,
        Entry.HANDED_OVER,
        Entry.LENT,
        Entry.RETURNED,
        Entry.CALLED_BACK,
        Entry.HELD,
        Entry.UNDONE,
        Entry.READ_AS,
    }
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
    if reading not in _HEARD or (turn is not None and turn.side is Side.THIRD):
        raise Refused("not_now")
    side, why = _NEXT.get(reading, (Side.OWNER, Why.TAKEN_BACK))
    new = NewEntry(
        Entry.READ_AS,
        actor.id,
        {"of": entry.id, "reading": reading, "text": entry.data.get("text", "")},
    )
    if turn is not None and turn.side is Side.OWNER and side is Side.OWNER:
        note(tx, held, new, replace(request, accepted_at=request.accepted_at or now), now=now)
        return
    holder_id = request.requester_id if side is Side.REQUESTER else actor.id
    moved = Step(Entry.READ_AS, NewTurn(holder_id, side, why))
    noted = take(tx, held, moved, new, as_if=_as_if(request, turn, reading, now), now=now)
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


# Why it was the requester's turn, before what they wrote was taken for more than a word.
_BEFORE = {Why.REOPENED: Why.ANSWERED, Why.REPLIED: Why.ASKED_BACK}


def _correct_requesters(
    tx: Tx, actor: Person, held: Held, entry: TrailEntry, reading: Reading, *, now: datetime
) -> None:
    """The requester's reply was something else: asking again, or only a word, which leaves it with them."""
    request, turn = held.request, held.turn
    if reading is Reading.QUESTION:
        data = {"text": entry.data.get("text", ""), "of": entry.id}
        again = move(tx, held, Made(Move.REOPEN, actor.id), data, now=now)
        hear(tx, request, request.owner_id, Said(Line.REOPENED, again, _source_of(entry)), now=now)
        return
    if turn is None or turn.why not in _BEFORE:
        raise Refused("not_now")
    back = Step(Entry.READ_AS, NewTurn(actor.id, Side.REQUESTER, _BEFORE[turn.why]))
    new = NewEntry(Entry.READ_AS, actor.id, {"of": entry.id, "reading": reading})
    noted = take(tx, held, back, new, now=now)
    hear(tx, request, request.owner_id, Said(Line.TAKEN_BACK, noted), now=now)


def _correct_thirds(
    tx: Tx, actor: Person, held: Held, entry: TrailEntry, reading: Reading, *, now: datetime
) -> None:
    """What somebody wrote to whom it was lent was their part after all."""
    if reading is not Reading.ANSWER or held.turn is None or held.turn.holder_id != actor.id:
        raise Refused("not_now")
    data = {"of": entry.id, "text": entry.data.get("text", "")}
    give_back(tx, actor, held, Words(data, _source_of(entry)), now=now)
