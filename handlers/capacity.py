"""At capacity: said by command, in one tap, or on a form; ended early in the same places."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.calendars import usual_hours
from bot.errors import Refused
from bot.flows import capacity as flow
from bot.rules.dates import When, parse
from bot.rules.markup import to_plain
from bot.rules.promises import By, promised
from bot.views import capacity as views
from bot.views.parts import Message
from handlers.context import Call
from handlers.requests.asking import when
from storage import people

UNTIL: Final = re.compile(r"^(?:until|till|til|tills|fram til|fram till|frem til)\s+", re.IGNORECASE)
OVER: Final = frozenset({"off", "over", "no", "slutt", "slut", "nei", "nej"})


async def command(call: Call, words: str) -> None:
    """`/svar capacity [until friday | off]`; alone it says how it is."""
    if not words:
        person = await call.house.store.read(people.get, call.person.id)
        await call.answer(views.state(person, call.texts, call.now))
    elif words.lower() in OVER:
        await call.answer(await _end(call))
    else:
        typed = to_plain(words)
        read = parse(UNTIL.sub("", typed), now=call.now, hours=usual_hours(call.person))
        if not isinstance(read, When):
            raise Refused("capacity_unclear", words=typed)
        await call.answer(await _begin(call, read.at))


async def chosen(call: Call) -> None:
    """One tap: tomorrow, this week, next week; or a form to pick a time."""
    if call.value == "pick":
        proposed = promised(By.THIS_WEEK, usual_hours(call.person), call.now)
        await call.open(views.form(call.person, call.texts, proposed))
    elif call.value in set(By):
        until = promised(By(call.value), usual_hours(call.person), call.now)
        await _tell(call, await _begin(call, until))
    else:
        raise Refused("not_yours")
    await call.ack()


async def submitted(call: Call) -> None:
    """The time that was picked."""
    until = when(call, call.person, "capacity_past")
    if until is None:
        raise Refused("time_without_day")
    await _begin(call, until)
    await call.close()


async def over(call: Call) -> None:
    """Earlier than planned."""
    await _tell(call, await _end(call))
    await call.ack()


async def _begin(call: Call, until: datetime) -> Message:
    await call.write(flow.take_no_more, call.person, until, now=call.now)
    call.house.directory.forget(call.person.slack_id)
    return views.state(replace(call.person, full_until=until), call.texts, call.now)


async def _end(call: Call) -> Message:
    await call.write(flow.take_again, call.person, now=call.now)
    call.house.directory.forget(call.person.slack_id)
    return views.over(call.texts)


async def _tell(call: Call, message: Message) -> None:
    """Beside the message on which it was pressed; a Home shows it itself."""
    if "view" not in call.body:
        await call.tell(message)
