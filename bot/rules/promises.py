"""By when an answer is promised, from the few words that people choose from."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.rules.worktime import day_end, local_day, on_the_clock
from storage.records import Hours

LOOK_AHEAD_DAYS = 14
OFFICE_END = timedelta(hours=17)


class By(StrEnum):
    """The choices beside "Pick a time"."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"


def end_of_day(hours: Hours, day: date) -> datetime:
    """When somebody's working day ends; 17:00 on a day off."""
    return day_end(hours, day) or on_the_clock(hours, day, OFFICE_END)


def promised(by: By, hours: Hours, now: datetime) -> datetime:
    """The end of the working day that is meant, in the promiser's own hours; always ahead of `now`.

    "Today" on a day off is the next working day, a week its last working day that is still ahead.
    """
    today = local_day(hours, now)
    ends = [end for end in (day_end(hours, today + timedelta(days=n)) for n in range(LOOK_AHEAD_DAYS)) if end]
    ahead = [end for end in ends if end > now] or [now + timedelta(days=1)]
    if by is By.TODAY:
        return ahead[0]
    if by is By.TOMORROW:
        return next((end for end in ahead if local_day(hours, end) > today), ahead[0])
    sunday = today + timedelta(days=(13 if by is By.NEXT_WEEK else 6) - today.weekday())
    by_then = [end for end in ahead if local_day(hours, end) <= sunday]
    return by_then[-1] if by_then else ahead[0]
