"""A channel's digest: asked for, changed and ended by anybody in it; without a word, one's own week."""

from __future__ import annotations

from datetime import datetime

from bot.errors import Refused
from bot.flows import group_digests as flow
from bot.i18n import zone_of
from bot.rules.commands import DigestWish, parse_digest
from bot.views import lists
from handlers import notes
from handlers.context import Call
from handlers.teams import CHANNELS
from storage import digests
from storage.records import ChannelDigest


async def command(call: Call, words: str) -> None:
    """`/svar digest`, and in a channel `weekly`, `monthly` (with `everybody`) and `off`. All there see it."""
    if not words:
        await notes.show(call)
        return
    wish, channel = parse_digest(words), call.body.get("channel_id") or ""
    if wish is None:
        raise Refused("not_a_digest")
    if not channel.startswith(CHANNELS):
        raise Refused("digest_needs_channel")
    if wish.off:
        await call.write(digests.end, call.person.workspace_id, channel)
        await call.announce(lists.said(call.texts.m("digest.ended", name=call.person.name)))
        return
    await _want(call, channel, wish)


async def _want(call: Call, channel: str, wish: DigestWish) -> None:
    person = call.person
    wanted = ChannelDigest(0, person.workspace_id, channel, wish.everybody, wish.monthly, person.id, None)
    first_at = await call.write(flow.want, person, wanted, now=call.now)
    if first_at is None:
        raise Refused("not_a_digest")
    about = call.texts.t(f"digest.about.{'everybody' if wish.everybody else 'channel'}")
    day = call.texts.day(datetime.fromisoformat(first_at), zone_of(person.zone))
    often = call.texts.t(f"digest.often.{'monthly' if wish.monthly else 'weekly'}")
    said = call.texts.m("digest.wanted", name=person.name, about=about, often=often, day=day)
    await call.announce(lists.said(said))
