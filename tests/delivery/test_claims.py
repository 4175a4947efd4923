"""What is claimed while it is still landing: delivered once more if it is due again, and else never twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, cast

import pytest
from office_cast import THURSDAY, Office, settle

from bot.clock import AdjustableClock
from bot.delivery.sender import Sender
from bot.delivery.ticker import Item, Ticker
from bot.house import House
from bot.settings import read_settings
from storage import places
from storage.base import Store, Tx
from storage.records import Place


class Slow(Ticker):
    """A ticker whose deliveries take until they are let go."""

    def __init__(self, house: House) -> None:
        super().__init__(house, cast(Sender, None))
        self.begun: list[int] = []
        self.settled = asyncio.Event()
        self.settles_late = False
        self.let_go = asyncio.Event()

    def _delivery(self, item: Item) -> Any:
        return self._take_long(item)

    async def _take_long(self, item: Item) -> None:
        assert isinstance(item, Place)
        self.begun.append(item.id)
        if self.settles_late:
            await self.let_go.wait()
        await self._house.store.write(places.settle, item, ts="1.1", now=self._house.clock.now())
        self.settled.set()
        await self.let_go.wait()


@pytest.fixture
async def slow(store: Store) -> AsyncIterator[Slow]:
    clock = AdjustableClock(THURSDAY)
    office = Office(store, await store.write(settle))
    await office.ask()
    await store.write(_only_one)
    ticker = Slow(House(store, cast(Any, None), clock, read_settings({}), lambda: None))
    yield ticker
    await ticker.stop()


def _only_one(tx: Tx) -> None:
    tx.run("UPDATE places SET due_at = NULL WHERE side = 'requester'")


async def test_what_is_due_again_before_it_has_landed_is_delivered_again(slow: Slow) -> None:
    await slow._begin()
    await slow._house.store.write(places.changed, 1, now=THURSDAY)
    await slow.settled.wait()
    await slow._begin()
    assert slow.begun.count(slow.begun[0]) == 1
    slow.let_go.set()
    await slow.drain()
    assert slow.begun.count(slow.begun[0]) == 2


async def test_what_outlives_its_lease_on_a_clock_that_jumps_is_not_begun_twice(slow: Slow) -> None:
    slow.settles_late = True
    await slow._begin()
    cast(AdjustableClock, slow._house.clock).move_by(timedelta(hours=2))
    await slow._begin()
    slow.let_go.set()
    await slow.drain()
    assert len(slow.begun) == 1
