"""What its people do with a request by button and form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.errors import Refused
from bot.flows.requests.asking import Ask, check, opens_at
from bot.flows.requests.moving import Held, Made, Said, Target, hear, hold, move, other_side, plan_closing
from bot.rules.letters import Line
from bot.rules.turns import Move
from storage import people, places, requests, trail, turns
from storage.base import Tx
from storage.records import Entry, Outcome, Person, Request, Side, TrailEntry, Turn


def accept(tx: Tx, actor: Person, held: Held, data: Mapping[str, Any], *, now: datetime) -> TrailEntry:
    """Note that the holder has seen it and takes it, in the words of `data`; the turn stays theirs."""
    request = held.request
    if held.turn is None or held.turn.holder_id != actor.id or actor.id != request.owner_id:
        raise Refused("not_now")
    entry = trail.add(tx, request.id, Entry.ACCEPTED, by_id=actor.id, now=now, data=data)
    requests.save(tx, replace(request, accepted_at=request.accepted_at or now))
    places.changed(tx, request.id, now=now)
    return entry


def promise(tx: Tx, actor: Person, target: Target, by_at: datetime, *, now: datetime) -> None:
    """The holder says by when the answer comes, or moves what they said before. Raises `Refused`."""
    held = hold(tx, actor, target)
    request = held.request
    if held.turn is None or held.turn.holder_id != actor.id or actor.id != request.owner_id:
        raise Refused("not_now")
    if by_at <= now:
        raise Refused("promise_in_the_past")
    if by_at == request.promised_at:  # pressed twice
        return
    moved = request.promised_at is not None
    entry = trail.add(tx, request.id, Entry.PROMISED, by_id=actor.id, now=now, data={"by": by_at.isoformat()})
    promised = replace(
        request,
        accepted_at=request.accepted_at or now,
        promised_at=by_at,
        promise_moves=request.promise_moves + moved,
    )
    requests.save(tx, promised)
    hear(tx, request, request.requester_id, Said(Line.PROMISED, entry), now=now)
    places.changed(tx, request.id, now=now)


def decline_wanted_by(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """The holder cannot answer by the wished date; the turn stays theirs. Raises `Refused`."""
    held = hold(tx, actor, target)
    request = held.request
    if held.turn is None or held.turn.holder_id != actor.id or request.wanted_by_at is None:
        raise Refused("not_now")
    if request.wanted_by_declined_at is not None:  # pressed twice
        return
    entry = trail.add(tx, request.id, Entry.WANTED_BY_DECLINED, by_id=actor.id, now=now, data={})
    requests.save(tx, replace(request, wanted_by_declined_at=now, accepted_at=request.accepted_at or now))
    hear(tx, request, request.requester_id, Said(Line.WANTED_BY_DECLINED, entry), now=now)
    places.changed(tx, request.id, now=now)


def answer(tx: Tx, actor: Person, target: Target, text: str, *, now: datetime) -> None:
    """The holder answers by form; the requester hears it and is asked whether it helped."""
    _say(tx, actor, hold(tx, actor, target), Move.ANSWER, text, now=now)


def answer_elsewhere(tx: Tx, actor: Person, target: Target, text: str, *, now: datetime) -> None:
    """The holder has answered by phone or in person; `text` says what, for the trail. Raises `Refused`."""
    if not text.strip():
        raise Refused("nothing_written")
    held = hold(tx, actor, target)
    entry = move(tx, held, Made(Move.ANSWER, actor.id, {"text": text, "elsewhere": True}), now=now)
    hear(tx, held.request, held.request.requester_id, Said(Line.ANSWERED_ELSEWHERE, entry), now=now)


def ask_back(tx: Tx, actor: Person, target: Target, text: str, *, now: datetime) -> None:
    """The holder needs to know something first; the turn goes to the requester."""
    _say(tx, actor, hold(tx, actor, target), Move.ASK_BACK, text, now=now)


def decline(tx: Tx, actor: Person, target: Target, why: tuple[str, str], *, now: datetime) -> None:
    """No: `why` is the reason, and another person, way or date. Ends the request; raises `Refused`."""
    reason, alternative = why
    if not reason.strip():
        raise Refused("decline_needs_a_reason")
    held = hold(tx, actor, target)
    data = {"text": reason, "alternative": alternative}
    entry = move(tx, held, Made(Move.DECLINE, actor.id, data), now=now)
    hear(tx, held.request, held.request.requester_id, Said(Line.DECLINED, entry), now=now)


def hand_over(tx: Tx, actor: Person, target: Target, goes_to: tuple[Person, str], *, now: datetime) -> None:
    """Pass it to another colleague for good, with a word; the request's clock goes on.

    What is between two people is seen by no third one before the requester has agreed: until then the turn
    stays. Raises `Refused`.
    """
    to, word = goes_to
    held = hold(tx, actor, target)
    request = held.request
    if held.turn is None or held.turn.holder_id != actor.id or actor.id != request.owner_id:
        raise Refused("not_now")
    if to.id in (request.requester_id, actor.id):
        raise Refused("hand_over_to_them", name=to.name)
    check(Ask(requester=actor, owner=to, by=actor, text=request.text))
    data = {"to": to.id, "text": word} if word.strip() else {"to": to.id}
    if request.channel_id is not None:
        _pass_on(tx, held, to, data, now=now)
        return
    entry = trail.add(tx, request.id, Entry.HAND_OVER_PROPOSED, by_id=actor.id, now=now, data=data)
    hear(tx, request, request.requester_id, Said(Line.HAND_OVER_PROPOSED, entry), now=now)
    hear(tx, request, actor.id, Said(Line.HAND_OVER_WAITS, entry), now=now)


def agree(tx: Tx, actor: Person, target: Target, to_proposal: tuple[int, bool], *, now: datetime) -> None:
    """The requester says whether a third person may see it (`to_proposal`: entry, yes). Raises `Refused`."""
    entry_id, agreed = to_proposal
    held = hold(tx, actor, target)
    request = held.request
    proposal = trail.find(tx, request.id, entry_id)
    if actor.id != request.requester_id or proposal is None:
        raise Refused("not_yours")
    later = [entry for entry in trail.of_request(tx, request.id) if entry.data.get("of") == entry_id]
    if proposal.kind is not Entry.HAND_OVER_PROPOSED or later:
        raise Refused("not_now")
    data = {**proposal.data, "of": entry_id}
    if agreed:
        _pass_on(tx, held, people.get(tx, proposal.data["to"]), data, now=now)
        hear(tx, request, request.owner_id, Said(Line.HAND_OVER_AGREED, trail.last(tx, request.id)), now=now)
        return
    entry = trail.add(tx, request.id, Entry.HAND_OVER_REFUSED, by_id=actor.id, now=now, data={"of": entry_id})
    hear(tx, request, request.owner_id, Said(Line.HAND_OVER_REFUSED, entry), now=now)


def _pass_on(tx: Tx, held: Held, to: Person, data: dict[str, Any], *, now: datetime) -> None:
    request = held.request
    check(Ask(requester=people.get(tx, request.requester_id), owner=to, by=to, text=request.text))
    entry = move(tx, held, Made(Move.HAND_OVER, request.owner_id, data, to=to), now=now)
    if places.of_person(tx, request.id, to.id) is None:
        places.add(tx, request.id, side=Side.OWNER, person_id=to.id, due_at=opens_at(to, now))
    else:  # it comes back to them, and nobody hears how a card changes
        hear(tx, request, to.id, Said(Line.HANDED_OVER, entry), now=now)
    hear(tx, request, request.requester_id, Said(Line.HANDED_OVER, entry), now=now)
    if data.get("text"):
        hear(tx, request, to.id, Said(Line.WORDS, entry), now=now)


def resolve(tx: Tx, actor: Person, target: Target, outcome: Outcome, *, now: datetime) -> None:
    """The requester says that the answer helped, partly helped, or came some other way. Raises `Refused`."""
    held = hold(tx, actor, target)
    entry = move(tx, held, Made(Move.CLOSE, actor.id, {"outcome": outcome}, outcome=outcome), now=now)
    hear(tx, held.request, held.request.owner_id, Said(Line.CLOSED, entry), now=now)


def reopen(tx: Tx, actor: Person, target: Target, text: str, *, now: datetime) -> None:
    """The answer did not help yet; the turn goes back to the owner, with a word why. Raises `Refused`."""
    _say(tx, actor, hold(tx, actor, target), Move.REOPEN, text, now=now)


def withdraw(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """The requester no longer needs it. Raises `Refused`."""
    held = hold(tx, actor, target)
    entry = move(tx, held, Made(Move.WITHDRAW, actor.id), now=now)
    hear(tx, held.request, held.request.owner_id, Said(Line.WITHDRAWN, entry), now=now)


def close_without_word(tx: Tx, request_id: int, turn_id: int, *, now: datetime) -> None:
    """The clock closes an answered request, if its requester has still said nothing since."""
    request = requests.lock(tx, request_id)
    held = Held(request, turns.open_turn(tx, request_id)) if request else None
    if held is None or held.turn is None or held.turn.id != turn_id:
        return
    if plan_closing(tx, held.request, since=_last_word(tx, held.request, held.turn), now=now):
        return
    outcome = Outcome.WITHOUT_WORD
    entry = move(
        tx, held, Made(Move.CLOSE_WITHOUT_WORD, None, {"outcome": outcome}, outcome=outcome), now=now
    )
    hear(tx, held.request, held.request.owner_id, Said(Line.CLOSED, entry), now=now)


def _last_word(tx: Tx, request: Request, turn: Turn) -> datetime:
    """When the requester last wrote in this turn of theirs; where they did not, when it began."""
    written = [entry.at for entry in trail.of_request(tx, request.id) if entry.by_id == request.requester_id]
    return max(turn.started_at, *written) if written else turn.started_at


_LINES = {Move.ANSWER: Line.ANSWERED, Move.ASK_BACK: Line.ASKED_BACK, Move.REOPEN: Line.REOPENED}


def _say(tx: Tx, actor: Person, held: Held, how: Move, text: str, *, now: datetime) -> None:
    if not text.strip():
        raise Refused("nothing_written")
    entry = move(tx, held, Made(how, actor.id, {"text": text}), now=now)
    hear(tx, held.request, other_side(held.request, actor.id), Said(_LINES[how], entry), now=now)
