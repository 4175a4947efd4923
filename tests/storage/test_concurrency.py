"""Many at once, on both databases: nothing lost, nothing twice, nobody disturbed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest
from gates import Gate
from samples import amount_of, count, put

from storage import open_store
from storage.base import Closed, Store, Tx

pytestmark = pytest.mark.usefixtures("samples")

LOCK = "SELECT amount FROM samples WHERE name = :name FOR UPDATE"
SET = "UPDATE samples SET amount = :amount WHERE name = :name"
CLAIM = """
UPDATE samples SET lease = :lease
WHERE name IN (
    SELECT name FROM samples WHERE lease IS NULL ORDER BY amount, name LIMIT :limit FOR UPDATE SKIP LOCKED
)
RETURNING name
"""


def add(tx: Tx, name: str, amount: int) -> int:
    row = tx.one(LOCK, name=name)
    assert row is not None
    tx.run(SET, name=name, amount=row["amount"] + amount)
    return int(row["amount"]) + amount


async def test_no_update_is_lost_among_tasks(store: Store) -> None:
    await store.write(put, "counter")
    results = await asyncio.gather(*(store.write(add, "counter", 1) for _ in range(400)))
    assert sorted(results) == list(range(1, 401))
    assert await store.read(amount_of, "counter") == 400


async def test_no_update_is_lost_among_sixteen_threads(store: Store) -> None:
    for name in ("shared", *"abcd"):
        await store.write(put, name)

    def both(tx: Tx, own: str) -> None:
        add(tx, "shared", 1)
        add(tx, own, 1)

    async def many(own: str) -> None:
        for _ in range(25):
            await store.write(both, own)

    await _in_threads(16, lambda n: asyncio.run(many("abcd"[n % 4])))
    assert await store.read(amount_of, "shared") == 400
    assert [await store.read(amount_of, name) for name in "abcd"] == [100] * 4


async def test_no_row_is_claimed_twice(store: Store) -> None:
    for number in range(150):
        await store.write_later(put, f"n{number:03}", amount=number % 7)

    def claim(tx: Tx, lease: str) -> list[str]:
        return [row["name"] for row in tx.all(CLAIM, lease=lease, limit=7)]

    async def claim_all(who: int) -> list[str]:
        mine: list[str] = []
        while names := await store.write_later(claim, f"claimer {who}"):
            mine += names
        return mine

    claimed = await asyncio.gather(*(claim_all(who) for who in range(16)))
    assert sorted(name for names in claimed for name in names) == [f"n{number:03}" for number in range(150)]


async def test_a_cancelled_caller_disturbs_nobody(store: Store, gate: Gate) -> None:
    first = asyncio.create_task(store.write(gate.wait))
    await gate.reached()
    writes = [asyncio.create_task(store.write(put, f"n{n}")) for n in range(10)]
    await asyncio.sleep(0)  # so that each is handed in
    for write in writes[::2]:
        write.cancel()
    gate.open()
    assert await first == "passed"
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    assert outcomes[1::2] == [f"n{n}" for n in range(1, 10, 2)]
    assert all(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes[::2])
    assert await store.write(put, "still alive") == "still alive"


async def test_a_caller_cancelled_in_the_middle_disturbs_nobody(store: Store, gate: Gate) -> None:
    writing = asyncio.create_task(store.write(gate.wait))
    await gate.reached()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    gate.open()
    assert await store.write(put, "still alive") == "still alive"


async def test_closing_finishes_what_was_accepted(store: Store, database_url: str, gate: Gate) -> None:
    first = asyncio.create_task(store.write(gate.wait))
    await gate.reached()
    accepted = [asyncio.create_task(store.write(put, f"n{n}")) for n in range(25)]
    accepted += [asyncio.create_task(store.write_later(put, f"later{n}")) for n in range(25)]
    reads = [asyncio.create_task(store.read(amount_of, "n0")) for _ in range(5)]
    await asyncio.sleep(0)  # so that each is handed in
    closing = asyncio.create_task(store.close())
    await asyncio.sleep(0)
    gate.open()
    await asyncio.gather(closing, first, *accepted, *reads)
    for transact in (store.write, store.write_later, store.read):
        with pytest.raises(Closed):
            await transact(count)
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("svar")]
    await store.close()

    again = open_store(database_url)
    assert await again.read(count) == 50
    await again.close()


async def test_the_database_stays_open_to_others_after_a_flood(store: Store) -> None:
    """A thousand at once, as after a reconnect; each is answered with its own result."""
    outcomes = await asyncio.gather(*(store.write(put, f"n{n}", amount=n) for n in range(1000)))
    assert outcomes == [f"n{n}" for n in range(1000)]
    assert await store.read(count) == 1000


async def _in_threads(number: int, work: Callable[[int], None]) -> None:
    await asyncio.gather(*(asyncio.to_thread(work, n) for n in range(number)))
