"""What waits, and what can be done: `/pending`, `/svar`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.errors import Refused
from bot.flows.requests import seeing
from bot.rules.commands import parse_subcommand
from bot.views import lists
from handlers import capacity, digests, finding, keeping, teams, workspaces
from handlers.absences import seeing as absences
from handlers.context import Call
from handlers.requests import asking, rarer
from storage import requests


async def pending(call: Call, _: str = "") -> None:
    """What waits for the person, and what they wait for."""
    found = await call.house.store.read(seeing.pending, call.person)
    await call.answer(lists.pending(found, call.person, call.texts, call.now))


async def svar(call: Call) -> None:
    """Everything, under Svar's own name."""
    word, rest = parse_subcommand(call.body.get("text") or "")
    if word in BY_WORD:
        await BY_WORD[word](call, rest)
        return
    settings = call.house.settings
    names = {
        "request": settings.request_command,
        "pending": settings.pending_command,
        "ooo": settings.ooo_command,
        "svar": settings.svar_command,
    }
    await call.answer(lists.help_page(call.texts, names, rest))


async def _trail(call: Call, rest: str) -> None:
    """The paper trail of a request by its number, also once it has ended."""
    found, number = None, rest.removeprefix("#")
    if number.isdecimal() and len(number) < 10:
        found = await call.house.store.read(requests.by_number, call.person.workspace_id, int(number))
    if found is None:
        raise Refused("not_yours")
    await rarer.show_trail(call, found.id)


BY_WORD: Final[Mapping[str, Callable[[Call, str], Awaitable[None]]]] = {
    "request": asking.command,
    "pending": pending,
    "find": finding.command,
    "team": teams.of_channel,
    "ooo": absences.command,
    "digest": digests.command,
    "capacity": capacity.command,
    "trail": _trail,
    "settings": workspaces.settings,
    "speak": workspaces.speak,
    "export": keeping.export,
}
