"""What every store promises, shown on both databases."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from gates import Gate

from storage import open_store
from storage.base import Closed, Conflict, ReadOnly, Store, StoreError, Tx
from storage.records import Kind

pytestmark = pytest.mark.usefixtures("samples")

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)

PUT = "INSERT INTO samples (name, amount) VALUES (:name, :amount)"
LOCK = "SELECT amount FROM samples WHERE name = :name FOR UPDATE"
SET = "UPDATE samples SET amount = :amount WHERE name = :name"
COUNT = "SELECT count(*) AS n FROM samples"
CLAIM = """
UPDATE samples SET lease = :lease
WHERE name IN (
    SELECT name FROM samples WHERE lease IS NULL ORDER BY amount, name LIMIT :limit FOR UPDATE SKIP LOCKED
)
RETURNING name
"""


class Alarm(BaseException):
    """Nothing that an `except Exception` would catch."""


def put(tx: Tx, name: str, amount: int = 0) -> str:
    tx.run(PUT, name=name, amount=amount)
    return name


def add(tx: Tx, name: str, amount: int) -> int:
    row = tx.one(LOCK, name=name)
    assert row is not None
    tx.run(SET, name=name, amount=row["amount"] + amount)
    return int(row["amount"]) + amount


def amount_of(tx: Tx, name: str) -> int | None:
    row = tx.one("SELECT amount FROM samples WHERE name = :name", name=name)
    return None if row is None else row["amount"]


def count(tx: Tx) -> int:
    row = tx.one(COUNT)
    assert row is not None
    return int(row["n"])


async def test_what_was_written_is_read(store: Store) -> None:
    assert await store.write(put, "a", amount=3) == "a"
    assert await store.read(amount_of, "a") == 3
    assert await store.read(amount_of, "b") is None


async def test_a_read_sees_every_write_that_returned_before(store: Store) -> None:
    for number in range(20):
        await store.write(put, f"n{number}")
        assert await store.read(count) == number + 1


async def test_values_come_back_as_they_are_stored(store: Store) -> None:
    text = "Ærlig 'talt': 100 % sikkert?\n🎉 \\ \" :name %s %(name)s"
    values = {"name": text, "amount": 999_999, "at": NOON, "data": {"kind": Kind.GUEST, "list": [1, None]}}

    def fill(tx: Tx) -> None:
        tx.run("INSERT INTO samples (name, amount, at, data) VALUES (:name, :amount, :at, :data)", **values)

    await store.write(fill)
    rows = await store.read(lambda tx: tx.all("SELECT name, amount, at, data, lease FROM samples"))
    assert [dict(row) for row in rows] == [
        {
            "name": text,
            "amount": 999_999,
            "at": "2026-11-26T12:00:00.000000Z",
            "data": '{"kind":"guest","list":[1,null]}',
            "lease": None,
        }
    ]
    assert list(rows[0].keys()) == ["name", "amount", "at", "data", "lease"]


async def test_sql_may_hold_colons_and_percent_signs(store: Store) -> None:
    sql = "SELECT ':name' AS colon, '100%' AS percent, 7 % 4 AS rest, :name AS \"a:b\" -- :nobody %"
    row = await store.read(lambda tx: tx.one(sql, name="x"))
    assert row is not None
    assert dict(row) == {"colon": ":name", "percent": "100%", "rest": 3, "a:b": "x"}
    assert await store.read(lambda tx: tx.all("SELECT 7 % 4 AS rest")) is not None


async def test_sums_and_counts_are_whole_numbers(store: Store) -> None:
    await store.write(put, "a", amount=2)
    await store.write(put, "b", amount=3)
    row = await store.read(lambda tx: tx.one("SELECT sum(amount) AS total, count(*) AS n FROM samples"))
    assert row is not None
    assert (row["total"], type(row["total"]), row["n"]) == (5, int, 2)


async def test_a_statement_says_how_many_rows_it_touched(store: Store) -> None:
    def touch(tx: Tx) -> list[int]:
        anyway = PUT + " ON CONFLICT (name) DO NOTHING"
        return [
            tx.run(anyway, name="a", amount=0),
            tx.run(anyway, name="a", amount=0),
            tx.run(anyway, name="b", amount=0),
            tx.run("UPDATE samples SET amount = 1"),
            tx.run("DELETE FROM samples WHERE name = :name", name="c"),
        ]

    assert await store.write(touch) == [1, 0, 1, 2, 0]


async def test_one_row_of_many_is_the_first(store: Store) -> None:
    for name in "abc":
        await store.write(put, name)
    row = await store.read(lambda tx: tx.one("SELECT name FROM samples ORDER BY name DESC"))
    assert row is not None
    assert row["name"] == "c"
    changed = await store.write(lambda tx: tx.one("UPDATE samples SET amount = 5 RETURNING amount"))
    assert changed is not None
    assert await store.read(amount_of, "c") == 5


@pytest.mark.parametrize("error", [ValueError("no"), Alarm()])
async def test_an_error_takes_back_its_own_transaction_only(store: Store, error: BaseException) -> None:
    def put_and_fail(tx: Tx, name: str) -> None:
        put(tx, name)
        raise error

    writes = [store.write(put_and_fail if n % 2 else put, f"n{n}") for n in range(20)]
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    assert outcomes[1::2] == [error] * 10
    assert outcomes[::2] == [f"n{n}" for n in range(0, 20, 2)]
    assert await store.read(count) == 10


async def test_even_stop_iteration_reaches_its_caller(store: Store) -> None:
    def stop(tx: Tx) -> None:
        raise StopIteration

    for transact in (store.write, store.write_later, store.read):
        with pytest.raises(RuntimeError, match="StopIteration"):
            await transact(stop)
    assert await store.write(put, "a") == "a"


async def test_a_key_that_is_there_is_a_conflict(store: Store) -> None:
    await store.write(put, "a")
    with pytest.raises(Conflict):
        await store.write(put, "a")
    assert Conflict.retry_after is None


@pytest.mark.parametrize("sql", ["SELECT nothing FROM nowhere", "no SQL at all", "SELECT :missing AS x"])
async def test_a_wrong_statement_is_a_store_error(store: Store, sql: str) -> None:
    for transact in (store.write, store.read):
        with pytest.raises(StoreError):
            await transact(lambda tx: tx.all(sql))
    assert await store.write(put, "a") == "a"


async def test_a_check_that_fails_is_no_conflict(store: Store) -> None:
    with pytest.raises(StoreError) as told:
        await store.write(put, "a", amount=1_000_000)
    assert type(told.value) is StoreError


@pytest.mark.parametrize("value", ["\ud83d", 2**70])
async def test_a_value_that_cannot_be_stored_is_a_store_error(store: Store, value: object) -> None:
    with pytest.raises(StoreError):
        await store.write(lambda tx: tx.run("UPDATE samples SET data = :value", value=value))


async def test_after_a_failed_statement_the_transaction_can_only_be_left(store: Store) -> None:
    def go_on(tx: Tx) -> str:
        put(tx, "b")
        with pytest.raises(Conflict):
            put(tx, "a")
        with pytest.raises(StoreError):
            put(tx, "c")
        return "all is well"

    await store.write(put, "a")
    with pytest.raises(Conflict):
        await store.write(go_on)
    assert await store.read(count) == 1


async def test_a_transaction_ends_with_its_function(store: Store) -> None:
    for transact in (store.write, store.read):
        tx = await transact(lambda tx: tx)
        with pytest.raises(StoreError):
            tx.run(PUT, name="a", amount=0)
    assert await store.read(count) == 0


@pytest.mark.parametrize("sql", ["DELETE FROM samples", "SELECT name FROM samples FOR UPDATE"])
async def test_a_read_can_neither_write_nor_lock(store: Store, sql: str) -> None:
    await store.write(put, "a")
    with pytest.raises(ReadOnly):
        await store.read(lambda tx: tx.all(sql))
    assert await store.read(count) == 1


async def test_a_read_sees_one_moment(store: Store, gate: Gate) -> None:
    def count_twice(tx: Tx) -> tuple[int, int]:
        before = count(tx)
        gate.wait(tx)
        return before, count(tx)

    reading = asyncio.create_task(store.read(count_twice))
    await gate.reached()
    await store.write(put, "a")
    gate.open()
    assert await reading == (0, 0)
    assert await store.read(count) == 1


async def test_reads_go_on_beside_a_write(store: Store, gate: Gate) -> None:
    def put_and_wait(tx: Tx) -> None:
        put(tx, "a")
        gate.wait(tx)

    writing = asyncio.create_task(store.write(put_and_wait))
    await gate.reached()
    assert await store.read(count) == 0
    gate.open()
    await writing
    assert await store.read(count) == 1


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
