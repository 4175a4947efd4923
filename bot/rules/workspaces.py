"""What a workspace has set for itself, and who may do what for others: the one place that says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.rules.thresholds import AS_IT_COMES, Thresholds, set_otherwise, thresholds_of
from storage.records import Change, Kind, Person

DATES = ("quiet_until", "evaluate_on")
"""What is no number but a day, or none."""
QUIET_AT_LEAST, QUIET_AT_MOST = timedelta(weeks=2), timedelta(weeks=4)

NAMED = ("admins", "coordinators")
"""What is no number but people, by their ids."""


@dataclass(frozen=True, slots=True)
class WorkspaceSettings:
    """The thresholds, and by their ids the people who were named as admins.

    Until `quiet_until` Svar says nothing unasked; on `evaluate_on` admins are reminded to evaluate it.
    """

    thresholds: Thresholds = AS_IT_COMES
    admins: tuple[int, ...] = ()
    quiet_until: date | None = None
    evaluate_on: date | None = None


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """The settings as one person sees them, with what was changed, the newest first.

    `people` are all who are named in it, by id; `may_change`: they are an admin.
    """

    settings: WorkspaceSettings
    coordinators: tuple[int, ...]
    changes: tuple[Change, ...]
    people: Mapping[int, Person]
    may_change: bool


def may_change(person: Person, settings: WorkspaceSettings) -> bool:
    """Whether they are an admin: one of Slack's in this workspace, or named by an admin."""
    return is_colleague(person) and (person.is_admin or person.id in settings.admins)


def is_colleague(person: Person) -> bool:
    """Whether somebody has an account of their own here: no guest, no bot, nobody who has left."""
    return person.kind is Kind.MEMBER and person.deactivated_at is None


def settings_of(kept: Mapping[str, Any]) -> WorkspaceSettings:
    """The settings as they were kept."""
    dates = (date.fromisoformat(kept[name]) if kept.get(name) else None for name in DATES)
    return WorkspaceSettings(thresholds_of(kept), tuple(kept.get("admins", ())), *dates)


def may_be_quiet_until(day: date, began: date) -> bool:
    """Whether a quiet start that began on a day may last until another: two to four weeks."""
    return QUIET_AT_LEAST <= day - began <= QUIET_AT_MOST


def quiet_since(changes: Iterable[Change], today: date) -> date:
    """When the quiet start began that goes on, by what was changed (the newest first); else today."""
    for change in changes:
        if change.name == "quiet_until":
            was = change.was and date.fromisoformat(change.was)
            if not change.becomes or date.fromisoformat(change.becomes) <= today:
                return today
            if not was or was <= change.at.date():
                return change.at.date()
    return today


def quiet_until(settings: WorkspaceSettings, person: Person, now: datetime) -> datetime | None:
    """Until when somebody hears nothing unasked; none: they may."""
    if settings.quiet_until is None or person.spoken_to_at is not None:
        return None
    ends_at = datetime.combine(settings.quiet_until, time(), UTC)
    return ends_at if now < ends_at else None


def to_keep(settings: WorkspaceSettings) -> dict[str, Any]:
    """What is kept of them: nothing of what is as it comes."""
    named = {"admins": list(settings.admins)} if settings.admins else {}
    dates = {name: on.isoformat() for name in DATES if (on := getattr(settings, name)) is not None}
    return set_otherwise(settings.thresholds) | named | dates


def difference(before: WorkspaceSettings, after: WorkspaceSettings) -> list[tuple[str, Any, Any]]:
    """What was changed: the name of each setting, what it was and what it becomes."""
    was, becomes = _flat(before), _flat(after)
    return [(name, was[name], becomes[name]) for name in was if was[name] != becomes[name]]


def _flat(settings: WorkspaceSettings) -> dict[str, Any]:
    dates = {name: on and on.isoformat() for name in DATES for on in (getattr(settings, name),)}
    return asdict(settings.thresholds) | {"admins": sorted(settings.admins)} | dates
