"""Nobody is disturbed by the clock while they do not want to be, and hears it in one message afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.emulator import Fault
from bot.flows import quiet as flow
from bot.rules.quiet import quiet_time
from storage import people
from storage.records import Quiet
from tests.delivery.acts import person, promise
from tests.delivery.stages import START, Stage
from tests.delivery.test_reminders import UNTIL_DUE, due, heard, turns

HOUR = timedelta(hours=1)
DUE_AT = START + UNTIL_DUE  # a Friday, 11:00 in Oslo


async def disturb(stage: Stage, start: datetime, end: datetime, *, told: bool = False) -> None:
    """Ben does not want to be disturbed; of what is `told`, Slack sends an event."""
    if told:
        assert (await stage.emulator.set_dnd("ben", start, end)).ok
    else:
        ben = stage.emulator.person("ben")
        ben.dnd = {
            "dnd_enabled": True,
            "next_dnd_start_ts": int(start.timestamp()),
            "next_dnd_end_ts": int(end.timestamp()),
        }


async def test_what_is_due_waits_until_the_do_not_disturb_is_over(stage: Stage) -> None:
    await due(stage)
    await disturb(stage, DUE_AT - HOUR, DUE_AT + HOUR)
    await stage.deliver()
    assert heard(stage) == []
    assert await turns(stage) == [0] * 7  # nobody has been reminded of anything
    await stage.later(HOUR)
    (message,) = heard(stage)
    assert message.count("Question number") == 5
    assert await turns(stage) == [1, 1, 1, 1, 1, 0, 0]


async def test_and_then_for_their_working_hours(stage: Stage) -> None:
    await due(stage)
    await disturb(stage, DUE_AT - HOUR, DUE_AT + 7 * HOUR)
    await stage.deliver()
    await stage.later(8 * HOUR)
    assert heard(stage) == []
    stage.clock.move_to(START + timedelta(days=5))
    await stage.deliver()
    assert len(heard(stage)) == 1


async def test_what_was_answered_meanwhile_is_not_in_it(stage: Stage) -> None:
    await due(stage)
    await disturb(stage, DUE_AT - HOUR, DUE_AT + HOUR)
    await stage.deliver()
    await stage.say("ben", "It is 21 %, from December on.", stage.card("ben", "Question number 3?"))
    await stage.later(HOUR)
    (message,) = heard(stage)
    assert "Question number 3?" not in message


async def test_one_message_however_often_it_had_to_wait(stage: Stage) -> None:
    await due(stage)
    for begins in (-1, 1, 3):
        await disturb(stage, DUE_AT + begins * HOUR, DUE_AT + (begins + 2) * HOUR)
        await stage.deliver()
        stage.clock.move_to(DUE_AT + (begins + 2) * HOUR)
    await stage.deliver()
    assert len(heard(stage)) == 1
    assert await turns(stage) == [1, 1, 1, 1, 1, 0, 0]


async def test_slack_tells_that_it_has_ended_and_the_reminder_comes(stage: Stage) -> None:
    await due(stage)
    await disturb(stage, DUE_AT - HOUR, DUE_AT + 3 * HOUR)
    await stage.deliver()
    assert (await stage.emulator.set_dnd("ben", None, None)).ok
    await stage.deliver()
    assert len(heard(stage)) == 1


async def test_slack_tells_that_it_has_begun_and_nothing_comes(stage: Stage) -> None:
    await due(stage)
    await disturb(stage, DUE_AT - HOUR, DUE_AT + HOUR, told=True)
    await stage.deliver()
    assert heard(stage) == []
    assert not stage.called("dnd.teamInfo")


async def test_slack_is_asked_once_for_many_and_seldom(stage: Stage) -> None:
    for owner in ("ben", "cleo", "eva"):
        await stage.ask("Which rate applies?", of=owner)
    await stage.deliver()
    stage.clock.move_by(UNTIL_DUE)
    await stage.deliver()
    (call,) = stage.called("dnd.teamInfo")
    assert set(call.args["users"].split(",")) == {"UBEN", "UCLEO", "UEVA"}
    await stage.ask("urgent And the other one?")
    await stage.later(timedelta(minutes=50))
    assert len(stage.called("dnd.teamInfo")) == 1


async def test_where_slack_does_not_let_us_know_they_are_reminded_in_their_hours(stage: Stage) -> None:
    stage.emulator.faults.add(Fault("dnd.teamInfo", "error", error="missing_scope", times=10))
    await due(stage)
    await stage.deliver()
    assert len(heard(stage)) == 1
    assert len(stage.called("dnd.teamInfo")) == 1


@pytest.mark.parametrize("fault", ["ratelimited", "server_error"])
async def test_where_slack_is_unwell_they_are_left_in_peace_meanwhile(stage: Stage, fault: Any) -> None:
    await due(stage)
    stage.emulator.faults.add(Fault("dnd.teamInfo", fault, times=1, retry_after=7))
    await stage.deliver()
    assert heard(stage) == []
    await stage.later()
    assert len(heard(stage)) == 1
    assert await turns(stage) == [1, 1, 1, 1, 1, 0, 0]


async def test_a_line_that_only_the_clock_says_waits_and_holds_up_no_other(stage: Stage) -> None:
    await stage.ask("Which rate applies?")
    await stage.deliver()
    await promise(stage)  # by this time tomorrow
    await stage.deliver()
    await disturb(stage, START + 23 * HOUR, START + 25 * HOUR)
    await stage.later(24 * HOUR + timedelta(minutes=1))
    assert [row["person_id"] for row in await stage.outbox("reason = 'line' AND due_at IS NOT NULL")]
    before = len(stage.lines("ben"))
    await stage.say("ann", "No hurry at all.", stage.card("ann"))
    await stage.deliver()
    assert [line.text for line in stage.lines("ben")[before:]] == ["*Ann* writes: No hurry at all."]
    await stage.later(HOUR)
    assert len(stage.lines("ben")) == before + 2
    assert await stage.at_rest()


@pytest.mark.parametrize("longer", [None, HOUR])
async def test_such_a_line_comes_as_soon_as_it_has_ended(stage: Stage, longer: timedelta | None) -> None:
    await stage.ask("Which rate applies?")
    await stage.deliver()
    await promise(stage)  # by this time tomorrow
    await stage.deliver()
    await disturb(stage, START + 23 * HOUR, START + 28 * HOUR, told=True)
    await stage.later(24 * HOUR + timedelta(minutes=1))
    before, now = len(stage.lines("ben")), stage.clock.now()
    assert (await stage.emulator.set_dnd("ben", longer and now - HOUR, longer and now + longer)).ok
    await stage.deliver()
    if longer:
        assert len(stage.lines("ben")) == before
        await stage.later(longer)
    assert "It helps them to know by when it comes." in stage.lines("ben")[before].text


async def test_it_is_asked_anew_once_it_is_over_or_an_hour_has_passed(stage: Stage) -> None:
    await stage.ask("Which rate applies?")
    await stage.deliver()
    ben = await person(stage, "UBEN")

    async def to_ask(at: datetime) -> str | None:
        return await stage.store.read(flow.to_ask, ben.id, now=at)

    assert await to_ask(START) == "UBEN"
    await stage.store.write(people.keep_quiet, ben.id, Quiet(START - HOUR, START + HOUR / 2, START))
    assert await to_ask(START) is None
    assert await to_ask(START + HOUR / 2) == "UBEN"
    await stage.store.write(people.keep_quiet, ben.id, Quiet(asked_at=START))
    assert await to_ask(START + HOUR * 0.9) is None
    assert await to_ask(START + HOUR) == "UBEN"
    assert await to_ask(START - HOUR) == "UBEN"


@pytest.mark.parametrize(
    "status",
    [
        {},
        {"dnd_enabled": False, "next_dnd_start_ts": 10, "next_dnd_end_ts": 20},
        {"dnd_enabled": True, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1},
        {"dnd_enabled": True, "next_dnd_start_ts": 20, "next_dnd_end_ts": 10},
    ],
)
def test_no_do_not_disturb_is_none(status: dict[str, Any]) -> None:
    assert quiet_time(status, START) == Quiet(asked_at=START)
