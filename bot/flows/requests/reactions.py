"""An emoji under a message of a request: two of them say something, and none is ever an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.flows.requests.acting import accept
from bot.flows.requests.hearing import Said, hear
from bot.flows.requests.moving import held_as_it_is
from bot.flows.requests.replies import Message, say_aside
from bot.rules.letters import Aside, Line
from storage import outbox, places, requests
from storage.base import Tx
from storage.records import Person


class Meaning(StrEnum):
    """What an emoji says."""

    SEEN = "seen"  # by the holder: they have it
    SOLVED = "solved"  # by the requester: it may be closed


def about(tx: Tx, channel: str, ts: str) -> int | None:
    """The one request that a message is about: its card, a line under it, or words passed on; else none."""
    of_cards = [place.request_id for place in places.by_thread(tx, channel, ts)]
    found = set(of_cards or outbox.requests_of(tx, channel, ts))
    return found.pop() if len(found) == 1 else None


def react(tx: Tx, actor: Person, request_id: int, reacted: tuple[Meaning, Message], *, now: datetime) -> None:
    """Take an emoji of the holder's or the requester's for what it says; anybody else's says nothing."""
    meaning, message = reacted
    request = requests.lock(tx, request_id)
    held = held_as_it_is(tx, request) if request else None
    if request is None or held is None or held.turn is None:
        return
    if meaning is Meaning.SOLVED:
        if actor.id == request.requester_id:
            beside = replace(message, thread_ts=_thread_of(tx, request_id, message))
            say_aside(tx, request, (Aside.SOLVED, {}), to=actor, beside=beside, now=now)
    elif actor.id == held.turn.holder_id == request.owner_id and request.accepted_at is None:
        entry = accept(tx, actor, held, {}, now=now)
        hear(tx, request, request.requester_id, Said(Line.SEEN, entry), now=now)


def _thread_of(tx: Tx, request_id: int, message: Message) -> str | None:
    """The thread that the request has where the message stands."""
    there = [place for place in places.of_request(tx, request_id) if place.channel_id == message.channel]
    return there[0].thread_ts if there else message.thread_ts
