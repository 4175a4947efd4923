"""Finding one's own requests again: by words, by the colleague they were with, by what is asked now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.flows.requests.seeing import seen, visible
from bot.rules.finding import most_alike, said_in, sought_in, words_of
from bot.rules.letters import LIST_LIMIT, Found, Scene
from storage import people, requests, trail, turns, words
from storage.base import Tx
from storage.records import Kind, Person, Request
from storage.words import Words

CATCH_UP_AT_ONCE = 100
HISTORY_LOOKED_AT = 4
SIMILAR_SHOWN = 3
SIMILAR_COMPARED = 500
HELPFUL_COMPARED = 20


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for: words, a colleague, or both; `after` leaves out what they have been shown."""

    text: str
    colleague_id: int | None = None
    after: int = 0


def catch_up(tx: Tx, *, now: datetime) -> bool:
    """Index some of the requests that have changed; whether there may be more.

    It is done beside what people wait for. What has changed is marked as such in the transaction that changes
    it, so nothing is forgotten by a crash, and is not found until it is indexed: nothing deleted ever is.
    """
    due = words.due(tx, limit=CATCH_UP_AT_ONCE)
    for request_id in due:
        request = requests.get(tx, request_id)
        if request is not None:
            words.put(tx, request_id, _words_of(tx, request), now=now)
    return len(due) == CATCH_UP_AT_ONCE


def find(tx: Tx, viewer: Person, sought: Sought) -> Found:
    """The viewer's own requests that match, the best first and then the newest, at most `LIST_LIMIT`."""
    colleague = people.get(tx, sought.colleague_id) if sought.colleague_id else None
    named = sought_in(sought.text)
    if not named and colleague is None:
        return Found(())
    whose = [viewer.id, *([colleague.id] if colleague else [])]
    ids = words.find(tx, whose, named, limit=LIST_LIMIT + 1, after=sought.after)
    return Found(visible(tx, viewer, ids[:LIST_LIMIT]), colleague, more=len(ids) > LIST_LIMIT)


def has_history(tx: Tx, viewer: Person, other: Person, *, but: int) -> bool:
    """Whether there has been anything between two people that the viewer knows of, one request aside."""
    ids = words.find(tx, [viewer.id, other.id], [], limit=HISTORY_LOOKED_AT)
    return any(visible(tx, viewer, [request_id]) for request_id in ids if request_id != but)


def similar(tx: Tx, asker: Person, text: str, *, but: int | None = None) -> tuple[Scene, ...]:
    """Up to three requests that the asker got an answer to and that ask much the same as `text`."""
    others = dict(words.answered(tx, asker.id, requester_id=asker.id, limit=SIMILAR_COMPARED))
    others.pop(but or 0, None)
    return visible(tx, asker, most_alike(words_of(text), others, limit=SIMILAR_SHOWN))


def who_could_help(tx: Tx, viewer: Person, request_id: int) -> tuple[Scene, ...]:
    """Up to three requests like this one that the viewer may see, each answered by another colleague."""
    request = seen(tx, viewer, request_id)
    others = dict(words.answered(tx, viewer.id, limit=SIMILAR_COMPARED))
    others.pop(request.id, None)
    alike = most_alike(words_of(request.text), others, limit=HELPFUL_COMPARED)
    known = {viewer.id, request.requester_id, request.owner_id} | turns.holders(tx, request.id)
    by_owner: dict[int, Scene] = {}
    for scene in visible(tx, viewer, alike):
        owner = scene.owner
        if owner.id not in known and owner.kind is Kind.MEMBER and owner.deactivated_at is None:
            by_owner.setdefault(owner.id, scene)
    return tuple(by_owner.values())[:SIMILAR_SHOWN]


def _words_of(tx: Tx, request: Request) -> Words:
    theirs = {request.requester_id, request.owner_id} | turns.holders(tx, request.id)
    asked = words_of(request.text, request.quote or "")
    return Words(frozenset(theirs), asked, words_of(*said_in(trail.of_request(tx, request.id))))
