"""The quiet start: requests and answers work, and Svar says nothing unasked until it is over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Protocol

from bot.flows.workspaces import check_admin
from bot.rules.workspaces import quiet_until, settings_of
from storage import people, turns, workspaces
from storage.base import Tx
from storage.records import Person


class Until(Protocol):
    """Until when somebody hears nothing unasked; none: they may."""

    def __call__(self, person: Person) -> datetime | None: ...


def until(tx: Tx, *, now: datetime) -> Until:
    """Read each workspace's settings once, however many of its people are looked at."""
    settings = cache(lambda workspace_id: settings_of(workspaces.settings(tx, workspace_id)))
    return lambda person: quiet_until(settings(person.workspace_id), person, now)


def is_quiet(tx: Tx, person: Person, *, now: datetime) -> bool:
    """Whether somebody hears nothing unasked yet."""
    return until(tx, now=now)(person) is not None


def end_for(tx: Tx, actor: Person, members: Collection[str], *, now: datetime) -> None:
    """It is over for a channel's people, as Slack calls them. Raises `Refused` if the actor is no admin."""
    check_admin(tx, actor)
    people.speak_to(tx, actor.workspace_id, members, now=now)
    turns.look_all(tx, actor.workspace_id, now=now)
