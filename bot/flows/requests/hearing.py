"""Who hears of what happens to a request: lines in their threads, and a confirmation for whoever did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.flows.hours import hours_of
from bot.flows.requests.moving import Held
from bot.rules.letters import Aside, Line
from bot.rules.worktime import reached_at
from storage import homes, outbox, places
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import Person, Place, Reason, Request, Side, TrailEntry


@dataclass(frozen=True, slots=True)
class Said:
    """What the other side hears of an entry.

    `source` is the message (channel, ts) whose words are passed on, so that its edits can follow.
    """

    line: Line
    entry: TrailEntry
    source: tuple[str, str] | None = None


def hear(
    tx: Tx,
    request: Request,
    person_id: int,
    said: Said,
    *,
    not_before: datetime | None = None,
    now: datetime,
) -> None:
    """Let one of its people hear something in their thread of the request, and `not_before` some time."""
    place = places.of_person(tx, request.id, person_id)
    if place is None or place.failure is not None or is_never_posted(place):
        return
    due_at = waits_for(place, now)
    waits = not_before is not None and not_before > due_at
    item = NewItem(
        request.workspace_id,
        Reason.RELAY if said.source else Reason.LINE,
        {"line": said.line, "entry": said.entry.id} | ({"under": place.id} if waits else {}),
        request_id=request.id,
        person_id=person_id,
        place_id=None if waits else place.id,  # what is said there before then does not wait for it
        source=said.source,
    )
    outbox.add(tx, item, due_at=max(due_at, not_before or due_at), now=now)


def bring(tx: Tx, request: Request, person: Person, *, side: Side, now: datetime) -> bool:
    """Let somebody have a card, in their own working hours; whether it is new to them.

    One that they have already is drawn anew as everything is, and nobody hears how a card changes.
    """
    place = places.of_person(tx, request.id, person.id)
    if place is None:
        places.add(tx, request.id, side=side, person_id=person.id, due_at=opens_at(tx, person, now))
    elif is_never_posted(place):
        places.due(tx, place.id, due_at=opens_at(tx, person, now))
    return place is None or is_never_posted(place)


def opens_at(tx: Tx, person: Person, now: datetime) -> datetime:
    """When something new may reach somebody: now, or when their working hours begin."""
    return reached_at(hours_of(tx, person), now)


def is_never_posted(place: Place) -> bool:
    """Whether the request ended before its card was due there."""
    return place.ts is None and place.due_at is None


def waits_for(place: Place, now: datetime) -> datetime:
    """When something can be said in a card's thread: at once, or when the card itself is due to be posted."""
    if place.ts is None and place.lease is None and place.due_at is not None:
        return max(now, place.due_at)
    return now


def call_team(tx: Tx, workspace_id: int, request_id: int, *, now: datetime) -> None:
    """Let a team's members have their cards, once Slack has said who they are."""
    item = NewItem(workspace_id, Reason.CALL_TEAM, {}, request_id=request_id)
    outbox.add(tx, item, due_at=now, now=now)


def hear_all(tx: Tx, held: Held, actor_id: int | None, said: Said, *, now: datetime) -> None:
    """Let everybody else who has a part in it hear something."""
    for person_id in held.people:
        if person_id != actor_id:
            hear(tx, held.request, person_id, said, now=now)


def confirm(tx: Tx, held: Held, entry: TrailEntry, *, now: datetime) -> None:
    """Tell whoever did something, and nobody else, that it is done; they can undo it there."""
    if entry.by_id is None:
        return
    homes.did(tx, entry.by_id, entry.id)
    item = NewItem(
        held.request.workspace_id,
        Reason.PRIVATE,
        {"aside": Aside.DONE, "entry": entry.id},
        request_id=held.request.id,
        person_id=entry.by_id,
    )
    outbox.add(tx, item, due_at=now, now=now)
