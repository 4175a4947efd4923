"""A new turn is looked at early enough for the first reminder that can come of it, however it began."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from office_cast import Office

from bot.flows import reminders
from bot.flows.requests import acting, asking, holding, passing, replies, undoing
from bot.flows.requests.asking import Change
from bot.flows.requests.passing import Passing, Way
from storage import turns
from storage.records import Urgency

Ask = Callable[..., Awaitable[int]]


async def handed_over(office: Office, **more: Any) -> int:
    request_id = await office.ask(channel=("COPS", None), **more)
    await office.do(
        passing.pass_on, "Eva", await office.target(request_id), Passing(office["Ben"], Way.HAND_OVER)
    )
    return request_id


async def lent(office: Office, **more: Any) -> int:
    request_id = await office.ask(channel=("COPS", None), **more)
    await office.do(passing.pass_on, "Eva", await office.target(request_id), Passing(office["Ben"], Way.LEND))
    return request_id


async def returned(office: Office, **more: Any) -> int:
    request_id = await lent(office, **more)
    await office.do(passing.return_it, "Ben", await office.target(request_id), "My part is done")
    return request_id


async def reopened(office: Office, **more: Any) -> int:
    request_id = await office.ask(**more)
    await office.do(acting.answer, "Eva", await office.target(request_id), "21 %")
    await office.do(acting.reopen, "Ann", await office.target(request_id), "And from when on?")
    return request_id


async def replied(office: Office, **more: Any) -> int:
    request_id = await office.ask(**more)
    await office.do(acting.ask_back, "Eva", await office.target(request_id), "Which month?")
    await office.do(replies.reply, "Ann", request_id, office.says("December"))
    return request_id


async def needed_at_once(office: Office, **more: Any) -> int:
    request_id = await office.ask(**more)
    until = (office.now + timedelta(days=7), "The list comes then")
    await office.do(holding.park, "Eva", await office.target(request_id), until)
    await office.do(holding.cannot_wait, "Ann", await office.target(request_id))
    return request_id


async def asked(office: Office, **more: Any) -> int:
    return await office.ask(**more)


BEGINNINGS: dict[str, Ask] = {
    each.__name__: each for each in (asked, handed_over, lent, returned, reopened, replied, needed_at_once)
}


@pytest.mark.parametrize("begun", BEGINNINGS.values(), ids=list(BEGINNINGS))
@pytest.mark.parametrize("hours", [1, 30])
async def test_at_once_if_an_answer_is_wished_for_by_a_date(office: Office, begun: Ask, hours: int) -> None:
    turn = await office.turn(await begun(office, wanted_by_at=office.now + timedelta(hours=hours)))
    assert turn is not None
    assert turn.remind_at == office.now


@pytest.mark.parametrize("begun", BEGINNINGS.values(), ids=list(BEGINNINGS))
async def test_a_while_later_if_there_is_no_date(office: Office, begun: Ask) -> None:
    turn = await office.turn(await begun(office))
    assert turn is not None
    assert turn.remind_at == office.now + turns.LOOK_AFTER


async def test_a_date_that_has_passed_hastens_nothing(office: Office) -> None:
    request_id = await office.ask(channel=("COPS", None), wanted_by_at=office.now + timedelta(hours=1))
    office.pass_(hours=2)
    passing_on = Passing(office["Ben"], Way.HAND_OVER)
    await office.do(passing.pass_on, "Eva", await office.target(request_id), passing_on)
    turn = await office.turn(request_id)
    assert turn is not None
    assert turn.remind_at == office.now + turns.LOOK_AFTER


async def test_at_once_if_what_comes_back_was_promised(office: Office) -> None:
    request_id = await office.ask(channel=("COPS", None))
    by_at = office.now + timedelta(hours=3)
    await office.do(acting.promise, "Eva", await office.target(request_id), by_at)
    await office.do(passing.pass_on, "Eva", await office.target(request_id), Passing(office["Ben"], Way.LEND))
    office.pass_(hours=1)
    await office.do(passing.return_it, "Ben", await office.target(request_id), "My part is done")
    turn = await office.turn(request_id)
    assert turn is not None
    assert turn.remind_at == office.now


async def promise(office: Office, request_id: int) -> None:
    by_at = office.now + timedelta(days=1)
    await office.do(acting.promise, "Eva", await office.target(request_id), by_at)


async def change_the_date(office: Office, request_id: int) -> None:
    change = Change("Which rate applies?", office.now + timedelta(days=1), Urgency.NORMAL)
    await office.do(asking.change, "Ann", request_id, change)


async def call_it_urgent(office: Office, request_id: int) -> None:
    change = Change("Which rate applies?", None, Urgency.URGENT)
    await office.do(asking.change, "Ann", request_id, change)


async def take_a_promise_back(office: Office, request_id: int) -> None:
    await promise(office, request_id)
    await office.store.write(reminders.sweep, now=office.now)
    await office.do(undoing.undo, "Eva", request_id)


CHANGES = [promise, change_the_date, call_it_urgent, take_a_promise_back]


@pytest.mark.parametrize("change", CHANGES)
async def test_what_changes_the_dates_of_a_turn_has_it_looked_at_anew(office: Office, change: Any) -> None:
    request_id = await office.ask()
    office.pass_(hours=2)
    await office.store.write(reminders.sweep, now=office.now)
    await change(office, request_id)
    turn = await office.turn(request_id)
    assert turn is not None
    assert turn.remind_at == office.now


@pytest.mark.parametrize("change", CHANGES)
async def test_whoever_wants_no_more_reminders_gets_none_by_a_change(office: Office, change: Any) -> None:
    request_id = await office.ask()
    await office.do(reminders.remind_no_more, "Eva", await office.target(request_id))
    await change(office, request_id)
    turn = await office.turn(request_id)
    assert turn is not None
    assert turn.remind_at is None


async def test_other_words_alone_move_no_reminder(office: Office) -> None:
    request_id = await office.ask()
    await office.do(asking.change, "Ann", request_id, Change("Which rate, from when?", None, Urgency.NORMAL))
    turn = await office.turn(request_id)
    assert turn is not None
    assert turn.remind_at == office.now + turns.LOOK_AFTER
