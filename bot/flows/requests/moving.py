"""Moving a turn: the check, the entry, the clocks and the cards, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.errors import Refused
from bot.flows.absences.returning import notice_answer
from bot.flows.hours import hours_of
from bot.flows.requests.seeing import seen
from bot.flows.workspaces import thresholds
from bot.rules import turns as rules
from bot.rules import worktime
from bot.rules.turns import Made, Refusal, Step
from storage import outbox, people, places, requests, trail, turns
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import (
    Clock,
    Entry,
    Minutes,
    Outcome,
    Person,
    Reason,
    Request,
    Side,
    Status,
    TrailEntry,
    Turn,
    Why,
)
from storage.requests import CHANGEABLE
from storage.trail import NewEntry

ANSWERS = frozenset({Entry.ANSWERED, Entry.ASKED_BACK, Entry.DECLINED})
DECIDE_REMINDERS = frozenset({"urgency", "wanted_by_at", "promised_at"})


@dataclass(frozen=True, slots=True)
class Held:
    """A request that one of its people is acting on, kept from changing, with its open turn.

    `lenders` are the turns from which that was lent, the nearest first; `members` are those who can take it
    while a team is asked.
    """

    request: Request
    turn: Turn | None
    lenders: tuple[Turn, ...] = ()
    members: frozenset[int] = frozenset()

    @property
    def people(self) -> list[int]:
        """Whoever has a part in it now: the requester, the owner, and those to whom it was lent."""
        thirds = [turn.holder_id for turn in (*self.lenders, self.turn) if turn and turn.side is Side.THIRD]
        return list(dict.fromkeys((self.request.requester_id, self.request.owner_id, *thirds)))


@dataclass(frozen=True, slots=True)
class Target:
    """What a button acts on: a request, and the turn for which the button was drawn (none: whichever)."""

    request_id: int
    turn_id: int | None = None


def hold(tx: Tx, actor: Person, target: Target) -> Held:
    """Take a request to act on it; raises `Refused` if it is not the actor's, or the turn has moved on."""
    held = held_as_it_is(tx, seen(tx, actor, target.request_id, lock=True))
    if held.turn is None:
        raise Refused("over")
    if target.turn_id is not None and held.turn.id != target.turn_id:
        raise Refused("not_now")
    return held


def held_as_it_is(tx: Tx, request: Request) -> Held:
    """A request that is locked already, with its turn."""
    turn = turns.open_turn(tx, request.id)
    if turn is None:
        return Held(request, turn)
    members = places.offered(tx, turn) if turn.why is Why.TEAM_ASKED else ()
    return Held(request, turn, tuple(_lenders(tx, turn)), frozenset(members))


def _lenders(tx: Tx, turn: Turn) -> list[Turn]:
    """Those to whom it can come back: whoever lent it on and has left since is passed over."""
    lenders = turns.lent_from(tx, turn)
    return [
        lender
        for lender in lenders
        if lender.side is Side.OWNER or people.get(tx, lender.holder_id).deactivated_at is None
    ]


def move(
    tx: Tx,
    held: Held,
    made: Made,
    data: Mapping[str, Any] | None = None,
    *,
    as_if: Request | None = None,
    now: datetime,
) -> TrailEntry:
    """Make a move, with `data` in its entry; raises `Refused` if it is not theirs to make, or not now."""
    step = rules.step(held.request, held.turn, replace(made, lenders=held.lenders, members=held.members))
    if isinstance(step, Refusal):
        raise Refused(step.value)
    return take(tx, held, step, NewEntry(step.entry, made.by_id, data or {}), as_if=as_if, now=now)


def take(
    tx: Tx, held: Held, step: Step, new: NewEntry, *, as_if: Request | None = None, now: datetime
) -> TrailEntry:
    """Take a step: enter it, end the open turn, open the next one, and let every card catch up.

    `as_if` is the request as the step is to find it, where more than the turn changes.
    """
    request, turn = held.request, held.turn
    entry = note(tx, held, new, _after(as_if or request, step, now), ends_turn=True, now=now)
    if turn is not None:
        turns.end(tx, turn, step.entry, minutes=_minutes(tx, request, turn, now), now=now)
    if step.entry in ANSWERS and turn is not None:
        notice_answer(tx, turn.holder_id, now=now)
    if step.next is not None:
        turns.start(tx, request.id, step.next, now=now)
    if step.next is not None and step.next.why is Why.ANSWERED:
        plan_closing(tx, request, since=now, now=now)
    return entry


def note(
    tx: Tx, held: Held, new: NewEntry, after: Request, *, ends_turn: bool = False, now: datetime
) -> TrailEntry:
    """Enter what happened and what it changed, keep the request as it is `after`, let every card catch up."""
    before = held.request
    changed = [name for name in CHANGEABLE if getattr(before, name) != getattr(after, name)]
    was = {name: getattr(before, name) for name in changed}
    if ends_turn and held.turn is not None:
        was["turn"] = held.turn.id
    entry = trail.add(tx, before.id, new, was=was, now=now)
    requests.save(tx, after)
    if not DECIDE_REMINDERS.isdisjoint(changed):
        turns.look(tx, before.id, now=now)
    places.changed(tx, before.id, now=now)
    return entry


def plan_closing(tx: Tx, request: Request, *, since: datetime, now: datetime) -> bool:
    """Let the clock close an answered request whose requester says nothing for three of their working days.

    The days count from `since`, their last word or the answer; whether they are still to come.
    """
    hours = hours_of(tx, people.get(tx, request.requester_id))
    due_at = worktime.working_days_after(hours, since, thresholds(tx, request.workspace_id).close_days)
    turn = turns.open_turn(tx, request.id)
    if due_at is None or due_at <= now or turn is None:
        return False
    item = NewItem(request.workspace_id, Reason.CLOSE_WITHOUT_WORD, {"turn": turn.id}, request_id=request.id)
    outbox.add(tx, item, due_at=due_at, now=now)
    return True


def plan_resuming(tx: Tx, request: Request, *, now: datetime) -> None:
    """Let the clock take up a parked request again when its date comes, inside its owner's working hours."""
    turn = turns.open_turn(tx, request.id)
    if turn is None or turn.held_until is None:
        return
    hours = hours_of(tx, people.get(tx, turn.holder_id))
    due_at = worktime.next_working_moment(hours, turn.held_until) or turn.held_until
    item = NewItem(request.workspace_id, Reason.RESUME, {"turn": turn.id}, request_id=request.id)
    outbox.add(tx, item, due_at=due_at, now=now)


def _minutes(tx: Tx, request: Request, turn: Turn, now: datetime) -> Minutes:
    own = away = waited = 0
    if turn.clock is Clock.RUNNING:
        hours = hours_of(tx, people.get(tx, turn.holder_id))
        own = worktime.minutes(hours, turn.started_at, now)
        away = worktime.coverage(hours, turn.started_at, now) // timedelta(minutes=1)
    if turn.side is not Side.REQUESTER:
        hours = hours_of(tx, people.get(tx, request.requester_id))
        waited = worktime.minutes(hours, turn.started_at, now)
    wall = (now - turn.started_at) // timedelta(minutes=1)
    return Minutes(own, waited, max(0, wall), away)  # the clock of the machine may have been put back


def _after(request: Request, step: Step, now: datetime) -> Request:
    """The request once `step` has been made."""
    opened = step.next
    request = replace(
        request, status=step.status, outcome=step.outcome, holder_id=opened.holder_id if opened else None
    )
    if step.entry in (Entry.ANSWERED, Entry.DECLINED):
        first = request.first_response_at or now
        answered_at = now if step.entry is Entry.ANSWERED else request.answered_at
        request = replace(request, first_response_at=first, answered_at=answered_at)
    if step.entry is Entry.HANDED_OVER and opened is not None:
        request = replace(request, owner_id=opened.holder_id, wanted_by_declined_at=None)
    if step.entry is Entry.TAKEN and opened is not None:
        request = replace(request, owner_id=opened.holder_id, accepted_at=now)
    if step.entry in (Entry.HANDED_OVER, Entry.REOPENED):
        request = replace(request, accepted_at=None, promised_at=None, promise_moves=0)
    if step.entry is Entry.HELD:  # the date until which it is held is what the requester now goes by
        moved = request.promised_at is not None
        request = replace(
            request,
            accepted_at=request.accepted_at or now,
            promised_at=None,
            promise_moves=request.promise_moves + moved,
        )
    if step.status is Status.OPEN:
        return request
    # A request that nobody said anything more about was over when it was answered.
    return replace(request, ended_at=request.answered_at if step.outcome is Outcome.WITHOUT_WORD else now)
