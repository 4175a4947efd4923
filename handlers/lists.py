"""What waits, and what can be done: `/pending`, `/svar`."""

from __future__ import annotations

from bot.errors import Refused
from bot.flows.requests import seeing
from bot.rules.commands import parse_subcommand
from bot.views import lists
from handlers import digests, finding, teams
from handlers.absences import seeing as absences
from handlers.context import Call
from handlers.requests import asking, rarer
from storage import requests


async def pending(call: Call) -> None:
    """What waits for the person, and what they wait for."""
    found = await call.house.store.read(seeing.pending, call.person)
    await call.answer(lists.pending(found, call.person, call.texts, call.now))


async def svar(call: Call) -> None:
    """Everything, under Svar's own name."""
    word, rest = parse_subcommand(call.body.get("text") or "")
    if word == "request":
        await asking.command(call, rest)
    elif word == "pending":
        await pending(call)
    elif word == "find":
        await finding.command(call, rest)
    elif word == "team":
        await teams.of_channel(call, rest)
    elif word == "ooo":
        await absences.command(call, rest)
    elif word == "digest":
        await digests.command(call, rest)
    elif word == "trail":
        await _trail(call, rest.removeprefix("#"))
    else:
        settings = call.house.settings
        names = {
            "request": settings.request_command,
            "pending": settings.pending_command,
            "ooo": settings.ooo_command,
            "svar": settings.svar_command,
        }
        await call.answer(lists.help_page(call.texts, names, rest))


async def _trail(call: Call, number: str) -> None:
    """The paper trail of a request by its number, also once it has ended."""
    found = None
    if number.isdecimal() and len(number) < 10:
        found = await call.house.store.read(requests.by_number, call.person.workspace_id, int(number))
    if found is None:
        raise Refused("not_yours")
    await rarer.show_trail(call, found.id)
