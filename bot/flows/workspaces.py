"""What a workspace sets for itself: read by everybody, changed by its admins, and each change noted."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.errors import Refused
from bot.rules.thresholds import Thresholds
from bot.rules.workspaces import (
    NAMED,
    SettingsPage,
    WorkspaceSettings,
    difference,
    may_be_quiet_until,
    may_change,
    quiet_since,
    settings_of,
    to_keep,
)
from storage import coordinators, people, turns, workspaces
from storage.base import Tx
from storage.records import Change, Person

CHANGES_SHOWN: Final = 60
MOST_ADMINS: Final = 100


def thresholds(tx: Tx, workspace_id: int) -> Thresholds:
    """The numbers by which the rules decide in a workspace."""
    return settings_of(workspaces.settings(tx, workspace_id)).thresholds


def page(tx: Tx, viewer: Person) -> SettingsPage:
    """The settings, and what was changed; nothing of it is hidden from anybody."""
    settings = settings_of(workspaces.settings(tx, viewer.workspace_id))
    noted = workspaces.changes(tx, viewer.workspace_id, limit=CHANGES_SHOWN)
    others = tuple(person.id for person in coordinators.of_workspace(tx, viewer.workspace_id))
    named = {*settings.admins, *others, *(change.by_id for change in noted)}
    for change in noted:
        if change.name in NAMED:
            named.update(change.was, change.becomes)
    known = {person_id: people.get(tx, person_id) for person_id in named}
    return SettingsPage(settings, others, tuple(noted), known, may_change(viewer, settings))


def admins(tx: Tx, workspace_id: int) -> list[Person]:
    """Everybody who may change the settings, as far as they have met Svar: those whom Slack calls admins, and
    those who were named.
    """
    settings = settings_of(workspaces.settings(tx, workspace_id))
    known = people.admins(tx, workspace_id, limit=MOST_ADMINS)
    named = [people.get(tx, each) for each in settings.admins if each not in {one.id for one in known}]
    return [person for person in (*known, *named) if may_change(person, settings)]


def check_admin(tx: Tx, actor: Person) -> None:
    """Raise `Refused` unless they are an admin."""
    if not may_change(actor, settings_of(workspaces.settings(tx, actor.workspace_id))):
        raise Refused("admins_only")


def change(tx: Tx, actor: Person, wanted: WorkspaceSettings, *, now: datetime) -> None:
    """Let the settings be otherwise from now on. Raises `Refused` if the actor may not change them."""
    before = settings_of(workspaces.settings(tx, actor.workspace_id, lock=True))
    if not may_change(actor, before):
        raise Refused("admins_only")
    if wanted.quiet_until is not None and wanted.quiet_until != before.quiet_until:
        noted = workspaces.changes(tx, actor.workspace_id, limit=CHANGES_SHOWN)
        if not may_be_quiet_until(wanted.quiet_until, quiet_since(noted, now.date())):
            raise Refused("quiet_otherwise")
    workspaces.keep_settings(tx, actor.workspace_id, to_keep(wanted))
    if wanted.quiet_until != before.quiet_until:
        turns.look_all(tx, actor.workspace_id, now=now)
    for name, was, becomes in difference(before, wanted):
        workspaces.add_change(tx, actor.workspace_id, Change(now, actor.id, name, was, becomes))
