"""Passing a request on: for good, for a part of it, or to whoever could help."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.flows.absences.seeing import absent_owner
from bot.flows.requests import passing, seeing
from bot.flows.requests.finding import who_could_help
from bot.flows.requests.moving import Target
from bot.flows.requests.passing import Passing, Way
from bot.rules.letters import Scene
from bot.views import modals
from bot.views.modals import Taker, Takers
from handlers.context import Call, id_of
from handlers.requests.acting import about, open_form, target_of, words_form
from handlers.requests.asking import chosen
from storage.records import Person


async def open_form_for(call: Call, target: Target, way: Way) -> None:
    """To whom does it go? A part of it goes to one person, all of it can go to a team."""
    takers = await _takers(call, target, way)
    await open_form(call, target, lambda call, scene: modals.pass_on(way, scene, call.texts, takers))


async def _takers(call: Call, target: Target, way: Way) -> Takers:
    answered: tuple[Scene, ...] = ()
    if way is Way.SUGGEST:
        answered = await call.house.store.read(who_could_help, call.person, target.request_id)
    teams = () if way is Way.LEND else tuple(await call.house.directory.teams())
    return Takers(teams, answered)


def opened(way: Way) -> Callable[[Call], Awaitable[None]]:
    """The form, from the page of the rarer things."""

    async def handler(call: Call) -> None:
        await open_form_for(call, target_of(call.value), way)

    return handler


def submitted(way: Way) -> Callable[[Call], Awaitable[None]]:
    """A colleague was named."""

    async def handler(call: Call) -> None:
        to = await chosen(call, "to")
        if await _tell_first(call, to, way):
            return
        passed = Passing(to, way, call.words("word"))
        await call.write(passing.pass_on, call.person, about(call), passed, now=call.now)
        await call.close()

    return handler


async def _tell_first(call: Call, to: Person, way: Way) -> bool:
    """Whoever passes it on to somebody who is away knows it first: the form once more. Whether it was so."""
    away = await call.house.store.read(absent_owner, to, call.person, None, now=call.now)
    if away is None or call.about.get("away") == to.slack_id:
        return False
    target = about(call)
    scene = await call.house.store.read(seeing.scene, call.person, target.request_id)
    taker, takers = Taker(to, call.words("word"), away), await _takers(call, target, way)
    view = modals.pass_on(way, scene, call.texts, takers, (taker, call.now))
    await call.ack(response_action="update", view=view)
    return True


def agreed(yes: bool) -> Callable[[Call], Awaitable[None]]:
    """May a third person see it? Yes · No."""

    async def handler(call: Call) -> None:
        value, _, entry_id = call.value.rpartition(":")
        asked = (id_of(entry_id), yes)
        await call.write(passing.agree, call.person, target_of(value), asked, now=call.now)
        await call.ack()

    return handler


async def open_return(call: Call) -> None:
    """What is your part of the answer?"""
    await open_form(call, target_of(call.value), words_form("return"))


async def call_back(call: Call) -> None:
    """Take it back from whom it was lent to."""
    await call.write(passing.call_back, call.person, target_of(call.value), now=call.now)
    await call.ack()
