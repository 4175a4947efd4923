"""What waits, and what can be done: `/pending`, `/svar`."""

from __future__ import annotations

from bot.flows.requests import seeing
from bot.rules.commands import parse_subcommand
from bot.views import lists
from handlers.context import Call
from handlers.requests import asking


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
    else:
        settings = call.house.settings
        names = {
            "request": settings.request_command,
            "pending": settings.pending_command,
            "svar": settings.svar_command,
        }
        await call.answer(lists.help_page(call.texts, names, rest))
