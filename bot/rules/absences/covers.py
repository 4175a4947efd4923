"""What an absence comes to for others: who stands in, and when somebody is back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules import worktime
from bot.rules.workweeks import LAST
from storage.records import Absence, Hours, Person, Schedule

LONGEST_CHAIN = 10  # covers of covers


def back_at(hours: Hours, ends_at: datetime | None) -> datetime | None:
    """When somebody is expected at work again: their first working moment after it, none for an open end.

    With the absences among their `hours`, one that follows at once is waited for as well.
    """
    return None if ends_at is None else worktime.next_working_moment(hours, ends_at)


def is_full(person: Person, now: datetime) -> bool:
    """Whether somebody is at capacity."""
    return person.full_until is not None and person.full_until > now


def in_the_way(hours: Hours, at: datetime, wanted_by_at: datetime | None) -> tuple[datetime, datetime] | None:
    """The absence for which something asked at that instant would have to wait, if there is one.

    Either the person would have been at work when it reaches them, or it takes working time before the date
    by which it is wanted. What falls into their free time is in nobody's way.
    """
    if not isinstance(hours, Schedule):
        return None
    scheduled = worktime.as_scheduled(hours)
    opens = worktime.next_working_moment(scheduled, at)
    for starts, ends in hours.away:
        wanted = wanted_by_at or starts
        if opens is not None and starts <= opens < ends:
            return starts, ends
        if worktime.elapsed(scheduled, max(starts, at), min(ends, wanted)):
            return starts, ends
    return None


def is_long(absence: Absence, longest_wait: timedelta) -> bool:
    """Whether somebody is away so long that what is with them has to be somebody else's meanwhile."""
    lasts = absence.ends_at - absence.starts_at if absence.ends_at else timedelta()
    return absence.return_words is not None or lasts > longest_wait


def long_ahead(hours: Hours, now: datetime, longest_wait: timedelta) -> tuple[datetime, datetime] | None:
    """The first absence, begun or to come and with an end, that is longer than anybody should wait."""
    away = hours.away if isinstance(hours, Schedule) else ()
    return next(
        ((starts, ends) for starts, ends in away if now < ends < LAST and ends - starts > longest_wait), None
    )


def overlap(one: Absence, other: Absence) -> bool:
    """Whether two absences have some of their time in common."""
    begins_before = one.ends_at is None or other.starts_at < one.ends_at
    return begins_before and (other.ends_at is None or one.starts_at < other.ends_at)


class End(StrEnum):
    """How a chain of covers ends."""

    FOUND = "found"
    NOBODY = "nobody"  # somebody in it is away and has named no cover
    LOOP = "loop"  # the last one is covered by somebody who is away themselves


@dataclass(frozen=True, slots=True)
class Chain:
    """Who stands in for whom, one after the other; the last one is there if it ends with `FOUND`."""

    covers: tuple[int, ...]
    end: End

    @property
    def stands_in(self) -> int | None:
        """Whoever is there in the end; none if nobody is."""
        return self.covers[-1] if self.end is End.FOUND else None


def who_covers(person_id: int, covers: Mapping[int, int | None]) -> Chain:
    """Follow the covers of somebody who is away; `covers` has everybody who is, with their cover or none."""
    chain: list[int] = []
    at = covers.get(person_id)
    while at is not None and len(chain) < LONGEST_CHAIN:
        if at == person_id or at in chain:
            return Chain(tuple(chain), End.LOOP)
        chain.append(at)
        if at not in covers:
            return Chain(tuple(chain), End.FOUND)
        at = covers[at]
    return Chain(tuple(chain), End.NOBODY)
