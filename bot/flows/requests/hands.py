"""Asking for a hand: the owner's cover takes it, if the owner neither answers nor passes it on.

Nobody above anybody hears of it. The owner sees the exact words first and has a working day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.flows.hours import hours_of
from bot.flows.requests.hearing import Said, bring, hear, hear_all, opens_at
from bot.flows.requests.moving import Held, Target, held_as_it_is, hold, move
from bot.flows.workspaces import thresholds
from bot.rules import worktime
from bot.rules.letters import Line, Scene
from bot.rules.turns import Made, Move
from bot.rules.workspaces import is_colleague
from storage import absences, outbox, people, requests, trail
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import Clock, Entry, Person, Reason, Side, Status, Turn
from storage.trail import NewEntry

WORKING_DAYS = 1  # for the owner to answer or to pass it on


@dataclass(frozen=True, slots=True)
class Hand:
    """Who would take it, and by when the owner can still answer or pass it on."""

    cover: Person
    until: datetime


def is_offered(tx: Tx, scene: Scene) -> bool:
    """Whether the viewer may ask for a hand: only where the workspace allows it."""
    asks = scene.viewer is not None and scene.viewer.id == scene.requester.id
    return asks and _is_with_owner(scene.turn) and bool(thresholds(tx, scene.request.workspace_id).hand)


def offer(tx: Tx, actor: Person, target: Target, *, now: datetime) -> Hand:
    """What would come of asking now. Raises `Refused`."""
    return _hand(tx, actor, hold(tx, actor, target), now=now)


def ask(tx: Tx, actor: Person, target: Target, text: str, *, now: datetime) -> None:
    """The owner hears it in these words, and the clock is set. Raises `Refused`."""
    if not text.strip():
        raise Refused("nothing_written")
    held = hold(tx, actor, target)
    hand = _hand(tx, actor, held, now=now)
    request, turn_id = held.request, held.turn.id if held.turn else 0
    data = {"text": text, "to": hand.cover.id, "until": hand.until.isoformat(), "turn": turn_id}
    entry = trail.add(tx, request.id, NewEntry(Entry.HAND_ASKED, actor.id, data), now=now)
    owner = people.get(tx, request.owner_id)
    heard_at = opens_at(tx, owner, now)
    hear(tx, request, owner.id, Said(Line.HAND_ASKED, entry), not_before=heard_at, now=now)
    item = NewItem(request.workspace_id, Reason.HAND, {"turn": turn_id, "entry": entry.id}, request.id)
    outbox.add(tx, item, due_at=hand.until, now=now)


def give(tx: Tx, request_id: int, *, turn: int, entry: int, now: datetime) -> None:
    """The clock: the owner has had their working day. The cover takes it, or the requester is asked anew."""
    request = requests.lock(tx, request_id)
    held = held_as_it_is(tx, request) if request else None
    if held is None or held.turn is None or held.turn.id != turn or held.request.status is not Status.OPEN:
        return
    asked = trail.get(tx, entry)
    cover = people.get(tx, asked.data["to"])
    if not _can_take(held, cover):
        hear(tx, held.request, held.request.requester_id, Said(Line.STILL_NEEDED, asked), now=now)
        return
    made = Made(Move.GIVE_TO_COVER, held.request.requester_id, cover.id)
    given = move(tx, held, made, {"to": cover.id, "text": asked.data["text"]}, now=now)
    bring(tx, held.request, cover, side=Side.OWNER, now=now)
    hear_all(tx, held, None, Said(Line.HANDED_OVER, given), now=now)
    hear(tx, held.request, cover.id, Said(Line.WORDS, given), now=now)


def _hand(tx: Tx, actor: Person, held: Held, *, now: datetime) -> Hand:
    request = held.request
    if actor.id != request.requester_id:
        raise Refused("not_yours")
    if not thresholds(tx, request.workspace_id).hand or not _is_with_owner(held.turn):
        raise Refused("not_now")
    if any(
        each.kind is Entry.HAND_ASKED and held.turn is not None and each.data["turn"] == held.turn.id
        for each in trail.of_request(tx, request.id)
    ):
        raise Refused("hand_asked")
    owner = people.get(tx, request.owner_id)
    cover_id = absences.named_cover(tx, owner.id)
    cover = people.get(tx, cover_id) if cover_id is not None else None
    hours = hours_of(tx, owner)
    until = worktime.working_days_after(hours, worktime.reached_at(hours, now), WORKING_DAYS)
    if cover is None or until is None or not _can_take(held, cover):
        raise Refused("no_hand", owner=owner.name)
    return Hand(cover, until)


def _is_with_owner(turn: Turn | None) -> bool:
    return turn is not None and turn.side is Side.OWNER and turn.clock is Clock.RUNNING


def _can_take(held: Held, cover: Person) -> bool:
    return is_colleague(cover) and cover.id not in held.people
