"""A digest as it would be sent, for the operator to read first."""

from __future__ import annotations

from datetime import datetime

from bot.flows.digests import Group, digest
from bot.i18n import ENGLISH, texts
from bot.views import digests as views
from storage import open_store, workspaces
from storage.base import Tx


async def preview(database_url: str, until: datetime, *, now: datetime) -> list[str]:
    """The words of everybody's digest in each workspace. Nothing is sent, and nothing counts as shown."""
    store = open_store(database_url)
    try:
        await store.migrate()
        return await store.read(_preview, until, now=now)
    finally:
        await store.close()


def _preview(tx: Tx, until: datetime, *, now: datetime) -> list[str]:
    spoken = texts(ENGLISH)
    name = spoken.m("digest.everybody")
    found = (digest(tx, Group(home.id), until, now=now) for home in workspaces.every(tx))
    drawn = (
        views.group(name, each.seen.until, (each.seen.figures, each.before.figures), spoken) for each in found
    )
    return [message.in_words() for message in drawn]
