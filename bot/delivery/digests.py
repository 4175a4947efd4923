"""A channel's digest with its chart, posted in one message; where the picture fails the text stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import structlog

from bot import charts
from bot.delivery import gathering
from bot.delivery.gathering import Drawn
from bot.delivery.sender import Sender, Upload
from bot.errors import Permanent
from bot.flows import group_digests
from bot.house import House
from bot.views.parts import Message, keyed
from storage import people
from storage.records import ChannelDigest, OutboxItem

log = structlog.get_logger(__name__)

FILE_NAME: Final = "digest.png"
TRIES_WITH_PICTURE: Final = 2


async def send(house: House, sender: Sender, item: OutboxItem) -> tuple[tuple[str | None, str | None], str]:
    """Where it stands now, and how it came to; who is in the channel is asked just before."""
    found = await house.store.read(group_digests.wanted, item)
    if found is None:
        return (None, None), "dropped"
    wanted, _ = found
    if item.attempts > 1:  # it was tried before, and may have arrived all the same
        ts = await sender.find(wanted.channel, item.key)
        if ts is not None:
            return (wanted.channel, ts), "found"
    drawn = await gathering.gather(house, wanted, await _members(house, sender, wanted))
    message = keyed(Message(drawn.text, drawn.blocks), item.key)
    picture = await _picture(drawn) if item.attempts <= TRIES_WITH_PICTURE else None
    if picture is not None and await _shared(sender, wanted.channel, (picture, message), item.key):
        return (wanted.channel, None), "posted"
    return await sender.post(wanted.channel, message, item.key), "posted"


async def _members(house: House, sender: Sender, wanted: ChannelDigest) -> Sequence[str] | None:
    if wanted.everybody:
        return None
    if wanted.team_id is None:
        return await sender.members(wanted.channel)
    team = await house.store.read(people.get, wanted.team_id)
    return [str(slack_id) for slack_id in (await sender.group(team.slack_id)).get("users") or ()]


async def _picture(drawn: Drawn) -> Upload | None:
    if drawn.chart is None:
        return None
    try:
        content = await charts.png(drawn.chart)
    except (OSError, TimeoutError) as error:
        log.warning("digest.not_drawn", error=repr(error))
        return None
    return Upload(FILE_NAME, content, drawn.alt)


async def _shared(sender: Sender, channel: str, drawn: tuple[Upload, Message], key: str) -> bool:
    """Whether Slack took the picture with the words under it."""
    picture, message = drawn
    try:
        await sender.share(channel, [picture], message, key)
    except Permanent as error:
        log.warning("digest.not_illustrated", error=error.reason)
        return False
    return True
