"""A week's figures: gathered from the database, guarded, and kept as they were shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from bot.flows.hours import hours_of
from bot.rules import worktime
from bot.rules.courses import Course, courses
from bot.rules.digests import (
    WEEK,
    WINDOW,
    Figures,
    Found,
    Open,
    Shown,
    Thoughts,
    as_data,
    from_data,
    guarded,
    thoughts,
)
from bot.rules.figures import Trend, count
from bot.rules.nudges import Thought
from bot.rules.quiet_start import OF_IT, Start, beside_start
from bot.rules.workspaces import settings_of
from storage import figures, nudges, people, weeks, workspaces
from storage.base import Tx
from storage.records import SaidRow
from storage.rows import stamp

WEEKS_DRAWN = 12
SUBTRACTED = 2 * WINDOW  # what was shown of weeks longer ago has no request in common with what is to come


@dataclass(frozen=True, slots=True)
class Group:
    """Whom figures are about: the people of a channel, by its Slack id, or (no key, no members) everybody."""

    workspace_id: int
    key: str = ""
    members: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """The figures of the four weeks before `until`, and what those that are shown rest on."""

    until: datetime
    figures: Figures
    bases: Shown


@dataclass(frozen=True, slots=True)
class Digest:
    """A group's figures, and those of the four weeks before its own; when the quiet start ended, and how they
    stand to it. They are guarded against the first `beside` weeks that were ever shown.
    """

    group: Group
    seen: Seen
    before: Seen
    beside: int
    start: tuple[date, Start | Trend] | None = None


def digest(tx: Tx, group: Group, until: datetime, *, now: datetime) -> Digest:
    """What may be said of a group at the end of a week: as it was shown then, if it was.

    What waits now is said only while that week is the last one. It takes seconds where very much is asked.
    """
    beside = weeks.count(tx, group.workspace_id)
    before = _see(tx, group, until - WINDOW, (), now=now)
    seen = _see(tx, group, until, (before.bases,), now=now)
    return Digest(group, seen, before, beside, _beside_start(tx, group, seen))


def keep(tx: Tx, shown: Digest) -> bool:
    """A digest is shown: whatever is shown later is guarded against it. False, and nothing is kept, if
    another was shown since it was guarded.
    """
    workspace_id = shown.group.workspace_id
    workspaces.settings(tx, workspace_id, lock=True)  # one after the other
    if weeks.count(tx, workspace_id) != shown.beside:
        return False
    for seen in (shown.before, shown.seen):
        week = weeks.Week(seen.until, as_data(seen.figures))
        weeks.put(tx, (workspace_id, shown.group.key), week, seen.bases)
    return True


def points(tx: Tx, shown: Digest) -> list[tuple[datetime, Figures]]:
    """What was shown of a group in the last weeks, by their ends and in order; the digest's among them."""
    until = shown.seen.until
    known = {week.until_at: from_data(week.figures) for week in _last(tx, shown.group, until)}
    known |= {seen.until: seen.figures for seen in (shown.before, shown.seen)}
    ends = [until - WEEK * back for back in reversed(range(WEEKS_DRAWN))]
    return [(end, known.get(end, Figures())) for end in ends]


def first_shown(tx: Tx, shown: Digest) -> tuple[datetime, Figures] | None:
    """The first four weeks of which a group was shown how long answers took, and when they ended: what it
    began with, if there was no quiet start. None while a digest compares itself with them anyway.
    """
    group = shown.group
    kept = weeks.first(tx, (group.workspace_id, group.key), shown.before.until, limit=WEEKS_DRAWN)
    found = ((week.until_at, from_data(week.figures)) for week in kept)
    return next((each for each in found if each[1].answers is not None), None)


def window(tx: Tx, workspace_id: int, until: datetime) -> list[Course]:
    """The courses, until then, of the requests that came in the four weeks before."""
    asked, held = figures.asked(tx, workspace_id, since=until - WINDOW, until=until)
    absent = figures.absent(tx, workspace_id, since=until - WINDOW, until=until)
    return list(courses(asked, held, until=stamp(until), worked=_worked(tx, until), absent=absent))


def own(tx: Tx, owner_id: int, until: datetime, length: timedelta) -> list[Course]:
    """The same of the requests that one person owns, in a stretch before then."""
    asked, held = figures.asked_of(tx, owner_id, since=until - length, until=until)
    return list(courses(asked, held, until=stamp(until), worked=_worked(tx, until)))


def _beside_start(tx: Tx, group: Group, seen: Seen) -> tuple[date, Start | Trend] | None:
    ended = settings_of(workspaces.settings(tx, group.workspace_id)).quiet_until
    if ended is None:
        return None
    end = datetime.combine(ended, time(), UTC)
    known = weeks.last(tx, (group.workspace_id, group.key), end, limit=1)
    then = from_data(known[0].figures) if known and known[0].until_at > end - OF_IT else None
    how = beside_start(ended, seen.until, seen.figures, then)
    return (ended, how) if how else None


def _see(tx: Tx, group: Group, until: datetime, also: Sequence[Shown], *, now: datetime) -> Seen:
    kept = weeks.get(tx, (group.workspace_id, group.key), until)
    if kept is not None:
        return Seen(until, from_data(kept.figures), {})
    everybody = window(tx, group.workspace_id, until)
    found = [course for course in everybody if _is_of(group, course.owner_id)]
    thanked = figures.thanked(tx, group.workspace_id, since=until - WINDOW, until=until)
    is_last = until <= now < until + WEEK
    known = Found(
        found,
        thanked,
        _open(tx, group, now) if is_last else (),
        _said(tx, group, until),
        _thoughts(tx, group, until) if is_last else None,
        None if group.members is None else count(wait for course in everybody for wait in course.turns),
    )
    shown = weeks.shown(tx, group.workspace_id, since=until - SUBTRACTED)
    return Seen(until, *guarded(known, [*shown, *also]))


def _open(tx: Tx, group: Group, now: datetime) -> list[Open]:
    worked = _worked(tx, now)
    return [
        Open(turn.request_id, turn.owner_id, worked(turn.holder_id, turn.started_at))
        for turn in figures.waiting(tx, group.workspace_id)
        if _is_of(group, turn.owner_id)
    ]


def _said(tx: Tx, group: Group, until: datetime) -> list[SaidRow]:
    said = figures.said(tx, group.workspace_id, since=until - WINDOW, until=until)
    return [each for each in said if _is_of(group, each.person_id)]


def _thoughts(tx: Tx, group: Group, until: datetime) -> Thoughts | None:
    """What may be told of what everybody thinks of the nudges; whose a thought is nobody knows, so of a
    smaller group nothing is.
    """
    if group.members is not None:
        return None
    told = (from_data(week.figures).thoughts for week in _last(tx, group, until))
    counted = nudges.thought(tx, group.workspace_id)
    by_kind = {thought.value: int(counted.get(thought, 0)) for thought in Thought}
    _, muted = nudges.muted(tx, group.workspace_id)
    return thoughts(Thoughts(**by_kind, muted=muted), next(filter(None, told), Thoughts()))


def _last(tx: Tx, group: Group, until: datetime) -> list[weeks.Week]:
    return weeks.last(tx, (group.workspace_id, group.key), until, limit=WEEKS_DRAWN)


def _is_of(group: Group, person_id: int) -> bool:
    return group.members is None or person_id in group.members


def _worked(tx: Tx, until: datetime) -> Callable[[int, str], int]:
    hours = cache(lambda person_id: hours_of(tx, people.get(tx, person_id)))
    return lambda person_id, since: worktime.minutes(hours(person_id), datetime.fromisoformat(since), until)
