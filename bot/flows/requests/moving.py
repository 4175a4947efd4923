"""Moving a turn: the check, the entry, the clocks, the cards and who hears of it, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.errors import Refused
from bot.flows.requests.seeing import seen
from bot.rules import turns as rules
from bot.rules import worktime
from bot.rules.letters import Line
from bot.rules.turns import Move, Next, Refusal, Step
from storage import outbox, people, places, requests, trail, turns
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import (
    Clock,
    Entry,
    Outcome,
    Person,
    Place,
    Reason,
    Request,
    Side,
    Status,
    TrailEntry,
    Turn,
)

CLOSES_AFTER_WORKING_DAYS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What the other side hears of an entry.

    `source` is the message (channel, ts) whose words are passed on, so that its edits can follow.
    """

    line: Line
    entry: TrailEntry
    source: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A request that one of its people is acting on, kept from changing, and its open turn."""

    request: Request
    turn: Turn | None


@dataclass(frozen=True, slots=True)
class Target:
    """What a button acts on: a request, and the turn for which the button was drawn (none: whichever)."""

    request_id: int
    turn_id: int | None = None


def hold(tx: Tx, actor: Person, target: Target) -> Held:
    """Take a request to act on it; raises `Refused` if it is not the actor's, or the turn has moved on."""
    request = seen(tx, actor, target.request_id, lock=True)
    turn = turns.open_turn(tx, request.id)
    if turn is None:
        raise Refused("over")
    if target.turn_id is not None and turn.id != target.turn_id:
        raise Refused("not_now")
    return Held(request, turn)


@dataclass(frozen=True, slots=True)
class Made:
    """A move that somebody makes (none: the clock), and what goes into its entry."""

    how: Move
    by_id: int | None
    data: Mapping[str, Any] = field(default_factory=dict)
    to: Person | None = None
    outcome: Outcome | None = None


def move(tx: Tx, held: Held, made: Made, *, now: datetime) -> TrailEntry:
    """Make a move; raises `Refused` if it is not theirs to make, or not now."""
    to_id = made.to.id if made.to else None
    step = rules.step(held.request, held.turn, made.how, by_id=made.by_id, to_id=to_id, outcome=made.outcome)
    if isinstance(step, Refusal):
        raise Refused(step.value)
    entry = trail.add(tx, held.request.id, step.entry, by_id=made.by_id, now=now, data=made.data)
    apply(tx, held, step, now=now)
    return entry


def apply(tx: Tx, held: Held, step: Step, *, now: datetime) -> None:
    """End the open turn, open the next one, and let every card catch up."""
    request, turn = held.request, held.turn
    if turn is not None:
        turns.end(tx, turn, step.entry, minutes=_minutes(tx, request, turn, now), now=now)
    if step.next is not None:
        opened = step.next
        turns.start(tx, request.id, holder_id=opened.holder_id, side=opened.side, why=opened.why, now=now)
    requests.save(tx, _after(request, step, now))
    if step.entry is Entry.ANSWERED:
        plan_closing(tx, request, since=now, now=now)
    places.changed(tx, request.id, now=now)


def plan_closing(tx: Tx, request: Request, *, since: datetime, now: datetime) -> bool:
    """Let the clock close an answered request whose requester says nothing for three of their working days.

    The days count from `since`, their last word or the answer; whether they are still to come.
    """
    week = people.get(tx, request.requester_id).week
    due_at = worktime.working_days_after(week, since, CLOSES_AFTER_WORKING_DAYS)
    turn = turns.open_turn(tx, request.id)
    if due_at is None or due_at <= now or turn is None:
        return False
    item = NewItem(request.workspace_id, Reason.CLOSE_WITHOUT_WORD, {"turn": turn.id}, request_id=request.id)
    outbox.add(tx, item, due_at=due_at, now=now)
    return True


def hear(tx: Tx, request: Request, person_id: int, said: Said, *, now: datetime) -> None:
    """Let one of its people hear something in their thread of the request."""
    place = places.of_person(tx, request.id, person_id)
    if place is None or place.failure is not None or _is_never_posted(place):
        return
    item = NewItem(
        request.workspace_id,
        Reason.RELAY if said.source else Reason.LINE,
        {"line": said.line, "entry": said.entry.id},
        request_id=request.id,
        person_id=person_id,
        place_id=place.id,
        source=said.source,
    )
    outbox.add(tx, item, due_at=waits_for(place, now), now=now)


def _is_never_posted(place: Place) -> bool:
    """Whether the request ended before its card was due there."""
    return place.ts is None and place.due_at is None


def waits_for(place: Place, now: datetime) -> datetime:
    """When something can be said in a card's thread: at once, or when the card itself is due to be posted."""
    if place.ts is None and place.lease is None and place.due_at is not None:
        return max(now, place.due_at)
    return now


def other_side(request: Request, person_id: int) -> int:
    """Whom somebody's words and moves reach: the requester, or the owner."""
    return request.owner_id if person_id == request.requester_id else request.requester_id


def _minutes(tx: Tx, request: Request, turn: Turn, now: datetime) -> tuple[int, int, int]:
    holder = people.get(tx, turn.holder_id)
    requester = holder if turn.holder_id == request.requester_id else people.get(tx, request.requester_id)
    own = worktime.minutes(holder.week, turn.started_at, now) if turn.clock is Clock.RUNNING else 0
    waited = 0 if turn.side is Side.REQUESTER else worktime.minutes(requester.week, turn.started_at, now)
    wall = int((now - turn.started_at).total_seconds() // 60)
    return own, waited, max(0, wall)  # the clock of the machine may have been put back


def _after(request: Request, step: Step, now: datetime) -> Request:
    """The request once `step` has been made."""
    opened: Next | None = step.next
    request = replace(
        request, status=step.status, outcome=step.outcome, holder_id=opened.holder_id if opened else None
    )
    if step.entry in (Entry.ANSWERED, Entry.DECLINED):
        first = request.first_response_at or now
        answered_at = now if step.entry is Entry.ANSWERED else request.answered_at
        request = replace(request, first_response_at=first, answered_at=answered_at)
    if step.entry is Entry.HANDED_OVER and opened is not None:
        request = replace(request, owner_id=opened.holder_id, wanted_by_declined_at=None)
    if step.entry in (Entry.HANDED_OVER, Entry.REOPENED):
        request = replace(request, accepted_at=None, promised_at=None, promise_moves=0)
    if step.status is Status.OPEN:
        return request
    # A request that nobody said anything more about was over when it was answered.
    return replace(request, ended_at=request.answered_at if step.outcome is Outcome.WITHOUT_WORD else now)
