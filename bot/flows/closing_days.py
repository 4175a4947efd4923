"""The company's closing days: set by admins, the same for everybody, wherever they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from bot.errors import Refused
from bot.flows.requests.hearing import opens_at
from bot.flows.workspaces import check_admin
from storage import closing_days, people, places
from storage.base import Tx
from storage.records import Person


def close(tx: Tx, actor: Person, days: Mapping[date, int]) -> None:
    """On these days work is over so many minutes after midnight: 0 for a whole day off. Raises `Refused`."""
    check_admin(tx, actor)
    closing_days.put(tx, actor.workspace_id, days, by_id=actor.id)


def open_again(tx: Tx, actor: Person, days: Collection[date]) -> None:
    """These days are like any other again. Raises `Refused`."""
    check_admin(tx, actor)
    if not closing_days.remove(tx, actor.workspace_id, days):
        raise Refused("not_closed_then")


def follow(tx: Tx, workspace_id: int, *, now: datetime) -> None:
    """What people have yet to see comes when they are next at work, by what is known of that now."""
    for person_id in places.readers_of_unposted(tx, workspace_id):
        person = people.get(tx, person_id)
        for place in places.unposted_of(tx, person_id):
            places.due(tx, place.id, due_at=opens_at(tx, person, now))
