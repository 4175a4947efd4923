"""Who may say that a colleague is away. The one place where that is decided."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.errors import Refused
from bot.flows.workspaces import check_admin
from bot.rules.workspaces import is_colleague
from storage import coordinators, workspaces
from storage.base import Tx
from storage.records import Absence, Change, Kind, Person

UNDO_WITHIN: Final = timedelta(minutes=10)


def name(tx: Tx, by: Person, person: Person, *, now: datetime) -> None:
    """An admin makes somebody a coordinator. Raises `Refused`."""
    check_admin(tx, by)
    if not is_colleague(person):
        raise Refused("coordinator_no_member", name=person.name)
    before = _ids(tx, by)
    coordinators.add(tx, person.id, by.id, now=now)
    _note(tx, by, before, now=now)


def name_no_longer(tx: Tx, by: Person, person: Person, *, now: datetime) -> None:
    """An admin takes that back. Raises `Refused`."""
    check_admin(tx, by)
    before = _ids(tx, by)
    coordinators.remove(tx, person.id)
    _note(tx, by, before, now=now)


def _ids(tx: Tx, by: Person) -> list[int]:
    return sorted(person.id for person in coordinators.of_workspace(tx, by.workspace_id))


def _note(tx: Tx, by: Person, before: list[int], *, now: datetime) -> None:
    after = _ids(tx, by)
    if after != before:
        workspaces.add_change(tx, by.workspace_id, Change(now, by.id, "coordinators", before, after))


def check_may_enter(tx: Tx, by: Person, person: Person) -> None:
    """Raise `Refused` unless `by` may say that `person` is away: of oneself everybody may."""
    if by.id == person.id:
        return
    if not coordinators.is_one(tx, by.id):
        raise Refused("not_a_coordinator")
    if person.kind not in (Kind.MEMBER, Kind.GUEST) or person.deactivated_at is not None:
        raise Refused("away_for_nobody", name=person.name)


def may_take_back(absence: Absence, actor: Person, *, now: datetime) -> bool:
    """Whether somebody may take an absence back: their own, or for a moment one that they entered."""
    if absence.person_id == actor.id:
        return True
    return absence.by_id == actor.id and now - absence.created_at <= UNDO_WITHIN
