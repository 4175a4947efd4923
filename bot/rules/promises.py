"""By when an answer is promised, from the few words that people choose from."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.worktime import day_end
from storage.records import WorkWeek

LOOK_AHEAD_DAYS = 14
OFFICE_END = time(17)


class By(StrEnum):
    """The choices beside "Pick a time"."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    THIS_WEEK = "this_week"


def end_of_day(week: WorkWeek, day: date) -> datetime:
    """When somebody's working day ends; 17:00 on a day off."""
    return day_end(week, day) or datetime.combine(day, OFFICE_END, ZoneInfo(week.zone)).astimezone(UTC)


def promised(by: By, week: WorkWeek, now: datetime) -> datetime:
    """The end of the working day that is meant, in the promiser's own week; always ahead of `now`.

    "Today" on a day off is the next working day, "this week" its last working day that is still ahead.
    """
    today = now.astimezone(ZoneInfo(week.zone)).date()
    ends = [end for end in (day_end(week, today + timedelta(days=n)) for n in range(LOOK_AHEAD_DAYS)) if end]
    ahead = [end for end in ends if end > now] or [now + timedelta(days=1)]
    if by is By.TODAY:
        return ahead[0]
    if by is By.TOMORROW:
        return next((end for end in ahead if _day(end, week) > today), ahead[0])
    sunday = today + timedelta(days=6 - today.weekday())
    this_week = [end for end in ahead if _day(end, week) <= sunday]
    return this_week[-1] if this_week else ahead[0]


def _day(instant: datetime, week: WorkWeek) -> date:
    return instant.astimezone(ZoneInfo(week.zone)).date()
