"""Planning an absence, changing it, taking it back, and coming back from one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from bot.errors import Refused
from bot.flows.absences.coordinators import UNDO_WITHIN, check_may_enter, may_take_back
from bot.flows.absences.promises import tell_who_waits
from bot.flows.absences.seeing import covered_in
from bot.flows.absences.telling import (
    announce,
    ask_cover,
    ask_whether_back,
    tell_covered,
)
from bot.flows.requests.hearing import opens_at
from bot.flows.workspaces import thresholds
from bot.rules.worktime import as_far
from bot.rules.workweeks import LAST
from storage import absences, homes, outbox, people, places, turns
from storage.absences import NewAbsence
from storage.base import Tx
from storage.records import Absence, Kind, Person

Times = tuple[tuple[datetime, datetime | None], ...]
"""From when until when, in order; several of one weekly absence. An end may be open."""

_NO_COVER = {
    Kind.GUEST: "cover_is_guest",
    Kind.BOT: "cover_is_bot",
    Kind.STRANGER: "cover_is_stranger",
    Kind.TEAM: "away_group_as_cover",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """When somebody will be away, who stands in, and what they let be known.

    `return_words` are shown to others in place of the day on which they are back from a long absence.
    """

    person: Person
    by: Person
    times: Times
    note: str = ""
    cover: Person | None = None
    return_words: str = ""


def plan(tx: Tx, wanted: Plan, *, now: datetime) -> dict[str, Any]:
    """Keep an absence, or all of a weekly one; a colleague's is a coordinator's to enter. Raises `Refused`.

    The result has the `id` of the first, and of those planned before that it touches the ids, `overlaps`.
    """
    check_may_enter(tx, wanted.by, wanted.person)
    _check(tx, wanted)
    overlaps = _touched(tx, wanted.person, wanted.times)
    series = str(uuid4()) if len(wanted.times) > 1 else None
    kept = [absences.add(tx, _new(wanted, each, series), now=now) for each in wanted.times]
    hours_changed(tx, wanted.person, now=now)
    announce(tx, kept[0], now=now)
    return {"id": kept[0].id, "overlaps": overlaps}


def change(tx: Tx, actor: Person, absence_id: int, wanted: Plan, *, now: datetime) -> dict[str, Any]:
    """Let an absence that stands be otherwise, and of a weekly one those after it as well, which move by as
    much on the person's clock. Raises `Refused`; the result is that of `plan`.
    """
    first = _own(tx, actor, absence_id)
    _check(tx, wanted)
    known = [first, *absences.later_of(tx, first)]
    times = _moved(known, wanted)
    changed = [_changed(each, time, wanted) for each, time in zip(known, times, strict=True)]
    if not all(absences.save(tx, each, now=now) for each in changed):
        raise Refused("absence_over")
    hours_changed(tx, actor, now=now)
    if changed[0].cover_id != first.cover_id:
        ask_cover(tx, changed[0], now=now)
    known_to = {each.id for one in known for each in covered_in(tx, one)}
    covered = {each.id: each for one in changed for each in covered_in(tx, one)}
    tell_covered(tx, [each for each in covered.values() if each.id not in known_to], now=now)
    if changed[0].ends_at is None and first.ends_at is not None:
        ask_whether_back(tx, changed[0], now=now)
    ours = {each.id for each in known}
    return {"id": first.id, "overlaps": [each for each in _touched(tx, actor, times) if each not in ours]}


def cancel(tx: Tx, actor: Person, absence_id: int, *, now: datetime) -> None:
    """Take an absence back as if it had never been; of a weekly one all that is to come. Raises `Refused`."""
    known = _to_take_back(tx, actor, absence_id, now=now)
    gone = absences.cancel(tx, known.id, now=now)
    if known.series is not None:
        gone = absences.cancel_series(tx, known.series, now=now) > 0 or gone
    if not gone:
        raise Refused("absence_over")
    hours_changed(tx, people.get(tx, known.person_id), now=now)


def restore(tx: Tx, actor: Person, absence_id: int, *, now: datetime) -> None:
    """Let an absence stand again that was taken back a moment ago. Raises `Refused`."""
    known = _to_take_back(tx, actor, absence_id, now=now)
    if not absences.restore(tx, known, since=now - UNDO_WITHIN):
        raise Refused("too_late_to_undo")
    hours_changed(tx, people.get(tx, known.person_id), now=now)


def come_back(tx: Tx, actor: Person, *, now: datetime) -> list[int]:
    """Somebody is back, earlier than planned or at last; the ids of the absences that this ends.

    Raises `Refused` if they are not away.
    """
    away = [each for each in absences.of_person(tx, actor.id, since=now) if each.starts_at <= now]
    if not away:
        raise Refused("not_away")
    for each in away:
        if each.starts_at == now or not absences.save(tx, replace(each, ends_at=now), now=now):
            absences.cancel(tx, each.id, now=now)
    hours_changed(tx, actor, now=now)
    return [each.id for each in away]


def _own(tx: Tx, actor: Person, absence_id: int) -> Absence:
    """Somebody's own absence, locked. Raises `Refused`."""
    known = absences.lock(tx, absence_id)
    if known is None or known.person_id != actor.id:
        raise Refused("not_yours")
    return known


def _to_take_back(tx: Tx, actor: Person, absence_id: int, *, now: datetime) -> Absence:
    known = absences.lock(tx, absence_id)
    if known is None or not may_take_back(known, actor, now=now):
        raise Refused("not_yours")
    return known


def hours_changed(tx: Tx, person: Person, *, now: datetime) -> None:
    """What somebody has yet to see, or to be reminded of, comes when they are next at work, by what is known
    of that now.

    Whoever was promised something for a time in which they will be away hears of it.
    """
    for place in places.unposted_of(tx, person.id):
        places.due(tx, place.id, due_at=opens_at(tx, person, now))
    homes.changed_of(tx, person.id, now=now)
    outbox.hasten_absences(tx, person.id, now=now)
    outbox.hasten_put_off(tx, person.id, LAST, now=opens_at(tx, person, now))
    turns.look_at_put_off(tx, person.id, LAST, now=now)
    tell_who_waits(tx, person, now=now)


def _check(tx: Tx, wanted: Plan) -> None:
    longest_wait = thresholds(tx, wanted.person.workspace_id).longest_wait
    lengths = [ends - starts for starts, ends in wanted.times if ends is not None]
    if wanted.return_words and any(length <= longest_wait for length in lengths):
        raise Refused("return_words_short", days=longest_wait.days)
    cover = wanted.cover
    if cover is None:
        return
    if cover.id == wanted.person.id:
        raise Refused("cover_is_self")
    if cover.deactivated_at is not None:
        raise Refused("cover_left", name=cover.name)
    if cover.kind in _NO_COVER:
        raise Refused(_NO_COVER[cover.kind], name=cover.name)


def _moved(known: Sequence[Absence], wanted: Plan) -> Times:
    """When each of these will be, the first of them as it is wanted."""
    (wish,) = wanted.times
    if len(known) == 1:
        return (wish,)
    starts_at, ends_at = known[0].starts_at, known[0].ends_at
    if wish[1] is None or ends_at is None:
        raise Refused("weekly_without_end")
    zone, start, end = wanted.person.zone, (starts_at, wish[0]), (ends_at, wish[1])
    later = [
        (as_far(each.starts_at, start, zone), as_far(each.ends_at, end, zone) if each.ends_at else None)
        for each in known[1:]
    ]
    return (wish, *later)


def _changed(absence: Absence, time: tuple[datetime, datetime | None], wanted: Plan) -> Absence:
    return replace(
        absence,
        starts_at=time[0],
        ends_at=time[1],
        note=wanted.note or None,
        cover_id=wanted.cover.id if wanted.cover else None,
        return_words=wanted.return_words or None,
    )


def _new(wanted: Plan, time: tuple[datetime, datetime | None], series: str | None) -> NewAbsence:
    return NewAbsence(
        workspace_id=wanted.person.workspace_id,
        person_id=wanted.person.id,
        by_id=wanted.by.id,
        starts_at=time[0],
        ends_at=time[1],
        note=wanted.note or None,
        cover_id=wanted.cover.id if wanted.cover else None,
        series=series,
        return_words=wanted.return_words or None,
    )


def _touched(tx: Tx, person: Person, times: Iterable[tuple[datetime, datetime | None]]) -> list[int]:
    """The absences that have some of their time in these times."""
    wanted = list(times)
    known = absences.of_person(tx, person.id, since=wanted[0][0])
    return [
        each.id
        for each in known
        if any(
            (ends is None or each.starts_at < ends) and (each.ends_at is None or each.ends_at > starts)
            for starts, ends in wanted
        )
    ]
