"""The book of holidays and closing days: filled at the start, brought up to date beside everything else."""

from __future__ import annotations

from datetime import datetime

import structlog

from bot import calendars, public_holidays
from bot.house import House
from storage import closing_days, holidays
from storage.base import Store

log = structlog.get_logger(__name__)


async def load(store: Store, now: datetime) -> None:
    """Take in what was found out before."""
    calendars.book.fill(await store.read(holidays.since, now.year - calendars.YEARS_BACK))
    calendars.book.close(await store.read(closing_days.of_all))


async def renew(house: House) -> None:
    """Find out what is missing of the regions that somebody was met from, and what another one has set."""
    calendars.book.close(await house.store.read(closing_days.of_all))
    wanted = calendars.book.missing(house.clock.now(), public_holidays.edition())
    if not wanted:
        return
    try:
        found = await public_holidays.find(wanted)
    except (OSError, TimeoutError) as error:
        log.warning("holidays.not_found_out", error=repr(error))
        return
    await house.store.write_later(holidays.put, found)
    calendars.book.fill(found)
