"""Asking a team: whoever is in it can take the request, and nobody is made to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.errors import Refused
from bot.flows.hours import hours_of
from bot.flows.requests.hearing import Said, bring, confirm, hear, opens_at
from bot.flows.requests.moving import Held, Target, held_as_it_is, hold, move
from bot.rules import worktime
from bot.rules.letters import Line
from bot.rules.turns import Made, Move
from storage import homes, outbox, people, places, requests, trail, turns
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import Entry, Kind, Person, Reason, Request, Side, TrailEntry, Turn, Why
from storage.trail import NewEntry

LARGEST: Final = 30  # people in a team; a card for hundreds would be noise
ASK_ONE_AFTER: Final = timedelta(hours=4)  # of working time


def call(tx: Tx, request_id: int, members: Iterable[int], *, now: datetime) -> None:
    """Bring a request to everybody in the team that was asked, each in their own working hours.

    `members` are the ids of those in the group. Where it is nobody, or too many, the requester hears it.
    """
    request, turn = _untaken(tx, request_id)
    if request is None or turn is None:
        return
    colleagues = _who_can(tx, request, members)
    if not 1 <= len(colleagues) <= LARGEST:
        _not_called(tx, request, turn, Line.TEAM_TOO_LARGE if colleagues else Line.TEAM_EMPTY, now=now)
        return
    for person in colleagues:
        bring(tx, request, person, side=Side.OWNER, now=now)
        places.offer(tx, request_id, person.id, turn.id)
    homes.changed(tx, request_id, now=now)
    _plan_to_ask_one(tx, turn, request, (), due_at=_hours_after(tx, colleagues, now), now=now)


def asked(tx: Tx, request_id: int) -> Person | None:
    """The team that has yet to be told of a request; none once somebody has taken it, or it has ended."""
    turn = turns.open_turn(tx, request_id)
    return people.get(tx, turn.holder_id) if turn is not None and turn.why is Why.TEAM_ASKED else None


def unknown(tx: Tx, request_id: int, *, now: datetime) -> None:
    """Slack does not tell who is in the team: there is no such group any more, or it may not be read."""
    request, turn = _untaken(tx, request_id)
    if request is not None and turn is not None:
        _not_called(tx, request, turn, Line.TEAM_EMPTY, now=now)


def take(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """One of the team takes it: it is theirs alone now. Raises `Refused`."""
    held = hold(tx, actor, target)
    entry = take_held(tx, actor, held, now=now)
    hear(tx, held.request, held.request.requester_id, Said(Line.TAKEN, entry), now=now)
    confirm(tx, held, entry, now=now)


def take_held(tx: Tx, actor: Person, held: Held, *, now: datetime) -> TrailEntry:
    """The same, of a request that is locked already, and nobody hears of it. Raises `Refused`."""
    return move(tx, held, Made(Move.TAKE, actor.id, to_id=actor.id), now=now)


def ask_one(tx: Tx, request_id: int, *, turn: int, asked: Sequence[int], now: datetime) -> None:
    """The clock: nobody has taken it for a while, so the one with the least to do is asked whether they can.

    `asked` are those who were asked before. Once there is nobody left to ask, the requester hears it.
    """
    request, open_turn = _untaken(tx, request_id)
    if request is None or open_turn is None or open_turn.id != turn:
        return
    left = _who_can(tx, request, set(places.offered(tx, open_turn)).difference(asked))
    if not left:
        entry = trail.add(tx, request_id, NewEntry(Entry.NOT_TAKEN, None), now=now)
        hear(tx, request, request.requester_id, Said(Line.NOT_TAKEN, entry), now=now)
        return
    at_work = [person for person in left if worktime.is_working(hours_of(tx, person), now)]
    if not at_work:
        due_at = min(opens_at(tx, person, now) for person in left)
        _plan_to_ask_one(tx, open_turn, request, asked, due_at=due_at, now=now)
        return
    chosen = min(at_work, key=lambda person: (requests.load(tx, person.id), person.id))
    # Whom it asks is on no record: nobody is to be seen as one who was asked and did not take it.
    entry = trail.add(tx, request_id, NewEntry(Entry.ONE_ASKED, None), now=now)
    hear(tx, request, chosen.id, Said(Line.ONE_ASKED, entry), now=now)
    due_at = _hours_after(tx, [chosen], now)
    _plan_to_ask_one(tx, open_turn, request, (*asked, chosen.id), due_at=due_at, now=now)


def not_me(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """Whoever was asked cannot take it: the next one is asked at once. Raises `Refused`."""
    held = held_as_it_is(tx, hold(tx, actor, target).request)
    if actor.id not in held.members:
        raise Refused("not_now")
    outbox.hasten(tx, held.request.id, Reason.ASK_ONE, now=now)


def offer_again(tx: Tx, request: Request, *, now: datetime) -> None:
    """Whoever took it has undone that: the others see it again."""
    turn = turns.open_turn(tx, request.id)
    colleagues = _who_can(tx, request, places.offered(tx, turn) if turn else ())
    for person in colleagues:
        bring(tx, request, person, side=Side.OWNER, now=now)
    if turn is not None and not outbox.is_planned(tx, request.id, Reason.ASK_ONE):
        _plan_to_ask_one(tx, turn, request, (), due_at=_hours_after(tx, colleagues, now), now=now)


def _untaken(tx: Tx, request_id: int) -> tuple[Request | None, Turn | None]:
    """The request, locked, and the turn in which a team is asked; none once somebody has taken it."""
    request = requests.lock(tx, request_id)
    turn = turns.open_turn(tx, request_id)
    return request, turn if turn is not None and turn.why is Why.TEAM_ASKED else None


def _who_can(tx: Tx, request: Request, ids: Iterable[int]) -> list[Person]:
    """Those of them who are colleagues, and not the one who asks."""
    found = (people.get(tx, each) for each in sorted(ids) if each != request.requester_id)
    return [person for person in found if person.kind is Kind.MEMBER and person.deactivated_at is None]


def _hours_after(tx: Tx, colleagues: Iterable[Person], now: datetime) -> datetime:
    """When the first of them has been at work for as long as a team is left to itself."""
    until = (worktime.add(hours_of(tx, person), now, ASK_ONE_AFTER) for person in colleagues)
    return min((at for at in until if at is not None), default=now + ASK_ONE_AFTER)


def _plan_to_ask_one(
    tx: Tx, turn: Turn, request: Request, asked: Sequence[int], *, due_at: datetime, now: datetime
) -> None:
    data = {"turn": turn.id, "asked": list(asked)}
    item = NewItem(request.workspace_id, Reason.ASK_ONE, data, request_id=request.id)
    outbox.add(tx, item, due_at=due_at, now=now)


def _not_called(tx: Tx, request: Request, turn: Turn, line: Line, *, now: datetime) -> None:
    data = {"failure": line.value, "to": turn.holder_id}
    entry = trail.add(tx, request.id, NewEntry(Entry.NOT_DELIVERED, None, data), now=now)
    hear(tx, request, request.requester_id, Said(line, entry), now=now)
