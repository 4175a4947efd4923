"""What has to be looked after while Svar runs: the figures of the backlog, and what may be forgotten."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Final

import structlog

from bot import metrics
from bot.delivery import holidays, nudges
from bot.flows import evaluations, forgetting
from bot.flows.requests.finding import catch_up
from bot.house import House
from storage import deliveries, drafts, people, upkeep, weeks, workspaces
from storage.base import StoreError

log = structlog.get_logger(__name__)

EVERY_SECONDS: Final = 30.0
CHUNK: Final = 200
# Slack may bring an event again for a day and more, and who mentions somebody away is told once in so long.
DELIVERIES_KEPT: Final = timedelta(days=4)
DRAFTS_KEPT: Final = timedelta(days=2)  # something that somebody is still writing
# A figure to come is of eight weeks at most, and may be of a week that has been over for one.
BASES_KEPT: Final = timedelta(weeks=9)


async def run(house: House, stopping: asyncio.Event) -> None:
    """Look after things until told to stop."""
    while not stopping.is_set():
        try:
            await look(house)
            await holidays.renew(house)
            await nudges.look(house)
        except StoreError as error:
            log.warning("upkeep.failed", error=type(error).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), EVERY_SECONDS)


async def look(house: House) -> None:
    """Take the figures once, index what has changed, and forget a little of what is old."""
    now = house.clock.now()
    while await house.store.write_later(catch_up, now=now):
        pass
    found = await house.store.read(upkeep.backlog, now=now)
    metrics.due_backlog.set(found.due)
    metrics.dead_rows.set(found.dead)
    metrics.oldest_due_age_seconds.set((now - found.oldest_at).total_seconds() if found.oldest_at else 0)
    house.directory.heed(await house.store.read(people.at_capacity, house.directory.workspace.id, now=now))
    await house.store.write_later(workspaces.take_typical, house.directory.workspace.id, now=now)
    await house.store.write_later(evaluations.remind, house.directory.workspace.id, now=now)
    await house.store.write_later(forgetting.forget, now=now)
    await house.store.write_later(deliveries.forget, before=now - DELIVERIES_KEPT, limit=CHUNK)
    await house.store.write_later(drafts.forget, before=now - DRAFTS_KEPT, limit=CHUNK)
    await house.store.write_later(weeks.forget_bases, before=now - BASES_KEPT)
