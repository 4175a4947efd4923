"""Somebody's own hours, the time of their daily message, and their language."""

from __future__ import annotations

from bot.flows import people as flow
from bot.flows.hours import hours_of
from bot.flows.people import Choice
from bot.rules.day_hours import read_hours
from bot.rules.schedules import week_at
from bot.views import hours as views
from handlers.context import Call
from storage import people


async def show(call: Call) -> None:
    """The form, with what holds now."""
    person = await call.house.store.read(people.get, call.person.id)
    week = week_at(await call.house.store.read(hours_of, person), call.now)
    await call.open(views.form(week, person, call.texts))
    await call.ack()


async def submitted(call: Call) -> None:
    """They work otherwise from now on; what cannot be read is said at its day."""
    read = {field: read_hours(call.field(field) or "") for field in views.DAY_FIELDS}
    unread = [field for field, spans in read.items() if spans is None]
    if unread:
        await call.ack(
            response_action="errors", errors=dict.fromkeys(unread, call.texts.t("hours.unreadable"))
        )
        return
    days = tuple(spans for spans in read.values() if spans is not None)
    daily = call.field("daily")
    hour, _, minute = (daily or "").partition(":")
    daily_minutes = 60 * int(hour) + int(minute) if daily else None
    choice = Choice(days, daily_minutes, call.field("language"))
    await call.write(flow.choose, call.person, choice, now=call.now)
    call.house.directory.forget(call.person.slack_id)
    await call.close()
