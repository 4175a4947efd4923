"""What is kept about a person, told to that person and to nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from bot.flows.requests.seeing import is_of
from bot.rules.letters import Kept
from storage import (
    absences,
    coordinators,
    drafts,
    homes,
    nudges,
    outbox,
    people,
    requests,
    schedules,
    trail,
    turns,
)
from storage.base import Tx
from storage.records import Person, Request, TrailEntry, Turn
from storage.schedules import BEGINNING

# Of a request; the rest are our own numbers, and the words by which it is found are in it anyway.
FACTS: Final = (
    "number", "title", "text", "quote", "source_url", "status", "outcome", "urgency", "created_at",
    "wanted_by_at", "wanted_by_declined_at", "accepted_at", "promised_at", "promise_moves",
    "first_response_at", "answered_at", "ended_at",
)  # fmt: skip
# Of an entry.
SAID: Final = (
    "text",
    "alternative",
    "until",
    "roughly",
    "elsewhere",
    "outcome",
    "way",
    "how",
    "reading",
    "title",
    "failure",
)


def kept(tx: Tx, person: Person) -> Kept:
    """How much is kept about somebody, for them to read."""
    asked, owned = requests.counts(tx, person.id)
    return Kept(person, asked, owned, len(drafts.of_person(tx, person.id)))


def about(tx: Tx, person_id: int) -> dict[str, Any]:
    """All that is kept about somebody besides their requests, and under `ids` the requests to go through."""
    person = asdict(people.get(tx, person_id))
    del person["id"], person["workspace_id"]
    return {
        "person": person,
        "offered_help": _facts(asdict(nudges.states(tx, [person_id])[person_id])),
        "home": {"pages": homes.pages(tx, person_id)},
        "do_not_disturb": asdict(people.quiet(tx, person_id)),
        "hours": [asdict(change) for change in schedules.of_person(tx, person_id)],
        "absences": [_facts(asdict(each)) for each in absences.of_person(tx, person_id, since=BEGINNING)],
        "is_coordinator": coordinators.is_one(tx, person_id),
        "drafts": drafts.of_person(tx, person_id),
        "ids": requests.concerning(tx, person_id),
    }


def requests_of(tx: Tx, person_id: int, ids: Sequence[int]) -> list[dict[str, Any]]:
    """What is kept of some requests, as far as they are somebody's to see: nobody else's working time."""
    person = people.get(tx, person_id)
    found = (requests.get(tx, request_id) for request_id in ids)
    return [
        _told(tx, person, request) for request in found if request is not None and is_of(tx, person, request)
    ]


def _told(tx: Tx, person: Person, request: Request) -> dict[str, Any]:
    entries, all_turns = trail.of_request(tx, request.id), turns.of_request(tx, request.id)
    names = {person_id: people.get(tx, person_id).name for person_id in _named(request, entries)}
    return {
        **{name: getattr(request, name) for name in FACTS},
        "asked_by": names[request.requester_id],
        "asked_of": names[request.owner_id],
        "your_turns": [_own(turn) for turn in all_turns if turn.holder_id == person.id],
        "your_waits": [
            _waited(turn)
            for turn in all_turns
            if person.id == request.requester_id and turn.holder_id != person.id
        ],
        "trail": [_entered(entry, names) for entry in entries],
        "told_to_you": outbox.told(tx, request.id, person.id),
    }


def _named(request: Request, entries: Sequence[TrailEntry]) -> set[int]:
    ids = {request.requester_id, request.owner_id}
    for entry in entries:
        ids.update(each for each in (entry.by_id, entry.data.get("to")) if each is not None)
        ids.update(entry.data.get("with", ()))
    return ids


def _entered(entry: TrailEntry, names: Mapping[int, str]) -> dict[str, Any]:
    """An entry with names in place of our own numbers; where others wrote in Slack is not told."""
    told: dict[str, Any] = {"at": entry.at, "what": entry.kind}
    told |= {name: entry.data[name] for name in SAID if name in entry.data}
    told |= {
        name: names[by] for name, by in (("by", entry.by_id), ("to", entry.data.get("to"))) if by is not None
    }
    return told | ({"with": [names[each] for each in entry.data["with"]]} if entry.data.get("with") else {})


def _own(turn: Turn) -> dict[str, Any]:
    """A turn of theirs; how long the other one waited meanwhile is the other one's."""
    return {name: value for name, value in _facts(asdict(turn)).items() if name != "requester_minutes"}


def _waited(turn: Turn) -> dict[str, Any]:
    """What is kept of how long they waited in a turn of somebody else's."""
    return {name: getattr(turn, name) for name in ("started_at", "ended_at", "requester_minutes")}


def _facts(record: Mapping[str, Any]) -> dict[str, Any]:
    """A row without our own numbers."""
    return {name: value for name, value in record.items() if name != "id" and not name.endswith("_id")}
