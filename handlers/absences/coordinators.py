"""Who may say that a colleague is away: everybody sees it, admins name them."""

from __future__ import annotations

from typing import Final

from bot.errors import Refused
from bot.flows.absences import coordinators as flow
from bot.rules.commands import PERSON, Mention
from bot.views import absences as views
from handlers.context import Call
from storage import coordinators

NO_LONGER: Final = ("without", "not", "remove", "uten", "utan", "uden", "ikke", "inte", "fjern")


async def command(call: Call, words: str) -> None:
    """`/ooo coordinators [@colleague | without @colleague]`."""
    found = PERSON.search(words)
    if found is not None:
        if not await call.house.directory.is_admin(call.person):
            raise Refused("admins_only")
        named = Mention(found[1], found[2] or "")
        person = await call.house.directory.asked(named, like=call.person)
        if words.lower().startswith(NO_LONGER):
            await call.write(coordinators.remove, person.id)
        else:
            await call.write(flow.name, call.person, person, now=call.now)
    known = await call.house.store.read(coordinators.of_workspace, call.person.workspace_id)
    await call.answer(views.coordinators(known, call.house.settings.ooo_command, call.texts))
