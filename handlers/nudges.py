"""What can be done about a nudge: several things at once, and what is thought of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.calendars import usual_hours
from bot.errors import Refused
from bot.flows import nudges as flow
from bot.flows.requests import alike
from bot.flows.requests.passing import Passing, Way
from bot.i18n import zone_of
from bot.rules.nudges import Thought
from bot.rules.promises import By, promised
from bot.views import nudges as views
from bot.views import together
from bot.views.modals import Prefilled
from bot.views.parts import Message
from handlers.context import Call
from handlers.requests.acting import target_of
from handlers.requests.asking import chosen, form, when
from handlers.requests.rarer import done_with
from storage.records import Waiting


async def open_promise(call: Call) -> None:
    """One time for several; the end of the week unless another is chosen."""
    by_at = promised(By.THIS_WEEK, usual_hours(call.person), call.now)
    waiting = await _waiting(call)
    await call.open(together.promise(waiting, call.texts, zone_of(call.person.zone), by_at))
    await call.ack()


async def promise_submitted(call: Call) -> None:
    by_at = when(call, call.person, "promise_in_the_past")
    if by_at is None:
        raise Refused("time_without_day")
    targets = [target_of(value) for value in call.chosen("requests")]
    done = await call.write(alike.promise_together, call.person, targets, by_at, now=call.now)
    await done_with(call, done, len(targets))


async def open_pass(call: Call) -> None:
    """Several to one colleague."""
    await call.open(together.pass_on(await _waiting(call), call.texts))
    await call.ack()


async def pass_submitted(call: Call) -> None:
    if call.field("way") not in set(Way):
        raise Refused("not_yours")
    targets = [target_of(value) for value in call.chosen("requests")]
    passed = Passing(await chosen(call, "to"), Way(call.field("way")), call.words("word"))
    done = await call.write(alike.pass_on_together, call.person, targets, passed, now=call.now)
    await done_with(call, done, len(targets))


async def ask_for_help(call: Call) -> None:
    """The form for asking a colleague, with words to begin with."""
    await call.open(await form(call, Prefilled(text=call.texts.t("nudge.help_text"))))
    await call.ack()


def rated(thought: Thought) -> Callable[[Call], Awaitable[None]]:
    """Useful · Not now · Wrong."""

    async def handler(call: Call) -> None:
        await call.write(flow.rate, call.person, call.request_id, thought, now=call.now)
        await _say(call, views.thanked(thought, call.texts))

    return handler


async def mute(call: Call) -> None:
    """No more of them."""
    await call.write(flow.mute, call.person, now=call.now)
    await _say(call, views.muted(call.texts))


async def unmute(call: Call) -> None:
    """They may come again."""
    await call.write(flow.unmute, call.person, now=call.now)
    await _say(call, views.unmuted(call.texts))


async def _waiting(call: Call) -> list[Waiting]:
    waiting = await call.house.store.read(alike.answerable, call.person)
    if not waiting:
        raise Refused("not_now")
    return waiting


async def _say(call: Call, message: Message) -> None:
    """Beside the message on which it was pressed; a Home shows it itself."""
    if "view" not in call.body:
        await call.tell(message)
    await call.ack()
