"""Somebody's working time as it is known now: where they have been, what they work, when they are away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.calendars import usual_hours, week
from bot.rules.schedules import composed
from storage import absences, schedules
from storage.absences import Stretch
from storage.base import Tx
from storage.records import Hours, Person, ScheduleChange


def hours_of(tx: Tx, person: Person) -> Hours:
    """The hours of a person for everything in `rules.worktime`; the usual ones for most people.

    Whoever has left is away from then on, without return.
    """
    return _hours(person, schedules.of_person(tx, person.id), absences.stretches(tx, person.id))


def hours_of_all(tx: Tx, several: Sequence[Person]) -> dict[int, Hours]:
    """The hours of some people, by id."""
    ids = [person.id for person in several]
    changes, away = schedules.of_some(tx, ids), absences.stretches_of_some(tx, ids)
    return {
        person.id: _hours(person, changes.get(person.id, []), away.get(person.id, [])) for person in several
    }


def _hours(person: Person, changes: Sequence[ScheduleChange], away: list[Stretch]) -> Hours:
    if person.deactivated_at is not None:
        away = [*away, (person.deactivated_at, None)]
    if not changes and not away:
        return usual_hours(person)
    return composed(changes, away, person.zone, partial(week, workspace_id=person.workspace_id))
