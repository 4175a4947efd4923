"""Five hundred people in twelve zones: when they work, and when they are away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.proofs.month.calendars import ZONES, Span, Timetable, Week, minute

FULL: Week = (((540, 1020),),) * 5 + ((), ())
PART_TIME: tuple[Week, ...] = (
    (((540, 780),),) * 5 + ((), ()),
    (((540, 1020),),) * 3 + ((), (), (), ()),
    ((), ((480, 720), (780, 960)), ((480, 720), (780, 960)), ((480, 720), (780, 960)), (), ((600, 840),), ()),
)
IN_WORDS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Leave:
    """Whole days on which somebody is away, the first and the last of them."""

    first: date
    last: date


@dataclass(frozen=True)
class Colleague:
    """Somebody, with their hours and their leaves."""

    number: int
    zone: str
    week: Week
    leaves: tuple[Leave, ...]

    @property
    def name(self) -> str:
        return f"p{self.number:03}"

    @property
    def slack_id(self) -> str:
        return f"UP{self.number:03}"

    @property
    def shown_as(self) -> str:
        return f"Person {self.number:03}"

    @cached_property
    def away(self) -> tuple[Span, ...]:
        """The minutes of their leaves, from the first midnight to the last."""
        there = ZoneInfo(self.zone)

        def midnight(day: date) -> int:
            return minute(datetime(day.year, day.month, day.day, tzinfo=there))

        return tuple((midnight(each.first), midnight(each.last + timedelta(days=1))) for each in self.leaves)

    @cached_property
    def hours(self) -> Timetable:
        return _timetable(self.zone, self.week, self.away)

    @cached_property
    def scheduled(self) -> Timetable:
        """Their hours as if they were never away."""
        return _timetable(self.zone, self.week, ())

    def as_json(self) -> dict[str, Any]:
        person = {"id": self.slack_id, "name": self.name, "real_name": self.shown_as, "tz": self.zone}
        return person | {"locale": "en-US"}

    def hours_form(self) -> dict[str, str]:
        """Their week as they write it into the form."""
        return {
            day: ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in spans)
            for day, spans in zip(IN_WORDS, self.week, strict=True)
        }


def company(people: int, first: date, last: date, chance: Random) -> list[Colleague]:
    """So many people, spread over the zones; each fifth works part-time, two in five have some days off."""
    zones = list(ZONES)
    return [
        Colleague(
            number,
            zones[number % len(zones)],
            chance.choice(PART_TIME) if chance.random() < 0.2 else FULL,
            _leaves(first, last, chance),
        )
        for number in range(people)
    ]


def _leaves(first: date, last: date, chance: Random) -> tuple[Leave, ...]:
    if chance.random() > 0.4 or (last - first).days < 7:
        return ()
    start = first + timedelta(days=chance.randrange(2, (last - first).days - 2))
    return (Leave(start, min(start + timedelta(days=chance.choice((0, 1, 2, 4, 9))), last)),)


_TIMETABLES: dict[tuple[str, Week, tuple[Span, ...]], Timetable] = {}


def _timetable(zone: str, week: Week, away: tuple[Span, ...]) -> Timetable:
    key = zone, week, away
    if key not in _TIMETABLES:
        _TIMETABLES[key] = Timetable(zone, week, away)
    return _TIMETABLES[key]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
