"""Taking back the last thing that was done, while nobody has acted on it: everything is as it was."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from bot.errors import Refused
from bot.flows.requests.hearing import Said, hear
from bot.flows.requests.moving import Held, held_as_it_is, plan_closing, plan_resuming, take
from bot.flows.requests.seeing import seen
from bot.flows.requests.teams import offer_again
from bot.rules.letters import Line
from bot.rules.turns import Step
from storage import outbox, places, requests, trail, turns
from storage.base import Tx
from storage.records import Clock, Entry, Minutes, Person, Request, Status, TrailEntry, Why
from storage.rows import instant
from storage.trail import NewEntry

UNDO_WITHIN = timedelta(minutes=10)
# An undo is not undone, a reading is corrected with the buttons under it, and what was erased stays so.
_FINAL = frozenset({Entry.UNDONE, Entry.READ_AS, Entry.ERASED})


def undo(tx: Tx, actor: Person, request_id: int, *, now: datetime) -> Entry:
    """Take back the last thing that changed the request, if it was the actor's; what that was.

    Raises `Refused`.
    """
    held = held_as_it_is(tx, seen(tx, actor, request_id, lock=True))
    last = undoable(tx, actor, request_id, now=now)
    if last is None:
        raise Refused("too_late_to_undo")
    if last.kind is Entry.LOGGED:
        new = NewEntry(Entry.UNDONE, actor.id, {"of": last.id})
        take(tx, held, Step(Entry.UNDONE, None, Status.WITHDRAWN), new, now=now)
    else:
        noted = _put_back(tx, held, last, now=now)
        _tell(tx, held.request, last, noted, now=now)
    return last.kind


def undoable(tx: Tx, actor: Person, request_id: int, *, now: datetime) -> TrailEntry | None:
    """The last thing that changed the request; none if it was not the actor's, or is too long ago."""
    entries = trail.of_request(tx, request_id)
    last = next(entry for entry in reversed(entries) if entry.was is not None or entry.kind in _FINAL)
    hands = {entry.by_id for entry in entries if entry.id >= last.id and entry.by_id is not None}
    too_late = now - last.at > UNDO_WITHIN or last.kind in _FINAL or hands != {actor.id}
    return None if too_late else last


def _put_back(tx: Tx, held: Held, last: TrailEntry, *, now: datetime) -> TrailEntry:
    was = dict(last.was or {})
    turn_id = was.pop("turn", None)
    if turn_id is not None:
        if held.turn is not None:  # it never was: the one before it goes on
            turns.end(tx, held.turn, Entry.UNDONE, minutes=Minutes(0, 0, 0), now=now)
        turns.reopen(tx, turn_id)
    request = replace(held.request, **{name: _read(name, value) for name, value in was.items()})
    requests.save(tx, request)
    turns.look(tx, request.id, now=now)
    places.changed(tx, request.id, now=now)
    turn = turns.open_turn(tx, request.id)
    if turn is not None and turn_id is not None:
        if turn.why is Why.ANSWERED:
            plan_closing(tx, request, since=turn.started_at, now=now)
        elif turn.why is Why.TEAM_ASKED:
            offer_again(tx, request, now=now)
        elif turn.clock is Clock.HELD:
            plan_resuming(tx, request, now=now)
    return trail.add(tx, request.id, NewEntry(Entry.UNDONE, last.by_id, {"of": last.id}), now=now)


def _tell(tx: Tx, request: Request, undone: TrailEntry, noted: TrailEntry, *, now: datetime) -> None:
    """Whoever heard of it hears that it was taken back; whoever was yet to hear of it hears nothing."""
    items = outbox.about_entry(tx, request.id, undone.id)
    said = [item for item in items if not outbox.cancel(tx, item.id, "undone", now=now)]
    for person_id in sorted({item.person_id for item in said if item.person_id is not None}):
        if person_id != undone.by_id:
            hear(tx, request, person_id, Said(Line.UNDONE, noted), now=now)


_INSTANTS = frozenset(field.name for field in fields(Request) if "datetime" in str(field.type))


def _read(name: str, value: Any) -> Any:
    return instant(value) if name in _INSTANTS else value
