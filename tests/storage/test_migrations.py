"""The tables, from nothing and from every release, on both databases, in two processes at once."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from itertools import chain
from pathlib import Path

import psycopg
import pytest

import storage.migrations
from storage import open_store
from storage.base import Store, StoreError
from storage.migrations import POSTGRES, SQLITE, Migration, migrations

NAMES = [migration.name for migration in migrations()]
STEPS_OF = {"sqlite": "storage.sqlite.files.migrations", "postgres": "storage.postgres.servers.migrations"}

COLUMNS = """
SELECT table_name, column_name, is_nullable, data_type, collation_name FROM information_schema.columns
WHERE table_schema = 'public' AND table_name <> 'svar_migrations' ORDER BY table_name, ordinal_position
"""
INDEXES = "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'svar_migrations'"

Shape = dict[str, list[tuple[str, bool, str]]]


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest) -> str:
    """A database without a table, once of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('tmp_path') / 'empty.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


def stop_after(monkeypatch: pytest.MonkeyPatch, steps: tuple[Migration, ...]) -> None:
    for target in STEPS_OF.values():
        monkeypatch.setattr(target, lambda: steps)


async def names_of_tables(store: Store, url: str) -> set[str]:
    sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if url.startswith("postgresql"):
        sql = "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'"
    return {row["name"] for row in await store.read(lambda tx: tx.all(sql))}


async def test_from_nothing_and_then_nothing_more(empty_url: str) -> None:
    store = open_store(empty_url)
    assert await store.migrate() == NAMES
    assert await store.migrate() == []
    assert {
        "requests",
        "turns",
        "trail",
        "people",
        "places",
        "outbox",
        "deliveries",
    } <= await names_of_tables(store, empty_url)
    await store.close()


@pytest.mark.parametrize("released", range(1, len(NAMES) + 1))
async def test_from_each_older_release(
    empty_url: str, released: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(empty_url)
    with monkeypatch.context() as then:
        stop_after(then, migrations()[:released])
        assert await store.migrate() == NAMES[:released]
    assert await store.migrate() == NAMES[released:]
    await store.close()


async def test_several_that_start_at_once_migrate_once(empty_url: str) -> None:
    stores = [open_store(empty_url) for _ in range(4)]
    applied = await asyncio.gather(*(store.migrate() for store in stores))
    for store in stores:
        await store.close()
    assert sorted(chain.from_iterable(applied)) == NAMES  # they may share the steps among them


async def test_a_step_that_fails_in_the_middle_leaves_nothing_behind(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = Migration("m9000_good", ("CREATE TABLE good (id {id}) {strict}",))
    half = Migration("m9001_half", ("CREATE TABLE half (id {id}) {strict}", "CREATE TABLE half (id {id})"))
    store = open_store(empty_url)
    with monkeypatch.context() as then:
        stop_after(then, (good, half))
        with pytest.raises(StoreError, match="half"):
            await store.migrate()
    assert await names_of_tables(store, empty_url) >= {"good"}
    assert "half" not in await names_of_tables(store, empty_url)
    mended = Migration(half.name, half.statements[:1])
    stop_after(monkeypatch, (good, mended))
    assert await store.migrate() == ["m9001_half"]
    await store.close()


async def test_a_step_may_rebuild_a_table_but_not_orphan_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite alone needs this: it changes a column by making the table anew."""
    base = Migration(
        "m1",
        (
            "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT)",
            "CREATE TABLE child (parent_id INTEGER REFERENCES parent (id))",
            "INSERT INTO parent VALUES (1, 'one')",
            "INSERT INTO child VALUES (1)",
        ),
    )
    rebuild = (
        "CREATE TABLE renewed (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
        "INSERT INTO renewed SELECT id, name FROM parent",
        "DROP TABLE parent",
        "ALTER TABLE renewed RENAME TO parent",
    )
    store = open_store(f"sqlite:///{tmp_path / 'svar.db'}")
    stop_after(monkeypatch, (base, Migration("m2", rebuild)))
    assert await store.migrate() == ["m1", "m2"]
    stop_after(monkeypatch, (base, Migration("m2", rebuild), Migration("m3", ("DELETE FROM parent",))))
    with pytest.raises(StoreError, match="without the row of parent"):
        await store.migrate()
    assert await store.read(lambda tx: tx.one("SELECT name FROM parent")) is not None
    await store.close()


def test_both_databases_end_with_the_same_tables(sqlite_url: str, postgres_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as conn:
        sqlite = _sqlite_shape(conn)
        sqlite_indexes = {
            row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
        }
    with closing(psycopg.connect(postgres_url)) as conn:
        postgres = _postgres_shape(conn)
        postgres_indexes = {row[0] for row in conn.execute(INDEXES)}
    assert sqlite == postgres
    assert _named(sqlite_indexes) == _named(postgres_indexes)


def _sqlite_shape(conn: sqlite3.Connection) -> Shape:
    tables = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {
        table: [
            (name, bool(not_null or key), kind)
            for _, name, kind, not_null, _, key in conn.execute(f"PRAGMA table_info({table})")
        ]
        for (table,) in tables.fetchall()
    }


def _postgres_shape(conn: psycopg.Connection[tuple[str, ...]]) -> Shape:
    shape: Shape = {}
    for table, column, nullable, kind, _ in conn.execute(COLUMNS):
        alike = {"bigint": "INTEGER", "integer": "INTEGER", "text": "TEXT"}[kind]
        shape.setdefault(table, []).append((column, nullable == "NO", alike))
    return shape


def _named(indexes: set[str]) -> set[str]:
    """Those that we named: each database names those of its constraints in its own way.

    What begins with an underscore is its own machinery, for full text.
    """
    return {name for name in indexes if not re.search(r"^_|^sqlite_|_pkey$|_key$|_sqlite_", name)}


def test_instants_sort_by_their_bytes_on_postgres(postgres_url: str) -> None:
    with closing(psycopg.connect(postgres_url)) as conn:
        collations = {
            (table, column): collation
            for table, column, _, _, collation in conn.execute(COLUMNS)
            if column == "at" or column.endswith("_at")
        }
    assert collations
    assert set(collations.values()) == {"C"}


def test_every_sqlite_table_is_strict(sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as conn:
        loose = conn.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict "
            "AND name NOT LIKE '%sqlite\\_%' ESCAPE '\\'"
        ).fetchall()
    assert loose == []


def test_both_dialects_know_the_same_words() -> None:
    assert SQLITE.keys() == POSTGRES.keys()
    with pytest.raises(KeyError):
        Migration("m", ("CREATE TABLE t (id {nobody_knows})",)).spelled(SQLITE)


def test_numbers_have_no_gap_and_every_module_is_found() -> None:
    folder = Path(storage.migrations.__file__).parent
    assert sorted(path.stem for path in folder.glob("m*.py")) == NAMES
    assert [int(name[1:5]) for name in NAMES] == list(range(1, len(NAMES) + 1))
