"""Sorting before one goes."""

from __future__ import annotations

from bot.errors import Refused
from bot.flows.absences import seeing
from bot.flows.absences import sorting as flow
from bot.flows.absences.sorting import OF_ASKS, OF_TURNS, Choice, How
from bot.rules.commands import Mention
from bot.views import modals
from bot.views import sorting as views
from handlers.context import Call, id_of
from handlers.requests.acting import target_of
from handlers.requests.asking import when


async def open_form(call: Call) -> None:
    """*Sort before you go*: what is with one and what one waits for, to be given away or put right."""
    shown = await call.house.store.read(seeing.own, call.person, id_of(call.value), now=call.now)
    held, asked = await call.house.store.read(flow.to_sort, call.person)
    if not (held or asked):
        raise Refused("nothing_to_sort")
    await call.open(views.form(shown, held, asked, call.texts))
    await call.ack()


async def submitted(call: Call) -> None:
    """The same is done with all that were chosen; those that have moved on meanwhile stay as they are."""
    to = call.field("to")
    person = await call.house.directory.asked(Mention(to), like=call.person) if to else None
    targets = [[target_of(value) for value in call.chosen(name)] for name in ("requests", "asks")]
    choices = []
    if targets[0]:
        by_at = when(call, call.person, "promise_in_the_past")
        way = _way(call, "how", OF_TURNS)
        choices.append(Choice(way, targets[0], person, call.words("text"), by_at))
    if targets[1]:
        choices.append(Choice(_way(call, "asks_how", OF_ASKS), targets[1]))
    absence_id = id_of(call.about.get("absence"))
    done = await call.write(flow.sort, call.person, absence_id, choices, now=call.now)
    said = call.texts.n("absence.sorted", done)
    await call.ack(
        response_action="update",
        view=modals.notice(call.texts.m("absence.sorted_line", said=said), call.texts),
    )


def _way(call: Call, field: str, among: frozenset[How]) -> How:
    if call.field(field) not in among:
        raise Refused("not_yours")
    return How(call.field(field))
