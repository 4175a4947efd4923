"""Promises that an absence gets in the way of: whoever waits hears it in time, and can choose."""

from __future__ import annotations

from datetime import datetime

from bot.errors import Refused
from bot.flows.absences.seeing import absent_owner
from bot.flows.absences.telling import UNDO_WITHIN
from bot.flows.hours import hours_of
from bot.flows.requests.hearing import Said, bring, confirm, hear, hear_all, opens_at
from bot.flows.requests.moving import Target, hold, move
from bot.rules import worktime
from bot.rules.letters import Line
from bot.rules.turns import Made, Move
from storage import people, requests, trail, turns
from storage.base import Tx
from storage.records import Entry, Person, Request, Side
from storage.trail import NewEntry

LOOKED_AT = 500  # requests with one person


def tell_who_waits(tx: Tx, person: Person, *, now: datetime) -> None:
    """Whoever was promised an answer for a time in which it cannot come hears that, once for each promise."""
    for request in requests.held_by(tx, person.id, limit=LOOKED_AT):
        away = _away_then(tx, request) if request.owner_id == person.id else None
        turn = turns.open_turn(tx, request.id)
        if away is None or turn is None or request.promised_at is None:
            continue
        promised, hours = request.promised_at.isoformat(), hours_of(tx, person)
        back_at = worktime.next_working_moment(hours, away[1])
        data = {"to": person.id, "turn": turn.id, "promised": promised}
        data |= {"until": back_at.isoformat()} if back_at else {}
        known = [entry.data for entry in trail.of_request(tx, request.id) if entry.kind is Entry.AWAY_THEN]
        if any(each["promised"] == promised and each.get("until") == data.get("until") for each in known):
            continue
        entry = trail.add(tx, request.id, NewEntry(Entry.AWAY_THEN, None, data), now=now)
        told_at = max(now + UNDO_WITHIN, opens_at(tx, people.get(tx, request.requester_id), now))
        hear(tx, request, request.requester_id, Said(Line.AWAY_THEN, entry), not_before=told_at, now=now)


def is_away_then(tx: Tx, request: Request) -> bool:
    """Whether the owner is away when the answer was promised for."""
    return _away_then(tx, request) is not None


def give_to_cover(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """The requester would rather have it from whoever stands in for the owner. Raises `Refused`."""
    held = hold(tx, actor, target)
    request = held.request
    if actor.id != request.requester_id:
        raise Refused("not_yours")
    owner = people.get(tx, request.owner_id)
    absent = absent_owner(tx, owner, actor, request.promised_at or request.wanted_by_at, now=now)
    if absent is None or absent.cover is None or absent.cover.id in held.people:
        raise Refused("cover_not_there")
    cover = absent.cover
    entry = move(tx, held, Made(Move.GIVE_TO_COVER, actor.id, cover.id), {"to": cover.id}, now=now)
    bring(tx, request, cover, side=Side.OWNER, now=now)
    hear_all(tx, held, actor.id, Said(Line.HANDED_OVER, entry), now=now)
    confirm(tx, held, entry, now=now)


def _away_then(tx: Tx, request: Request) -> tuple[datetime, datetime] | None:
    if request.promised_at is None:
        return None
    return worktime.away_at(hours_of(tx, people.get(tx, request.owner_id)), request.promised_at)
