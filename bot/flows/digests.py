"""A week's figures, gathered from the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from bot.flows.hours import hours_of
from bot.rules import worktime
from bot.rules.courses import Course, courses
from bot.rules.digests import WINDOW
from storage import figures, people
from storage.base import Tx
from storage.rows import stamp


def window(tx: Tx, workspace_id: int, until: datetime) -> list[Course]:
    """The courses, until then, of the requests that came in the four weeks before."""
    asked, held = figures.asked(tx, workspace_id, since=until - WINDOW, until=until)
    return list(courses(asked, held, until=stamp(until), worked=_worked(tx, until)))


def own(tx: Tx, owner_id: int, until: datetime, length: timedelta) -> list[Course]:
    """The same of the requests that one person owns, in a stretch before then."""
    asked, held = figures.asked_of(tx, owner_id, since=until - length, until=until)
    return list(courses(asked, held, until=stamp(until), worked=_worked(tx, until)))


def _worked(tx: Tx, until: datetime) -> Callable[[int, str], int]:
    hours = cache(lambda person_id: hours_of(tx, people.get(tx, person_id)))
    return lambda person_id, since: worktime.minutes(hours(person_id), datetime.fromisoformat(since), until)
