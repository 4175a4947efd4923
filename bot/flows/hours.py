"""Somebody's working time as it is known now: where they have been, what they work, when they are away."""

from __future__ import annotations

from bot.calendars import usual_hours, week
from bot.rules.schedules import composed
from storage import absences, schedules
from storage.base import Tx
from storage.records import Hours, Person


def hours_of(tx: Tx, person: Person) -> Hours:
    """The hours of a person for everything in `rules.worktime`; the usual ones for most people.

    Whoever has left is away from then on, without return.
    """
    changes, away = schedules.of_person(tx, person.id), absences.stretches(tx, person.id)
    if person.deactivated_at is not None:
        away.append((person.deactivated_at, None))
    if not changes and not away:
        return usual_hours(person)
    return composed(changes, away, person.zone, week)
