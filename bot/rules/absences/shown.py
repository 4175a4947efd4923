"""What is shown of absences: the values that flows compose and views draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.absences.covers import End
from storage.records import Absence, Out, Person


@dataclass(frozen=True, slots=True)
class OwnAbsence:
    """An absence as its person sees it.

    `working_days` are those of it, and of `again`, the later times of a weekly one. `back_at` is when work
    begins again after it, none for an open end; `overlaps` is what else was planned then, `held` how many
    requests are with them, `misses` (names) for whom they were to stand in meanwhile. `of` is whose
    it is, where a coordinator looks at it who entered it; `is_long` whether nobody should wait for its end.
    """

    absence: Absence
    zone: str
    working_days: int
    back_at: datetime | None
    cover: str | None = None
    again: tuple[Absence, ...] = ()
    overlaps: tuple[Absence, ...] = ()
    held: int = 0
    misses: tuple[str, ...] = ()
    of: str | None = None
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class AbsentOwner:
    """Somebody who is to be asked and is away, or will be before the answer is wanted.

    `back_at` is none where that is not known; `cover` is who stands in at the moment, if somebody does.
    `named` is whom they named, and `end` how it ends with the covers of covers from there. `roughly` is what
    is shown in place of the day on which they are back.
    With `full_until` they are not away but at capacity. Nobody is offered to wait for one that `is_long`.
    """

    owner: Person
    starts_at: datetime
    back_at: datetime | None
    note: str | None
    cover: Person | None
    named: Person | None = None
    end: End = End.NOBODY
    roughly: str | None = None
    full_until: datetime | None = None
    is_long: bool = False


class News(StrEnum):
    """What Svar says of an absence by itself."""

    ENTERED = "entered"  # to whoever is away, by a coordinator
    COVER_ASKED = "cover_asked"  # to whoever is to stand in
    COVER_DECLINED = "cover_declined"  # to whoever is away
    COVER_AWAY = "cover_away"  # to whoever is away: their cover will be, too
    BRIEFING = "briefing"  # to whoever is back
    BACK_ASKED = "back_asked"  # to whoever is away without an end
    HERE_ASKED = "here_asked"  # to whoever is away and answers all the same
    MENTIONED = "mentioned"  # to whoever has mentioned somebody who is away


@dataclass(frozen=True, slots=True)
class Told:
    """Something about an absence of `who`, as it is said at an instant, with who stands in or was to.

    `by` is who entered it.
    `covered` is how often the cover was asked in their place; no reminder comes before `quiet_until`.
    `absent` is what whoever has mentioned them should know, `message` (channel, thread, ts) where that was.
    """

    news: News
    absence: Absence
    who: Person
    cover: Person | None
    by: Person
    at: datetime
    introduces: bool = False
    covered: int = 0
    quiet_until: datetime | None = None
    absent: AbsentOwner | None = None
    message: tuple[str, str | None, str] | None = None


@dataclass(frozen=True, slots=True)
class WhoIsOut:
    """Who is out for some of the time between two instants; `more` are left out of a long list."""

    out: tuple[Out, ...]
    since: datetime
    until: datetime
    more: int = 0
