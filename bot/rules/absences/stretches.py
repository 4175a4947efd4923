"""The stretch of time that a date in words names: an hour a point, a half day, a day, a week, a month."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, IntEnum

from bot.rules import worktime
from bot.rules.absences.period_words import (
    DAY_WORD,
    MONTH,
    NEXT_MONTH,
    NOW,
    THIS_MONTH,
)
from bot.rules.date_drafts import Draft, Stop, Trouble
from bot.rules.date_grammar import Item, Reader
from bot.rules.date_words import LEXICON, Part, Sense, Unit
from bot.rules.dates import items_of
from bot.rules.schedules import week_at
from storage.records import OFFICE_DAY, Hours, WorkWeek

LONGEST_ROLLED = timedelta(days=183)  # a last date before the first is next year's only if it is so near
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
NOON, EVENING = timedelta(hours=12), timedelta(hours=17)
HALF = 12 * 60


class Precision(IntEnum):
    """How exactly an absence was said; a period is as exact as the more exact of its ends."""

    WHOLE_DAY = 0
    HALF_DAY = 1
    EXACT = 2


class Fault(Enum):
    """What is wrong with a period although its dates are dates."""

    REVERSED = "reversed"
    TOO_LONG = "too_long"
    WHICH_HALF = "which_half"
    SEVERAL = "several"
    DAYS_OR_HOURS = "days_or_hours"


Wrong = Trouble | Fault


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: from an instant up to another, or with an open end. A point ends where it starts."""

    starts_at: datetime
    ends_at: datetime | None
    precision: Precision


class Stretches:
    """Reads the dates in one text, as of `now` and in the zone of those `hours`."""

    def __init__(self, now: datetime, hours: Hours) -> None:
        self.now, self.hours = now, hours
        zone = week_at(hours, now).zone
        self.every_day = WorkWeek(zone, (OFFICE_DAY,) * 7)  # a day off is a day, too
        self.today = worktime.local_day(hours, now)

    def stretch(self, words: str, after: datetime | None = None) -> Period | Wrong:
        """The stretch of time that a date names, the next one from `after` on."""
        now = after or self.now
        if month := self._month(words, worktime.local_day(self.every_day, now)):
            return month
        if NOW.fullmatch(words):
            return Period(now, now, Precision.EXACT)
        items = items_of(words)
        return self._named(items, now) if items else Trouble.NOT_A_DATE

    def _named(self, items: list[Item], now: datetime) -> Period | Wrong:
        draft = Draft(now, self.every_day)
        try:
            Reader(items, draft).read()
            at = draft.compose()
        except Stop as stop:
            return stop.kind
        except (ValueError, OverflowError):  # the calendar's own refusal
            return Trouble.DOES_NOT_EXIST
        if draft.is_point:
            return Period(at, at, Precision.EXACT)
        day = worktime.local_day(self.every_day, at)
        if draft.is_week:
            monday = day - day.weekday() * DAY
            first = max(monday, worktime.local_day(self.every_day, now))
            return self.whole(first, (monday - first).days + 7)
        return self._part(day, draft.part)

    def _part(self, day: date, part: Part | None) -> Period:
        midnight, noon = self.midnight(day), worktime.on_the_clock(self.every_day, day, NOON)
        if part in (Part.MORNING, Part.FORENOON):
            return Period(midnight, noon, Precision.HALF_DAY)
        if part is Part.AFTERNOON:
            return Period(noon, self.midnight(day + DAY), Precision.HALF_DAY)
        if part is Part.EVENING:
            evening = worktime.on_the_clock(self.every_day, day, EVENING)
            return Period(evening, self.midnight(day + DAY), Precision.EXACT)
        return self.whole(day, 1)

    def _month(self, words: str, today: date) -> Period | None:
        """A month by its name alone, or this or the next one: what is left of it."""
        if words in THIS_MONTH or words in NEXT_MONTH:
            first = months_later(today.replace(day=1), words in NEXT_MONTH)
        elif (found := MONTH.fullmatch(words)) and (month := month_of(found[1])):
            first = date(int(found[2] or today.year), month, 1)
            if not found[2] and months_later(first, 1) <= today:
                first = date(today.year + 1, month, 1)
        else:
            return None
        starts = max(first, today) if months_later(first, 1) > today else first
        return self.whole(starts, (months_later(first, 1) - starts).days)

    def last(self, words: str, first: Period) -> Period | Wrong:
        """The end of a range: read from now if that is after its start, and else from its start on."""
        found = self.stretch(words)
        if isinstance(found, Period) and found.ends_at and found.ends_at > first.starts_at:
            return found
        rolled = self.stretch(words, after=first.starts_at)
        if isinstance(rolled, Period) and rolled.ends_at:
            near = rolled.ends_at - first.starts_at <= LONGEST_ROLLED
            return rolled if near else Fault.REVERSED
        return Fault.REVERSED if isinstance(found, Period) or found is Trouble.PAST else found

    def lasting(self, begins: Period, length: tuple[int, Unit]) -> Period:
        amount, unit = length
        if unit in LENGTHS:
            return Period(begins.starts_at, begins.starts_at + amount * LENGTHS[unit], Precision.EXACT)
        day = worktime.local_day(self.every_day, begins.starts_at)
        if unit is Unit.MONTH:
            after = months_later(day, amount)
        elif unit is Unit.WORKING_DAY:
            after = worktime.day_after_working_days(self.hours, day, amount)
        else:
            after = day + amount * (DAY if unit is Unit.DAY else 7 * DAY)
        return Period(begins.starts_at, self.midnight(after), begins.precision)

    def rest(self, start: Period | Wrong) -> Period | Wrong:
        """An hour by itself is the rest of its day."""
        if not isinstance(start, Period) or start.ends_at != start.starts_at:
            return start
        day = worktime.local_day(self.every_day, start.starts_at)
        return Period(start.starts_at, self.midnight(day + DAY), start.precision)

    def stretch_of_rest(self, rest: re.Match[str]) -> datetime:
        days = 1 if DAY_WORD.fullmatch(next(filter(None, rest.groups()))) else 7 - self.today.weekday()
        return self.midnight(self.today + days * DAY)

    def day_of(self, words: str) -> date | Wrong | None:
        """The one whole day that is named; none if it is something else."""
        found = self.stretch(words)
        if isinstance(found, Period):
            one = found.precision is Precision.WHOLE_DAY and found.ends_at
            day = worktime.local_day(self.every_day, found.starts_at)
            return day if one and one == self.midnight(day + DAY) else None
        return None if found is Trouble.NOT_A_DATE else found

    def whole(self, day: date, count: int) -> Period:
        return Period(self.midnight(day), self.midnight(day + count * DAY), Precision.WHOLE_DAY)

    def midnight(self, day: date) -> datetime:
        return self.clock(day, 0)

    def clock(self, day: date, minutes: int) -> datetime:
        return worktime.on_the_clock(self.every_day, day, minutes * MINUTE)


LENGTHS = {
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HALF_HOUR: timedelta(minutes=30),
    Unit.HOUR: timedelta(hours=1),
}


def length_of(words: str) -> tuple[int, Unit] | None:
    """ "2 weeks", "en uke", "half an hour"."""
    items = items_of(words) or []
    *amounts, (kind, unit) = items or [("", {})]
    if kind != "phrase" or Sense.UNIT not in unit or len(amounts) > 1:
        return None
    if not amounts:
        return (1, Unit.HALF_HOUR) if unit[Sense.UNIT] is Unit.HALF_HOUR else None
    kind, value = amounts[0]
    amount = int(value) if kind == "num" else value.get(Sense.COUNT) if kind == "phrase" else None
    return (amount, unit[Sense.UNIT]) if amount else None


def is_month(word: str) -> bool:
    return month_of(word) is not None


def month_of(word: str) -> int | None:
    month: int | None = LEXICON.get(word.strip(" ."), {}).get(Sense.MONTH)
    return month


def months_later(day: date, count: int) -> date:
    """The same day of a later month, or its last one."""
    number = day.year * 12 + day.month - 1 + count
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
