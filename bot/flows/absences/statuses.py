"""Somebody's Slack status looks as if they were away: they are asked, and nothing of it is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.rules.letters import Aside, Drop, Letter
from storage import absences, outbox, people
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import Kind, OutboxItem, Person, Reason

SOON: Final = timedelta(days=7)  # an absence that begins by then is the one that the status tells of


def ask(tx: Tx, person: Person, until: datetime | None, *, now: datetime) -> None:
    """Ask somebody whether they are away, perhaps until an instant; not if that is known."""
    if person.kind is not Kind.MEMBER or person.deactivated_at is not None or _is_known(tx, person, now):
        return
    data = {"until": until.isoformat() if until else None}
    item = NewItem(person.workspace_id, Reason.STATUS, data, person_id=person.id)
    outbox.add(tx, item, due_at=now, now=now)


def compose(tx: Tx, item: OutboxItem, *, now: datetime) -> Letter | Drop:
    """The question; dropped if it has answered itself."""
    person = people.get(tx, item.person_id or 0)
    if person.deactivated_at is not None or _is_known(tx, person, now):
        return Drop()
    return Letter(item=item, to=person, aside=Aside.SEEMS_AWAY)


def _is_known(tx: Tx, person: Person, now: datetime) -> bool:
    planned = absences.of_person(tx, person.id, since=now)
    return any(each.starts_at <= now + SOON for each in planned)
