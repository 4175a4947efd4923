"""Who may say that a colleague is away: everybody sees it, admins name them."""

from __future__ import annotations

from typing import Final

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
        admin = await call.house.directory.renewed(call.person)
        named = Mention(found[1], found[2] or "")
        person = await call.house.directory.asked(named, like=call.person)
        change = flow.name_no_longer if words.lower().startswith(NO_LONGER) else flow.name
        await call.write(change, admin, person, now=call.now)
    known = await call.house.store.read(coordinators.of_workspace, call.person.workspace_id)
    await call.answer(views.coordinators(known, call.house.settings.ooo_command, call.texts))
