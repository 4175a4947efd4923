"""A channel's digest with its chart, posted in one message; where the picture fails the text stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import structlog

from bot import charts
from bot.delivery.sender import Sender, Upload
from bot.errors import Permanent
from bot.flows import digests, group_digests
from bot.flows.digests import Digest
from bot.house import House
from bot.i18n import Mrkdwn, Texts, escape, texts
from bot.views import charts as drawings
from bot.views import digests as views
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
    wanted, asker = found
    if item.attempts > 1:  # it was tried before, and may have arrived all the same
        ts = await sender.find(wanted.channel, item.key)
        if ts is not None:
            return (wanted.channel, ts), "found"
    members = await _members(house, sender, wanted)
    shown = await house.store.write_later(group_digests.show, wanted, members, now=house.clock.now())
    spoken = texts(asker.spoken)
    message = keyed(await _message(house, wanted, shown, spoken), item.key)
    picture = await _picture(house, shown, spoken) if item.attempts <= TRIES_WITH_PICTURE else None
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


async def _message(house: House, wanted: ChannelDigest, shown: Digest, spoken: Texts) -> Message:
    weeks, until = (shown.seen.figures, shown.before.figures), shown.seen.until
    name = Mrkdwn(f"<#{wanted.channel}>")
    if wanted.everybody:
        name = spoken.m("digest.everybody")
    elif wanted.team_id is not None:
        name = Mrkdwn(escape((await house.store.read(people.get, wanted.team_id)).name))
    message = views.group(name, until, weeks, spoken, group_digests.first_in(wanted))
    if weeks[0].answers is None:
        return message
    if shown.quiet_until is not None:
        message = views.after_quiet_start(message, shown.quiet_until, spoken)
    return views.with_buttons(message, f"{wanted.id}:{until.date()}", spoken)


async def _picture(house: House, shown: Digest, spoken: Texts) -> Upload | None:
    points = drawings.points(await house.store.read(digests.points, shown))
    spec = drawings.weeks(points, spoken)
    if spec is None:
        return None
    try:
        content = await charts.png(spec)
    except (OSError, TimeoutError) as error:
        log.warning("digest.not_drawn", error=type(error).__name__)
        return None
    return Upload(FILE_NAME, content, drawings.alt(points, spoken))


async def _shared(sender: Sender, channel: str, drawn: tuple[Upload, Message], key: str) -> bool:
    """Whether Slack took the picture with the words under it."""
    picture, message = drawn
    try:
        await sender.share(channel, [picture], message, key)
    except Permanent as error:
        log.warning("digest.not_illustrated", error=error.reason)
        return False
    return True
