"""Sorting before one goes: what is with somebody, and what they wait for, several at a time."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.errors import Refused
from bot.flows.absences import seeing
from bot.flows.hours import hours_of
from bot.flows.requests import acting, alike, passing
from bot.flows.requests.hearing import Said, hear_all
from bot.flows.requests.moving import Target, hold
from bot.flows.requests.passing import Passing, Way
from bot.rules import worktime
from bot.rules.absences.shown import OwnAbsence
from bot.rules.letters import Line
from storage import people, requests, trail
from storage.base import Tx
from storage.records import Entry, Person, Waiting
from storage.trail import NewEntry

OFFERED: Final = 10


class How(StrEnum):
    """What somebody does with several before they go."""

    TO_COVER = "to_cover"  # for good, to whoever stands in
    ANSWER = "answer"  # the same to all
    WHEN_BACK = "when_back"  # they promise it for their first day back
    PROMISE = "promise"  # for another day
    TELL = "tell"  # whoever waits, or is waited for, hears when they are back
    HAND_OVER = "hand_over"  # for good, to somebody else
    WITHDRAW = "withdraw"  # what they asked themselves


# What only puts it off is nothing that somebody can wait for.
_PUTS_OFF: Final = frozenset({How.WHEN_BACK, How.PROMISE, How.TELL})
OF_TURNS: Final = frozenset(How) - {How.WITHDRAW}
OF_ASKS: Final = frozenset({How.TELL, How.WITHDRAW})


@dataclass(frozen=True, slots=True)
class Choice:
    """What to do with which of them; for a hand-over to whom, for an answer in what words, by when else."""

    how: How
    targets: Sequence[Target]
    to: Person | None = None
    text: str = ""
    by_at: datetime | None = None


def to_sort(tx: Tx, viewer: Person) -> tuple[list[Waiting], list[Waiting]]:
    """What is with the viewer, and what they have asked themselves and is open, the oldest first."""
    turns = requests.waiting_for(tx, viewer.id, limit=3 * OFFERED)
    awaited = requests.waited_for_by(tx, viewer.id, limit=OFFERED)
    asks = [each for each in (*turns, *awaited) if each.asked]
    return alike.answerable(tx, viewer), sorted(asks, key=lambda each: each.id)[:OFFERED]


def sort(tx: Tx, actor: Person, absence_id: int, choices: Sequence[Choice], *, now: datetime) -> int:
    """Do the same with several; with how many it was done. What has moved on meanwhile stays as it is.

    Raises `Refused` if that is all of them, or if something is missing for what was chosen.
    """
    shown = seeing.own(tx, actor, absence_id, now=now)
    wanted = [_complete(tx, actor, shown, choice) for choice in choices if choice.targets]
    if not wanted:
        raise Refused("sort_which")
    done = 0
    for choice in wanted:
        for target in sorted(choice.targets, key=lambda each: each.request_id):
            with suppress(Refused):  # raised before anything is changed
                _do(tx, actor, target, choice, shown, now=now)
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


def _complete(tx: Tx, actor: Person, shown: OwnAbsence, choice: Choice) -> Choice:
    """The choice with all that it needs."""
    how, absence = choice.how, shown.absence
    if how in _PUTS_OFF and shown.is_long and _are_turns(tx, actor, choice):
        raise Refused("sort_long")
    if how is How.WHEN_BACK:
        return replace(choice, by_at=first_evening_back(tx, actor, shown))
    if how is How.TO_COVER:
        if absence.cover_id is None:
            raise Refused("cover_not_there")
        return replace(choice, to=people.get(tx, absence.cover_id))
    missing = {
        How.HAND_OVER: ("sort_to_whom", choice.to is None),
        How.PROMISE: ("sort_by_when", choice.by_at is None),
        How.ANSWER: ("nothing_written", not choice.text.strip()),
    }
    reason, is_missing = missing.get(how, ("", False))
    if is_missing:
        raise Refused(reason)
    return choice


def _are_turns(tx: Tx, actor: Person, choice: Choice) -> bool:
    """Whether it is about what others ask of somebody, and not about what they ask."""
    found = (requests.get(tx, target.request_id) for target in choice.targets)
    return any(request is not None and request.requester_id != actor.id for request in found)


def _do(tx: Tx, actor: Person, target: Target, choice: Choice, shown: OwnAbsence, *, now: datetime) -> None:
    if choice.how is How.ANSWER:
        acting.answer(tx, actor, target, choice.text, now=now)
    elif choice.how is How.WITHDRAW:
        acting.withdraw(tx, actor, target, now=now)
    elif choice.how is How.TELL:
        _tell(tx, actor, target, shown, now=now)
    elif choice.by_at is not None:
        acting.promise(tx, actor, target, choice.by_at, now=now)
    elif choice.to is not None:
        passing.pass_on(tx, actor, target, Passing(choice.to, Way.HAND_OVER), now=now)


def _tell(tx: Tx, actor: Person, target: Target, shown: OwnAbsence, *, now: datetime) -> None:
    """Everybody else with a part in it hears when somebody is back; nothing else changes."""
    held = hold(tx, actor, target)
    data = {"to": actor.id} | seeing.return_of(shown.absence, shown.back_at)
    entry = trail.add(tx, held.request.id, NewEntry(Entry.AWAY_TOLD, actor.id, data), now=now)
    hear_all(tx, held, actor.id, Said(Line.AWAY_TOLD, entry), now=now)
