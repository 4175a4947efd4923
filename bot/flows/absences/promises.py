"""Promises and wishes that an absence gets in the way of: whoever waits hears it in time, and can choose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.errors import Refused
from bot.flows.absences.coordinators import UNDO_WITHIN
from bot.flows.absences.seeing import absent_owner, return_of
from bot.flows.hours import hours_of
from bot.flows.requests.hearing import Said, bring, confirm, hear, hear_all, opens_at
from bot.flows.requests.moving import Target, hold, move
from bot.flows.workspaces import thresholds
from bot.rules import worktime
from bot.rules.absences.covers import long_ahead
from bot.rules.letters import Line
from bot.rules.turns import Made, Move
from storage import absences, people, requests, trail, turns
from storage.base import Tx
from storage.records import Entry, Person, Request, Side
from storage.trail import NewEntry

LOOKED_AT = 500  # requests with one person


def tell_who_waits(tx: Tx, person: Person, *, now: datetime) -> None:
    """Whoever waits for an answer by a time at which it cannot come hears that, once for each such time.

    Whoever waits without any hears it of an absence that is longer than anybody should wait.
    """
    hours = hours_of(tx, person)
    long = long_ahead(hours, now, thresholds(tx, person.workspace_id).longest_wait)
    for request in requests.held_by(tx, person.id, limit=LOOKED_AT):
        turn, due = turns.open_turn(tx, request.id), _due(request)
        away = worktime.away_at(hours, due) if due else long
        if away is None or turn is None or request.owner_id != person.id:
            continue
        data = {"to": person.id, "turn": turn.id, "promised": (due or away[0]).isoformat()}
        back_at = worktime.next_working_moment(hours, away[1])
        data |= return_of(absences.at(tx, person.id, due or away[0]), back_at)
        data |= {} if request.promised_at else {"wished" if due else "long": True}
        if _know(tx, request, data):
            continue
        entry = trail.add(tx, request.id, NewEntry(Entry.AWAY_THEN, None, data), now=now)
        told_at = max(now + UNDO_WITHIN, opens_at(tx, people.get(tx, request.requester_id), now))
        hear(tx, request, request.requester_id, Said(Line.AWAY_THEN, entry), not_before=told_at, now=now)


def _know(tx: Tx, request: Request, data: Mapping[str, Any]) -> bool:
    """Whether they have been told already, or knew it before they asked."""
    entries = trail.of_request(tx, request.id)
    told = [each.data for each in entries if each.kind is Entry.AWAY_THEN]
    names = ("promised", "until", "roughly")
    same = any(all(each.get(name) == data.get(name) for name in names) for each in told)
    return same or (request.promised_at is None and bool(entries[0].data.get("away")))


def _due(request: Request) -> datetime | None:
    """When the answer is to come: as promised, else as wished for."""
    return request.promised_at or (None if request.wanted_by_declined_at else request.wanted_by_at)


def is_away_then(tx: Tx, request: Request, otherwise: datetime | None = None) -> bool:
    """Whether the owner is away when the answer is to come, or at another instant if that is not said."""
    at = _due(request) or otherwise
    owner = people.get(tx, request.owner_id)
    return at is not None and worktime.away_at(hours_of(tx, owner), at) is not None


def give_to_cover(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """The requester would rather have it from whoever stands in for the owner. Raises `Refused`."""
    held = hold(tx, actor, target)
    request = held.request
    if actor.id != request.requester_id:
        raise Refused("not_yours")
    owner = people.get(tx, request.owner_id)
    long = long_ahead(hours_of(tx, owner), now, thresholds(tx, owner.workspace_id).longest_wait)
    absent = absent_owner(tx, owner, actor, _due(request) or (long[1] if long else None), now=now)
    if absent is None or absent.cover is None or absent.cover.id in held.people:
        raise Refused("cover_not_there")
    cover = absent.cover
    entry = move(tx, held, Made(Move.GIVE_TO_COVER, actor.id, cover.id), {"to": cover.id}, now=now)
    bring(tx, request, cover, side=Side.OWNER, now=now)
    hear_all(tx, held, actor.id, Said(Line.HANDED_OVER, entry), now=now)
    confirm(tx, held, entry, now=now)
