"""The menu of a card, and the page of what is done more rarely."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from bot.errors import Refused
from bot.flows.requests import acting as flow
from bot.flows.requests import alike, hands, seeing
from bot.flows.requests.acting import Conversation, Means
from bot.flows.requests.passing import Way
from bot.i18n import zone_of
from bot.rules.letters import Aside, Scene
from bot.views import modals, together
from handlers.context import Call, id_of
from handlers.requests import passing
from handlers.requests.acting import Form, about, open_form, target_of, words_form
from handlers.requests.asking import open_change, when
from storage import outbox
from storage.outbox import NewItem
from storage.records import Reason


async def menu(call: Call) -> None:
    """The menu of a card."""
    choice, _, rest = call.value.partition(":")
    if choice in _PAGES:
        await _PAGES[choice](call)
    elif choice in _WAYS:
        await passing.open_form_for(call, target_of(rest), _WAYS[choice])
    elif choice in _FORMS:
        await open_form(call, target_of(rest), _FORMS[choice])
    else:
        raise Refused("not_yours")


async def open_trail(call: Call) -> None:
    """The paper trail, on a page."""
    await show_trail(call, call.request_id)


async def show_trail(call: Call, request_id: int) -> None:
    """The paper trail of a request, on a page."""
    trail = await call.house.store.read(seeing.paper_trail, call.person, request_id)
    await call.open(modals.paper_trail(trail, call.texts, zone_of(call.person.zone)))
    await call.ack()


async def copy_trail(call: Call) -> None:
    """The paper trail as Markdown, in a message to oneself."""
    request_id = call.request_id
    await call.house.store.read(seeing.scene, call.person, request_id)
    item = NewItem(
        call.person.workspace_id,
        Reason.PRIVATE,
        {"aside": Aside.TRAIL},
        request_id=request_id,
        person_id=call.person.id,
    )
    await call.write(outbox.add, item, due_at=call.now, now=call.now)
    await call.ack()


async def open_text(call: Call) -> None:
    """All of what was asked."""
    scene = await call.house.store.read(seeing.scene, call.person, call.request_id)
    await call.open(modals.whole_text(scene.request.text, call.texts))
    await call.ack()


async def open_note(call: Call) -> None:
    """A conversation, for the record."""
    scene = await call.house.store.read(seeing.scene, call.person, call.request_id)
    await call.open(modals.conversation(scene, call.texts, zone_of(call.person.zone), call.now))
    await call.ack()


async def note_submitted(call: Call) -> None:
    """A conversation was noted."""
    named = call.chosen("with")
    others = await asyncio.gather(*(call.house.directory.person(slack_id) for slack_id in named))
    talk = Conversation(
        Means(call.field("how") or Means.OTHER),
        _talked_at(call),
        call.words("text"),
        tuple(person.id for person in others),
    )
    await call.write(flow.note_conversation, call.person, about(call).request_id, talk, now=call.now)
    await call.close()


async def open_same(call: Call) -> None:
    """Into which other one?"""
    scene = await call.house.store.read(seeing.scene, call.person, call.request_id)
    others = await call.house.store.read(alike.mergeable, call.person, scene.request.id)
    if others:
        await call.open(modals.same(scene, others, call.texts))
    else:
        await call.open(modals.notice(call.texts.m("more.nothing_alike"), call.texts))
    await call.ack()


async def same_submitted(call: Call) -> None:
    """Two were put together."""
    into = id_of(call.field("into"))
    await call.write(alike.merge, call.person, about(call), into, now=call.now)
    await call.close()


async def open_together(call: Call) -> None:
    """One answer to several."""
    waiting = await call.house.store.read(alike.answerable, call.person)
    if not waiting:
        raise Refused("not_now")
    chosen = call.request_id if ":" in call.value else None
    await call.open(together.answer(waiting, chosen, call.texts))
    await call.ack()


async def together_submitted(call: Call) -> None:
    """Several were answered; if some have moved on meanwhile, their number is told."""
    targets = [target_of(value) for value in call.chosen("requests")]
    answered = await call.write(alike.answer_together, call.person, targets, call.words("text"), now=call.now)
    await done_with(call, answered, len(targets))


async def done_with(call: Call, done: int, of: int) -> None:
    """Close a form about several, or say with how many of them it was done."""
    if done == of:
        await call.close()
    else:
        some = call.texts.m("more.done_with_some", count=done)
        await call.ack(response_action="update", view=modals.notice(some, call.texts))


async def what_is_this(call: Call) -> None:
    await call.open(modals.what_is_this(call.texts))
    await call.ack()


async def open_hand(call: Call) -> None:
    """Asking for a hand: what the owner would read, and who would take it."""
    target = target_of(call.value.partition(":")[2])
    hand = await call.house.store.write(hands.offer, call.person, target, now=call.now)
    scene = await call.house.store.read(seeing.scene, call.person, target.request_id)
    zone = zone_of(call.person.zone)
    await call.open(modals.hand(scene, hand.cover, hand.until, call.texts, zone))
    await call.ack()


def _talked_at(call: Call) -> datetime:
    """When they talked; today without a time is now, another day its end."""
    at = when(call, call.person, None)
    if at is None:
        raise Refused("time_without_day")
    zone = zone_of(call.person.zone)
    is_today = at.astimezone(zone).date() == call.now.astimezone(zone).date()
    return min(at, call.now) if is_today and call.field("time") is None else at


def _hold_form(call: Call, scene: Scene) -> dict[str, Any]:
    return modals.hold(scene, call.texts, zone_of(call.person.zone))


_FORMS: dict[str, Form] = {
    "ask_back": words_form("ask_back"),
    "hold": _hold_form,
    "decline": lambda call, scene: modals.decline(scene, call.texts),
    "more": lambda call, scene: modals.more(scene, call.texts),
}
_WAYS = {"hand_over": Way.HAND_OVER, "lend": Way.LEND}
_PAGES = {
    "hand": open_hand,
    "change": open_change,
    "note": open_note,
    "same": open_same,
    "trail": open_trail,
}
