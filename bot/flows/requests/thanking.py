"""Thanks, from the one who asked to whoever answered, and counted no further than that they were sent."""

from __future__ import annotations

from datetime import datetime

from bot.errors import Refused
from bot.flows.requests.hearing import Said, hear, opens_at
from bot.flows.requests.seeing import seen
from bot.rules.letters import Line
from storage import people, trail
from storage.base import Tx
from storage.records import Entry, Person, Status
from storage.trail import NewEntry


def thank(tx: Tx, actor: Person, request_id: int, text: str, *, now: datetime) -> None:
    """Thank the owner of a closed request, who hears it in their working hours; raises `Refused`.

    Each request once, and once more with a sentence.
    """
    request = seen(tx, actor, request_id, lock=True)
    if actor.id != request.requester_id:
        raise Refused("not_yours")
    if request.status is not Status.CLOSED:
        raise Refused("not_now")
    said = [entry for entry in trail.of_request(tx, request.id) if entry.kind is Entry.THANKED]
    if any(entry.data.get("text") or not text for entry in said):
        return
    entry = trail.add(
        tx, request.id, NewEntry(Entry.THANKED, actor.id, {"text": text} if text else {}), now=now
    )
    opening = opens_at(tx, people.get(tx, request.owner_id), now)
    hear(tx, request, request.owner_id, Said(Line.THANKED, entry), not_before=opening, now=now)
