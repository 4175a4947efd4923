"""Parking a request until a date: always with a word why, and never without asking who waits for it."""

from __future__ import annotations

from datetime import datetime

from bot.errors import Refused
from bot.flows.requests.hearing import Said, confirm, hear, hear_all, opens_at
from bot.flows.requests.moving import Held, Target, held_as_it_is, hold, move, plan_resuming
from bot.rules.letters import Line
from bot.rules.turns import Made, Move
from storage import people, requests, trail
from storage.base import Tx
from storage.records import Entry, Person, Why
from storage.trail import NewEntry


def park(tx: Tx, actor: Person, target: Target, until: tuple[datetime, str], *, now: datetime) -> None:
    """The owner parks it `until` a date, with the reason; the requester may say that they can't wait.

    The owner's clock is held, the requester's wait goes on. Raises `Refused`.
    """
    until_at, why = until
    if not why.strip():
        raise Refused("hold_needs_a_reason")
    if until_at <= now:
        raise Refused("hold_in_the_past")
    held = hold(tx, actor, target)
    data = {"text": why, "until": until_at.isoformat()}
    entry = move(tx, held, Made(Move.HOLD, actor.id, until=until_at), data, now=now)
    plan_resuming(tx, held.request, now=now)
    hear_all(tx, held, actor.id, Said(Line.HELD, entry), now=now)
    confirm(tx, held, entry, now=now)


def wait(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """The requester is fine with that date. Raises `Refused`."""
    held = _parked(tx, actor, target)
    entries = trail.of_request(tx, held.request.id)
    if entries[-1].kind is Entry.WAITS:  # pressed twice
        return
    trail.add(tx, held.request.id, NewEntry(Entry.WAITS, actor.id), now=now)


def cannot_wait(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """The requester can't wait: the turn comes back to the owner with that word. Raises `Refused`."""
    held = _parked(tx, actor, target)
    entry = move(tx, held, Made(Move.CANNOT_WAIT, actor.id), now=now)
    hear(tx, held.request, held.request.owner_id, Said(Line.CANNOT_WAIT, entry), now=now)
    confirm(tx, held, entry, now=now)


def resume(tx: Tx, request_id: int, *, turn: int, now: datetime) -> None:
    """The clock takes up again what was parked until now, if it still is."""
    request = requests.lock(tx, request_id)
    held = held_as_it_is(tx, request) if request else None
    if held is None or held.turn is None or held.turn.id != turn:
        return
    entry = move(tx, held, Made(Move.RESUME, None), now=now)
    for person_id in held.people:
        opening = opens_at(tx, people.get(tx, person_id), now)
        hear(tx, held.request, person_id, Said(Line.RESUMED, entry), not_before=opening, now=now)


def _parked(tx: Tx, actor: Person, target: Target) -> Held:
    held = hold(tx, actor, target)
    if actor.id != held.request.requester_id or held.turn is None or held.turn.why is not Why.HELD:
        raise Refused("not_now")
    return held
