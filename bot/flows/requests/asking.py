"""Asking a colleague: logging a request, and changing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.errors import Refused
from bot.flows import notes
from bot.flows.hours import hours_of
from bot.flows.requests.hearing import call_team, confirm
from bot.flows.requests.moving import Target, hold, note
from bot.flows.workspaces import thresholds
from bot.rules.absences.covers import in_the_way, is_full
from bot.rules.markup import title
from bot.rules.worktime import local_day, on_the_clock, reached_at
from storage import drafts, homes, people, places, requests, trail, turns, workspaces
from storage.base import Tx
from storage.records import Clock, Entry, Kind, NewTurn, Person, Side, Urgency, Why
from storage.requests import NewRequest
from storage.trail import NewEntry

LONGEST_TEXT = 40_000
TO_KNOW_FIRST = frozenset({"owner_away", "owner_full"})
"""The refusals of what can still be asked, by whoever knows it and chooses so."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody asks, understood and complete.

    `by` is who logs it: the requester, or the owner on their behalf. `channel` is where it should also be
    shown (the channel's Slack id, and the thread there), if the requester chose one.
    """

    requester: Person
    owner: Person
    by: Person
    text: str
    urgency: Urgency = Urgency.NORMAL
    wanted_by_at: datetime | None = None
    channel: tuple[str, str | None] | None = None
    source_url: str | None = None
    quote: str | None = None
    knowing: bool = False  # that the owner is away, or at capacity
    instead_of: Person | None = None  # whoever is away, and for whom the owner stands in


def check(ask: Ask) -> None:
    """Raise `Refused` if this cannot be asked of this owner, in words that say why."""
    if ask.owner.id == ask.requester.id:
        raise Refused("owner_is_self")
    for person in (ask.by, ask.requester):
        if person.kind is Kind.STRANGER:
            raise Refused("asked_by_stranger", name=person.name)
    if ask.owner.deactivated_at is not None:
        raise Refused("owner_left", owner=ask.owner.name)
    if ask.owner.kind not in (Kind.MEMBER, Kind.TEAM):
        raise Refused(f"owner_is_{ask.owner.kind.value}", owner=ask.owner.name)
    if not ask.text.strip():
        raise Refused("nothing_asked", owner=ask.owner.name)
    if len(ask.text) > LONGEST_TEXT:
        raise Refused("too_long", most=LONGEST_TEXT)


def log(tx: Tx, ask: Ask, *, now: datetime) -> dict[str, Any]:
    """Log a request: its number, first turn, trail and cards. Returns its `id` and `number`, and `opens_at`,
    when the owner is reached.

    The owner's card is due at once inside their working hours, else when those begin; a team's members get
    theirs once it is known who they are. Raises `Refused`.
    """
    check(ask)
    opening, is_away = _opening(tx, ask, now)
    if ask.urgency is Urgency.URGENT:
        _check_urgent(tx, ask.requester, now)
    number = workspaces.next_number(tx, ask.by.workspace_id)
    request_id = requests.add(tx, _new(ask), number=number, now=now)
    turns.start(tx, request_id, _first_turn(ask.owner), now=now)
    trail.add(tx, request_id, NewEntry(Entry.LOGGED, ask.by.id, _told(ask, is_away=is_away)), was={}, now=now)
    if ask.owner.kind is Kind.TEAM:
        call_team(tx, ask.by.workspace_id, request_id, now=now)
    else:
        places.add(tx, request_id, side=Side.OWNER, person_id=ask.owner.id, due_at=opening)
    places.add(tx, request_id, side=Side.REQUESTER, person_id=ask.requester.id, due_at=now)
    if ask.channel is not None:
        places.add(tx, request_id, side=None, channel=ask.channel, due_at=now)
    for person_id in sorted((ask.requester.id, ask.owner.id)):
        homes.changed_of(tx, person_id, now=now)
    if ask.by.introduced_at is None:
        people.introduce(tx, ask.by.id, now=now)
        notes.begin(tx, ask.by, now=now)
    return {"id": request_id, "number": number, "opens_at": opening.isoformat()}


def log_kept(tx: Tx, ask: Ask, draft_id: int, *, now: datetime) -> dict[str, Any]:
    """Log what was kept in a draft until its writer had chosen; each draft once. Raises `Refused`."""
    draft = drafts.lock(tx, draft_id, ask.by.id)
    if draft is None or "request" in draft:
        raise Refused("draft_gone")
    logged = log(tx, ask, now=now)
    drafts.change(tx, draft_id, {**draft, "request": logged["id"]})
    return logged


@dataclass(frozen=True, slots=True)
class Change:
    """What a requester wants a request to say instead."""

    text: str
    wanted_by_at: datetime | None
    urgency: Urgency


def change(tx: Tx, actor: Person, request_id: int, change: Change, *, now: datetime) -> None:
    """Change the words, the date or the urgency of one's own open request; raises `Refused`."""
    held = hold(tx, actor, Target(request_id))
    request = held.request
    if actor.id != request.requester_id:
        raise Refused("not_yours")
    if not change.text.strip():
        raise Refused("nothing_asked", owner=people.get(tx, request.owner_id).name)
    if change.urgency is Urgency.URGENT is not request.urgency:
        _check_urgent(tx, actor, now)
    changed = replace(
        request,
        text=change.text,
        title=title(change.text),
        wanted_by_at=change.wanted_by_at,
        wanted_by_declined_at=request.wanted_by_declined_at
        if change.wanted_by_at == request.wanted_by_at
        else None,
        urgency=change.urgency,
    )
    if changed == request:
        return
    data = {
        "text": change.text,
        "wanted_by": change.wanted_by_at.isoformat() if change.wanted_by_at else None,
    }
    entry = note(tx, held, NewEntry(Entry.CHANGED, actor.id, data), changed, now=now)
    confirm(tx, held, entry, now=now)


def _check_urgent(tx: Tx, requester: Person, now: datetime) -> None:
    """Raise `Refused` for more on one day than others can take as urgent."""
    hours = hours_of(tx, requester)
    midnight = on_the_clock(hours, local_day(hours, now), timedelta())
    most = thresholds(tx, requester.workspace_id).urgent_a_day
    if requests.urgent_of(tx, requester, since=midnight) >= most:
        raise Refused("urgent_enough", most=most)


def _told(ask: Ask, *, is_away: bool) -> dict[str, Any]:
    """What the paper trail begins with."""
    told: dict[str, Any] = {"text": ask.text}
    if ask.instead_of is not None:
        told |= {"to": ask.instead_of.id, "covers": True}
    elif is_away:
        told["away"] = True
    return told


def _opening(tx: Tx, ask: Ask, now: datetime) -> tuple[datetime, bool]:
    """When the owner is reached, and whether they are away; whoever asks has to know that, or that they can
    take no more just now.
    """
    if ask.owner.kind is Kind.TEAM or ask.by.id == ask.owner.id:
        return now, False
    hours = hours_of(tx, ask.owner)
    away = in_the_way(hours, now, ask.wanted_by_at) is not None
    if away and not ask.knowing:
        raise Refused("owner_away", owner=ask.owner.name)
    if is_full(ask.owner, now) and not ask.knowing:
        raise Refused("owner_full", owner=ask.owner.name)
    return reached_at(hours, now), away


def _first_turn(owner: Person) -> NewTurn:
    if owner.kind is Kind.TEAM:
        return NewTurn(owner.id, Side.OWNER, Why.TEAM_ASKED, Clock.HELD)
    return NewTurn(owner.id, Side.OWNER, Why.LOGGED)


def _new(ask: Ask) -> NewRequest:
    return NewRequest(
        workspace_id=ask.by.workspace_id,
        requester_id=ask.requester.id,
        owner_id=ask.owner.id,
        title=title(ask.text),
        text=ask.text,
        urgency=ask.urgency,
        channel_id=ask.channel[0] if ask.channel else None,
        source_url=ask.source_url,
        quote=ask.quote,
        wanted_by_at=ask.wanted_by_at,
    )
