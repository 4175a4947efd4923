"""Sorting before one goes."""

from __future__ import annotations

from bot.errors import Refused
from bot.flows.absences import seeing
from bot.flows.absences import sorting as flow
from bot.flows.absences.sorting import Choice, How
from bot.flows.requests import alike
from bot.rules.commands import Mention
from bot.views import absences as views
from bot.views import modals
from handlers.context import Call, id_of
from handlers.requests.acting import target_of


async def open_form(call: Call) -> None:
    """*Sort before you go*: what is with one, to be given away or promised anew."""
    shown = await call.house.store.read(seeing.own, call.person, id_of(call.value), now=call.now)
    waiting = await call.house.store.read(alike.answerable, call.person)
    if not waiting:
        raise Refused("nothing_to_sort")
    await call.open(views.sorting(shown, waiting, call.texts))
    await call.ack()


async def submitted(call: Call) -> None:
    """The same is done with all that were chosen; those that have moved on meanwhile stay as they are."""
    if call.field("how") not in set(How):
        raise Refused("not_yours")
    to = call.field("to")
    person = await call.house.directory.asked(Mention(to), like=call.person) if to else None
    targets = [target_of(value) for value in call.chosen("requests")]
    absence_id, choice = id_of(call.about.get("absence")), Choice(How(call.field("how")), person)
    done = await call.write(flow.sort, call.person, absence_id, targets, choice, now=call.now)
    said = call.texts.n("absence.sorted", done)
    await call.ack(
        response_action="update",
        view=modals.notice(call.texts.m("absence.sorted_line", said=said), call.texts),
    )
