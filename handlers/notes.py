"""The weekly note: seen now, ended, and begun again."""

from __future__ import annotations

from bot.flows import notes as flow
from bot.i18n import Mrkdwn
from bot.views import modals
from bot.views import notes as views
from handlers.context import Call
from storage import people


async def show(call: Call) -> None:
    """One's own week as it is now."""
    told = await call.house.store.read(flow.note, call.person, now=call.now)
    comes = await call.house.store.read(people.note_at, call.person.id) is not None
    await call.answer(views.note(told, call.person, call.texts, comes=comes))


async def stop(call: Call) -> None:
    """No more of them."""
    await call.write(flow.stop, call.person, now=call.now)
    await _say(call, call.texts.m("note.stopped", svar=call.house.settings.svar_command))


async def begin(call: Call) -> None:
    """On Mondays again."""
    await call.write(flow.begin, call.person, now=call.now)
    await _say(call, call.texts.m("note.begun"))


async def _say(call: Call, sentence: Mrkdwn) -> None:
    await call.open(modals.notice(sentence, call.texts))
    await call.ack()
