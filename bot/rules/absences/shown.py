"""What is shown of absences: the values that flows compose and views draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.records import Absence, Out, Person


@dataclass(frozen=True, slots=True)
class OwnAbsence:
    """An absence as its person sees it.

    `working_days` are those of it, and of `again`, the later times of a weekly one. `back_at` is when work
    begins again after it, none for an open end; `overlaps` is what else was planned then.
    """

    absence: Absence
    zone: str
    working_days: int
    back_at: datetime | None
    cover: str | None = None
    again: tuple[Absence, ...] = ()
    overlaps: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class AbsentOwner:
    """Somebody who is to be asked and is away, or will be before the answer is wanted.

    `back_at` is none where that is not known; `cover` is who stands in at the moment, if somebody does.
    """

    owner: Person
    starts_at: datetime
    back_at: datetime | None
    note: str | None
    cover: Person | None


@dataclass(frozen=True, slots=True)
class WhoIsOut:
    """Who is out for some of the time between two instants; `more` are left out of a long list."""

    out: tuple[Out, ...]
    since: datetime
    until: datetime
    more: int = 0
