"""Something keeps Svar from working well: the admins hear of it, once, whichever process finds it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.flows.workspaces import admins
from bot.rules.alarms import Alarm
from bot.rules.letters import Drop, Letter
from storage import alarms, outbox, people
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import OutboxItem, Person, Reason

TOLD_AGAIN_AFTER: Final = timedelta(days=1)  # what comes and goes is told of once a day


def look(tx: Tx, workspace_id: int, found: frozenset[Alarm], *, now: datetime) -> None:
    """This was found at a look: what is new is told, and what was found before and is no more has ended."""
    for alarm in set(Alarm) - found:
        alarms.end(tx, workspace_id, alarm, now=now)
    # While no admin is known it stays untold, and is told to the first who is.
    told = admins(tx, workspace_id) if found else []
    for alarm in sorted(found) if told else ():
        if alarms.ring(tx, workspace_id, alarm, now=now, told_before=now - TOLD_AGAIN_AFTER):
            _tell(tx, told, alarm, now=now)


def compose(tx: Tx, item: OutboxItem, *, now: datetime) -> Letter | Drop:
    """What an admin hears, if it is still so."""
    del now
    person, alarm = people.get(tx, item.person_id or 0), Alarm(item.data["alarm"])
    if person.deactivated_at is not None or not alarms.stands(tx, item.workspace_id, alarm):
        return Drop()
    return Letter(item=item, to=person, alarm=alarm)


def _tell(tx: Tx, told: Sequence[Person], alarm: Alarm, *, now: datetime) -> None:
    for admin in told:
        item = NewItem(admin.workspace_id, Reason.ALARM, {"alarm": alarm}, person_id=admin.id)
        outbox.add(tx, item, due_at=now, now=now)
