"""Killed between every two steps of a delivery, then started anew: in effect everything happens once."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from bot.emulator import Fault, Switches
from tests.delivery.acts import asked, change, decline, plan, vanish
from tests.delivery.stages import Dying, Killed, OpenStage, Stage

KNOWS_BY = {
    "echo": Switches(history_readable_in_dms=False),
    "bare-echo": Switches(history_readable_in_dms=False, echo_carries_metadata=False),
    "history": Switches(echo_own_posts_in_dms=False),
}
CARD_STEPS = [
    ("_claim", False),
    ("compose_card", True),
    ("compose_card", False),
    ("set_dm_channel", True),
    ("set_dm_channel", False),
    ("settle_card", True),
    ("settle_card", False),
]
LINE_STEPS = [
    ("_claim", False),
    ("compose_letter", True),
    ("compose_letter", False),
    ("settle", True),
    ("settle", False),
]


def named(value: Any) -> str | None:
    if isinstance(value, tuple):
        return f"{'before' if value[1] else 'after'}{value[0].removeprefix('_')}"
    return None


async def killed(stage: Stage, step: tuple[str, bool], *, spared: int = 0) -> None:
    """A process delivers until it is killed there; another one finds what it left."""
    name, before = step
    dying = Dying(stage.store, name, before=before, spared=spared)
    with pytest.raises(Killed):
        await stage.ticker(store=dying).drain()
    await stage.emulator.settled()
    other = stage.ticker()
    await stage.deliver(other)
    await stage.later(ticker=other)


@pytest.mark.parametrize("way", KNOWS_BY)
@pytest.mark.parametrize("step", CARD_STEPS, ids=named)
async def test_killed_while_posting_a_card(
    opened: OpenStage, database_url: str, step: tuple[str, bool], way: str
) -> None:
    stage = await opened(database_url, switches=KNOWS_BY[way])
    await stage.ask("Which rate applies?")
    await killed(stage, step)
    for person in ("ann", "ben"):
        (place,) = await stage.places(f"ts = '{stage.card(person, 'Which rate').ts}'")
        assert place["sent_version"] == place["version"] == 1
    assert "I'm Svar" in str(stage.card("ben").blocks)
    assert await stage.at_rest()


@pytest.mark.parametrize("step", [step for step in CARD_STEPS if step[0] != "set_dm_channel"], ids=named)
async def test_killed_while_drawing_a_card_anew(stage: Stage, step: tuple[str, bool]) -> None:
    await asked(stage)
    await change(stage, "Which rate, now?")
    await killed(stage, step)
    assert stage.card("ann", "Which rate, now?")
    assert stage.card("ben", "Which rate, now?")
    assert await stage.at_rest()


@pytest.mark.parametrize("step", [("card_gone", True), ("card_gone", False), *CARD_STEPS[1:3]], ids=named)
async def test_killed_while_posting_a_card_anew(simple: Stage, step: tuple[str, bool]) -> None:
    await vanish(simple, await asked(simple))
    await change(simple, "Which rate, now?")
    await killed(simple, step)
    assert simple.card("ben")
    assert simple.card("ben", "Which rate, now?")
    assert await simple.at_rest()


@pytest.mark.parametrize("way", KNOWS_BY)
@pytest.mark.parametrize("step", LINE_STEPS, ids=named)
async def test_killed_while_saying_a_line(
    opened: OpenStage, sqlite_url: str, step: tuple[str, bool], way: str
) -> None:
    stage = await opened(sqlite_url, switches=KNOWS_BY[way])
    await asked(stage)
    (place,) = await stage.places("side = 'owner'")
    for _ in range(3):
        await plan(stage, place)
    await killed(stage, step, spared=1)
    lines = stage.lines("ben")
    assert len(lines) == 3
    rows = await stage.outbox()
    assert [row["ts"] for row in rows] == [line.ts for line in lines]
    assert not any(row["failure"] for row in rows)
    assert await stage.at_rest()


@pytest.mark.parametrize("step", [("card_failed", True), ("card_failed", False)], ids=named)
async def test_killed_while_a_card_fails_for_good(simple: Stage, step: tuple[str, bool]) -> None:
    await simple.ask("Which rate applies?")
    simple.emulator.person("ben").deleted = True  # of which no event tells
    await killed(simple, step)
    await simple.later()
    assert len(simple.lines("ann")) == 1
    assert await simple.at_rest()


@pytest.mark.parametrize("step", [("thread_gone", True), ("thread_gone", False)], ids=named)
async def test_killed_while_a_line_finds_its_card_deleted(simple: Stage, step: tuple[str, bool]) -> None:
    await vanish(simple, await asked(simple))
    (place,) = await simple.places("side = 'owner'")
    await plan(simple, place)
    await killed(simple, step)
    card, line = simple.seen("ben")
    assert line.thread_ts == card.ts
    assert await simple.at_rest()


@pytest.mark.parametrize("step", [("_give_back", True), ("_give_back", False)], ids=named)
async def test_killed_while_giving_back_what_slack_refused(simple: Stage, step: tuple[str, bool]) -> None:
    limited, lost = Fault("chat.postMessage", "ratelimited"), Fault("chat.postMessage", "drop_answer")
    simple.emulator.faults.add(limited, lost)
    await simple.ask("Which rate applies?")
    await killed(simple, step)
    await simple.later()
    assert simple.card("ben")
    assert simple.card("ann")
    assert await simple.at_rest()


async def test_a_request_that_ended_while_its_owner_was_still_to_hear_of_it(simple: Stage) -> None:
    await simple.ask("Which rate applies?")
    dying = Dying(simple.store, "settle_card", before=True)
    with pytest.raises(Killed):
        await simple.ticker(store=dying).drain()
    await decline(simple, "No.")
    await simple.later()
    assert simple.card("ben", "Which rate")
    assert await simple.at_rest()


async def test_killed_over_and_over(opened: OpenStage, sqlite_url: str) -> None:
    stage = await opened(sqlite_url, switches=KNOWS_BY["history"])
    await stage.ask("Which rate applies?")
    for name, before in [*CARD_STEPS, *CARD_STEPS]:
        for step, how in ((name, before), ("compose_card", True)):
            dying = Dying(stage.store, step, before=how)
            with suppress(Killed):
                await stage.later(ticker=stage.ticker(store=dying))
    await stage.later()
    assert stage.card("ben")
    assert stage.card("ann")
    assert await stage.at_rest()
