"""What people see of absences: their own, and who is out until when, with their cover and their note."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from bot.errors import Refused
from bot.flows.hours import hours_of
from bot.rules import worktime
from bot.rules.absences.covers import LONGEST_CHAIN, back_at, in_the_way, who_covers
from bot.rules.absences.shown import AbsentOwner, OwnAbsence, WhoIsOut
from storage import absences, people, requests
from storage.base import Tx
from storage.records import Absence, Hours, Out, Person, Side

LISTED = 20
NAMED = 40


def one(
    tx: Tx, viewer: Person, absence_id: int, *, now: datetime, overlaps: Iterable[int] = ()
) -> OwnAbsence:
    """One of the viewer's own absences, with those that it `overlaps` (ids). Raises `Refused`."""
    absence = absences.get(tx, absence_id)
    if absence is None or absence.person_id != viewer.id:
        raise Refused("not_yours")
    touched = tuple(each for each in (absences.get(tx, other) for other in overlaps) if each)
    shown = _shown(tx, viewer, absence, _again(tx, absence, now=now), touched)
    waiting = requests.waiting_for(tx, viewer.id, limit=LISTED)
    return replace(shown, held=sum(each.side is Side.OWNER for each in waiting))


def absent_owner(
    tx: Tx, owner: Person, asker: Person, wanted_by_at: datetime | None, *, now: datetime
) -> AbsentOwner | None:
    """What `asker` should know before asking somebody; none if they are there."""
    hours = hours_of(tx, owner)
    away = in_the_way(hours, now, wanted_by_at)
    if away is None:
        return None
    starts_at, ends_at = away
    absence = absences.at(tx, owner.id, max(starts_at, now))
    return AbsentOwner(
        owner=owner,
        starts_at=starts_at,
        back_at=worktime.next_working_moment(hours, ends_at),
        note=absence.note if absence else None,
        cover=_stands_in(tx, owner, asker, max(starts_at, now)),
    )


def mentioned(
    tx: Tx, workspace_id: int, slack_ids: Iterable[str], *, now: datetime
) -> list[tuple[Person, Absence]]:
    """Who of those people is away now, with the absence that lasts longest."""
    known = (people.by_slack_id(tx, workspace_id, slack_id) for slack_id in slack_ids)
    found = ((person, absences.at(tx, person.id, now)) for person in known if person is not None)
    return [(person, absence) for person, absence in found if absence is not None]


def _stands_in(tx: Tx, owner: Person, asker: Person, at: datetime) -> Person | None:
    """Who stands in at an instant, over all covers who are away themselves; nobody covers for the asker."""
    covers: dict[int, int | None] = {}
    person_id: int | None = owner.id
    while person_id is not None and person_id not in covers and len(covers) <= LONGEST_CHAIN:
        absence = absences.at(tx, person_id, at)
        if absence is None:
            break
        covers[person_id] = absence.cover_id
        person_id = absence.cover_id
    stands_in = who_covers(owner.id, covers).stands_in
    cover = people.get(tx, stands_in) if stands_in is not None else None
    able = cover is not None and cover.deactivated_at is None and cover.id != asker.id
    return cover if able else None


def mine(tx: Tx, viewer: Person, *, now: datetime) -> list[OwnAbsence]:
    """What the viewer has planned and is not over; a weekly absence stands there once."""
    first: dict[str | int, list[Absence]] = {}
    for absence in absences.of_person(tx, viewer.id, since=now):
        first.setdefault(absence.series or absence.id, []).append(absence)
    return [_shown(tx, viewer, each[0], tuple(each[1:])) for each in list(first.values())[:LISTED]]


def out(
    tx: Tx, viewer: Person, period: tuple[datetime, datetime], among: Collection[str] | None = None
) -> WhoIsOut:
    """Who is out for some of the time between two instants; of `among` (Slack ids) alone, if that is given.

    Absences that touch or overlap are one.
    """
    since, until = period
    found = absences.out(tx, viewer.workspace_id, since=since, until=until)
    merged = _merged(each for each in found if among is None or each.slack_id in among)
    return WhoIsOut(tuple(merged[:NAMED]), since, until, max(0, len(merged) - NAMED))


def _shown(
    tx: Tx,
    viewer: Person,
    absence: Absence,
    again: tuple[Absence, ...] = (),
    overlaps: tuple[Absence, ...] = (),
) -> OwnAbsence:
    hours = hours_of(tx, viewer)
    return OwnAbsence(
        absence=absence,
        zone=viewer.zone,
        working_days=sum(_working_days(hours, each) for each in (absence, *again)),
        back_at=back_at(hours, absence.ends_at),
        cover=people.get(tx, absence.cover_id).name if absence.cover_id else None,
        again=again,
        overlaps=overlaps,
    )


def _working_days(hours: Hours, absence: Absence) -> int:
    if absence.ends_at is None:
        return 0
    return worktime.working_days_between(worktime.as_scheduled(hours), absence.starts_at, absence.ends_at)


def _again(tx: Tx, absence: Absence, *, now: datetime) -> tuple[Absence, ...]:
    if absence.series is None:
        return ()
    known = absences.of_person(tx, absence.person_id, since=now)
    return tuple(each for each in known if each.series == absence.series and each.id != absence.id)


def _merged(found: Iterable[Out]) -> list[Out]:
    """The same without overlaps: by person, each of them in the order in which they begin."""
    merged: list[Out] = []
    for each in found:
        last = merged[-1] if merged else None
        if (
            last is None
            or last.person_id != each.person_id
            or (last.ends_at and each.starts_at > last.ends_at)
        ):
            merged.append(each)
        elif last.ends_at is not None and (each.ends_at is None or each.ends_at > last.ends_at):
            merged[-1] = _joined(last, each)
    return merged


def _joined(first: Out, then: Out) -> Out:
    return replace(first, ends_at=then.ends_at, note=first.note or then.note, cover=first.cover or then.cover)
