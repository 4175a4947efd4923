"""The ticker: rows that hold up nobody, two tickers on one database, clocks that jump, an end in order."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot import app
from bot.delivery import ticker as ticking
from bot.delivery.ticker import LEASE
from bot.emulator import Fault
from bot.flows import deliveries as flow
from bot.flows import reminders
from bot.rules import reminders as rules
from storage import outbox
from storage.base import Busy, Store
from storage.records import Place
from tests.delivery.acts import asked, change, person
from tests.delivery.stages import START, OpenStage, Stage


async def test_a_poisoned_card_is_pushed_ahead_and_the_others_go_out(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = flow.compose_card

    def poisoned(tx: Any, place: Place, **more: Any) -> Any:
        if place.id == 1:
            raise ZeroDivisionError
        return compose(tx, place, **more)

    monkeypatch.setattr(flow, "compose_card", poisoned)
    for number in range(3):
        await stage.ask(f"Which rate applies to {number}?")
    await stage.deliver()
    assert len(stage.seen("ben")) + len(stage.seen("ann")) == 5
    (waiting,) = await stage.places("due_at IS NOT NULL")
    assert (waiting["id"], waiting["lease"]) == (1, None)
    assert waiting["due_at"] == (START + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    monkeypatch.undo()
    await stage.later(timedelta(hours=1))
    assert len(stage.seen("ben")) == 3
    assert await stage.at_rest()


async def test_a_row_that_cannot_be_read_is_pushed_ahead_and_the_others_go_out(stage: Stage) -> None:
    for number in range(3):
        await stage.ask(f"Which rate applies to {number}?")
    await stage.run("UPDATE places SET side = 'beyond' WHERE id = 1")
    await stage.run(
        "INSERT INTO outbox (workspace_id, key, reason, data, due_at, created_at) "
        "VALUES (1, 'k', 'a reason of tomorrow', '{}', :now, :now)",
        now=START,
    )
    await stage.deliver()
    assert len(stage.seen("ben")) + len(stage.seen("ann")) == 5
    (place,) = await stage.places("due_at IS NOT NULL")
    (line,) = await stage.outbox("due_at IS NOT NULL")
    assert place["due_at"] == line["due_at"] > "2026-06-10T10:00:00"
    assert line["failure"] == "unreadable"
    await stage.run("UPDATE places SET side = 'owner' WHERE id = 1")
    await stage.run("DELETE FROM outbox")
    await stage.later(timedelta(hours=1))
    assert len(stage.seen("ben")) == 3


async def test_a_person_who_cannot_be_looked_at_holds_up_nobody(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner in ("ben", "cleo"):
        await stage.ask("Which rate applies?", of=owner)
    await stage.deliver()
    ben, next_at = await person(stage, "UBEN"), rules.next_at

    def poisoned(case: rules.Case) -> datetime | None:
        if case.holder.id == ben.id:
            raise ZeroDivisionError
        return next_at(case)

    monkeypatch.setattr(rules, "next_at", poisoned)
    await stage.later(timedelta(days=2))
    assert stage.seen("cleo", "hear from you:")
    assert not stage.seen("ben", "hear from you:")
    await stage.ask("Does it go on?", by="eva")
    await stage.deliver()
    assert stage.card("ben", "Does it go on?")
    monkeypatch.undo()
    await stage.later(timedelta(hours=1))
    assert stage.seen("ben", "hear from you:")


async def test_what_people_wait_for_goes_before_reminders(simple: Stage) -> None:
    for owner in ("ben", "cleo", "eva"):
        await simple.ask("Which rate applies?", of=owner)
    await simple.deliver()
    simple.clock.move_by(timedelta(days=2))
    now = simple.clock.now()
    await simple.store.write(reminders.sweep, now=now)
    simple.clock.move_by(timedelta(minutes=1))
    await simple.say("ann", "It is for Oslo.", simple.card("ann", "asked Ben"))
    claim = {"lease": "x", "now": simple.clock.now(), "until": now + LEASE, "limit": 3, "reminders": 2}
    claimed = await simple.store.write(outbox.claim, **claim)
    assert sorted(item.reason for item in claimed)[-3:] == ["relay", "reminders", "reminders"]
    assert len(await simple.store.write(outbox.claim, **claim | {"reminders": 0})) == 0


async def test_two_tickers_on_one_database_never_send_twice(opened: OpenStage, postgres_url: str) -> None:
    stage = await opened(postgres_url)
    other = await opened(postgres_url)  # its workspace hears nothing: only its store is used
    for number in range(25):
        await stage.ask(f"Which rate applies to {number:02}?")
    tickers = [stage.ticker(), stage.ticker(store=other.store)]
    for _ in range(3):
        await asyncio.gather(*(ticker.drain() for ticker in tickers))
        await stage.emulator.settled()
        await change(stage, "Which rate applies to 24 now?")
    await asyncio.gather(*(ticker.drain() for ticker in tickers))
    for name in ("ann", "ben"):
        for number in range(24):
            assert stage.card(name, f"applies to {number:02}")
        assert stage.card(name, "24 now?")
    assert len(stage.called("chat.postMessage")) == 50
    assert await stage.at_rest()


async def test_a_ticker_leaves_alone_what_another_has_in_hand(stage: Stage) -> None:
    await stage.ask("Which rate applies?")
    taken = {
        "lease": "other",
        "now": START,
        "until": START + timedelta(seconds=90),
        "limit": 10,
        "reminders": 10,
    }
    await stage.store.write(ticking._claim, **taken)
    await stage.deliver()
    assert not stage.emulator.feed[1:]
    await stage.later(timedelta(seconds=91))
    assert stage.card("ben")
    assert stage.card("ann")


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(minutes=2), timedelta(hours=-3)])
async def test_the_clock_jumps_while_something_is_on_its_way(stage: Stage, jump: timedelta) -> None:
    stage.emulator.faults.add(Fault("chat.postMessage", "slow", seconds=0.3, times=2))
    await stage.ask("Which rate applies?")
    delivering = asyncio.ensure_future(stage.svar.ticker.drain())
    await shown(stage, "ann", "ben")
    stage.clock.move_by(jump)
    await stage.deliver(stage.svar.ticker)
    await delivering
    assert stage.card("ben", "asks you")
    assert stage.card("ann")
    cards = [call for call in stage.called("chat.postMessage") if "hear from you" not in str(call)]
    assert len(cards) == 2
    assert await stage.at_rest()


async def test_a_clock_set_back_loses_nothing(stage: Stage) -> None:
    stage.emulator.faults.add(Fault("chat.postMessage", "server_error", times=2))
    await stage.ask("Which rate applies?")
    await stage.deliver()
    stage.clock.move_by(timedelta(hours=-5))
    await stage.ask("Something else?")
    await stage.deliver()
    assert stage.card("ann", "Something else?")
    stage.clock.move_to(START + timedelta(minutes=1))
    await stage.deliver()
    for text in ("Which rate", "Something else"):
        assert stage.card("ben", text)
        assert stage.card("ann", text)
    assert await stage.at_rest()


async def test_stopping_finishes_what_is_on_its_way_and_begins_nothing(stage: Stage) -> None:
    stage.emulator.faults.add(Fault("chat.postMessage", "slow", seconds=0.2, times=2))
    await stage.ask("Which rate applies?")
    ticker = stage.ticker()
    running = asyncio.ensure_future(ticker.run())
    await shown(stage, "ann", "ben")
    await stage.ask("Something else?")
    await ticker.stop()
    await running
    assert stage.card("ben", "Which rate")
    assert not stage.seen("ben", "Something else")
    assert not await stage.places("lease IS NOT NULL")
    await stage.deliver()
    assert stage.card("ben", "Something else")
    assert await stage.at_rest()


async def test_what_is_claimed_while_stopping_is_given_back(stage: Stage) -> None:
    await stage.ask("Which rate applies?")
    held = Held(stage.store)
    ticker = stage.ticker(store=held)  # type: ignore[arg-type]
    running = asyncio.ensure_future(ticker.run())
    await held.claimed.wait()
    await ticker.stop()
    held.go_on.set()
    await running
    assert not stage.called("chat.postMessage")
    for place in await stage.places():
        assert (place["lease"], place["attempts"]) == (None, 0)
    await stage.deliver()
    assert stage.card("ben")
    assert not stage.called("conversations.history")


async def test_a_database_that_is_busy_for_a_while_only_delays(stage: Stage) -> None:
    await asked(stage)
    await change(stage, "Which rate, now?")
    ticker = stage.ticker(store=Grumpy(stage.store, times=3))  # type: ignore[arg-type]
    for _ in range(12):
        await stage.later(ticker=ticker)
    assert stage.card("ben", "Which rate, now?")
    assert stage.card("ann", "Which rate, now?")
    assert await stage.at_rest()


async def test_what_takes_too_long_is_given_up_before_its_lease_ends(
    simple: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticking, "ITEM_SECONDS", 0.05)
    simple.emulator.faults.add(Fault("chat.postMessage", "slow", seconds=0.3, times=2))
    await simple.ask("Which rate applies?")
    await simple.deliver()
    for place in await simple.places():
        assert (place["lease"], place["attempts"]) == (None, 1)
    monkeypatch.undo()
    await simple.later()
    assert simple.card("ben")
    assert await simple.at_rest()


def test_a_lease_is_longer_than_all_calls_for_an_item() -> None:
    assert ticking.LEASE.total_seconds() > ticking.ITEM_SECONDS > app.CALL_SECONDS


class Held:
    """A store whose claims come back only when they may."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.claimed, self.go_on = asyncio.Event(), asyncio.Event()

    async def write_later(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        result = await self._store.write_later(fn, *args, **kwargs)
        if fn is ticking._claim:
            self.claimed.set()
            await self.go_on.wait()
        return result


class Grumpy:
    """A store that is busy the first few times that anybody wants to write a certain thing."""

    def __init__(self, store: Store, *, times: int) -> None:
        self._store = store
        self._times = times
        self._refused: dict[str, int] = {}

    async def write_later(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        refused = self._refused.get(fn.__name__, 0)
        if refused < self._times:
            self._refused[fn.__name__] = refused + 1
            raise Busy("somebody holds the lock")
        return await self._store.write_later(fn, *args, **kwargs)


async def shown(stage: Stage, *people: str) -> None:
    """Until Slack shows each of them something of Svar's (who may not know yet that it does)."""
    for name in people:
        await stage.emulator.heard(lambda record, to=name: (record.kind, record.to) == ("message", to))
