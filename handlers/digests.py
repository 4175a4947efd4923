"""A channel's digest: asked for, changed and ended by anybody in it; without a word, one's own week."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, date, datetime, time

from bot.errors import Refused
from bot.flows import group_digests as flow
from bot.i18n import zone_of
from bot.rules.commands import DigestWish, parse_digest
from bot.rules.digests import Figures
from bot.views import digests as views
from bot.views import lists
from handlers import notes
from handlers.context import Call, id_of
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
    team = await call.house.directory.asked(wish.team, like=person) if wish.team else None
    wanted = ChannelDigest(
        0,
        person.workspace_id,
        channel,
        wish.everybody,
        wish.monthly,
        person.id,
        None,
        team.id if team else None,
    )
    first_at = await call.write(flow.want, person, wanted, now=call.now)
    if first_at is None:
        raise Refused("not_a_digest")
    whom = "team" if team else "everybody" if wish.everybody else "channel"
    about = call.texts.t(f"digest.about.{whom}", team=team.name if team else "")
    day = call.texts.day(datetime.fromisoformat(first_at), zone_of(person.zone))
    often = call.texts.t(f"digest.often.{'monthly' if wish.monthly else 'weekly'}")
    said = call.texts.m("digest.wanted", name=person.name, about=about, often=often, day=day)
    await call.announce(lists.said(said))


async def more(call: Call) -> None:
    """*More*: every figure that a digest showed, and no other."""
    asked, weeks = await _shown(call)
    # Estimates of many figures at once take long enough for others to notice.
    page = await asyncio.to_thread(views.more, weeks, flow.first_in(asked), call.texts)
    await call.open(page)
    await call.ack()


async def made(call: Call) -> None:
    await call.open(views.made(call.texts))
    await call.ack()


async def open_choice(call: Call) -> None:
    """*Change what comes first*: the form for it."""
    asked, _ = await _shown(call)
    await call.open(views.choose(flow.first_in(asked), json.dumps({"digest": asked.id}), call.texts))
    await call.ack()


async def chosen(call: Call) -> None:
    first = [str(each) for each in call.field("first") or ()]
    await call.write(flow.choose, call.person, id_of(call.about.get("digest")), first, now=call.now)
    await call.ack()


async def _shown(call: Call) -> tuple[ChannelDigest, tuple[Figures, Figures]]:
    """Which digest a button stands under, and what it showed."""
    digest, _, day = call.value.partition(":")
    try:
        until = datetime.combine(date.fromisoformat(day), time(), UTC)
    except ValueError:
        raise Refused("digest_gone") from None
    return await call.house.store.read(flow.shown_then, call.person, id_of(digest), until)
