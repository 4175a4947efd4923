"""A reminder is planned once and heard once, wherever a process is killed, and counts only what it lists."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.emulator import Fault
from tests.delivery.stages import Dying, Killed, OpenStage, Stage
from tests.delivery.test_kills import KNOWS_BY, LINE_STEPS, killed, named

ASKED = 7
UNTIL_DUE = timedelta(days=2)


def heard(stage: Stage) -> list[str]:
    return [str(one.blocks) for one in stage.seen("ben") if "hear from you:" in str(one.blocks)]


async def due(stage: Stage) -> None:
    """Seven wait, and the morning has come on which their owner is reminded; nothing has run since."""
    for n in range(ASKED):
        await stage.ask(f"Question number {n}?")
    await stage.deliver()
    stage.clock.move_by(UNTIL_DUE)


async def turns(stage: Stage) -> list[int]:
    return [row["reminders"] for row in await stage.rows("SELECT reminders FROM turns ORDER BY id")]


@pytest.mark.parametrize("way", KNOWS_BY)
@pytest.mark.parametrize("step", LINE_STEPS, ids=named)
async def test_killed_while_reminding(
    opened: OpenStage, database_url: str, step: tuple[str, bool], way: str
) -> None:
    stage = await opened(database_url, switches=KNOWS_BY[way])
    await due(stage)
    await killed(stage, step)
    (message,) = heard(stage)
    assert message.count("Question number") == 5
    assert "And 2 more" in message
    assert await turns(stage) == [1, 1, 1, 1, 1, 0, 0]


async def test_killed_before_anything_is_planned(stage: Stage) -> None:
    await due(stage)
    with pytest.raises(Killed):
        await stage.ticker(store=Dying(stage.store, "_claim", before=True)).drain()
    assert heard(stage) == []
    await stage.deliver()
    assert len(heard(stage)) == 1


async def test_two_processes_plan_one_message(stage: Stage) -> None:
    await due(stage)
    for ticker in (stage.ticker(), stage.ticker(), stage.ticker()):
        await stage.deliver(ticker)
    assert len(heard(stage)) == 1
    assert await turns(stage) == [1, 1, 1, 1, 1, 0, 0]


@pytest.mark.parametrize("fault", ["drop_answer", "server_error", "ratelimited"])
async def test_slack_is_unwell_and_it_is_heard_once(stage: Stage, fault: Any) -> None:
    await due(stage)
    stage.emulator.faults.add(Fault("chat.postMessage", fault, times=2))
    await stage.deliver()
    for _ in range(4):
        await stage.later(timedelta(minutes=2))
    assert len(heard(stage)) == 1
