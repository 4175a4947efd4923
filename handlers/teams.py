"""Teams: taking what one's team was asked, and which team a channel asks."""

from __future__ import annotations

from typing import Final

from bot.errors import Refused
from bot.flows.requests import teams as flow
from bot.rules.commands import parse_team
from bot.views import lists
from handlers.context import Call
from handlers.requests.acting import target_of
from storage import channels

NOBODY: Final = frozenset({"nobody", "none", "off", "ingen"})
CHANNELS: Final = ("C", "G")  # what the ids of channels begin with; direct messages have others


async def take(call: Call) -> None:
    """*I'll take it*, on the card of somebody whose team was asked."""
    await call.write(flow.take, call.person, target_of(call.value), now=call.now)
    await call.ack()


async def not_me(call: Call) -> None:
    await call.write(flow.not_me, call.person, target_of(call.value), now=call.now)
    await call.tell(lists.said(call.texts.m("team.not_you")), instead=True)
    await call.ack()


async def of_channel(call: Call, words: str) -> None:
    """`/svar team @payroll` in a channel: whom it asks where nobody is named. Everybody there sees it."""
    channel = call.body.get("channel_id") or ""
    if not channel.startswith(CHANNELS):
        raise Refused("team_needs_channel")
    workspace_id, named = call.person.workspace_id, parse_team(words)
    if named is not None:
        team = await call.house.directory.asked(named, like=call.person)
        await call.write(channels.set_team, workspace_id, channel, team.id)
        await call.announce(lists.channel_asks(call.person.name, team.name, call.texts))
    elif words.strip().lower() in NOBODY:
        await call.write(channels.set_team, workspace_id, channel, None)
        await call.announce(lists.channel_asks(call.person.name, None, call.texts))
    elif words.strip():
        raise Refused("not_a_team", name=words.strip())
    else:
        known = await call.house.store.read(channels.team, workspace_id, channel)
        await call.answer(lists.channel_team(known.name if known else None, call.texts))
