"""A channel's digest, gathered and drawn in a process of its own that is over when it is said.

The requests of eight weeks may be hundreds of thousands: they take seconds and memory, of which whoever asks
something meanwhile notices nothing.
"""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from bot import processes
from bot.delivery import holidays
from bot.errors import Transient
from bot.flows import digests, group_digests
from bot.flows.digests import Digest
from bot.house import House
from bot.i18n import Mrkdwn, Texts, escape, texts
from bot.views import charts as drawings
from bot.views import digests as views
from bot.views.parts import Block, Message
from storage import digests as stored
from storage import open_store, people
from storage.base import Busy, Missing, Store, Tx
from storage.records import ChannelDigest, Person

SECONDS: Final = 120.0
TRIES: Final = 5  # if another digest is shown meanwhile, it is guarded against that one
LATER: Final = timedelta(minutes=1)


class Order(NamedTuple):
    """Which digest, of whom as Slack calls them (none: of everybody), and the instant at which it is told."""

    database_url: str
    digest_id: int
    members: Sequence[str] | None
    now: str


class Drawn(NamedTuple):
    """A digest as a message, and the specification of its chart with what it says; none: it has none."""

    text: str
    blocks: list[Block]
    chart: dict[str, Any] | None
    alt: str


async def gather(house: House, asked: ChannelDigest, members: Sequence[str] | None) -> Drawn:
    """The digest as it is now shown. Raises `Transient` if it cannot be gathered.

    It counts as shown from here on, whether or not Slack takes it: the guards would rather hold too much.
    """
    order = Order(house.settings.database_url, asked.id, members, house.clock.now().isoformat())
    try:
        written = await processes.ask(__name__, order, seconds=SECONDS)
    except TimeoutError:
        raise Transient("not_gathered_in_time", retry_after=LATER, may_have_arrived=False) from None
    except processes.Ended:  # what it said may quote what people wrote
        raise Transient("not_gathered", retry_after=LATER, may_have_arrived=False) from None
    return Drawn(*json.loads(written))


def answer(order: list[Any]) -> bytes:
    """The work of the process: an `Order` in, a `Drawn` out, both as JSON."""
    gc.disable()  # it is over before there is anything to collect, and looking takes as long as the work
    return json.dumps(asyncio.run(_gathered(Order(*order)))).encode()


async def _gathered(order: Order) -> Drawn:
    now = datetime.fromisoformat(order.now)
    store = open_store(order.database_url)
    try:
        await holidays.load(store, now)
        asked, asker, shown = await _shown(store, order, now)
        spoken = texts(asker.spoken)
        message = await _message(store, asked, shown, spoken)
        points = drawings.points(await store.read(digests.points, shown))
        chart = drawings.weeks(points, spoken)
        return Drawn(message.text, message.blocks, chart, drawings.alt(points, spoken))
    finally:
        await store.close()


async def _shown(store: Store, order: Order, now: datetime) -> tuple[ChannelDigest, Person, Digest]:
    for _ in range(TRIES):
        asked, asker, shown = await store.read(_look, order, now=now)
        if await store.write(digests.keep, shown):
            return asked, asker, shown
    raise Busy("other digests are shown all the time")


def _look(tx: Tx, order: Order, *, now: datetime) -> tuple[ChannelDigest, Person, Digest]:
    asked = stored.get(tx, order.digest_id)
    if asked is None:
        raise Missing("nobody wants that digest any more")
    return asked, people.get(tx, asked.by_id), group_digests.look(tx, asked, order.members, now=now)


async def _message(store: Store, asked: ChannelDigest, shown: Digest, spoken: Texts) -> Message:
    weeks, until = (shown.seen.figures, shown.before.figures), shown.seen.until
    name = Mrkdwn(f"<#{asked.channel}>")
    if asked.everybody:
        name = spoken.m("digest.everybody")
    elif asked.team_id is not None:
        name = Mrkdwn(escape((await store.read(people.get, asked.team_id)).name))
    message = views.group(name, until, weeks, spoken, group_digests.first_in(asked))
    if weeks[0].answers is None:
        return message
    first = await store.read(digests.first_shown, shown)
    message = views.beside_the_beginning(message, shown.start, first, weeks[0], spoken)
    return views.with_buttons(message, f"{asked.id}:{until.date()}", spoken)


if __name__ == "__main__":
    processes.answer(answer)
