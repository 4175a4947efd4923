"""Five hundred people in twelve zones: when they work, are away, and do not want to be disturbed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
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
QUIET_HOURS: tuple[Span, ...] = ((1080, 945), (1320, 570), (750, 60), (840, 90))
"""When a quiet time begins on each day, and how long it lasts: some of the nights end in working hours."""
IN_WORDS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Leave:
    """Whole days on which somebody is away, the first and the last of them; the number of who stands in."""

    first: date
    last: date
    cover: int | None = None


@dataclass(frozen=True)
class Colleague:
    """Somebody, with their hours, their leaves, and when they do not want to be disturbed.

    They switch that on and off by hand, of which Slack tells, or it is by a schedule (`has_quiet_schedule`),
    of which Slack says the next time to whoever asks.
    """

    number: int
    zone: str
    week: Week
    leaves: tuple[Leave, ...]
    quiet: tuple[Span, ...] = ()
    has_quiet_schedule: bool = False

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

    def is_away(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.away)

    def quiet_until(self, at: int) -> int | None:
        """The end of a time in which they do not want to be disturbed; none if they may be."""
        return next((end for start, end in self.quiet if start <= at < end), None)

    def hears(self, at: int) -> int | None:
        """The first minute from then on in which they work and may be disturbed."""
        opens = self.hours.next(at)
        while opens is not None and (end := self.quiet_until(opens)) is not None:
            opens = self.hours.next(end)
        return opens

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


def with_covers(company: Sequence[Colleague], chance: Random) -> list[Colleague]:
    """The same people; for two in three leaves somebody stands in, who may be away then, too."""
    away = [each for each in company if each.leaves]

    def covered(person: Colleague, leave: Leave) -> Leave:
        if chance.random() > 0.65 or len(company) < 2:
            return leave
        also_away = [
            each
            for each in away
            for other in each.leaves
            if other.first <= leave.last and leave.first <= other.last
        ]
        among = also_away if len(also_away) > 1 and chance.random() < 0.4 else company
        return replace(leave, cover=chance.choice([each.number for each in among if each is not person]))

    return [replace(each, leaves=tuple(covered(each, leave) for leave in each.leaves)) for each in company]


def with_quiet_times(
    company: Sequence[Colleague], first: date, last: date, chance: Random
) -> list[Colleague]:
    """The same people, of whom one in four does not want to be disturbed at times."""
    days = [first + timedelta(days=number) for number in range(-3, (last - first).days + 4)]

    def quieter(person: Colleague) -> Colleague:
        if chance.random() > 0.25:
            return person
        is_scheduled = chance.random() < 0.5
        daily, there = chance.choice(QUIET_HOURS), ZoneInfo(person.zone)
        quiet = []
        for day in days:
            begins, lasts = daily if is_scheduled else _by_hand(chance)
            if is_scheduled or chance.random() < 0.3:
                start = minute(datetime.combine(day, time(), there) + timedelta(minutes=begins))
                quiet.append((start, start + lasts))
        return replace(person, quiet=tuple(quiet), has_quiet_schedule=is_scheduled)

    return [quieter(each) for each in company]


def _by_hand(chance: Random) -> Span:
    """From some time of a working day on, for up to ten hours."""
    return chance.randrange(480, 780, 5), chance.randrange(30, 600, 5)


_TIMETABLES: dict[tuple[str, Week, tuple[Span, ...]], Timetable] = {}


def _timetable(zone: str, week: Week, away: tuple[Span, ...]) -> Timetable:
    key = zone, week, away
    if key not in _TIMETABLES:
        _TIMETABLES[key] = Timetable(zone, week, away)
    return _TIMETABLES[key]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
