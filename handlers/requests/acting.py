"""The buttons and forms on a request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.errors import Refused
from bot.flows.absences import promises
from bot.flows.hours import hours_of
from bot.flows.requests import acting as flow
from bot.flows.requests import hands, holding, seeing, undoing
from bot.flows.requests.moving import Target
from bot.i18n import zone_of
from bot.rules.letters import Scene
from bot.rules.promises import By, promised
from bot.views import lists, modals
from handlers.context import Call, id_of
from handlers.requests.asking import when
from storage.records import Entry, Outcome

Form = Callable[[Call, Scene], dict[str, Any]]


def target_of(value: str) -> Target:
    """The request and the turn that a button carries; raises `Refused` for what is no button of ours."""
    request_id, _, turn_id = value.partition(":")
    return Target(id_of(request_id), id_of(turn_id) if turn_id != "0" else None)


async def got_it(call: Call) -> None:
    """Today · Tomorrow · This week · Pick a time."""
    choice, _, rest = call.value.partition(":")
    target = target_of(rest)
    if choice == "pick":
        await open_form(call, target, _promise_form)
        return
    if choice not in set(By):
        raise Refused("not_yours")
    hours = await call.house.store.read(hours_of, call.person)
    await _promise(call, target, promised(By(choice), hours, call.now))
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
    await open_form(call, target_of(call.value), _promise_form)


async def wanted_no(call: Call) -> None:
    """No."""
    await call.write(flow.decline_wanted_by, call.person, target_of(call.value), now=call.now)
    await call.ack()


async def promise_submitted(call: Call) -> None:
    """A time picked on the form."""
    by_at = when(call, call.person, "promise_in_the_past")
    if by_at is None:
        raise Refused("time_without_day")
    await _promise(call, about(call), by_at)
    await call.close()


async def open_answer(call: Call) -> None:
    await open_form(call, target_of(call.value), lambda call, scene: modals.answer(scene, call.texts))


async def answer_submitted(call: Call) -> None:
    """The answer, or what was said elsewhere."""
    say = flow.answer_elsewhere if call.field("elsewhere") else flow.answer
    await call.write(say, call.person, about(call), call.words("text"), now=call.now)
    await call.close()


def words_submitted(say: Callable[..., None]) -> Callable[[Call], Awaitable[None]]:
    """A question back or what is still missing, written on a form."""

    async def handler(call: Call) -> None:
        await call.write(say, call.person, about(call), call.words("text"), now=call.now)
        await call.close()

    return handler


async def decline_submitted(call: Call) -> None:
    reason = call.words("reason")
    alternative = call.words("alternative")
    await call.write(flow.decline, call.person, about(call), (reason, alternative), now=call.now)
    await call.close()


async def hold_submitted(call: Call) -> None:
    """Parked until a date."""
    until = when(call, call.person, "hold_in_the_past")
    if until is None:
        raise Refused("time_without_day")
    await call.write(holding.park, call.person, about(call), (until, call.words("reason")), now=call.now)
    await call.close()


async def give_to_cover(call: Call) -> None:
    """*Ask their cover*, of a request whose owner will be away when they promised to answer."""
    await call.write(promises.give_to_cover, call.person, target_of(call.value), now=call.now)
    await call.ack()


async def hand_submitted(call: Call) -> None:
    """The words with which a hand was asked for."""
    await call.write(hands.ask, call.person, about(call), call.words("text"), now=call.now)
    page = modals.notice(call.texts.m("form.hand_done"), call.texts)
    await call.ack(response_action="update", view=page)


async def fine(call: Call) -> None:
    """The requester is fine with the date until which it is on hold."""
    await call.write(holding.wait, call.person, target_of(call.value), now=call.now)
    await call.ack()


async def cannot_wait(call: Call) -> None:
    """The requester can't wait."""
    await call.write(holding.cannot_wait, call.person, target_of(call.value), now=call.now)
    await call.ack()


async def undo(call: Call) -> None:
    """Take back what was just done."""
    what = await call.write(undoing.undo, call.person, call.request_id, now=call.now)
    key = "undone.request" if what == Entry.LOGGED else "undone.step"
    await call.tell(lists.said(call.texts.m(key)), instead=True)
    await call.ack()


def resolved(outcome: Outcome) -> Callable[[Call], Awaitable[None]]:
    """Yes · Partly · Got my answer."""

    async def handler(call: Call) -> None:
        await call.write(flow.resolve, call.person, target_of(call.value), outcome, now=call.now)
        await call.ack()

    return handler


async def open_not_yet(call: Call) -> None:
    await open_form(call, target_of(call.value), words_form("not_yet"))


async def withdraw(call: Call) -> None:
    """No longer needed."""
    await call.write(flow.withdraw, call.person, target_of(call.value), now=call.now)
    await call.ack()


async def open_form(call: Call, target: Target, form: Form) -> None:
    """Open a form on a request, if the button for it still holds. Raises `Refused`."""
    scene = await call.house.store.read(seeing.scene, call.person, target.request_id)
    if scene.turn is None:
        raise Refused("over")
    if target.turn_id != scene.turn.id:
        raise Refused("not_now")
    await call.open(form(call, scene))
    await call.ack()


async def _promise(call: Call, target: Target, by_at: datetime) -> None:
    await call.write(flow.promise, call.person, target, by_at, now=call.now)


def about(call: Call) -> Target:
    """The request and the turn that a submitted form is about."""
    turn_id = call.about.get("turn")
    return Target(id_of(call.about.get("request")), None if turn_id is None else id_of(turn_id))


def words_form(kind: str) -> Form:
    """A form for a few words."""
    return lambda call, scene: modals.words(kind, scene, call.texts)


def _promise_form(call: Call, scene: Scene) -> dict[str, Any]:
    return modals.promise(scene, call.texts, zone_of(call.person.zone))
