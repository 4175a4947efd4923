"""Requests that ask the same: merged into one, or answered together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.errors import Refused
from bot.flows.requests import acting
from bot.flows.requests.hearing import Said, confirm, hear_all
from bot.flows.requests.moving import Target, hold, move
from bot.flows.requests.passing import Passing, pass_on
from bot.flows.requests.seeing import seen
from bot.rules.letters import Line
from bot.rules.turns import Made, Move
from storage import requests, trail
from storage.base import Tx
from storage.records import Entry, Person, Request, Side, Status, Waiting
from storage.trail import NewEntry

OFFERED = 10


def merge(tx: Tx, actor: Person, target: Target, into_id: int, *, now: datetime) -> None:
    """One of two that ask the same ends, and goes on in the other; its people are told. Raises `Refused`.

    Both are of one requester: another's request is not theirs to see. Whoever does it is that requester, or
    the owner of both.
    """
    for request_id in sorted(
        (target.request_id, into_id)
    ):  # in one order, so that no two wait for each other
        requests.lock(tx, request_id)
    held, into = hold(tx, actor, target), seen(tx, actor, into_id)
    if not _may_merge(held.request, into, actor):
        raise Refused("not_alike")
    data: dict[str, Any] = {"into": into.number}
    if into.owner_id == held.request.owner_id:
        data["title"] = into.title
    merged = replace(held.request, merged_into_id=into.id)
    entry = move(tx, held, Made(Move.MERGE, actor.id), data, as_if=merged, now=now)
    trail.add(tx, into.id, NewEntry(Entry.JOINED, actor.id, {"from": held.request.number}), now=now)
    hear_all(tx, held, actor.id, Said(Line.MERGED, entry), now=now)
    confirm(tx, held, entry, now=now)


def mergeable(tx: Tx, actor: Person, request_id: int) -> list[Request]:
    """The open requests into which somebody may merge one, the oldest first."""
    request = seen(tx, actor, request_id)
    others = requests.open_of(tx, request.requester_id, limit=10 * OFFERED)
    return [other for other in others if _may_merge(request, other, actor)][:OFFERED]


def answer_together(tx: Tx, actor: Person, targets: Sequence[Target], text: str, *, now: datetime) -> int:
    """One answer to several; how many got it. Those that have moved on meanwhile are left as they are.

    Raises `Refused` if that is all of them.
    """
    if not text.strip():
        raise Refused("nothing_written")
    return _with_each(targets, lambda target: acting.answer(tx, actor, target, text, now=now))


def promise_together(
    tx: Tx, actor: Person, targets: Sequence[Target], by_at: datetime, *, now: datetime
) -> int:
    """The same time promised for several; for how many. Raises `Refused` if that is none of them."""
    return _with_each(targets, lambda target: acting.promise(tx, actor, target, by_at, now=now))


def pass_on_together(
    tx: Tx, actor: Person, targets: Sequence[Target], passed: Passing, *, now: datetime
) -> int:
    """Several passed on to one colleague; how many. Raises `Refused` if that is none of them."""
    return _with_each(targets, lambda target: pass_on(tx, actor, target, passed, now=now))


def _with_each(targets: Sequence[Target], act: Callable[[Target], object]) -> int:
    done, refusals = 0, []
    for target in sorted(targets, key=lambda each: each.request_id):
        try:  # what is refused is so before anything is changed
            act(target)
            done += 1
        except Refused as refusal:
            refusals.append(refusal)
    if not done:
        raise refusals[0] if len({each.reason for each in refusals}) == 1 else Refused("not_now")
    return done


def answerable(tx: Tx, actor: Person) -> list[Waiting]:
    """The requests that somebody could answer now, the oldest first."""
    waiting = requests.waiting_for(tx, actor.id, limit=3 * OFFERED)
    return [each for each in waiting if each.side is Side.OWNER][:OFFERED]


def _may_merge(request: Request, into: Request, actor: Person) -> bool:
    if into.id == request.id or into.status is not Status.OPEN or into.requester_id != request.requester_id:
        return False
    return actor.id == request.requester_id or actor.id == request.owner_id == into.owner_id
