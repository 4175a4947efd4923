"""The turns of a method: each taken once, whoever takes them, and none that is due too late."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from storage import budgets, open_store, workspaces
from storage.base import Store, Tx

NOW = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)
GAP, SOON = timedelta(seconds=0.25), timedelta(seconds=1)
LATE = timedelta(hours=3)


@pytest.fixture
async def home(store: Store) -> Store:
    """A store that knows one workspace."""
    await store.write(settle)
    return store


def settle(tx: Tx) -> None:
    workspaces.put(tx, enterprise_id="", team_id="T1", name="Nord", bot=("UBOT", "BBOT"), now=NOW)


async def take(store: Store, *, within: timedelta = SOON, now: datetime = NOW) -> timedelta:
    """The next turn, if it is due soon enough; how much later than `now` another is due."""
    return await store.write(budgets.take, 1, "chat.update", gap=GAP, until=now + within, now=now) - now


async def hold(store: Store, held: timedelta) -> None:
    await store.write(budgets.hold, 1, "chat.update", until=NOW + held)


async def test_one_turn_comes_after_another(home: Store) -> None:
    assert [await take(home) for _ in range(3)] == [GAP, 2 * GAP, 3 * GAP]
    assert await take(home, now=NOW + LATE) == GAP


async def test_a_turn_that_is_due_too_late_is_left_to_others(home: Store) -> None:
    for _ in range(5):
        await take(home)
    assert [await take(home) for _ in range(2)] == [6 * GAP, 6 * GAP]
    assert await take(home, within=2 * SOON) == 6 * GAP
    assert await take(home, now=NOW + 2 * GAP) == 5 * GAP


async def test_nobody_takes_a_turn_of_what_is_held(home: Store) -> None:
    await take(home)
    await hold(home, 30 * SOON)
    await hold(home, SOON)
    assert [await take(home) for _ in range(2)] == [30 * SOON + GAP] * 2
    assert await take(home, now=NOW + 30 * SOON) == GAP


async def test_what_a_clock_that_was_ahead_has_left_behind_holds_up_nobody(home: Store) -> None:
    await take(home, now=NOW + timedelta(days=400))
    assert [await take(home) for _ in range(2)] == [GAP, 2 * GAP]


async def test_no_turn_is_taken_twice(postgres_url: str) -> None:
    stores = [open_store(postgres_url) for _ in range(3)]
    await stores[0].write(settle)
    taken = await asyncio.gather(*(take(store, within=50 * GAP) for store in stores * 10))
    assert sorted(taken) == [n * GAP for n in range(1, 31)]
    for store in stores:
        await store.close()
