"""Somebody's own hours, the time of their daily message, and their language."""

from __future__ import annotations

import re
from typing import Final

from bot import public_holidays
from bot.calendars import country_of, is_country
from bot.flows import people as flow
from bot.flows.hours import hours_of
from bot.flows.people import Choice
from bot.rules.day_hours import read_hours
from bot.rules.schedules import week_at
from bot.views import hours as views
from handlers.context import Call
from storage import people, schedules

REGION: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


async def show(call: Call) -> None:
    """The form, with what holds now."""
    person = await call.house.store.read(people.get, call.person.id)
    week = week_at(await call.house.store.read(hours_of, person), call.now)
    await call.open(views.form(week, person, await _kept(call), call.texts))
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
    region = (call.field("region") or "").strip().upper()
    if "region" not in call.fields or region == await _kept(call):
        region = None
    elif not await _has_holidays(call, region):
        await call.ack(response_action="errors", errors={"region": call.texts.t("hours.region_unknown")})
        return
    choice = Choice(days, daily_minutes, call.field("language"), region)
    await call.write(flow.choose, call.person, choice, now=call.now)
    call.house.directory.forget(call.person.slack_id)
    await call.close()


async def _kept(call: Call) -> str:
    """Whose public holidays the person keeps: of the region that they named, else of their zone's country."""
    region = await call.house.store.read(schedules.region, call.person.id)
    return country_of(call.person.zone) if region is None else region


async def _has_holidays(call: Call, region: str) -> bool:
    """Whether there are public holidays of a region; empty is nobody's, and needs none."""
    if not region:
        return True
    if REGION.fullmatch(region) is None or not is_country(region[:2]):
        return False
    try:
        (found,) = await public_holidays.find([(region, call.now.year)])
    except (OSError, TimeoutError):
        return True  # it is found out later
    return bool(found.days)
