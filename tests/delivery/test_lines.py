"""Lines: heard once, in order, in the thread of their card and only after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.emulator import Seen, Switches
from storage import outbox
from storage.base import Tx
from storage.records import OutboxItem
from tests.delivery.acts import asked, decline, plan, vanish
from tests.delivery.stages import START, OpenStage, Stage


async def test_what_is_said_is_heard_in_order_in_the_thread(stage: Stage) -> None:
    card = await asked(stage)
    mine = stage.card("ann")
    for number in range(12):
        await stage.say("ann", f"and also the thing number {number}.", mine)
    await stage.deliver()
    heard = [seen for seen in stage.lines("ben") if "thing number" in seen.text]
    assert all(seen.thread_ts == card.ts for seen in heard)
    assert [number_of(seen) for seen in heard] == list(range(12))
    assert await stage.at_rest()


async def test_a_line_waits_for_its_card(stage: Stage) -> None:
    await stage.ask("Which rate applies?")
    await stage.run("UPDATE places SET due_at = :at WHERE side = 'owner'", at=START + timedelta(hours=2))
    (place,) = await stage.places("side = 'owner'")
    await plan(stage, place)
    await stage.deliver()
    assert not stage.seen("ben")
    await stage.later(timedelta(hours=2))
    first, second = stage.seen("ben")
    assert second.thread_ts == first.ts
    assert await stage.at_rest()


async def test_a_line_for_a_card_on_its_way_is_heard_right_after_it(simple: Stage) -> None:
    await simple.ask("Which rate applies?")
    await simple.emulator.deactivate("ben")
    await simple.deliver()
    assert len(simple.lines("ann")) == 1


async def test_one_that_fails_for_good_holds_up_nobody(stage: Stage) -> None:
    await asked(stage)
    (place,) = await stage.places("side = 'owner'")
    for _ in range(3):
        await plan(stage, place)
    await stage.run(
        "UPDATE outbox SET data = :data WHERE id = (SELECT min(id) FROM outbox)", data={"line": "x"}
    )
    await stage.deliver()
    assert len(stage.lines("ben")) == 2
    (poisoned,) = await stage.outbox("due_at IS NOT NULL")
    assert poisoned["failure"] == "poisoned"


@pytest.mark.parametrize("missing", ["thread_not_found", None])
@pytest.mark.parametrize("with_replies", [False, True])
async def test_a_line_whose_card_was_deleted_follows_it(
    opened: OpenStage, database_url: str, missing: str | None, with_replies: bool
) -> None:
    stage = await opened(database_url, switches=Switches(missing_parent_error=missing))
    card = await asked(stage)
    if with_replies:
        await stage.say("ann", "and also the other thing number 1.", stage.card("ann"))
        await stage.deliver()
    await vanish(stage, card)
    await stage.say("ann", "and also the thing number 2.", stage.card("ann"))
    await stage.deliver()
    await stage.later()
    assert len([seen for seen in stage.seen("ben") if "number 2" in seen.text]) == 1
    assert await stage.at_rest()


async def test_what_ends_a_request_is_heard_though_its_card_was_deleted(stage: Stage) -> None:
    await asked(stage)
    await vanish(stage, stage.card("ann"))
    await decline(stage, "There is no rate.")
    await stage.deliver()
    (heard,) = stage.seen("ann")
    assert "There is no rate." in str(heard.blocks)
    await stage.later()
    assert stage.seen("ann") == [heard]
    assert await stage.at_rest()


async def test_a_line_claimed_together_with_its_deleted_card_comes_after_it(simple: Stage) -> None:
    card = await asked(simple)
    await vanish(simple, card)
    (place,) = await simple.places("side = 'owner'")
    await plan(simple, place)
    (item,) = await simple.store.write(claim_line)
    await simple.ticker()._deliver_one(item)
    await simple.deliver()
    posted, said = simple.seen("ben")
    assert said.thread_ts == posted.ts


def claim_line(tx: Tx) -> list[OutboxItem]:
    """Claimed while the card still seems to stand; then that is found to be gone."""
    items = outbox.claim(tx, lease="other", now=START, until=START + timedelta(minutes=1), limit=1)
    tx.run("UPDATE places SET ts = NULL, thread_ts = NULL, due_at = :now WHERE side = 'owner'", now=START)
    return items


async def test_words_that_are_edited_before_they_went_out_are_said_once(stage: Stage) -> None:
    await asked(stage)
    mine = stage.card("ann")
    outcome = await stage.emulator.say("ann", mine.channel, "and the thing number 1.", thread_ts=mine.ts)
    assert outcome.ts is not None
    await stage.emulator.edit("ann", mine.channel, outcome.ts, "and the thing number 2.")
    await stage.deliver()
    (heard,) = [seen for seen in stage.lines("ben") if "thing" in seen.text]
    assert "number 2" in heard.text
    assert await stage.at_rest()


def number_of(seen: Seen) -> int:
    return int(seen.text.rpartition("number ")[2].rstrip("."))
