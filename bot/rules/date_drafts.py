"""What a date in words has said so far, and the instant it comes to. The grammar that fills it is `dates`."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum, StrEnum, auto

from bot.rules import worktime
from bot.rules.date_words import Part, Unit
from storage.records import Hours

LONG_AHEAD = timedelta(days=305)  # a date without a year so far ahead was meant as one just past
FARTHEST = timedelta(days=2 * 366)
DAY = timedelta(days=1)
OFFICE_OPENS, OFFICE_CLOSES = 9 * 60, 17 * 60
DAYTIME = range(7 * 60, 19 * 60)
CLOCKS = {  # minutes after midnight; mornings and ends are the working day's own
    Part.FORENOON: 11 * 60,
    Part.NOON: 12 * 60,
    Part.AFTERNOON: 15 * 60,
    Part.EVENING: 20 * 60,
    Part.MIDNIGHT: 24 * 60,
}
HALF_DAY = 12 * 60
LAST_MINUTE = 24 * 60 - 1


class Trouble(StrEnum):
    """Why words are no date one could use."""

    NOT_A_DATE = "not_a_date"
    PAST = "past"
    DOES_NOT_EXIST = "does_not_exist"  # 31 February, 25:00
    AMBIGUOUS = "ambiguous"
    TOO_FAR = "too_far"  # more than two years ahead


class Stop(Exception):
    """These words come to no date."""

    def __init__(self, kind: Trouble) -> None:
        super().__init__(kind)
        self.kind = kind


class Repeat(Enum):
    """How to find the next one when what was named is over: the next hour like it, weekday, …"""

    NEVER = auto()
    DAY = auto()
    WEEK = auto()
    MONTH = auto()
    YEAR = auto()


class Draft:
    """Days are the person's own; minutes count from their midnight."""

    def __init__(self, now: datetime, hours: Hours) -> None:
        self._now, self._hours = now, hours
        self.today = worktime.local_day(hours, now)
        self._day: date | None = None
        self._repeat = Repeat.NEVER
        self._monday: date | None = None
        self._at: datetime | None = None
        self.weekday: int | None = None
        self.part: Part | None = None
        self.minutes: int | None = None
        self.literal = False  # the hour was written so that it can only be that one: 02:30, 2pm
        self.dotted: tuple[int, int] | None = None  # 10.11 is an hour or a day; the rest of the words decide
        self.offset: tzinfo | None = None  # of a full ISO timestamp

    @property
    def has_time(self) -> bool:
        return self._at is not None or self.minutes is not None or self.part not in (None, Part.END)

    @property
    def is_point(self) -> bool:
        """Whether an hour was named, rather than a stretch of time."""
        return self._at is not None or self.minutes is not None or self.part in (Part.NOON, Part.MIDNIGHT)

    @property
    def is_week(self) -> bool:
        """Whether a week was named, and no day of it."""
        return self._monday is not None and self.weekday is None

    # Filling

    def set_day(self, day: date, repeat: Repeat = Repeat.NEVER) -> None:
        if self._day is not None and self._day != day:
            raise Stop(Trouble.AMBIGUOUS)
        self._day, self._repeat = day, repeat

    def set_week_in(self, weeks: int) -> None:
        self._monday = self.today + (7 * weeks - self.today.weekday()) * DAY

    def set_week_number(self, number: int) -> None:
        """ISO week `number`, this year's or, when that is over, the next year's."""
        year = self.today.isocalendar().year
        monday = date.fromisocalendar(year, number, 1)
        if monday + 7 * DAY <= self.today:
            monday = date.fromisocalendar(year + 1, number, 1)
        self._monday = self._not_just_past(monday)

    def set_day_of_month(self, day: int) -> None:
        """The next month that has such a day is meant; two in a row always have a 31st between them."""
        if not 1 <= day <= 31:
            raise Stop(Trouble.DOES_NOT_EXIST)
        month = self.today.replace(day=1)
        if day < self.today.day or day > _days_in(month):
            month = _month_after(month)
        self.set_day(month.replace(day=day), Repeat.MONTH)

    def set_month_day(self, month: int, day: int, year: int | None) -> None:
        if year is not None:
            self.set_day(date(year, month, day))
            return
        if (month, day) == (2, 29) and not calendar.isleap(self.today.year):
            year = self.today.year + 1
        named = date(year or self.today.year, month, day)
        if named < self.today:
            named = self._not_just_past(date(self.today.year + 1, month, day))
        self.set_day(named, Repeat.YEAR)

    def set_clock(self, hour: int, minute: int) -> None:
        if minute > 59 or hour * 60 + minute > 24 * 60:
            raise Stop(Trouble.DOES_NOT_EXIST)
        if self.minutes is not None:
            raise Stop(Trouble.AMBIGUOUS)
        self.minutes = hour * 60 + minute

    def set_month_end(self) -> None:
        month = self.today.replace(day=1)
        self.set_day(_month_after(month) - DAY)

    def add(self, amount: int, unit: Unit) -> None:
        """So much later than now; the shorter units name an hour, the longer ones a day."""
        if self._at is not None or self._day is not None:
            raise Stop(Trouble.AMBIGUOUS)
        if unit in _LENGTHS:
            self._at = _whole_minute(self._now + amount * _LENGTHS[unit])
        elif unit is Unit.MONTH:
            month = _month_after(self.today.replace(day=1), amount)
            self.set_day(month.replace(day=min(self.today.day, _days_in(month))))
        elif unit is Unit.WORKING_DAY:
            self.set_day(self._working_day_in(min(amount, FARTHEST.days)))
        else:
            self.set_day(self.today + amount * (DAY if unit is Unit.DAY else 7 * DAY))

    # Composing

    def compose(self) -> datetime:
        """The instant that the draft names, after now wherever it can be."""
        if self._at is not None:
            return self._alone(self._at)
        self._settle_dotted()
        self._settle_day()
        day = self._day or self.today
        at = self._on(day)
        if at > self._now:
            return at
        if day == self.today and self.minutes is None and self._repeat is not Repeat.WEEK:
            return self._rest_of_today()
        return self._on(self._next(day))

    def _alone(self, at: datetime) -> datetime:
        if (self._day, self._monday, self.weekday, self.part, self.minutes) != (None,) * 5:
            raise Stop(Trouble.AMBIGUOUS)
        return at

    def _settle_dotted(self) -> None:
        if self.dotted is None:
            return
        first, second = self.dotted
        if self.minutes is not None:
            self.set_month_day(second, first, None)
        elif self._day is None and self.weekday is None and self._monday is None:
            raise Stop(Trouble.AMBIGUOUS)
        else:
            self.set_clock(first, second)

    def _settle_day(self) -> None:
        if self._monday is not None:
            self._settle_week(self._monday)
        elif self.weekday is None:
            if self._day is None:
                self._repeat = Repeat.NEVER if self.part is Part.END else Repeat.DAY
        elif self._day is None:
            self.set_day(self.today + (self.weekday - self.today.weekday()) % 7 * DAY, Repeat.WEEK)
        elif self._day.weekday() != self.weekday:
            raise Stop(Trouble.AMBIGUOUS)

    def _settle_week(self, monday: date) -> None:
        """The weekday in that week, or its last working day; on a weekend "this week" is the coming one."""
        if self.weekday is not None:
            self.set_day(monday + self.weekday * DAY)
            return
        days = (monday + number * DAY for number in range(6, -1, -1))
        last = next((day for day in days if worktime.day_end(self._hours, day)), monday + 4 * DAY)
        self.set_day(last, Repeat.WEEK)

    def _on(self, day: date) -> datetime:
        if self.minutes is not None:
            return self._clock_on(day, self.minutes)
        if self.part in (None, Part.END):
            return worktime.day_end(self._hours, day) or self._wall(day, OFFICE_CLOSES)
        if self.part is Part.MORNING:
            return worktime.day_start(self._hours, day) or self._wall(day, OFFICE_OPENS)
        return self._wall(day, CLOCKS[self.part])

    def _clock_on(self, day: date, minutes: int) -> datetime:
        if self.offset is not None:
            at = datetime.combine(day, time(), tzinfo=self.offset) + timedelta(minutes=minutes)
            return at.astimezone(UTC)
        if self.literal or not 60 <= minutes < HALF_DAY:
            return self._wall(day, minutes)
        if self.part in (Part.AFTERNOON, Part.EVENING):
            return self._wall(day, minutes + HALF_DAY)
        return self._wall(day, minutes) if self.part is Part.MORNING else self._likelier(day, minutes)

    def _likelier(self, day: date, minutes: int) -> datetime:
        """Of 3:00 and 15:00 the one that is working time (the end of the day included), or else daytime."""
        halves = minutes, minutes + HALF_DAY
        working = [half for half in halves if worktime.is_planned(self._hours, day, half - 1)]
        if len(working) == 1:
            return self._wall(day, working[0])
        return self._wall(day, halves[0 if minutes in DAYTIME else 1])

    def _wall(self, day: date, minutes: int) -> datetime:
        return worktime.on_the_clock(self._hours, day, timedelta(minutes=minutes))

    def _rest_of_today(self) -> datetime:
        """ "Today" said after hours: what is left of the working day, or of the calendar's."""
        closes = worktime.day_end(self._hours, self.today)
        if self._repeat is Repeat.DAY:
            return self._on(self.today + DAY)
        return closes if closes and closes > self._now else self._wall(self.today, LAST_MINUTE)

    def _next(self, day: date) -> date:
        match self._repeat:
            case Repeat.DAY:
                return day + DAY
            case Repeat.WEEK:
                return day + 7 * DAY
            case Repeat.MONTH:
                month = _month_after(day.replace(day=1))
                return month.replace(day=day.day)
            case _:
                raise Stop(Trouble.PAST)

    def _not_just_past(self, day: date) -> date:
        if day - self.today > LONG_AHEAD:
            raise Stop(Trouble.PAST)
        return day

    def _working_day_in(self, amount: int) -> date:
        at = worktime.working_days_after(self._hours, self._now, amount)
        if at is None:
            raise Stop(Trouble.DOES_NOT_EXIST)
        return worktime.local_day(self._hours, at)


_LENGTHS = {
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HALF_HOUR: timedelta(minutes=30),
    Unit.HOUR: timedelta(hours=1),
}


def _whole_minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _month_after(month: date, count: int = 1) -> date:
    """The first day of the month `count` months after `month`."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def _days_in(month: date) -> int:
    return calendar.monthrange(month.year, month.month)[1]
