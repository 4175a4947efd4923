"""Something keeps Svar from working well: the admins hear of it, once, whichever process finds it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.rules.alarms import Alarm
from bot.rules.letters import Drop, Letter
from bot.rules.workspaces import settings_of
from storage import alarms, outbox, people, workspaces
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import OutboxItem, Reason

TOLD_AGAIN_AFTER: Final = timedelta(days=1)  # what comes and goes is told of once a day
ADMINS_AT_MOST: Final = 20


def look(tx: Tx, workspace_id: int, found: frozenset[Alarm], *, now: datetime) -> None:
    """This was found at a look: what is new is told, and what was found before and is no more has ended."""
    for alarm in set(Alarm) - found:
        alarms.end(tx, workspace_id, alarm, now=now)
    for alarm in sorted(found):
        if alarms.ring(tx, workspace_id, alarm, now=now, told_before=now - TOLD_AGAIN_AFTER):
            _tell(tx, workspace_id, alarm, now=now)


def compose(tx: Tx, item: OutboxItem, *, now: datetime) -> Letter | Drop:
    """What an admin hears, if it is still so."""
    del now
    person, alarm = people.get(tx, item.person_id or 0), Alarm(item.data["alarm"])
    if person.deactivated_at is not None or not alarms.stands(tx, item.workspace_id, alarm):
        return Drop()
    return Letter(item=item, to=person, alarm=alarm)


def _tell(tx: Tx, workspace_id: int, alarm: Alarm, *, now: datetime) -> None:
    by_slack = {person.id for person in people.admins(tx, workspace_id, limit=ADMINS_AT_MOST)}
    for admin_id in sorted(by_slack | set(settings_of(workspaces.settings(tx, workspace_id)).admins)):
        item = NewItem(workspace_id, Reason.ALARM, {"alarm": alarm}, person_id=admin_id)
        outbox.add(tx, item, due_at=now, now=now)
