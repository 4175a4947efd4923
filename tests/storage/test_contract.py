"""What every store promises, shown on both databases."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from gates import Gate
from samples import PUT, amount_of, count, put

from storage.base import Conflict, ReadOnly, Store, StoreError, Tx
from storage.records import Kind

pytestmark = pytest.mark.usefixtures("samples")

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


class Alarm(BaseException):
    """Nothing that an `except Exception` would catch."""


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


async def test_rows_come_as_tuples_too(store: Store) -> None:
    await store.write(put, "a", amount=3)

    def look(tx: Tx) -> tuple[list[tuple[object, ...]], object]:
        return tx.tuples("SELECT amount, name FROM samples WHERE name = :name", name="a"), tx.one(
            "SELECT 1 AS n"
        )

    rows, after = await store.read(look)
    assert rows == [(3, "a")]
    assert after["n"] == 1  # type: ignore[index]


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
