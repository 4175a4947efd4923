"""The clock of the stage in the hands of whoever has the page open, and who is at work at the moment."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.calendars import week
from bot.demo.company import PEOPLE
from bot.demo.moments import moment
from bot.demo.stages import Stage
from bot.emulator import Timekeeper
from bot.flows.hours import hours_of
from bot.rules import worktime
from storage import people
from storage.base import Tx
from storage.records import office_week

FARTHEST: Final = timedelta(days=31)
NEXT_MORNING: Final = "next working morning"
JUMPS: Final = (
    ("+15 min", "+15m"),
    ("+4 h", "+4h"),
    ("Next working morning", NEXT_MORNING),
    ("Monday 08:00", "monday 08:00"),
)


def timekeeper(stage: Stage) -> Timekeeper:
    """What the page may do with the clock of this stage; one move at a time."""
    moving = asyncio.Lock()

    async def move(words: str, zone: str) -> str | None:
        async with moving:
            now = stage.clock.now()
            target = target_of(words, now, zone)
            if target is None or target < now:
                return "The clock only goes forwards. Choose a later day and time."
            if target - now > FARTHEST:
                return "That is too far; a month at a time is the most."
            await stage.move_to(target)
            return None

    return Timekeeper(
        jumps=JUMPS,
        move=move,
        run=lambda running: stage.clock.run(running=running),
        is_running=lambda: stage.clock.is_running,
    )


def target_of(words: str, now: datetime, zone: str) -> datetime | None:
    """The moment that is meant, on the clock of `zone`; none if it cannot be read or has no working day."""
    if words == NEXT_MORNING:
        return worktime.start_of_next_working_day(office_week(zone), now)
    return moment(words, now, ZoneInfo(zone))


async def at_work(stage: Stage) -> list[str]:
    """The ids of those who have working time at this moment, as Svar knows it: hours, holidays, absences."""
    svar = stage.svar
    return await svar.store.read(_at_work, svar.directory.workspace.id, now=stage.clock.now())


def _at_work(tx: Tx, workspace_id: int, *, now: datetime) -> list[str]:
    present = []
    for colleague in PEOPLE:
        person = people.by_slack_id(tx, workspace_id, colleague["id"])
        hours = hours_of(tx, person) if person else week(colleague["tz"])
        if worktime.is_working(hours, now):
            present.append(colleague["id"])
    return present
