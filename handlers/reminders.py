"""Reminders from the reader's side: later, no more, still needed, and a word when it takes longer."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.errors import Refused
from bot.flows import reminders as flow
from bot.flows.hours import hours_of
from bot.flows.requests import acting, seeing
from bot.i18n import zone_of
from bot.rules.worktime import start_of_next_working_day
from bot.views import modals
from handlers.context import Call
from handlers.requests.acting import about, open_form, target_of
from handlers.requests.asking import when

HOUR: Final = timedelta(hours=1)


async def open_later(call: Call) -> None:
    """When to hear of it again."""
    zone = zone_of(call.person.zone)
    await open_form(
        call, target_of(call.value), lambda call, scene: modals.remind_later(scene, call.texts, zone)
    )


async def later_submitted(call: Call) -> None:
    """A day of their own, or else in an hour or on the next working morning."""
    at = when(call, call.person, "remind_in_the_past")
    if at is None and call.field("soon") == "hour":
        at = call.now + HOUR
    if at is None:
        hours = await call.house.store.read(hours_of, call.person)
        at = start_of_next_working_day(hours, call.now)
    if at is None:
        raise Refused("time_without_day")
    why = call.words("why")
    await call.write(flow.remind_later, call.person, about(call), at, why=why, now=call.now)
    await call.close()


async def quiet(call: Call) -> None:
    """No more reminders of this one."""
    await call.write(flow.remind_no_more, call.person, target_of(call.value), now=call.now)
    scene = await call.house.store.read(seeing.scene, call.person, target_of(call.value).request_id)
    await call.open(modals.notice(call.texts.m("more.quiet_done", title=scene.request.title), call.texts))
    await call.ack()


async def still_needed(call: Call) -> None:
    await call.write(flow.still_needed, call.person, target_of(call.value), now=call.now)
    await call.ack()


async def open_apology(call: Call) -> None:
    zone = zone_of(call.person.zone)
    await open_form(call, target_of(call.value), lambda call, scene: modals.apology(scene, call.texts, zone))


async def apology_submitted(call: Call) -> None:
    words = call.words("text"), when(call, call.person, "promise_in_the_past")
    await call.write(acting.apologise, call.person, about(call), words, now=call.now)
    await call.close()
