"""Moments as one types them when moving the clock: +4h, 14:00, tomorrow 09:00, monday 08:30."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.demo.company import HEAD_OFFICE

OPENING: Final = time(9, 12)
OFFICE_HOURS: Final = (time(9), time(17))
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AMOUNT: Final = re.compile(r"\+(\d{1,4})\s*([mhd])\w*")
UNITS: Final = {"m": "minutes", "h": "hours", "d": "days"}


def office_time(now: datetime) -> datetime:
    """`now`, or if nobody is at the head office then, the next working morning at 09:12."""
    local = now.astimezone(ZoneInfo(HEAD_OFFICE))
    if local.weekday() < 5 and OFFICE_HOURS[0] <= local.time() < OFFICE_HOURS[1]:
        return now
    day = local.date() if local.time() < OPENING else local.date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day, OPENING, local.tzinfo)


def moment(said: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment that is meant, at or after `now`, on the clock of `zone`; none if it cannot be read."""
    words = said.strip().lower()
    if amount := AMOUNT.fullmatch(words):
        return now + timedelta(**{UNITS[amount[2]]: int(amount[1])})
    local = now.astimezone(zone)
    named, _, clock = words.rpartition(" ")
    at = _time(clock)
    if at is None or (named and day_named(named, local.date()) is None):
        return None
    day = (day_named(named, local.date()) or local.date()) if named else local.date()
    meant = datetime.combine(day, at, zone)
    if meant < local:  # today's has gone by: tomorrow's, or next week's
        meant = datetime.combine(day + timedelta(days=7 if named in WEEKDAYS else 1), at, zone)
    return meant


def day_named(said: str, today: date) -> date | None:
    """The day that is meant: a weekday, today, tomorrow or 2026-12-08."""
    word = said.strip().lower()
    if word in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS.index(word) - today.weekday()) % 7)
    if word in ("today", "tomorrow"):
        return today + timedelta(days=int(word == "tomorrow"))
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _time(said: str) -> time | None:
    try:
        return time.fromisoformat(said.zfill(5))
    except ValueError:
        return None
