"""`/svar settings`: what the workspace has set for itself, read by everybody and changed by its admins."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.errors import Refused
from bot.flows import quiet_start
from bot.flows import workspaces as flow
from bot.rules.commands import Mention
from bot.rules.thresholds import LIMITS, Thresholds
from bot.rules.workspaces import DATES, SettingsPage, WorkspaceSettings, is_colleague
from bot.views import lists
from bot.views import workspaces as views
from handlers.context import FAILURES, Call
from handlers.teams import CHANNELS

DIGITS: Final = 3
MEMBERS_ASKED: Final = 1_000
NUMBERS: Final = [name for name in LIMITS if name != "hand"]


async def settings(call: Call, _: str = "") -> None:
    """The page that everybody may read."""
    shown = await call.house.store.read(flow.page, call.person)
    await call.open(views.page(shown, call.person, call.texts))
    await call.ack()


async def open_form(call: Call) -> None:
    """The form, for admins."""
    await call.open(views.form(await _to_change(call), call.texts))
    await call.ack()


async def submitted(call: Call) -> None:
    """It is otherwise from now on; what is outside its limits is said at its field."""
    await _to_change(call)
    numbers = {name: _number(call, name) for name in NUMBERS}
    unfit = {
        name: call.texts.t("settings.outside", least=LIMITS[name][0], most=LIMITS[name][1])
        for name, number in numbers.items()
        if number is None
    }
    if unfit:
        await call.ack(response_action="errors", errors=unfit)
        return
    thresholds = Thresholds(
        **{name: number for name, number in numbers.items() if number is not None},
        hand=int("1" in call.chosen("hand")),
    )
    dates = (date.fromisoformat(day) if (day := call.field(name)) else None for name in DATES)
    wanted = WorkspaceSettings(thresholds, await _admins(call), *dates)
    await call.write(flow.change, call.person, wanted, now=call.now)
    await call.close()


async def speak(call: Call, _: str = "") -> None:
    """`/svar speak` in a channel: for its people the quiet start is over. All there see it."""
    channel = call.body.get("channel_id") or ""
    if not channel.startswith(CHANNELS):
        raise Refused("speak_needs_channel")
    admin = call.person if call.person.is_admin else await call.house.directory.renewed(call.person)
    try:
        told = await call.client.conversations_members(channel=channel, limit=MEMBERS_ASKED)
    except FAILURES:
        raise Refused("channel_not_joined") from None
    await call.write(quiet_start.end_for, admin, told["members"], now=call.now)
    await call.announce(lists.said(call.texts.m("settings.spoken", name=admin.name)))


async def _to_change(call: Call) -> SettingsPage:
    """The settings, for an admin. Raises `Refused` for everybody else."""
    person = call.person if call.person.is_admin else await call.house.directory.renewed(call.person)
    shown = await call.house.store.read(flow.page, person)
    if not shown.may_change:
        raise Refused("admins_only")
    return shown


def _number(call: Call, name: str) -> int | None:
    """The number in a field; none if it is none, or outside its limits."""
    typed, (least, most) = str(call.field(name) or ""), LIMITS[name]
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= DIGITS else None
    return number if number is not None and least <= number <= most else None


async def _admins(call: Call) -> tuple[int, ...]:
    """The colleagues chosen. Raises `Refused` for whoever is none."""
    chosen = call.chosen("admins")
    found = [await call.house.directory.asked(Mention(each), like=call.person) for each in chosen]
    for person in found:
        if not is_colleague(person):
            raise Refused("no_colleague", name=person.name)
    return tuple(sorted(person.id for person in found))
