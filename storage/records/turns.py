"""Whose turn it is, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from storage.records.trail import Entry


class Side(StrEnum):
    """Whose end of the request a turn belongs to."""

    OWNER = "owner"
    REQUESTER = "requester"
    THIRD = "third"  # somebody the turn was lent to


class Clock(StrEnum):
    """Whether the holder's working time counts while the turn is open."""

    RUNNING = "running"
    HELD = "held"


class Why(StrEnum):
    """Why a turn is its holder's."""

    LOGGED = "logged"
    TEAM_ASKED = "team_asked"  # nobody in the team has taken it yet
    TAKEN = "taken"  # by one of the team
    ANSWERED = "answered"
    ASKED_BACK = "asked_back"
    REPLIED = "replied"
    REOPENED = "reopened"
    HANDED_OVER = "handed_over"
    TAKEN_BACK = "taken_back"  # what was read as an answer was none
    LENT = "lent"
    RETURNED = "returned"
    HELD = "held"
    RESUMED = "resumed"  # the date until which it was held has come
    CANNOT_WAIT = "cannot_wait"  # the requester cannot wait for that date


@dataclass(frozen=True, slots=True)
class Turn:
    """One stretch of time in which one person holds the ball.

    A lent turn names the one that it was lent from, which comes back when it is returned. The minutes are
    stored when the turn ends, as in `Minutes`. At `remind_at` it is looked at whether the holder is to be
    reminded; they have been `reminders` times, first at `first_reminded_at` and last at `reminded_at`, and
    may have asked for it at `snoozed_until`, for a reason that they noted for themselves, `later_why`.
    """

    id: int
    request_id: int
    holder_id: int
    side: Side
    why: Why
    clock: Clock
    started_at: datetime
    lent_from_id: int | None = None
    held_until: datetime | None = None
    remind_at: datetime | None = None
    reminders: int = 0
    reminded_at: datetime | None = None
    snoozed_until: datetime | None = None
    ended_at: datetime | None = None
    end_reason: Entry | None = None
    holder_minutes: int | None = None
    requester_minutes: int | None = None
    wall_minutes: int | None = None
    away_minutes: int | None = None
    later_why: str | None = None
    first_reminded_at: datetime | None = None


class Minutes(NamedTuple):
    """What a turn took: the holder's working time, the requester's while it was not theirs, wall time.

    `away` is coverage: what the holder would have worked had they not been away, charged to nobody.
    """

    holder: int
    requester: int
    wall: int
    away: int = 0


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn that is to begin."""

    holder_id: int
    side: Side
    why: Why
    clock: Clock = Clock.RUNNING
    lent_from_id: int | None = None
    held_until: datetime | None = None
