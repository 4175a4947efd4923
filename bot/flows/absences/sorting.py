"""Sorting before one goes: what is with somebody is given away or promised anew, several at a time."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import Refused
from bot.flows.absences import seeing
from bot.flows.hours import hours_of
from bot.flows.requests import acting, passing
from bot.flows.requests.moving import Target
from bot.flows.requests.passing import Passing, Way
from bot.rules import worktime
from bot.rules.absences.shown import OwnAbsence
from storage import people
from storage.base import Tx
from storage.records import Person


class How(StrEnum):
    """What somebody does with what is with them before they go."""

    TO_COVER = "to_cover"  # for good, to whoever stands in
    WHEN_BACK = "when_back"  # they promise it for their first day back
    HAND_OVER = "hand_over"  # for good, to somebody else


@dataclass(frozen=True, slots=True)
class Choice:
    """What to do, and for a hand-over to whom."""

    how: How
    to: Person | None = None


def sort(
    tx: Tx, actor: Person, absence_id: int, targets: Sequence[Target], choice: Choice, *, now: datetime
) -> int:
    """Do the same with several; with how many it was done. What has moved on meanwhile stays as it is.

    Raises `Refused` if that is all of them, or if there is nobody to give them to, or no day for a promise.
    """
    shown = seeing.own(tx, actor, absence_id, now=now)
    to = _taker(tx, shown, choice)
    by_at = first_evening_back(tx, actor, shown) if choice.how is How.WHEN_BACK else None
    done = 0
    for target in sorted(targets, key=lambda each: each.request_id):
        with suppress(Refused):  # raised before anything is changed
            if by_at is not None:
                acting.promise(tx, actor, target, by_at, now=now)
            elif to is not None:
                passing.pass_on(tx, actor, target, Passing(to, Way.HAND_OVER), now=now)
            done += 1
    if not done:
        raise Refused("not_now")
    return done


def first_evening_back(tx: Tx, person: Person, shown: OwnAbsence) -> datetime:
    """The end of somebody's first working day after an absence; raises `Refused` where that is not known."""
    hours = hours_of(tx, person)
    if shown.back_at is not None:
        ends = worktime.day_end(hours, worktime.local_day(hours, shown.back_at))
        if ends is not None:
            return ends
    raise Refused("sort_no_return")


def _taker(tx: Tx, shown: OwnAbsence, choice: Choice) -> Person | None:
    if choice.how is How.HAND_OVER:
        if choice.to is None:
            raise Refused("sort_to_whom")
        return choice.to
    if choice.how is How.TO_COVER:
        if shown.absence.cover_id is None:
            raise Refused("cover_not_there")
        return people.get(tx, shown.absence.cover_id)
    return None
