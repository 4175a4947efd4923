"""The buttons and forms on a request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.errors import Refused
from bot.flows.requests import acting as flow
from bot.flows.requests import seeing
from bot.flows.requests.moving import Target
from bot.i18n import zone_of
from bot.rules.letters import Aside, Scene
from bot.rules.promises import By, promised
from bot.views import modals
from handlers.context import Call, id_of
from handlers.requests.asking import open_change, when
from storage import outbox
from storage.outbox import NewItem
from storage.records import Outcome, Reason


def target_of(value: str) -> Target:
    """The request and the turn that a button carries; raises `Refused` for what is no button of ours."""
    request_id, _, turn_id = value.partition(":")
    return Target(id_of(request_id), id_of(turn_id) if turn_id != "0" else None)


async def got_it(call: Call) -> None:
    """Today · Tomorrow · This week · Pick a time."""
    choice, _, rest = call.value.partition(":")
    target = target_of(rest)
    if choice == "pick":
        await _open(call, target, _promise_form)
        return
    if choice not in set(By):
        raise Refused("not_yours")
    await _promise(call, target, promised(By(choice), call.person.week, call.now))
    await call.ack()


async def wanted_yes(call: Call) -> None:
    """Can you by then? Yes."""
    target = target_of(call.value)
    scene = await call.house.store.read(seeing.scene, call.person, target.request_id)
    if scene.request.wanted_by_at is None:
        raise Refused("not_now")
    await _promise(call, target, scene.request.wanted_by_at)
    await call.ack()


async def wanted_other(call: Call) -> None:
    """Another time."""
    await _open(call, target_of(call.value), _promise_form)


async def wanted_no(call: Call) -> None:
    """No."""
    await call.write(flow.decline_wanted_by, call.person, target_of(call.value), now=call.now)
    await call.ack()


async def promise_submitted(call: Call) -> None:
    """A time picked on the form."""
    by_at = when(call, call.person, "promise_in_the_past")
    if by_at is None:
        raise Refused("time_without_day")
    await _promise(call, _target(call), by_at)
    await call.ack()


async def open_answer(call: Call) -> None:
    await _open(call, target_of(call.value), lambda call, scene: modals.answer(scene, call.texts))


async def answer_submitted(call: Call) -> None:
    """The answer, or what was said elsewhere."""
    say = flow.answer_elsewhere if call.field("elsewhere") else flow.answer
    await call.write(say, call.person, _target(call), call.words("text"), now=call.now)
    await call.ack()


def words_submitted(say: Callable[..., None]) -> Callable[[Call], Awaitable[None]]:
    """A question back or what is still missing, written on a form."""

    async def handler(call: Call) -> None:
        await call.write(say, call.person, _target(call), call.words("text"), now=call.now)
        await call.ack()

    return handler


async def decline_submitted(call: Call) -> None:
    reason = call.words("reason")
    alternative = call.words("alternative")
    await call.write(flow.decline, call.person, _target(call), (reason, alternative), now=call.now)
    await call.ack()


async def hand_over_submitted(call: Call) -> None:
    if call.field("to") is None:
        raise Refused("no_owner")
    to = await call.house.directory.person(call.field("to"))
    word = call.words("word")
    await call.write(flow.hand_over, call.person, _target(call), (to, word), now=call.now)
    await call.ack()


def agreed(yes: bool) -> Callable[[Call], Awaitable[None]]:
    """May a third person see it? Yes · No."""

    async def handler(call: Call) -> None:
        about, _, entry_id = call.value.rpartition(":")
        proposal = (id_of(entry_id), yes)
        await call.write(flow.agree, call.person, target_of(about), proposal, now=call.now)
        await call.ack()

    return handler


def resolved(outcome: Outcome) -> Callable[[Call], Awaitable[None]]:
    """Yes · Partly · Got my answer."""

    async def handler(call: Call) -> None:
        await call.write(flow.resolve, call.person, target_of(call.value), outcome, now=call.now)
        await call.ack()

    return handler


async def open_not_yet(call: Call) -> None:
    await _open(call, target_of(call.value), _words_form("not_yet"))


async def withdraw(call: Call) -> None:
    """No longer needed."""
    await call.write(flow.withdraw, call.person, target_of(call.value), now=call.now)
    await call.ack()


async def more(call: Call) -> None:
    """The menu of the rarer things."""
    choice, _, rest = call.value.partition(":")
    if choice == "change":
        await open_change(call)
    elif choice == "trail":
        await open_trail(call)
    elif choice in _MENU:
        await _open(call, target_of(rest), _MENU[choice])
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


async def what_is_this(call: Call) -> None:
    await call.open(modals.what_is_this(call.texts))
    await call.ack()


Form = Callable[[Call, Scene], dict[str, Any]]


async def _open(call: Call, target: Target, form: Form) -> None:
    """Open a form on a request, if the button for it still holds."""
    scene = await call.house.store.read(seeing.scene, call.person, target.request_id)
    if scene.turn is None:
        raise Refused("over")
    if target.turn_id != scene.turn.id and form is not _whole_text:
        raise Refused("not_now")
    await call.open(form(call, scene))
    await call.ack()


async def _promise(call: Call, target: Target, by_at: datetime) -> None:
    await call.write(flow.promise, call.person, target, by_at, now=call.now)


def _target(call: Call) -> Target:
    turn_id = call.about.get("turn")
    return Target(id_of(call.about.get("request")), None if turn_id is None else id_of(turn_id))


def _promise_form(call: Call, scene: Scene) -> dict[str, Any]:
    return modals.promise(scene, call.texts, zone_of(call.person.zone))


def _words_form(kind: str) -> Form:
    return lambda call, scene: modals.words(kind, scene, call.texts)


def _whole_text(call: Call, scene: Scene) -> dict[str, Any]:
    return modals.whole_text(scene.request.text, call.texts)


_MENU: dict[str, Form] = {
    "ask_back": _words_form("ask_back"),
    "hand_over": lambda call, scene: modals.hand_over(scene, call.texts),
    "decline": lambda call, scene: modals.decline(scene, call.texts),
    "text": _whole_text,
}
