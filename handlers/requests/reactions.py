"""Emoji under messages."""

from __future__ import annotations

from typing import Final

from bot.flows.requests import reactions
from bot.flows.requests.reactions import Meaning
from bot.flows.requests.replies import Message
from handlers.context import Event

MEANINGS: Final = {
    "eyes": Meaning.SEEN,
    "white_check_mark": Meaning.SOLVED,
    "heavy_check_mark": Meaning.SOLVED,
    "ballot_box_with_check": Meaning.SOLVED,
}


async def added(event: Event) -> None:
    """Somebody put an emoji under a message. What says nothing, or is about no request, goes no further."""
    said = event.payload
    item = said.get("item") or {}
    meaning = MEANINGS.get(str(said.get("reaction")).partition("::")[0])  # without the skin tone
    if meaning is None or item.get("type") != "message":
        return
    channel, ts = item["channel"], item["ts"]
    request_id = await event.house.store.read(reactions.about, channel, ts)
    if request_id is None:
        return
    person = await event.house.directory.person(said["user"])
    under = Message(channel, ts, "", thread_ts=ts, in_channel=not channel.startswith("D"))
    key = f"reaction:{channel}:{ts}:{person.id}:{meaning}"  # taken away and put back, it says no more
    await event.write(key, reactions.react, person, request_id, (meaning, under), now=event.now)
