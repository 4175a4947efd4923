"""What is SQLite's own: groups, locks of other processes, a full disk, the file itself."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from gates import Gate
from samples import put

from storage import open_store
from storage.base import Broken, Busy, Full, ReadOnly, Store, StoreError, Tx, Unreachable
from storage.sqlite import SqliteStore
from storage.sqlite.queues import GROUP_LIMIT, QUEUE_LIMIT, QUIET_TURNS, Inbox

ROOT = Path(__file__).parent.parent.parent


async def handed_over() -> None:
    """Let the event loop turn until the store has what it was handed."""
    for _ in range(QUIET_TURNS + 2):
        await asyncio.sleep(0)


HOLD_THE_LOCK = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
conn.execute("COMMIT")
"""


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    store = open_store(sqlite_url)
    yield store
    await store.close()


@pytest.fixture
def path(tmp_path: Path, sqlite_url: str) -> Path:
    return tmp_path / "svar.db"


@pytest.fixture
def locked(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the write lock until its input is closed."""
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", HOLD_THE_LOCK, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        yield process


def let_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.close()


def names_in_order(tx: Tx) -> list[str]:
    return [row["name"] for row in tx.all("SELECT name FROM samples ORDER BY rowid")]


def fill(tx: Tx, name: str, size: int) -> str:
    """Write a row that takes room."""
    tx.run("INSERT INTO samples (name, data) VALUES (:name, :data)", name=name, data="x" * size)
    return name


class Group:
    """Writes that are handed in while the writer stands still, so that they share one transaction."""

    def __init__(self, store: Store, gate: Gate) -> None:
        self._store, self._gate = store, gate

    async def write(self, *functions: object) -> list[object]:
        first = asyncio.create_task(self._store.write(self._gate.wait))
        await self._gate.reached()
        tasks = [asyncio.create_task(self._store.write(fn)) for fn in functions]  # type: ignore[arg-type]
        await asyncio.sleep(0)  # so that each is handed in
        self._gate.open()
        assert await first == "passed"
        return await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
def group(samples: Store, gate: Gate) -> Group:
    return Group(samples, gate)


async def test_what_waits_is_committed_together(store: Store, group: Group, path: Path) -> None:
    """A reader beside it never sees a part of the group."""
    seen: set[int] = set()

    def look(tx: Tx) -> None:
        put(tx, f"n{len(names_in_order(tx))}")
        with sqlite3.connect(path) as other:
            seen.update(other.execute("SELECT count(*) FROM samples").fetchone())
        other.close()

    await group.write(*[look] * 10)
    assert seen == {0}
    assert len(await store.read(names_in_order)) == 10


async def test_when_the_whole_group_is_taken_back_each_runs_again_alone(store: Store, group: Group) -> None:
    """As after a full disk or an interrupt, which leave no savepoint to go back to."""
    await store.write(
        lambda tx: tx.run(
            "CREATE TRIGGER poison BEFORE INSERT ON samples WHEN NEW.name = 'poison' "
            "BEGIN SELECT RAISE(ROLLBACK, 'poisoned'); END"
        )
    )

    def fail(tx: Tx) -> None:
        put(tx, "failed")
        raise ValueError("its own")

    outcomes = await group.write(
        lambda tx: put(tx, "a"), fail, lambda tx: put(tx, "poison"), lambda tx: put(tx, "b")
    )
    assert outcomes[0] == "a"
    assert isinstance(outcomes[1], ValueError)
    assert isinstance(outcomes[2], StoreError)
    assert "poisoned" in str(outcomes[2])
    assert outcomes[3] == "b"
    assert await store.read(names_in_order) == ["a", "b"]


async def test_a_group_has_a_limit(store: Store, group: Group) -> None:
    number = GROUP_LIMIT * 2 + 10
    outcomes = await group.write(*[lambda tx, n=n: put(tx, f"n{n}") for n in range(number)])
    assert outcomes == [f"n{n}" for n in range(number)]


async def test_what_people_wait_for_goes_first_and_the_rest_is_not_starved(
    samples: Store, gate: Gate
) -> None:
    first = asyncio.create_task(samples.write(gate.wait))
    await gate.reached()
    later = [asyncio.create_task(samples.write_later(put, f"later {n}")) for n in range(3)]
    soon = [asyncio.create_task(samples.write(put, f"soon {n}")) for n in range(GROUP_LIMIT + 1)]
    await handed_over()
    gate.open()
    await asyncio.gather(first, *later, *soon)
    order = await samples.read(names_in_order)
    assert order.index("soon 0") < order.index("later 0")
    assert order.index("later 0") < order.index(f"soon {GROUP_LIMIT}")
    assert order[-2:] == ["later 1", "later 2"]


async def test_a_write_waits_for_another_process(
    samples: Store, locked: subprocess.Popen[str], path: Path
) -> None:
    writes = [asyncio.create_task(samples.write(put, f"n{n}")) for n in range(5)]
    for _ in range(20):
        assert await samples.read(names_in_order) == []
    assert not any(write.done() for write in writes)
    let_go(locked)
    assert await asyncio.gather(*writes) == [f"n{n}" for n in range(5)]


async def test_when_patience_ends_it_is_busy_and_nothing_is_lost(
    path: Path, locked: subprocess.Popen[str]
) -> None:
    impatient = SqliteStore(path, patience=0)
    outcomes = await asyncio.gather(
        *(impatient.write(lambda tx: tx.one("SELECT 1 AS one")) for _ in range(5)), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [Busy] * 5
    let_go(locked)
    locked.wait()
    assert await impatient.write(lambda tx: tx.one("SELECT 1 AS one")) is not None
    await impatient.close()


def limit_pages(tx: Tx, spare: int) -> None:
    row = tx.one("PRAGMA page_count")
    assert row is not None
    tx.one(f"PRAGMA max_page_count = {row['page_count'] + spare}")


async def test_a_full_file_is_told_and_the_rest_is_kept(store: Store, group: Group) -> None:
    await store.write(limit_pages, 4)
    outcomes = await group.write(
        lambda tx: put(tx, "small 1"), lambda tx: fill(tx, "large", 100_000), lambda tx: put(tx, "small 2")
    )
    assert [type(outcome) for outcome in outcomes] == [str, Full, str]
    assert await store.read(names_in_order) == ["small 1", "small 2"]
    await store.write(limit_pages, 1000)
    assert await store.write(fill, "large", 100_000) == "large"


async def test_a_full_disk_loses_nothing_that_was_acknowledged(small_disk: Path) -> None:
    store = SqliteStore(small_disk / "svar.db")
    await store.write(lambda tx: tx.run("CREATE TABLE samples (name TEXT, amount INTEGER, data TEXT)"))
    outcomes = await asyncio.gather(
        *(store.write(fill, f"n{n}", 20_000) for n in range(100)), return_exceptions=True
    )
    kept = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert {type(outcome) for outcome in outcomes} == {str, Full}
    assert sorted(await store.read(names_in_order)) == sorted(kept)
    await store.close()

    again = SqliteStore(small_disk / "svar.db")
    assert sorted(await again.read(names_in_order)) == sorted(kept)
    await again.close()


async def test_too_many_waiting_are_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Inbox, "waiting", lambda self: QUEUE_LIMIT)
    with pytest.raises(Busy, match="waiting already"):
        Inbox().done(None)  # type: ignore[arg-type]


async def test_the_file_is_its_owners_alone(samples: Store, path: Path, tmp_path: Path) -> None:
    await SqliteStore(tmp_path / "new.db").close()
    assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o600


async def test_closing_leaves_one_file(samples: Store, path: Path) -> None:
    await samples.write(put, "a")
    await samples.close()
    assert [file.name for file in path.parent.glob("svar.db*")] == ["svar.db"]


async def test_commits_are_flushed_and_references_checked(store: Store) -> None:
    def pragmas(tx: Tx) -> dict[str, object]:
        rows = [tx.one(f"PRAGMA {name}") for name in ("synchronous", "journal_mode", "foreign_keys")]
        return {key: row[key] for row in rows if row is not None for key in row.keys()}  # noqa: SIM118

    assert await store.write(pragmas) == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}


async def test_an_address_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("sqlite:///my%20own.db")
    await store.close()
    assert (tmp_path / "my own.db").exists()


@pytest.mark.parametrize("url", ["mysql://root:hunter2@host/db", "svar.db", "sqlite://svar.db", ""])
def test_an_address_that_is_none_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(StoreError, match="a database is named as") as told:
        open_store(url)
    assert "hunter2" not in str(told.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="nowhere"):
        open_store(f"sqlite:///{tmp_path / 'nowhere' / 'svar.db'}")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear Svar, " * 1000)
    with pytest.raises(Broken):
        open_store(f"sqlite:///{tmp_path / 'letter.db'}")


async def test_an_old_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(StoreError, match="too old"):
        open_store(f"sqlite:///{tmp_path / 'svar.db'}")


async def test_an_answer_nobody_waits_for_any_more_disturbs_nobody(samples: Store, gate: Gate) -> None:
    """A loop was closed while its write was on its way."""
    loop = asyncio.new_event_loop()
    task = loop.create_task(samples.write(gate.wait))
    await asyncio.to_thread(loop.run_until_complete, handed_over())
    await gate.reached()
    task.cancel()
    await asyncio.to_thread(loop.run_until_complete, asyncio.sleep(0, loop))
    loop.close()
    gate.open()
    assert await samples.write(put, "a") == "a"


async def test_reading_locks_are_refused_as_elsewhere(samples: Store) -> None:
    with pytest.raises(ReadOnly):
        await samples.read(lambda tx: tx.all("SELECT name FROM samples FOR UPDATE SKIP LOCKED"))


@pytest.mark.parametrize("first", ["", "import numpy; "])
def test_it_loads_no_library_for_types_it_does_not_store(first: str, tmp_path: Path) -> None:
    for name in ("numpy", "pandas"):
        (tmp_path / f"{name}.py").touch()  # as good as installed
    code = f"{first}import sys, storage.sqlite; print('numpy' in sys.modules, 'pandas' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment, cwd=ROOT
    )

    assert done.stdout.split() == [str(bool(first)), "False"]
