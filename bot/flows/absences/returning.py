"""Whoever answers while away may be back: they are asked, once for each absence."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.rules.absences.shown import News
from storage import absences, outbox, people, turns
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import Reason

ANSWERS: Final = 3


def notice_answer(tx: Tx, holder_id: int, *, now: datetime) -> None:
    """Somebody has answered; whoever does so several times while away is asked whether they are back."""
    absence = absences.at(tx, holder_id, now)
    if absence is None or absence.asked_at is not None:
        return
    if turns.answered(tx, holder_id, since=absence.starts_at) < ANSWERS:
        return
    absences.asked(tx, absence.id, now=now)
    person = people.get(tx, holder_id)
    data = {"absence": absence.id, "news": News.HERE_ASKED}
    item = NewItem(person.workspace_id, Reason.ABSENCE, data, person_id=person.id)
    outbox.add(tx, item, due_at=now, now=now)
