"""Passing a request on: for good, or for a part of it that comes back; never unseen by who asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.errors import Refused
from bot.flows.requests.asking import Ask, check
from bot.flows.requests.hearing import Said, bring, call_team, confirm, hear, hear_all
from bot.flows.requests.moving import Held, Target, hold, move
from bot.rules.letters import Line
from bot.rules.turns import Made, Move
from storage import people, trail, turns
from storage.base import Tx
from storage.records import Entry, Kind, Person, Side, TrailEntry
from storage.trail import NewEntry


class Way(StrEnum):
    """How somebody passes a request on."""

    HAND_OVER = "hand_over"  # for good
    LEND = "lend"  # for their part only; it comes back
    SUGGEST = "suggest"  # for good, if the requester agrees that they could help


@dataclass(frozen=True, slots=True)
class Passing:
    """To whom somebody passes a request on, how, and with what word."""

    to: Person
    way: Way
    word: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says as they give it back, and the message (channel, ts) in which they said it."""

    data: Mapping[str, Any]
    source: tuple[str, str] | None = None


def pass_on(tx: Tx, actor: Person, target: Target, passing: Passing, *, now: datetime) -> None:
    """Pass it on. What is between two people is seen by no third one before the requester has agreed.

    Until then the turn stays. Raises `Refused`.
    """
    held = hold(tx, actor, target)
    request, to = held.request, passing.to
    lends = passing.way is Way.LEND
    if held.turn is None or held.turn.holder_id != actor.id or held.turn.side is Side.REQUESTER:
        raise Refused("not_now")
    if held.turn.side is Side.THIRD and not lends:
        raise Refused("not_now")
    if to.id in held.people:
        raise Refused("they_wait_in_this" if lends else "hand_over_to_them", name=to.name)
    if lends and to.kind is Kind.TEAM:
        raise Refused("lend_to_one", name=to.name)
    _check_can_take(tx, held, to)
    data: dict[str, Any] = {"to": to.id, "way": passing.way}
    if passing.word.strip():
        data["text"] = passing.word
    knows = request.channel_id is not None or to.id in turns.holders(tx, request.id)
    if knows and passing.way is not Way.SUGGEST:
        _pass(tx, held, actor.id, data, now=now)
        return
    entry = trail.add(tx, request.id, NewEntry(Entry.SHARE_ASKED, actor.id, data), now=now)
    hear(tx, request, request.requester_id, Said(Line.SHARE_ASKED, entry), now=now)
    hear(tx, request, actor.id, Said(Line.SHARE_WAITS, entry), now=now)


def agree(tx: Tx, actor: Person, target: Target, to_asked: tuple[int, bool], *, now: datetime) -> None:
    """The requester says whether a third person may see it (`to_asked`: entry, yes). Raises `Refused`."""
    entry_id, agreed = to_asked
    held = hold(tx, actor, target)
    request = held.request
    asked = trail.find(tx, request.id, entry_id)
    if actor.id != request.requester_id or asked is None:
        raise Refused("not_yours")
    later = [entry for entry in trail.of_request(tx, request.id) if entry.data.get("of") == entry_id]
    if asked.kind is not Entry.SHARE_ASKED or asked.by_id is None or later:
        raise Refused("not_now")
    if agreed:
        passed = _pass(tx, held, asked.by_id, {**asked.data, "of": entry_id}, now=now)
        hear(tx, request, asked.by_id, Said(Line.SHARE_AGREED, passed), now=now)
        return
    refused = NewEntry(Entry.SHARE_REFUSED, actor.id, {"of": entry_id, "to": asked.data["to"]})
    entry = trail.add(tx, request.id, refused, now=now)
    hear(tx, request, asked.by_id, Said(Line.SHARE_REFUSED, entry), now=now)


def give_back(tx: Tx, actor: Person, held: Held, words: Words, *, now: datetime) -> TrailEntry:
    """The one it was lent to is done with their part; whoever lent it hears the words. Raises `Refused`."""
    if not held.lenders:
        raise Refused("not_now")
    lender_id = held.lenders[0].holder_id
    entry = move(tx, held, Made(Move.RETURN, actor.id), {**words.data, "to": lender_id}, now=now)
    hear(tx, held.request, lender_id, Said(Line.RETURNED, entry, words.source), now=now)
    for person_id in held.people:
        if person_id not in (actor.id, lender_id):
            hear(tx, held.request, person_id, Said(Line.CAME_BACK, entry), now=now)
    return entry


def return_it(tx: Tx, actor: Person, target: Target, text: str, *, now: datetime) -> None:
    """The same, by form. Raises `Refused`."""
    if not text.strip():
        raise Refused("nothing_written")
    held = hold(tx, actor, target)
    confirm(tx, held, give_back(tx, actor, held, Words({"text": text}), now=now), now=now)


def call_back(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """Whoever lent it takes it back before it was returned. Raises `Refused`."""
    held = hold(tx, actor, target)
    entry = move(tx, held, Made(Move.CALL_BACK, actor.id), now=now)
    hear_all(tx, held, actor.id, Said(Line.CALLED_BACK, entry), now=now)
    confirm(tx, held, entry, now=now)


def _check_can_take(tx: Tx, held: Held, to: Person) -> None:
    requester = people.get(tx, held.request.requester_id)
    check(Ask(requester=requester, owner=to, by=requester, text=held.request.text))


def _pass(tx: Tx, held: Held, by_id: int, data: dict[str, Any], *, now: datetime) -> TrailEntry:
    request, to = held.request, people.get(tx, data["to"])
    _check_can_take(tx, held, to)
    lends = data["way"] == Way.LEND
    to_team = to.kind is Kind.TEAM
    made = Made(Move.LEND if lends else Move.HAND_OVER, by_id, to.id, to_team=to_team)
    entry = move(tx, held, made, data, now=now)
    said = Said(Line.LENT if lends else Line.HANDED_OVER, entry)
    if to_team:
        call_team(tx, request.workspace_id, request.id, now=now)
    elif not bring(tx, request, to, side=Side.THIRD if lends else Side.OWNER, now=now):
        hear(tx, request, to.id, said, now=now)  # it comes back to them
    hear_all(tx, held, by_id, said, now=now)
    if data.get("text"):
        hear(tx, request, to.id, Said(Line.WORDS, entry), now=now)
    if "of" not in data:
        confirm(tx, held, entry, now=now)
    return entry
