"""Homes on their way to Slack: killed, refused and paced, each comes to show the newest state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.pacing import PER_MINUTE
from bot.emulator import Fault
from bot.emulator.faults import FaultKind
from storage import homes
from storage.homes import RESTS_FOR
from tests.delivery.acts import asked, change, person
from tests.delivery.conftest import HASTY
from tests.delivery.stages import Dying, Killed, Stage

STEPS = [
    ("_claim", False),
    ("settle", True),
    ("settle", False),
]


@pytest.fixture
def call_seconds() -> float:
    """Some of these calls are never answered."""
    return HASTY


async def opened(stage: Stage, who: str) -> None:
    outcome = await stage.emulator.open_home(who)
    assert outcome.ok, outcome


def home(stage: Stage, who: str) -> str:
    return str(stage.emulator.sees(who).home)


async def row(stage: Stage) -> dict[str, Any]:
    (found,) = await stage.rows("SELECT version, sent_version, attempts, due_at, failure FROM homes")
    return found


def named(step: tuple[str, bool]) -> str:
    return f"{'before' if step[1] else 'after'}{step[0].removeprefix('_')}"


@pytest.mark.parametrize("step", STEPS, ids=named)
async def test_killed_while_publishing(stage: Stage, step: tuple[str, bool]) -> None:
    await asked(stage)
    await opened(stage, "ben")
    name, before = step
    with pytest.raises(Killed):
        await stage.ticker(store=Dying(stage.store, name, before=before)).drain()
    await stage.later()
    assert "Which rate applies?" in home(stage, "ben")
    found = await row(stage)
    assert found["sent_version"] == found["version"] == 1
    assert await stage.at_rest()


@pytest.mark.parametrize("step", STEPS, ids=named)
async def test_killed_while_a_change_is_on_its_way(stage: Stage, step: tuple[str, bool]) -> None:
    await opened(stage, "ben")
    await stage.deliver()
    await stage.ask("Which rate applies?")
    stage.clock.move_by(RESTS_FOR)
    for spared in range(4):  # the cards die with it, or it with them
        dying = Dying(stage.store, step[0], before=step[1], spared=spared)
        try:
            await stage.ticker(store=dying).drain()
        except Killed:
            await stage.emulator.settled()
        if spared == 1:
            await change(stage, "Which rate, now?")
        stage.clock.move_by(timedelta(minutes=2))
    await stage.later()
    await stage.later()
    assert "Which rate, now?" in home(stage, "ben")
    assert await stage.at_rest()


@pytest.mark.parametrize("kind", ["ratelimited", "server_error", "hang", "drop_answer", "error"])
async def test_what_slack_refuses_for_a_while_comes_later(simple: Stage, kind: FaultKind) -> None:
    simple.emulator.faults.add(Fault("views.publish", kind))
    await opened(simple, "ben")
    await simple.deliver()
    await simple.later()
    assert "Waiting for you" in home(simple, "ben")
    assert await simple.at_rest()


async def test_where_homes_are_switched_off_nothing_waits_and_cards_go_on(simple: Stage) -> None:
    simple.emulator.faults.add(Fault("views.publish", "error", error="not_enabled"))
    await opened(simple, "ben")
    await simple.deliver()
    assert (await row(simple))["failure"] == "not_enabled"
    await asked(simple)
    await simple.later()
    assert await simple.at_rest()
    await opened(simple, "ben")
    await simple.deliver()
    assert "Which rate applies?" in home(simple, "ben")


async def test_homes_are_paced_and_hold_up_no_card(simple: Stage) -> None:
    sender = simple.sender()
    for number in range(PER_MINUTE["views.publish"]):
        await sender.publish("UCLEO", {"type": "home", "blocks": []}, str(number))
    ticker = simple.ticker(sender=sender)
    await opened(simple, "ben")
    await opened(simple, "ann")
    await simple.ask("Which rate applies?")
    before = len(simple.called("views.publish"))
    await simple.deliver(ticker)
    assert simple.card("ben", "Which rate applies?")
    for _ in range(3):
        await simple.later(timedelta(seconds=2), ticker)
    assert len(simple.called("views.publish")) > before
    assert "Which rate applies?" in home(simple, "ben")
    assert await simple.at_rest()


async def test_a_row_of_another_release_holds_up_nobody(simple: Stage) -> None:
    await opened(simple, "ben")
    await opened(simple, "ann")
    await simple.run("UPDATE homes SET pages = 'what?' WHERE id = 1")
    await simple.deliver()
    assert home(simple, "ben") == "None"
    assert "Waiting for you" in home(simple, "ann")


async def test_two_processes_never_hold_the_same_home(stage: Stage) -> None:
    await opened(stage, "ben")
    now = stage.clock.now()
    ben = await person(stage, "UBEN")
    claim = {"now": now, "until": now + timedelta(seconds=90), "limit": 9}
    (mine,) = await stage.store.write(homes.claim, lease="mine", **claim)
    assert mine.person_id == ben.id
    assert await stage.store.write(homes.claim, lease="theirs", **claim) == []
    await stage.store.write(homes.settle, mine, now=now)
    assert not await stage.store.read(homes.is_held, mine)
