"""`/ooo closed`: the days on which the company does not work, told to everybody and set by admins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from bot import calendars
from bot.errors import Refused
from bot.flows import closing_days as flow
from bot.i18n import zone_of
from bot.rules.absences.periods import read_period
from bot.rules.absences.stretches import Period
from bot.rules.markup import to_plain
from bot.views import absences as views
from handlers.context import Call
from storage import closing_days
from storage.records import office_week

DAYS_AT_MOST: Final = 40
DAY: Final = timedelta(days=1)
OPEN: Final = "not "


async def command(call: Call, words: str) -> None:
    """`/ooo closed [24 dec from 12:00 | 28 dec - 30 dec | not 31 dec]`."""
    if words:
        admin = await call.house.directory.renewed(call.person)
        days = _days(call, to_plain(words).lower())
        if words.lower().startswith(OPEN):
            await call.write(flow.open_again, admin, list(days))
        else:
            await call.write(flow.close, admin, days)
        calendars.book.close(await call.house.store.read(closing_days.of_all))
        await call.house.store.write(flow.follow, call.person.workspace_id, now=call.now)
    known = (await call.house.store.read(closing_days.of_all)).get(call.person.workspace_id, {})
    today = call.now.astimezone(zone_of(call.person.zone)).date()
    ahead = {day: minutes for day, minutes in known.items() if day >= today}
    await call.answer(views.closing_days(ahead, call.house.settings.ooo_command, call.texts))


def _days(call: Call, words: str) -> Mapping[date, int]:
    """The days that the words name, each with the minutes after midnight from which it is closed."""
    zone = zone_of(call.person.zone)
    found = read_period(words.removeprefix(OPEN), now=call.now, hours=office_week(call.person.zone))
    if not isinstance(found, Period) or found.ends_at is None:
        raise Refused("closed_when")
    first, last = found.starts_at.astimezone(zone), (found.ends_at - timedelta(minutes=1)).astimezone(zone)
    whole = first.time() == time() and found.ends_at.astimezone(zone).time() == time()
    until_midnight = datetime.combine(last.date() + DAY, time(), zone) == found.ends_at.astimezone(zone)
    count = (last.date() - first.date()).days + 1
    if count > DAYS_AT_MOST or not (whole or (count == 1 and until_midnight)):
        raise Refused("closed_when")
    minutes = 60 * first.hour + first.minute
    return {first.date() + number * DAY: minutes for number in range(count)}
