"""What its people do with a request by button and form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.errors import Refused
from bot.flows.reminders import watch_promise
from bot.flows.requests.hearing import Said, confirm, hear, hear_all, opens_at
from bot.flows.requests.moving import Held, Target, held_as_it_is, hold, move, note, plan_closing
from bot.rules.letters import Line
from bot.rules.turns import Made, Move
from storage import people, requests, trail
from storage.base import Tx
from storage.records import Entry, Outcome, Person, Request, Side, TrailEntry, Turn
from storage.trail import NewEntry


def accept(tx: Tx, actor: Person, held: Held, data: Mapping[str, Any], *, now: datetime) -> TrailEntry:
    """Note that the owner has seen it and takes it, in the words of `data`; the turn stays theirs."""
    _check_owns_turn(held, actor)
    after = replace(held.request, accepted_at=held.request.accepted_at or now)
    return note(tx, held, NewEntry(Entry.ACCEPTED, actor.id, data), after, now=now)


def promise(tx: Tx, actor: Person, target: Target, by_at: datetime, *, now: datetime) -> None:
    """The owner says by when the answer comes, or moves what they said before. Raises `Refused`."""
    held = hold(tx, actor, target)
    request = held.request
    _check_owns_turn(held, actor)
    if by_at <= now:
        raise Refused("promise_in_the_past")
    if by_at == request.promised_at:  # pressed twice
        return
    promised = replace(
        request,
        accepted_at=request.accepted_at or now,
        promised_at=by_at,
        promise_moves=request.promise_moves + (request.promised_at is not None),
    )
    data, line = {"by": by_at.isoformat()}, Line.PROMISED
    if request.promised_at is not None:
        data, line = data | {"before": request.promised_at.isoformat()}, Line.PROMISE_MOVED
    entry = note(tx, held, NewEntry(Entry.PROMISED, actor.id, data), promised, now=now)
    watch_promise(tx, held, entry, now=now)
    hear(tx, request, request.requester_id, Said(line, entry), now=now)
    confirm(tx, held, entry, now=now)


def apologise(
    tx: Tx, actor: Person, target: Target, words: tuple[str, datetime | None], *, now: datetime
) -> None:
    """The owner says that it takes longer, and perhaps until when. Raises `Refused`."""
    text, by_at = words
    if not text.strip():
        raise Refused("nothing_written")
    held = hold(tx, actor, target)
    if by_at is not None:
        promise(tx, actor, target, by_at, now=now)
    entry = trail.add(tx, held.request.id, NewEntry(Entry.WROTE, actor.id, {"text": text}), now=now)
    hear(tx, held.request, held.request.requester_id, Said(Line.WORDS, entry), now=now)


def decline_wanted_by(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """The owner cannot answer by the wished date; the turn stays theirs. Raises `Refused`."""
    held = hold(tx, actor, target)
    request = held.request
    _check_owns_turn(held, actor)
    if request.wanted_by_at is None:
        raise Refused("not_now")
    if request.wanted_by_declined_at is not None:  # pressed twice
        return
    declined = replace(request, wanted_by_declined_at=now, accepted_at=request.accepted_at or now)
    entry = note(tx, held, NewEntry(Entry.WANTED_BY_DECLINED, actor.id), declined, now=now)
    hear(tx, request, request.requester_id, Said(Line.WANTED_BY_DECLINED, entry), now=now)
    confirm(tx, held, entry, now=now)


def answer(tx: Tx, actor: Person, target: Target, text: str, *, now: datetime) -> None:
    """The holder answers by form; the requester hears it and is asked whether it helped."""
    _say(tx, actor, hold(tx, actor, target), (Move.ANSWER, Line.ANSWERED), {"text": text}, now=now)


def answer_elsewhere(tx: Tx, actor: Person, target: Target, text: str, *, now: datetime) -> None:
    """The holder has answered by phone or in person; `text` says what, for the trail. Raises `Refused`."""
    told = (Move.ANSWER, Line.ANSWERED_ELSEWHERE)
    _say(tx, actor, hold(tx, actor, target), told, {"text": text, "elsewhere": True}, now=now)


def ask_back(tx: Tx, actor: Person, target: Target, text: str, *, now: datetime) -> None:
    """The holder needs to know something first; the turn goes to the requester."""
    _say(tx, actor, hold(tx, actor, target), (Move.ASK_BACK, Line.ASKED_BACK), {"text": text}, now=now)


def decline(tx: Tx, actor: Person, target: Target, why: tuple[str, str], *, now: datetime) -> None:
    """No: `why` is the reason, and another person, way or date. Ends the request; raises `Refused`."""
    reason, alternative = why
    if not reason.strip():
        raise Refused("decline_needs_a_reason")
    data = {"text": reason, "alternative": alternative}
    _say(tx, actor, hold(tx, actor, target), (Move.DECLINE, Line.DECLINED), data, now=now)


def resolve(tx: Tx, actor: Person, target: Target, outcome: Outcome, *, now: datetime) -> None:
    """The requester says that the answer helped, partly helped, or came some other way. Raises `Refused`."""
    held = hold(tx, actor, target)
    made = Made(Move.CLOSE, actor.id, outcome=outcome)
    entry = move(tx, held, made, {"outcome": outcome}, now=now)
    hear_all(tx, held, actor.id, Said(Line.CLOSED, entry), now=now)
    confirm(tx, held, entry, now=now)


def reopen(tx: Tx, actor: Person, target: Target, text: str, *, now: datetime) -> None:
    """The answer did not help yet; the turn goes back to the owner, with a word why. Raises `Refused`."""
    _say(tx, actor, hold(tx, actor, target), (Move.REOPEN, Line.REOPENED), {"text": text}, now=now)


def withdraw(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """The requester no longer needs it. Raises `Refused`."""
    held = hold(tx, actor, target)
    entry = move(tx, held, Made(Move.WITHDRAW, actor.id), now=now)
    hear_all(tx, held, actor.id, Said(Line.WITHDRAWN, entry), now=now)
    confirm(tx, held, entry, now=now)


class Means(StrEnum):
    """How people talked."""

    PHONE = "phone"
    MEETING = "meeting"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A talk about a request outside Slack: how, when, with whom else (person ids), and what was said."""

    how: Means
    at: datetime
    text: str
    with_ids: tuple[int, ...] = ()


def note_conversation(tx: Tx, actor: Person, request_id: int, talk: Conversation, *, now: datetime) -> None:
    """Keep for the record what was said elsewhere; no turn moves. Raises `Refused`."""
    if not talk.text.strip():
        raise Refused("nothing_written")
    if talk.at > now:
        raise Refused("not_talked_yet")
    held = hold(tx, actor, Target(request_id))
    if actor.id not in held.people:
        raise Refused("not_yours")
    data = {"how": talk.how, "at": talk.at.isoformat(), "with": talk.with_ids, "text": talk.text}
    entry = note(tx, held, NewEntry(Entry.NOTED, actor.id, data), held.request, now=now)
    hear_all(tx, held, actor.id, Said(Line.NOTED, entry), now=now)
    confirm(tx, held, entry, now=now)


def close_without_word(tx: Tx, request_id: int, *, turn: int, now: datetime) -> None:
    """The clock closes an answered request, if its requester has still said nothing since."""
    request = requests.lock(tx, request_id)
    held = held_as_it_is(tx, request) if request else None
    if held is None or held.turn is None or held.turn.id != turn:
        return
    if plan_closing(tx, held.request, since=_last_word(tx, held.request, held.turn), now=now):
        return
    made = Made(Move.CLOSE_WITHOUT_WORD, None, outcome=Outcome.WITHOUT_WORD)
    entry = move(tx, held, made, {"outcome": Outcome.WITHOUT_WORD}, now=now)
    line, opening = Line.CLOSED_WITHOUT_WORD, opens_at(tx, people.get(tx, held.request.owner_id), now)
    hear(tx, held.request, held.request.owner_id, Said(line, entry), not_before=opening, now=now)


def _last_word(tx: Tx, request: Request, turn: Turn) -> datetime:
    """When the requester last wrote in this turn of theirs; where they did not, when it began."""
    written = [entry.at for entry in trail.of_request(tx, request.id) if entry.by_id == request.requester_id]
    return max(turn.started_at, *written) if written else turn.started_at


def _check_owns_turn(held: Held, actor: Person) -> None:
    """Raise `Refused` where the turn is not the owner's, or the owner is somebody else."""
    turn = held.turn
    if turn is None or turn.side is not Side.OWNER or turn.holder_id != actor.id:
        raise Refused("not_now")


def _say(
    tx: Tx, actor: Person, held: Held, how: tuple[Move, Line], data: Mapping[str, Any], *, now: datetime
) -> None:
    """Make a move in words, which everybody else with a part in it hears."""
    if not data["text"].strip():
        raise Refused("nothing_written")
    moved, line = how
    entry = move(tx, held, Made(moved, actor.id), data, now=now)
    hear_all(tx, held, actor.id, Said(line, entry), now=now)
    confirm(tx, held, entry, now=now)
