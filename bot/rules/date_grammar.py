"""The grammar of dates in words: goes through figures and phrases once and fills a draft."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any, ClassVar

from bot.rules.date_drafts import DAY, Draft, Stop, Trouble
from bot.rules.date_words import Part, Sense, Unit

Item = tuple[str, Any]  # a kind of figure and its text, or "phrase" and its senses


class Reader:
    """Goes through the items once; each rule takes what it knows and leaves the position behind it."""

    def __init__(self, items: list[Item], draft: Draft) -> None:
        self._items, self._draft, self._position = items, draft, 0

    def read(self) -> None:
        while self._position < len(self._items):
            kind, value = self._items[self._position]
            self._position += 1
            if kind == "phrase":
                self._read_phrase(value)
            else:
                getattr(self, f"_read_{kind}")(value)

    # Looking ahead

    def _take_sense(self, sense: Sense) -> Any:
        """The value of the next phrase if it has this sense, else none."""
        kind, value = self._peek()
        if kind != "phrase" or sense not in value:
            return None
        self._position += 1
        return value[sense]

    def _peek(self) -> Item:
        return self._items[self._position] if self._position < len(self._items) else ("", "")

    def _take_number(self, *kinds: str, most: int) -> int | None:
        kind, value = self._peek()
        number = _hour_and_minute(value)[0] if kind in kinds else most + 1
        if number > most:
            return None
        self._position += 1
        return number

    # Phrases. A rule answers whether it knows what to do with what follows.

    def _read_phrase(self, senses: dict[Sense, Any]) -> None:
        for sense, read in self._RULES.items():
            if sense in senses and read(self, senses[sense]):
                return
        raise Stop(Trouble.NOT_A_DATE)

    def _day(self, days: int) -> bool:
        self._draft.set_day(self._draft.today + days * DAY)
        return True

    def _day_part(self, value: tuple[int, Part]) -> bool:
        return self._day(value[0]) and self._part(value[1])

    def _part(self, part: Part) -> bool:
        self._draft.part = part
        return True

    def _past(self, _: None) -> bool:
        raise Stop(Trouble.PAST)

    def _weekday(self, number: int) -> bool:
        self._draft.weekday = number
        return True

    def _week(self, weeks: int) -> bool:
        self._draft.set_week_in(weeks)
        return True

    def _week_number(self, _: None) -> bool:
        number = self._take_number("num", most=53)
        if number is not None:
            self._draft.set_week_number(number)
        return number is not None

    def _this(self, _: None) -> bool:
        return self._weekday_of(0)

    def _next(self, _: None) -> bool:
        return self._weekday_of(1)

    def _weekday_of(self, weeks: int) -> bool:
        number = self._take_sense(Sense.WEEKDAY)
        return number is not None and self._week(weeks) and self._weekday(number)

    def _last(self, _: None) -> bool:
        if self._take_sense(Sense.WEEKDAY) is None:
            return False
        raise Stop(Trouble.PAST)

    def _month_end(self, _: None) -> bool:
        self._draft.set_month_end()
        return True

    def _month(self, month: int) -> bool:
        day = self._take_number("num", "nth", most=99)
        return day is not None and self._month_day(month, day)

    def _month_day(self, month: int, day: int) -> bool:
        following = self._peek()
        year = int(following[1]) if following[0] == "num" and len(following[1]) == 4 else None
        self._position += year is not None
        self._draft.set_month_day(month, day, year)
        return True

    def _in(self, _: None) -> bool:
        start = self._position
        amount = self._take_number("num", most=9999)
        if amount is None:
            amount = self._take_sense(Sense.COUNT)
        unit = self._take_sense(Sense.UNIT)
        if unit is Unit.HALF_HOUR and amount is None:
            amount = 1
        if amount is None or unit is None:
            self._position = start
            return False
        self._draft.add(amount, unit)
        return True

    def _at(self, _: None) -> bool:
        if self._draft.minutes is not None:
            return True  # "2 o'clock"
        kind, value = self._peek()
        if kind in ("num", "nth", "dotted") or (kind == "phrase" and Sense.COUNT in value):
            self._position += 1
            self._draft.set_clock(*(_hour_and_minute(value) if kind != "phrase" else (value[Sense.COUNT], 0)))
            return True
        return kind in ("clock", "pm", "stamp") or (kind == "phrase" and not _AFTER_AT.isdisjoint(value))

    def _half(self, _: None) -> bool:
        hour = self._take_number("num", most=12) or self._take_sense(Sense.COUNT)
        if hour:
            self._draft.set_clock((hour - 2) % 12 + 1, 30)
        return bool(hour)

    def _the(self, _: None) -> bool:
        day = self._take_number("num", "nth", most=99)
        if day is not None:
            self._read_day(day)
        return day is not None or self._filler(None)

    def _filler(self, _: None) -> bool:
        return self._position < len(self._items)

    # Figures

    def _read_iso(self, text: str) -> None:
        year, month, day = text.split("-")
        self._draft.set_day(date(int(year), int(month), int(day)))

    def _read_stamp(self, text: str) -> None:
        at = time.fromisoformat(text.upper())
        self._draft.literal, self._draft.offset = True, at.tzinfo
        self._draft.set_clock(at.hour, at.minute)

    def _read_date(self, text: str) -> None:
        day, month, *years = (int(part) for part in re.findall(r"\d+", text))
        if month > 12 >= day and "/" in text:
            day, month = month, day
        year = years[0] if years else None
        self._draft.set_month_day(month, day, 2000 + year if year and year < 100 else year)

    def _read_pm(self, text: str) -> None:
        hour, minute = _hour_and_minute(text)
        if not hour:
            raise Stop(Trouble.DOES_NOT_EXIST)
        if hour <= 12:
            hour = hour % 12 + (12 if "p" in text else 0)
        self._draft.literal = True
        self._draft.set_clock(hour, minute)

    def _read_clock(self, text: str) -> None:
        self._draft.literal = text.startswith("0")
        self._draft.set_clock(*_hour_and_minute(text))

    def _read_dotted(self, text: str) -> None:
        first, second = _hour_and_minute(text)
        minutes = len(text.split(".")[1]) == 2
        if minutes and first <= 24 and not 1 <= second <= 12:
            self._read_clock(text)
        elif first > 24 or not minutes:
            self._draft.set_month_day(second, first, None)
        else:
            self._draft.dotted = first, second

    def _read_nth(self, text: str) -> None:
        self._read_day(_hour_and_minute(text)[0])

    def _read_day(self, day: int) -> None:
        start = self._position
        self._take_sense(Sense.FILLER)  # "the 27th of November"
        month = self._take_sense(Sense.MONTH)
        if month is not None:
            self._month_day(month, day)
            return
        self._position = start
        self._draft.set_day_of_month(day)

    def _read_num(self, text: str) -> None:
        month = self._take_sense(Sense.MONTH)
        if month is not None:
            self._month_day(month, int(text))
        elif len(text) <= 2:
            self._draft.set_clock(int(text), 0)
        else:
            raise Stop(Trouble.NOT_A_DATE)

    # In the order in which the senses of one phrase are tried.
    _RULES: ClassVar[dict[Sense, Callable[[Reader, Any], bool]]] = {
        Sense.DAY: _day,
        Sense.DAY_PART: _day_part,
        Sense.PART: _part,
        Sense.WEEK: _week,
        Sense.WEEK_NUMBER: _week_number,
        Sense.MONTH_END: _month_end,
        Sense.PAST: _past,
        Sense.WEEKDAY: _weekday,
        Sense.MONTH: _month,
        Sense.IN: _in,
        Sense.THIS: _this,
        Sense.NEXT: _next,
        Sense.LAST: _last,
        Sense.AT: _at,
        Sense.HALF: _half,
        Sense.ORDINAL: _the,
        Sense.FILLER: _filler,
    }


_AFTER_AT = {Sense.PART, Sense.HALF, Sense.AT, Sense.DAY_PART}


def _hour_and_minute(text: str) -> tuple[int, int]:
    """The first two numbers of a text, 0 for one that is missing."""
    first, second, *_ = [*map(int, re.findall(r"\d+", text)), 0, 0]
    return first, second
