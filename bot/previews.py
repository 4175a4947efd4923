"""A digest as it would be sent, for the operator to read first."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from bot import charts
from bot.flows import digests
from bot.flows.digests import Digest, Group
from bot.i18n import ENGLISH, texts
from bot.rules.digests import Figures
from bot.views import charts as drawings
from bot.views import digests as views
from storage import open_store, workspaces
from storage.base import Tx


class Preview(NamedTuple):
    """The words of a digest, and its chart as a PNG; none while there is too little for one."""

    words: str
    chart: bytes | None


async def preview(database_url: str, until: datetime, *, now: datetime) -> list[Preview]:
    """Everybody's digest in each workspace. Nothing is sent, and nothing counts as shown."""
    store = open_store(database_url)
    try:
        await store.migrate()
        return [await _drawn(*each) for each in await store.read(_digests, until, now=now)]
    finally:
        await store.close()


_Points = list[tuple[datetime, Figures]]


def _digests(tx: Tx, until: datetime, *, now: datetime) -> list[tuple[Digest, _Points]]:
    found = (digests.digest(tx, Group(home.id), until, now=now) for home in workspaces.every(tx))
    return [(each, digests.points(tx, each)) for each in found]


async def _drawn(shown: Digest, points: _Points) -> Preview:
    spoken = texts(ENGLISH)
    weeks = shown.seen.figures, shown.before.figures
    message = views.group(spoken.m("digest.everybody"), shown.seen.until, weeks, spoken)
    spec = drawings.weeks(drawings.points(points), spoken)
    return Preview(message.in_words(), await charts.png(spec) if spec else None)
