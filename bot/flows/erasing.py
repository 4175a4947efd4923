"""Erasing a person: their name and words go, and what others had with them stays whole without them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.flows.people import leave
from bot.rules.letters import Aside
from storage import (
    absences,
    coordinators,
    deliveries,
    drafts,
    homes,
    outbox,
    people,
    places,
    requests,
    schedules,
    trail,
    turns,
)
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import Entry, OutboxItem, Person, Reason, Request, TrailEntry
from storage.trail import NewEntry

FAILURE: Final = "person_erased"
WORDS: Final = frozenset({"text", "alternative", "title", "source", "roughly"})


def erase(tx: Tx, actor: Person, *, now: datetime) -> None:
    """Forget somebody. At once nobody is them any more; their words leave each request right after.

    1. Open requests go on without them, as when somebody leaves, while their hours are still known.
    2. What is theirs alone is deleted, and nothing more is said to them.
    3. Their row says nothing any longer of who they were, and Slack's id for them is free for somebody new.
    4. For each request a row is due that takes their words out of it.
    """
    person = people.get(tx, actor.id)
    concerned = requests.concerning(tx, person.id)
    for request_id in requests.open_with(tx, person.id):
        leave(tx, person, request_id, Entry.ERASED, now=now)
    if person.dm_channel is not None:
        deliveries.erase(tx, person.workspace_id, person.dm_channel)
    drafts.erase(tx, person.id)
    homes.erase(tx, person.id)
    schedules.erase(tx, person.id)
    turns.erase_why(tx, person.id)
    absences.erase(tx, person.id, now=now)
    coordinators.remove(tx, person.id)
    places.lose_of(tx, person.id, FAILURE)
    outbox.erase_reader(tx, person.id, now=now)
    people.erase(tx, person.id, now=now)
    for request_id in concerned:
        item = NewItem(person.workspace_id, Reason.ERASE, {"of": person.id}, request_id=request_id)
        outbox.add(tx, item, due_at=now, now=now)


def erase_from(tx: Tx, request_id: int, *, of: int, now: datetime) -> None:
    """The clock: take the words of somebody who was erased out of a request, and out of Slack."""
    request = requests.lock(tx, request_id)
    if request is None:
        return
    entries = trail.of_request(tx, request_id)
    theirs = [entry for entry in entries if _is_theirs(entry, request, of)]
    for entry in theirs:
        _take_back(tx, request, entry, now=now)
        trail.erase(tx, entry, names=WORDS)
    if theirs:
        for copy in outbox.copies_of(tx, request_id, Aside.TRAIL):
            _delete(tx, request, copy, theirs[0], now=now)
    if request.requester_id == of:
        requests.erase_words(tx, request_id)
    elif request.owner_id == of:  # the message that it was made of may be one of theirs
        requests.erase_quote(tx, request_id)
    if not any(entry.kind is Entry.ERASED and entry.data.get("to") == of for entry in entries):
        trail.add(tx, request_id, NewEntry(Entry.ERASED, None, {"to": of}), now=now)
    places.changed(tx, request_id, now=now)


def _is_theirs(entry: TrailEntry, request: Request, person_id: int) -> bool:
    """Whether an entry has words of theirs in it: what they wrote, or what they had asked before."""
    has_words = entry.was is not None or not WORDS.isdisjoint(entry.data)
    return has_words and (entry.by_id == person_id or _tells_what_was_asked(entry, request, person_id))


def _tells_what_was_asked(entry: TrailEntry, request: Request, person_id: int) -> bool:
    """Whoever entered it: another may log a request on their behalf, or merge one of theirs."""
    told = entry.kind is Entry.LOGGED or not {"text", "title"}.isdisjoint(entry.was or {})
    return request.requester_id == person_id and (told or "title" in entry.data)


def _take_back(tx: Tx, request: Request, entry: TrailEntry, *, now: datetime) -> None:
    """What was said of an entry goes out of Slack, or is not said any more."""
    for item in outbox.about_entry(tx, request.id, entry.id):
        if not outbox.cancel(tx, item.id, FAILURE, now=now):
            _delete(tx, request, item, entry, now=now)
        outbox.erase_source(tx, item.id)


def _delete(tx: Tx, request: Request, said: OutboxItem, entry: TrailEntry, *, now: datetime) -> None:
    data = {name: said.data[name] for name in ("line", "aside") if name in said.data}
    item = NewItem(
        request.workspace_id,
        Reason.RELAY_DELETE,
        {"relay": said.id, "entry": entry.id, **data},
        request_id=request.id,
        person_id=said.person_id,
        place_id=said.place_id,
    )
    outbox.add(tx, item, due_at=now, now=now)
