"""What is PostgreSQL's own: spelling, reruns, lost connections, a full disk, a server that is not there."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from secrets import token_hex

import psycopg
import pytest
from gates import Gate
from samples import names, put

from storage import open_store
from storage.base import Busy, Conflict, Full, Store, StoreError, Tx, Uncertain, Unreachable
from storage.postgres import PostgresStore
from storage.postgres.transactions import spell

END_SESSION = "SELECT pg_terminate_backend(pg_backend_pid())"
END_OTHER_SESSIONS = """
SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[Store]:
    store = open_store(postgres_url)
    yield store
    await store.close()


@pytest.mark.parametrize(
    ("sql", "spelled"),
    [
        ("SELECT :a, :a_1", "SELECT %(a)s, %(a_1)s"),
        ("SELECT ':a', 'it''s :b', \":c\"", "SELECT ':a', 'it''s :b', \":c\""),
        ("SELECT a::text, :a", "SELECT a::text, %(a)s"),
        ("SELECT 5 % 2, '%'", "SELECT 5 %% 2, '%%'"),
        ("SELECT 1 -- :a\n, :b /* :c\n :d */", "SELECT 1 -- :a\n, %(b)s /* :c\n :d */"),
        ("SELECT 1 FOR UPDATE SKIP LOCKED", "SELECT 1 FOR UPDATE SKIP LOCKED"),
    ],
)
def test_names_are_spelled_as_psycopg_wants_them(sql: str, spelled: str) -> None:
    assert spell(sql) == spelled


async def test_commits_are_durable_and_a_session_has_limits(store: Store) -> None:
    def settings(tx: Tx) -> list[str]:
        names = ["synchronous_commit", "lock_timeout", "statement_timeout", "transaction_isolation"]
        rows = [tx.one("SELECT current_setting(:name) AS value", name=name) for name in names]
        return [row["value"] for row in rows if row is not None]

    assert await store.write(settings) == ["on", "2s", "1min", "read committed"]
    assert (await store.read(settings))[-1] == "repeatable read"
    assert (await store.write(settings))[-1] == "read committed"


async def test_two_that_wait_for_each_other_both_get_through(samples: Store) -> None:
    """PostgreSQL ends a deadlock by taking one back; that one is run again."""
    await samples.write(put, "a")
    await samples.write(put, "b")
    lock = "UPDATE samples SET amount = amount + 1 WHERE name = :name"
    both_hold_one = asyncio.Event()
    loop = asyncio.get_running_loop()
    holding: set[str] = set()
    gate = Gate()

    def hold(tx: Tx, first: str, second: str) -> None:
        tx.run(lock, name=first)
        holding.add(first)
        if holding == {"a", "b"}:
            loop.call_soon_threadsafe(both_hold_one.set)
        gate.wait(tx)
        tx.run(lock, name=second)

    one = asyncio.create_task(samples.write(hold, "a", "b"))
    other = asyncio.create_task(samples.write(hold, "b", "a"))
    await both_hold_one.wait()
    gate.open()
    await asyncio.gather(one, other)
    amounts = await samples.read(lambda tx: tx.all("SELECT amount FROM samples"))
    assert [row["amount"] for row in amounts] == [2, 2]


async def test_who_lost_a_race_sees_the_winners_row(samples: Store, gate: Gate) -> None:
    """Two deliveries of one event at once: one logs, the other finds it logged."""

    def put_once(tx: Tx, who: Gate | None) -> str:
        if names(tx):
            return "was there"
        if who:
            who.wait(tx)
        return put(tx, "a")

    loser = asyncio.create_task(samples.write(put_once, gate))
    await gate.reached()
    assert await samples.write(put_once, None) == "a"
    gate.open()
    assert await loser == "was there"


async def test_a_conflict_that_is_no_race_is_told_after_one_rerun(samples: Store) -> None:
    runs = []

    def put_again(tx: Tx) -> None:
        runs.append(1)
        put(tx, "a")

    await samples.write(put, "a")
    with pytest.raises(Conflict):
        await samples.write(put_again)
    assert len(runs) == 2


async def test_a_lost_connection_is_made_good_once(samples: Store) -> None:
    runs = []

    def lose_once(tx: Tx) -> str:
        put(tx, "a")
        runs.append(1)
        if len(runs) == 1:
            tx.one(END_SESSION)
        return "kept"

    assert await samples.write(lose_once) == "kept"
    assert await samples.read(names) == ["a"]


async def test_a_connection_lost_again_and_again_is_told(samples: Store) -> None:
    runs = []

    def lose(tx: Tx) -> None:
        runs.append(1)
        put(tx, "a")
        tx.one(END_SESSION)

    with pytest.raises(Unreachable) as told:
        await samples.write(lose)
    assert type(told.value) is Unreachable
    assert len(runs) == 2
    assert await samples.read(names) == []


async def test_a_connection_lost_while_committing_is_uncertain_and_not_repeated(samples: Store) -> None:
    await samples.write(
        lambda tx: tx.run(
            "CREATE FUNCTION drop_dead() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'"
        )
    )
    await samples.write(
        lambda tx: tx.run(
            "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON samples DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION drop_dead()"
        )
    )
    runs = []

    def put_and_count(tx: Tx) -> None:
        runs.append(1)
        put(tx, "a")

    with pytest.raises(Uncertain):
        await samples.write(put_and_count)
    assert len(runs) == 1
    assert await samples.read(names) == []


async def test_a_server_that_was_restarted_is_not_noticed(samples: Store, postgres_url: str) -> None:
    await asyncio.gather(*(samples.write(put, f"n{n}") for n in range(16)))
    other = open_store(postgres_url)
    await other.write(lambda tx: tx.all(END_OTHER_SESSIONS))
    await other.close()
    await asyncio.gather(*(samples.write(put, f"m{n}") for n in range(16)))
    assert len(await samples.read(names)) == 32


async def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: object) -> None:
    store = PostgresStore(f"postgresql://svar:hunter2@/svar?host={tmp_path}", patience=0.01)
    for wanted in (store.migrate(), store.read(names), store.write(names)):
        with pytest.raises(Unreachable) as told:
            await wanted
        assert "hunter2" not in str(told.value)
        assert told.value.retry_after is not None
    await store.close()


async def test_a_lock_held_too_long_is_busy(samples: Store, gate: Gate) -> None:
    def hold(tx: Tx) -> None:
        put(tx, "a")
        gate.wait(tx)

    def be_hasty(tx: Tx) -> None:
        tx.one("SELECT set_config('lock_timeout', '1ms', true)")
        put(tx, "a")

    holding = asyncio.create_task(samples.write(hold))
    await gate.reached()
    with pytest.raises(Busy):
        await samples.write(be_hasty)
    gate.open()
    await holding


@pytest.fixture
def small_tablespace(postgres_server: str, small_disk: Path) -> Iterator[str]:
    """A place for tables on a disk that is soon full."""
    name = f"small_{token_hex(4)}"
    with closing(psycopg.connect(postgres_server, autocommit=True)) as conn:
        (data,) = conn.execute("SHOW data_directory").fetchone() or ("",)
        os.chown(small_disk, Path(data).stat().st_uid, -1)
        conn.execute(f"CREATE TABLESPACE {name} LOCATION '{small_disk}'")
        yield name
        conn.execute(f"DROP TABLESPACE {name}")


async def test_a_full_disk_is_told_and_the_rest_is_kept(samples: Store, small_tablespace: str) -> None:
    def fill(tx: Tx, name: str, size: int) -> str:
        noise = token_hex(size // 2)  # which cannot be compressed
        tx.run("INSERT INTO samples (name, data) VALUES (:name, :noise)", name=name, noise=noise)
        return name

    await samples.write(lambda tx: tx.run(f"ALTER TABLE samples SET TABLESPACE {small_tablespace}"))
    assert await samples.write(fill, "small 1", 10) == "small 1"
    with pytest.raises(Full):
        await samples.write(fill, "large", 3_000_000)
    assert await samples.write(fill, "small 2", 10) == "small 2"
    assert await samples.read(names) == ["small 1", "small 2"]
    await samples.write(lambda tx: tx.run("DROP TABLE samples"))


async def test_later_work_never_takes_every_connection(samples: Store, gate: Gate) -> None:
    waiting = [asyncio.create_task(samples.write_later(gate.wait)) for _ in range(40)]
    await gate.reached()
    assert await asyncio.gather(*(samples.write(put, f"n{n}") for n in range(20)))
    gate.open()
    assert await asyncio.gather(*waiting) == ["passed"] * 40


async def test_numbers_keep_one_prepared_statement(samples: Store) -> None:
    def set_many(tx: Tx) -> int:
        for amount in (1, 40_000, 3_000_000_000):
            tx.run("UPDATE samples SET amount = :amount", amount=amount)
        row = tx.one(
            "SELECT count(*) AS n FROM pg_prepared_statements WHERE statement LIKE 'UPDATE samples%'"
        )
        assert row is not None
        return int(row["n"])

    assert await samples.write(set_many) == 1


async def test_text_that_postgres_cannot_hold_is_a_store_error(samples: Store) -> None:
    with pytest.raises(StoreError):
        await samples.write(put, "nothing\0after")


async def test_a_url_may_say_postgres(postgres_url: str) -> None:
    store = open_store(postgres_url.replace("postgresql://", "postgres://"))
    assert await store.read(lambda tx: tx.one("SELECT 1 AS one"))
    await store.close()


def test_a_broken_address_is_told() -> None:
    with pytest.raises((StoreError, psycopg.Error)):
        asyncio.run(open_store("postgresql://host:notaport/x").migrate())
