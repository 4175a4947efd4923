"""A channel's team notice: asked for, changed and ended by anybody in it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from bot.errors import Refused
from bot.flows.absences import notices as flow
from bot.views import absences as views
from handlers.context import FAILURES, Call
from handlers.teams import CHANNELS, NOBODY
from storage import channels
from storage.records import ChannelNotice

TIME: Final = re.compile(r"(?:at\s+)?([01]?\d|2[0-3])(?:[:.]([0-5]\d))?")
MEMBERS_ASKED: Final = 1_000  # as many as Slack tells at a time


async def command(call: Call, words: str) -> None:
    """`/ooo notice 9:00`, in a channel, and `/ooo notice off`. All there see it."""
    channel, workspace_id = call.body.get("channel_id") or "", call.person.workspace_id
    if not channel.startswith(CHANNELS):
        raise Refused("notice_needs_channel")
    if words.lower() in NOBODY:
        await call.write(channels.end_notice, workspace_id, channel)
        await call.announce(views.notice_planned(None, None, call.person.name, call.texts))
        return
    found = TIME.fullmatch(words)
    if found is None:
        raise Refused("notice_when")
    await _check_is_there(call, channel)
    minutes = 60 * int(found[1]) + int(found[2] or 0)
    wanted = ChannelNotice(channel, minutes, call.person.zone, call.person.spoken)
    first = await call.write(flow.want, workspace_id, wanted, now=call.now)
    first_at = datetime.fromisoformat(first) if first else None
    await call.announce(views.notice_planned(first_at, wanted, call.person.name, call.texts))


async def _check_is_there(call: Call, channel: str) -> None:
    """Raise `Refused` where Svar could not write."""
    try:
        told = await call.client.conversations_members(channel=channel, limit=MEMBERS_ASKED)
    except FAILURES as error:
        raise Refused("notice_not_here") from error
    if call.house.directory.workspace.bot_user_id not in told["members"]:
        raise Refused("notice_not_here")
