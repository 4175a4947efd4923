"""Who may see a request, and what they then see. The one place where that is decided."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from bot.errors import Refused
from bot.rules.letters import LIST_LIMIT, PaperTrail, Pending, Scene
from storage import people, places, requests, trail, turns
from storage.base import Tx
from storage.records import Person, Request, TrailEntry, Why


def seen(tx: Tx, viewer: Person, request_id: int, *, lock: bool = False) -> Request:
    """The request, if it is the viewer's to see; `lock` keeps it from changing until the transaction ends.

    Its people are the requester, the owner, whoever held a turn of it, and the members of a team that is
    asked until one of them takes it. To anybody else it does not exist: raises `Refused`, in the same words
    for a stranger's request and for none; only to whom it was offered it says who was first.
    """
    request = (requests.lock if lock else requests.get)(tx, request_id)
    if request is None or viewer.workspace_id != request.workspace_id:
        raise Refused("not_yours")
    if not is_of(tx, viewer, request):
        if places.of_person(tx, request.id, viewer.id) is not None:
            raise Refused("taken_by", name=people.get(tx, request.owner_id).name)
        raise Refused("not_yours")
    return request


def is_of(tx: Tx, person: Person, request: Request) -> bool:
    """Whether somebody is one of the request's people."""
    if person.workspace_id != request.workspace_id:
        return False
    if person.id in (request.requester_id, request.owner_id):
        return True
    holders = turns.holders(tx, request.id)
    if person.id in holders:
        return True
    if not holders:  # its turns are forgotten; what each did is not
        return trail.has_acted(tx, request.id, person.id)
    turn = turns.open_turn(tx, request.id)
    return turn is not None and turn.why is Why.TEAM_ASKED and person.id in places.offered(tx, turn)


def scene(tx: Tx, viewer: Person, request_id: int) -> Scene:
    """The request with its people, as the viewer sees it; raises `Refused` if it is not theirs to see."""
    return scene_of(tx, seen(tx, viewer, request_id), viewer)


def scene_of(tx: Tx, request: Request, viewer: Person | None) -> Scene:
    """The scene of a request that `viewer` is known to be one of the people of; none for its channel."""
    requester_id, owner_id = request.requester_id, request.owner_id
    known = {viewer.id: viewer} if viewer else {}
    turn = turns.open_turn(tx, request.id)
    lenders = [lender.holder_id for lender in turns.lent_from(tx, turn)] if turn else []
    return Scene(
        request=request,
        turn=turn,
        requester=known.get(requester_id) or people.get(tx, requester_id),
        owner=known.get(owner_id) or people.get(tx, owner_id),
        viewer=viewer,
        third=people.get(tx, turn.holder_id) if turn and lenders else None,
        lenders=tuple(people.get(tx, lender_id) for lender_id in lenders),
    )


def visible(tx: Tx, viewer: Person, request_ids: Sequence[int]) -> tuple[Scene, ...]:
    """Those of the requests that have come before the viewer's eyes, in the same order.

    They are the viewer's to see, and what waits for an owner's working hours, or was taken back before those
    began, the owner has not been told of yet.
    """
    scenes = []
    for request_id in request_ids:
        with suppress(Refused):
            request = seen(tx, viewer, request_id)
            if _was_told(tx, viewer, request):
                scenes.append(scene_of(tx, request, viewer))
    return tuple(scenes)


def _was_told(tx: Tx, viewer: Person, request: Request) -> bool:
    place = places.of_person(tx, request.id, viewer.id)
    if place is not None and place.thread_ts is not None:
        return True
    return trail.of_request(tx, request.id)[0].by_id == viewer.id


def pending(tx: Tx, viewer: Person) -> Pending:
    """The viewer's open requests, the oldest first, at most `LIST_LIMIT` of each sort."""
    mine = requests.waiting_for(tx, viewer.id, limit=LIST_LIMIT + 1)
    others = requests.waited_for_by(tx, viewer.id, limit=LIST_LIMIT + 1)
    offered = requests.offered_to(tx, viewer.id, limit=LIST_LIMIT + 1)
    more = max(len(mine), len(others), len(offered)) > LIST_LIMIT
    mine, others, offered = mine[:LIST_LIMIT], others[:LIST_LIMIT], offered[:LIST_LIMIT]
    return Pending(tuple(mine), tuple(others), tuple(offered), more)


def paper_trail(tx: Tx, viewer: Person, request_id: int) -> PaperTrail:
    """The whole trail; raises `Refused` if the request is not the viewer's to see."""
    looked_at = scene(tx, viewer, request_id)
    entries = trail.of_request(tx, request_id)
    ids = {person_id for entry in entries for person_id in _named(entry)}
    names = {person_id: people.get(tx, person_id).name for person_id in ids if person_id is not None}
    return PaperTrail(looked_at, tuple(entries), names)


def _named(entry: TrailEntry) -> tuple[int | None, ...]:
    """Whoever an entry names: who did it, whom it went to, who took part in a conversation."""
    return entry.by_id, entry.data.get("to"), *entry.data.get("with", ())
