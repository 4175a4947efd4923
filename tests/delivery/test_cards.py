"""Cards: posted once, then brought to their newest state, wherever that is still possible."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.emulator import Switches
from bot.flows import deliveries as flow
from storage.base import Tx
from storage.records import Place
from tests.delivery.acts import change, promise, vanish
from tests.delivery.stages import OpenStage, Stage


async def test_a_card_is_posted_once_and_then_updated(stage: Stage) -> None:
    await stage.ask("Which rate applies?")
    await stage.deliver()
    card = stage.card("ben", "Which rate applies?")
    await stage.press("ben", "Answer")
    assert (await stage.emulator.submit("ben", {"text": "Four percent."})).ok
    await stage.deliver()
    after = stage.card("ben", "Which rate applies?")
    assert after.ts == card.ts
    assert after.blocks != card.blocks
    assert stage.card("ann", "Which rate applies?")
    assert await stage.at_rest()


async def test_what_has_not_changed_is_not_sent_again(stage: Stage) -> None:
    await stage.ask("Which rate applies?")
    await stage.deliver()
    calls = len(stage.emulator.calls)
    await stage.later()
    assert len(stage.emulator.calls) == calls


async def test_a_burst_of_changes_becomes_one_update(stage: Stage) -> None:
    await stage.ask("Which rate applies?")
    await stage.deliver()
    for number in range(20):
        await change(stage, f"Which rate applies, try {number}?")
    await stage.deliver()
    assert len(stage.called("chat.update")) == 2  # one for each of the two who see it
    assert stage.card("ben", "try 19")


async def test_no_card_is_composed_before_its_turn(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    compose = flow.compose_card
    composed: list[int] = []

    def counted(tx: Tx, place: Place, **more: Any) -> Any:
        composed.append(place.id)
        return compose(tx, place, **more)

    monkeypatch.setattr(flow, "compose_card", counted)
    for number in range(4):
        await stage.ask(f"Which rate applies to {number}?")
    ticker = stage.ticker(sender=stage.sender(post_seconds=5.0))
    for _ in range(10):
        await stage.later(timedelta(seconds=3), ticker)
    assert len(stage.seen("ben", "Which rate")) == len(stage.seen("ann", "Which rate")) == 4
    assert sorted(composed) == sorted(set(composed))
    assert await stage.at_rest()


async def test_a_change_on_the_way_to_slack_is_not_lost(stage: Stage) -> None:
    await stage.ask("Which rate applies?")
    sender = stage.sender()
    post = sender.post
    changes: list[str] = []

    async def post_while_it_changes(*args: object, **kwargs: object) -> tuple[str, str]:
        changes.append(f"Which rate, then {len(changes)}?")
        await change(stage, changes[-1])
        return await post(*args, **kwargs)  # type: ignore[arg-type]

    sender.post = post_while_it_changes  # type: ignore[method-assign]
    await stage.deliver(stage.ticker(sender=sender))
    assert len(changes) == 2
    (request,) = await stage.rows("SELECT title FROM requests")
    for person in ("ann", "ben"):
        assert stage.card(person, request["title"])
    assert await stage.at_rest()


async def test_a_deleted_card_is_posted_anew_while_its_request_is_open(stage: Stage) -> None:
    await stage.ask("Which rate applies?")
    await stage.deliver()
    first = stage.card("ben", "Which rate")
    await vanish(stage, first)
    await promise(stage)
    await stage.deliver()
    second = stage.card("ben", "Which rate")
    assert second.ts != first.ts
    await stage.later()
    assert stage.card("ben", "Which rate").ts == second.ts
    assert await stage.at_rest()


async def test_a_deleted_card_comes_back_in_the_thread_that_others_began(stage: Stage) -> None:
    await in_a_channel(stage)
    (card,) = stage.seen("eva", "Which rate", "ops")
    await vanish(stage, card)
    await promise(stage)
    await stage.deliver()
    (after,) = stage.seen("eva", "Which rate", "ops")
    assert after.ts != card.ts
    assert after.thread_ts == card.thread_ts


async def test_a_deleted_card_is_left_gone_once_its_request_is_closed(stage: Stage) -> None:
    await stage.ask("Which rate applies?")
    await stage.deliver()
    await vanish(stage, stage.card("ben", "Which rate"))
    await stage.press("ann", "No longer needed")
    await stage.deliver()
    await stage.later()
    assert [seen.text for seen in stage.seen("ben")] == [heard_of_the_end(stage)]
    (place,) = await stage.places("failure IS NOT NULL")
    assert place["failure"] == "message_deleted"
    assert await stage.at_rest()


async def test_a_card_that_slack_will_not_change_any_more_stays_as_it_is(stage: Stage) -> None:
    await in_a_channel(stage)
    (card,) = stage.seen("eva", "Which rate", "ops")
    stage.emulator.workspace.channels.by_id["COPS"].is_archived = True  # of which no event tells
    await promise(stage)
    await stage.deliver()
    (after,) = stage.seen("eva", "Which rate", "ops")
    assert after.blocks == card.blocks
    assert not await stage.places("failure IS NOT NULL")
    assert await stage.at_rest()


async def test_a_card_for_a_channel_that_was_archived_meanwhile_is_told_of(stage: Stage) -> None:
    await mention(stage)
    stage.emulator.workspace.channels.by_id["COPS"].is_archived = True  # of which no event tells
    await stage.deliver()
    await stage.later()
    (place,) = await stage.places("failure IS NOT NULL")
    assert (place["channel_id"], place["failure"]) == ("COPS", "is_archived")
    assert stage.card("ann", "Which rate")
    assert stage.card("ben", "Which rate")
    assert len(stage.lines("ann")) == 1
    assert await stage.at_rest()


async def test_a_card_in_a_channel_that_is_deleted_is_told_of_once(stage: Stage) -> None:
    await in_a_channel(stage)
    await stage.emulator.delete_channel("ops")
    await promise(stage)
    await stage.deliver()
    heard = len(stage.lines("ann"))
    await stage.press("ann", "No longer needed")
    await stage.deliver()
    told = await stage.places("failure IS NOT NULL")
    assert [place["channel_id"] for place in told] == ["COPS"]
    assert heard == len(stage.lines("ann")) >= 1
    assert await stage.at_rest()


@pytest.mark.parametrize("error", ["user_disabled", "cannot_dm_bot", "channel_not_found"])
async def test_who_cannot_be_written_to_is_told_of_and_nothing_is_lost(
    opened: OpenStage, database_url: str, error: str
) -> None:
    stage = await opened(database_url, switches=Switches(dm_to_deactivated_error=error))
    await stage.ask("Which rate applies?")
    stage.emulator.person("ben").deleted = True  # of which no event tells
    await stage.deliver()
    await stage.later()
    (place,) = await stage.places("failure IS NOT NULL")
    assert place["failure"] == error
    card = stage.card("ann", "Which rate applies?")
    (line,) = stage.lines("ann")
    assert line.thread_ts == card.ts
    assert "Ask somebody else" in str(line.blocks)
    (request,) = await stage.rows("SELECT status, text FROM requests")
    assert request == {"status": "open", "text": "Which rate applies?"}
    assert await stage.at_rest()


async def mention(stage: Stage) -> None:
    outcome = await stage.emulator.say("ann", "ops", "@Svar ask @Ben Which rate applies?")
    assert outcome.ok, outcome


async def in_a_channel(stage: Stage) -> None:
    await mention(stage)
    await stage.deliver()


def heard_of_the_end(stage: Stage) -> str:
    """The line that said to the owner that it is over."""
    (line,) = [one for one in stage.feed("message", "ben") if "no longer" in one.text.lower()]
    return line.text


async def test_a_card_that_nobody_sent_in_time_waits_for_the_next_opening(stage: Stage) -> None:
    await stage.ask("Which rate applies?")
    stage.clock.move_by(timedelta(hours=8))  # nobody was there to send it, and it is 19:00
    await stage.deliver()
    assert not [one for one in stage.emulator.dm("ben") if "asks you" in one.text]
    stage.clock.move_by(timedelta(hours=14))
    await stage.deliver()
    assert len([one for one in stage.emulator.dm("ben") if "asks you" in one.text]) == 1
