"""The day on which the admins said they would look at whether Svar does good."""

from __future__ import annotations

from datetime import datetime

from bot.flows.quiet import not_before
from bot.flows.workspaces import admins
from bot.rules.letters import Aside, Drop, Letter
from bot.rules.workspaces import settings_of
from storage import outbox, people, workspaces
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import OutboxItem, Reason


def remind(tx: Tx, workspace_id: int, *, now: datetime) -> None:
    """Once the day has come every admin is told, each once."""
    settings = settings_of(workspaces.settings(tx, workspace_id))
    if settings.evaluate_on is None or now.date() < settings.evaluate_on:
        return
    day = settings.evaluate_on.isoformat()
    if not workspaces.tell_evaluation(tx, workspace_id, day):
        return
    for admin in admins(tx, workspace_id):
        item = NewItem(workspace_id, Reason.EVALUATION, {"day": day}, person_id=admin.id)
        outbox.add(tx, item, due_at=now, now=now)


def compose(tx: Tx, item: OutboxItem, *, now: datetime) -> Letter | Drop:
    """Told in their working hours, within what the clock may say on a day."""
    admin = people.get(tx, item.person_id or 0)
    if admin.deactivated_at is not None:
        return Drop()
    later = not_before(tx, item, admin, now=now)
    if later is None:
        return Letter(item=item, to=admin, aside=Aside.EVALUATION)
    outbox.release(tx, item, due_at=later, forget_attempt=True)
    return Drop()
