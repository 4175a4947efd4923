"""The file: how it is made, opened, locked and migrated."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

from storage.base import Broken, StoreError, Unreachable
from storage.migrations import SQLITE, Migration, migrations
from storage.sqlite.library import Database, Migrations
from storage.sqlite.transactions import told

OLDEST_SQLITE = (3, 37, 0)  # for strict tables; RETURNING came with 3.35

LOCK_PATIENCE_SECONDS = 2.0
"""How long a write waits for another process's lock, from when it was handed in: less than Slack waits for
us, so that whoever asked for something hears that it was not kept."""

MIGRATION_PATIENCE_SECONDS = 60.0

LOCK_SLICE_SECONDS = 0.25
LOCK_PAUSE_SECONDS = 0.01
STATEMENTS_KEPT = 512
WAL_KEPT_BYTES = 64 * 2**20
OWNER_ONLY = 0o600

_WRITING = (
    "PRAGMA synchronous = FULL",  # a commit is on the disk when it returns, as a person was told
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",  # what a savepoint would take back is not written to a file
    f"PRAGMA journal_size_limit = {WAL_KEPT_BYTES}",
)


def open_writer(path: Path, patience: float) -> Database:
    """Open the file to write, and make it (for its owner alone) where there is none.

    Raises `StoreError` with a sentence.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old: Svar needs 3.37 or newer")
    _make(path)
    db = _connected(path, "rw")
    try:
        _patiently(lambda: _use_write_ahead_log(db.conn), monotonic() + patience)
        for pragma in _WRITING:
            db.conn.execute(pragma)
    except (sqlite3.Error, StoreError) as error:
        db.close()
        raise told(error) from error
    return db


def open_reader(path: Path) -> Database:
    """Open a file that the writer has open to read it. Raises `StoreError` with a sentence."""
    db = _connected(path, "ro")
    db.conn.execute("PRAGMA query_only = ON")
    return db


def begin_writing(conn: sqlite3.Connection, until: float) -> None:
    """Take the write lock, waiting until that moment of `monotonic` while another process holds it."""
    _patiently(lambda: conn.execute("BEGIN IMMEDIATE"), until)


def migrate(path: Path, patience: float) -> list[str]:
    """Apply what is pending, each in a transaction of its own, and return the names.

    Foreign keys are checked at the end of each and not on the way, so that a table can be rebuilt.
    """
    steps = _steps()
    with closing(_connected(path, "rw")) as db:
        try:
            applied = []
            while steps.pending(db):
                applied += _apply_next(db, steps, monotonic() + patience)
        except sqlite3.Error as error:
            raise told(error) from error
        return applied


def _apply_next(db: Database, steps: Migrations, until: float) -> list[str]:
    begin_writing(db.conn, until)
    try:
        pending = [step.name for step in steps.pending(db)]  # another process may have been faster
        if pending:
            steps.apply(db, stop_before=pending[1:])
        _check_references(db)
        db.conn.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise
    return pending[:1]


def _check_references(db: Database) -> None:
    if (broken := db.conn.execute("PRAGMA foreign_key_check").fetchone()) is not None:
        raise Broken(f"a row of {broken[0]} would be without the row of {broken[2]} that it names")


def _steps() -> Migrations:
    steps = Migrations("svar")
    for migration in migrations():
        _register(steps, migration)
    return steps


def _register(steps: Migrations, migration: Migration) -> None:
    @steps(name=migration.name)
    def apply(db: Database) -> None:
        for statement in migration.spelled(SQLITE):
            db.conn.execute(statement)


def _make(path: Path) -> None:
    try:
        path.touch(mode=OWNER_ONLY)  # the log beside it gets the same mode from SQLite
    except OSError as error:
        raise Unreachable(f"cannot open {path}: {error.strerror}") from error


def _connected(path: Path, mode: str) -> Database:
    try:
        conn = sqlite3.connect(
            f"{path.as_uri()}?mode={mode}",
            uri=True,
            timeout=LOCK_SLICE_SECONDS,
            isolation_level=None,  # we say BEGIN ourselves: Python's own would be a deferred one
            cached_statements=STATEMENTS_KEPT,
            check_same_thread=False,  # opened where errors can be told, used by one thread
        )
    except sqlite3.Error as error:
        raise told(error) from error
    conn.row_factory = sqlite3.Row
    return Database(conn, recursive_triggers=False, execute_plugins=False)


def _use_write_ahead_log(conn: sqlite3.Connection) -> None:
    (mode,) = conn.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise StoreError(f"SQLite keeps no write-ahead log there (but {mode}): use a local disk")


def _patiently(attempt: Callable[[], object], until: float) -> None:
    while True:
        try:
            attempt()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() >= until:
                raise
            sleep(LOCK_PAUSE_SECONDS)  # SQLite itself waits before most refusals, but not before all
        else:
            return
