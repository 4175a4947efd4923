"""What is kept about a person: shown to them, sent to them, erased."""

from __future__ import annotations

from contextlib import suppress

from bot.errors import Refused
from bot.flows import erasing
from bot.flows import keeping as flow
from bot.views import keeping as views
from bot.views import lists
from handlers.context import Call
from storage import outbox
from storage.outbox import NewItem
from storage.records import Reason


async def show(call: Call) -> None:
    """What do you keep about me?"""
    known = await call.house.store.read(flow.kept, call.person)
    await call.open(views.kept(known, call.texts))
    await call.ack()


async def copy(call: Call) -> None:
    """A copy of all of it, as files."""
    await _plan_copy(call)
    await call.tell(lists.said(call.texts.m("kept.copy_comes")))
    await call.ack()


async def export(call: Call, _: str = "") -> None:
    """`/svar export`: the same."""
    await _plan_copy(call)
    await call.answer(lists.said(call.texts.m("kept.copy_comes")))


async def _plan_copy(call: Call) -> None:
    item = NewItem(call.person.workspace_id, Reason.EXPORT, {}, person_id=call.person.id)
    await call.write(outbox.add, item, due_at=call.now, now=call.now)


async def open_erase(call: Call) -> None:
    """What erasing means."""
    await call.open(views.erase(call.texts))
    await call.ack()


async def erase(call: Call) -> None:
    """They have read it, and are asked once more."""
    await call.ack(response_action="update", view=views.erase_now(call.texts))


async def erase_now(call: Call) -> None:
    """They are sure."""
    await call.write(erasing.erase, call.person, now=call.now)
    call.house.directory.forget(call.person.slack_id)
    with suppress(Refused):  # Slack is slow: it goes when they next look
        await call.show_home(views.erased(call.texts))
    await call.close()
