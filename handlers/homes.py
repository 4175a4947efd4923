"""Svar's Home tab: opened, and leafed through."""

from __future__ import annotations

from bot.errors import Refused
from bot.rules.letters import Listed
from handlers.context import Call, Event, id_of
from storage import homes


async def opened(event: Event) -> None:
    """Somebody looks at Svar; it matters if it is at the Home tab."""
    said = event.payload
    if said.get("tab") == "home":
        person = await event.house.directory.person(said["user"])
        key = f"home:{said['channel']}:{said['event_ts']}"
        await event.write(key, homes.opened, person.id, now=event.now)


async def turn(call: Call) -> None:
    """Another page of a list."""
    name, _, page = call.value.partition(":")
    if name not in set(Listed):
        raise Refused("not_yours")
    number = id_of(page) if page != "0" else 0
    await call.write(homes.turn, call.person.id, name, number, now=call.now)
    await call.ack()
