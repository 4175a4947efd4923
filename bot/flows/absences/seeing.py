"""What people see of absences: their own, and who is out until when, with their cover and their note."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from bot.errors import Refused
from bot.flows.absences.coordinators import may_take_back
from bot.flows.hours import hours_of
from bot.flows.workspaces import thresholds
from bot.rules import worktime
from bot.rules.absences.covers import (
    LONGEST_CHAIN,
    Chain,
    back_at,
    in_the_way,
    is_full,
    is_long,
    overlap,
    who_covers,
)
from bot.rules.absences.shown import AbsentOwner, OwnAbsence, WhoIsOut
from storage import absences, people, requests
from storage.base import Tx
from storage.records import Absence, Hours, Out, Person, Side

LISTED = 20
NAMED = 40


def one(
    tx: Tx, viewer: Person, absence_id: int, *, now: datetime, overlaps: Iterable[int] = ()
) -> OwnAbsence:
    """One of the viewer's own absences, or for a moment one that they entered for a colleague.

    `overlaps` are those (ids) to show beside it. Raises `Refused`.
    """
    absence = absences.get(tx, absence_id)
    if absence is None or not may_take_back(absence, viewer, now=now):
        raise Refused("not_yours")
    person = people.get(tx, absence.person_id)
    touched = tuple(each for each in (absences.get(tx, other) for other in overlaps) if each)
    shown = _shown(tx, person, absence, _again(tx, absence, now=now), touched)
    if person.id != viewer.id:  # what is with them is between them and whoever asked
        return replace(shown, of=person.name, overlaps=())
    waiting = requests.waiting_for(tx, viewer.id, limit=LISTED)
    held = sum(each.side is Side.OWNER for each in waiting)
    covered = dict.fromkeys(people.get(tx, other.person_id).name for other in covered_in(tx, absence))
    return replace(shown, held=held, misses=tuple(covered))


def own(tx: Tx, viewer: Person, absence_id: int, *, now: datetime) -> OwnAbsence:
    """One of the viewer's own absences. Raises `Refused`."""
    shown = one(tx, viewer, absence_id, now=now)
    if shown.of is not None:
        raise Refused("not_yours")
    return shown


def return_of(absence: Absence | None, back_at: datetime | None) -> dict[str, str]:
    """When somebody is back, as an entry tells it: `until` an instant, or `roughly`; or not at all."""
    if absence is not None and absence.return_words:
        return {"roughly": absence.return_words}
    return {"until": back_at.isoformat()} if back_at else {}


def covered_in(tx: Tx, absence: Absence) -> list[Absence]:
    """The absences of others for which somebody was to stand in while they are away themselves."""
    covered = absences.covered_by(tx, absence.person_id, since=absence.starts_at)
    return [other for other in covered if overlap(other, absence)]


def absent_owner(
    tx: Tx, owner: Person, asker: Person, wanted_by_at: datetime | None, *, now: datetime
) -> AbsentOwner | None:
    """What `asker` should know of somebody's absence before asking them; none if they are there."""
    hours = hours_of(tx, owner)
    away = in_the_way(hours, now, wanted_by_at)
    if away is None:
        return None
    starts_at, ends_at = away
    absence = absences.at(tx, owner.id, max(starts_at, now))
    chain = _chain(tx, owner, max(starts_at, now))
    back = worktime.next_working_moment(hours, ends_at)
    longest_wait = thresholds(tx, owner.workspace_id).longest_wait
    return AbsentOwner(
        owner=owner,
        starts_at=starts_at,
        back_at=back,
        note=absence.note if absence else None,
        roughly=absence.return_words if absence else None,
        cover=people.get(tx, chain.stands_in) if chain.stands_in not in (None, asker.id) else None,
        named=people.get(tx, chain.covers[0]) if chain.covers else None,
        end=chain.end,
        is_long=back is not None and back - now > longest_wait,
    )


def to_know_first(
    tx: Tx, owner: Person, asker: Person, wanted_by_at: datetime | None, *, now: datetime
) -> AbsentOwner | None:
    """The same, or that they are there and at capacity; none if they can be asked as usual."""
    absent = absent_owner(tx, owner, asker, wanted_by_at, now=now)
    if absent is None and is_full(owner, now):
        return AbsentOwner(owner, now, None, None, None, full_until=owner.full_until)
    return absent


def mentioned(
    tx: Tx, workspace_id: int, slack_ids: Iterable[str], *, now: datetime
) -> list[tuple[Person, Absence]]:
    """Who of those people is away now, with the absence that lasts longest."""
    known = (people.by_slack_id(tx, workspace_id, slack_id) for slack_id in slack_ids)
    found = ((person, absences.at(tx, person.id, now)) for person in known if person is not None)
    return [(person, absence) for person, absence in found if absence is not None]


def _chain(tx: Tx, owner: Person, at: datetime) -> Chain:
    """Who stands in at an instant, over all covers who are away themselves."""
    covers: dict[int, int | None] = {}
    person_id: int | None = owner.id
    while person_id is not None and person_id not in covers and len(covers) <= LONGEST_CHAIN:
        away, cover_id = _cover_of(tx, person_id, at)
        if not away:
            break
        covers[person_id] = cover_id
        person_id = cover_id
    return who_covers(owner.id, covers)


def _cover_of(tx: Tx, person_id: int, at: datetime) -> tuple[bool, int | None]:
    """Whether somebody is away at an instant, and whom they named; whoever has left is away for good."""
    absence, left_at = absences.at(tx, person_id, at), people.get(tx, person_id).deactivated_at
    if absence is None and left_at is not None:
        planned = absences.of_person(tx, person_id, since=left_at)
        absence = next((each for each in planned if each.cover_id is not None), None)
    return absence is not None or left_at is not None, absence.cover_id if absence else None


def mine(tx: Tx, viewer: Person, *, now: datetime) -> list[OwnAbsence]:
    """What the viewer has planned and is not over; a weekly absence stands there once."""
    first: dict[str | int, list[Absence]] = {}
    for absence in absences.of_person(tx, viewer.id, since=now):
        first.setdefault(absence.series or absence.id, []).append(absence)
    return [_shown(tx, viewer, each[0], tuple(each[1:])) for each in list(first.values())[:LISTED]]


def out(
    tx: Tx, workspace_id: int, period: tuple[datetime, datetime], among: Collection[str] | None = None
) -> WhoIsOut:
    """Who of a workspace is out for some of the time between two instants.

    Of `among` (Slack ids) alone, if that is given. Absences that touch or overlap are one.
    """
    since, until = period
    found = absences.out(tx, workspace_id, since=since, until=until)
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
        is_long=is_long(absence, thresholds(tx, viewer.workspace_id).longest_wait),
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
    return replace(
        first,
        ends_at=then.ends_at,
        note=first.note or then.note,
        cover=first.cover or then.cover,
        return_words=then.return_words,
    )
