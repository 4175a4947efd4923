"""Weeks of work compiled into intervals in UTC, with sums before each: what `worktime` asks its sums of.

Between two changes of a zone's offset local time is UTC plus a constant, so gaps (time skipped) and folds
(time shown twice) need no rule of their own. Instants are aware and in UTC.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.records import Span, WorkWeek

Interval = tuple[datetime, datetime]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST = datetime(2200, 1, 1, tzinfo=UTC)
ZERO = timedelta()
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
FIRST_MONDAY = date(1970, 1, 5).toordinal()

BLOCK = timedelta(weeks=53)  # blocks start so far apart, and each reaches two of them: any year lies in one
BLOCK_DAYS = BLOCK.days
MAX_BLOCKS = 8  # kept per week pattern
MAX_CALENDARS = 256  # week patterns kept, each shared by everybody who works alike


@lru_cache(maxsize=MAX_CALENDARS)
def compiled(week: WorkWeek) -> Calendar:
    """The calendar of a week, shared by all weeks that are equal."""
    return Calendar(week)


@lru_cache(maxsize=1024)
def zone_of(name: str) -> tzinfo:
    """The zone called `name`; UTC for a name unknown to this machine.

    Records hold valid IANA names; a zone newer than the installed tzdata is the only way to the fallback.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def spans_on(week: WorkWeek, day: date) -> tuple[Span, ...]:
    """The intervals that start on `day`, cut short or left out on a day off."""
    spans = week.days[(day.toordinal() - FIRST_MONDAY) % len(week.days)]
    ends = week.off.ends.get(day)
    if ends is None:
        return spans
    return tuple(Span(span.start, min(span.end, ends)) for span in spans if span.start < ends)


def edge(zone: tzinfo, wall: datetime, *, fold: int) -> datetime:
    """The instant `wall` names: of two the first or second by `fold`, in a gap that of the change."""
    early = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    late = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if early < late:  # only in a gap does the second reading come before the first
        return change_of_offset(zone, early, late)
    return early if fold else late


def change_of_offset(zone: tzinfo, before: datetime, after: datetime) -> datetime:
    """The first second after `before` with the offset that holds at `after`."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = before + timedelta(seconds=(after - before) // (2 * SECOND))
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


class _Block:
    """The working intervals of a stretch of UTC, with the working time before each.

    The first entry is an empty interval at the stretch's start, so that every instant has one before it.
    """

    __slots__ = ("_before", "_starts", "end", "start", "total")

    def __init__(self, start: datetime, end: datetime, intervals: Iterable[Interval]) -> None:
        self.start, self.end = start, end
        self._starts, self._before = [start], [ZERO, ZERO]
        total = ZERO
        for opens, closes in intervals:
            total += closes - opens
            self._starts.append(opens)
            self._before.append(total)
        self.total = total

    def up_to(self, at: datetime) -> timedelta:
        """Working time from the block's start to `at`."""
        number = bisect_right(self._starts, at)
        full, partly = self._before[number], self._before[number - 1] + (at - self._starts[number - 1])
        return partly if partly < full else full  # noqa: FURB136 - a call of min costs more than the rest

    def at(self, worked: timedelta) -> datetime:
        """The earliest instant with `worked` before it, which is more than nothing and at most the total."""
        number = bisect_left(self._before, worked) - 1
        return self._starts[number] + (worked - self._before[number])

    def opening(self, at: datetime) -> datetime | None:
        """The first working instant from `at` on."""
        worked = self.up_to(at)
        if worked == self.total:
            return None
        return max(at, self._starts[bisect_right(self._before, worked) - 1])


class Calendar:
    """One week pattern in one zone, compiled block by block as instants are asked about."""

    __slots__ = ("_blocks", "_week", "_zone", "known")

    def __init__(self, week: WorkWeek) -> None:
        self.known: dict[object, Any] = {}
        self._zone = zone_of(week.zone)
        self._week = week
        self._blocks: dict[int, _Block] = {}

    def between(self, start: datetime, end: datetime) -> timedelta:
        block = self._around(start)
        if block.start <= start and end <= block.end:
            return block.up_to(end) - block.up_to(start)
        worked, start, end = ZERO, max(start, EPOCH), min(end, LAST)
        while end > block.end:
            worked += block.total - block.up_to(start)
            start = block.end
            block = self._around(start)
        return worked + block.up_to(end) - block.up_to(start) if start < end else worked

    def after(self, start: datetime, amount: timedelta) -> datetime | None:
        for block in self._from(start):
            amount += block.up_to(max(start, block.start))
            if amount <= block.total:
                return block.at(amount) if block.at(amount) <= LAST else None
            amount, start = amount - block.total, block.end
        return None

    def opening(self, at: datetime) -> datetime | None:
        for block in self._from(at):
            found = block.opening(max(at, block.start))
            if found is not None:
                return found
            at = block.end
        return None

    def closing(self, at: datetime) -> datetime | None:
        """The last instant up to `at` with working time just before it, looked for one block back."""
        for block in (self._around(at), self._around(at - BLOCK)):
            worked = block.up_to(at)
            if worked:
                return block.at(worked)
        return None

    def _from(self, at: datetime) -> Iterator[_Block]:
        """The blocks that follow each other from `at` to the end of Svar's time."""
        works = any(self._week.days)
        while works and at < LAST:
            block = self._around(at)
            yield block
            at = block.end

    def _around(self, at: datetime) -> _Block:
        """The block in whose first half `at` lies, so that it reaches a year ahead."""
        number = (at - EPOCH).days // BLOCK_DAYS
        return self._blocks.get(number) or self._compile(number)

    def _compile(self, number: int) -> _Block:
        number = min(max(number, 0), (LAST - EPOCH) // BLOCK)
        if number in self._blocks:
            return self._blocks[number]
        start = EPOCH + number * BLOCK
        block = _Block(start, start + 2 * BLOCK, self._intervals(start, start + 2 * BLOCK))
        if len(self._blocks) >= MAX_BLOCKS:
            self._blocks.clear()
        self._blocks[number] = block
        return block

    def _intervals(self, start: datetime, end: datetime) -> Iterator[Interval]:
        """The working intervals of a stretch of UTC."""
        shown = _merged(_shown(self._week, start - 3 * DAY, end + 2 * DAY))
        for since, until, offset in _offsets(self._zone, start, end):
            first, last = since + offset, until + offset
            number = max(0, bisect_right(shown, (first, first)) - 1)
            while number < len(shown) and shown[number][0] < last:
                opens, closes = shown[number]
                if closes > first:
                    yield max(opens, first) - offset, min(closes, last) - offset
                number += 1


def _offsets(zone: tzinfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """Stretches of UTC between two changes of the zone's offset, with that offset.

    Looks once a day: no zone has changed twice within one.
    """
    since, at, offset = start, start, _offset(zone, start)
    while at < end:
        at += DAY
        now = _offset(zone, at)
        if now != offset:
            change = min(change_of_offset(zone, at - DAY, at), end)
            yield since, change, offset
            since, offset = change, now
    yield since, end, offset


def _offset(zone: tzinfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or ZERO


def _shown(week: WorkWeek, start: datetime, end: datetime) -> Iterator[Interval]:
    """The wall clock's working intervals of a stretch of days, written as if the wall clock showed UTC."""
    while start < end:
        for span in spans_on(week, start.date()):
            yield start + timedelta(minutes=span.start), start + timedelta(minutes=span.end)
        start += DAY


def _merged(intervals: Iterable[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
