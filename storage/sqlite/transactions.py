"""One transaction of SQLite: the shared SQL as SQLite spells it, and its errors as a store tells them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from functools import cache
from typing import Any, Final, NoReturn

from storage.base import Broken, Busy, Conflict, Full, ReadOnly, Row, StoreError, Unreachable
from storage.rows import adapt

_LOCKS = re.compile(r"\bFOR\s+UPDATE(\s+SKIP\s+LOCKED)?\b", re.IGNORECASE)
_NOT_TO_BE_STORED = (sqlite3.Error, UnicodeError, OverflowError)


class SqliteTx:
    """`Tx` on one connection, for as long as one function runs."""

    __slots__ = ("_execute", "_failure", "_spell")
    database: Final = "sqlite"

    def __init__(self, execute: Callable[..., sqlite3.Cursor], spell: Callable[[str], str]) -> None:
        self._execute = execute
        self._spell = spell
        self._failure: StoreError | None = None

    def run(self, sql: str, /, **values: object) -> int:
        """See `Tx.run`."""
        try:
            return self._execute(self._spell(sql), adapt(values)).rowcount
        except _NOT_TO_BE_STORED as error:
            raise self._failed(error) from error

    def one(self, sql: str, /, **values: object) -> Row | None:
        """See `Tx.one`."""
        try:
            row: Row | None = self._execute(self._spell(sql), adapt(values)).fetchone()
        except _NOT_TO_BE_STORED as error:
            raise self._failed(error) from error
        return row

    def all(self, sql: str, /, **values: object) -> list[Row]:
        """See `Tx.all`."""
        try:
            return self._execute(self._spell(sql), adapt(values)).fetchall()
        except _NOT_TO_BE_STORED as error:
            raise self._failed(error) from error

    def tuples(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        """See `Tx.tuples`."""
        try:
            cursor = self._execute(self._spell(sql), adapt(values))
            cursor.row_factory = None
            return cursor.fetchall()
        except _NOT_TO_BE_STORED as error:
            raise self._failed(error) from error

    def end(self) -> None:
        """Refuse every later statement; raise what failed, if its function went on all the same."""
        self._execute = _refuse
        if self._failure is not None:
            raise self._failure

    def _failed(self, error: Exception) -> StoreError:
        self._execute = _refuse
        self._failure = self._failure or _as_store_error(error)
        return self._failure


def _refuse(*_: object) -> NoReturn:
    raise sqlite3.ProgrammingError("the transaction is over")


@cache
def spell(sql: str) -> str:
    """Drop the lock clauses: there is one writer."""
    return _LOCKS.sub("", sql)


@cache
def spell_reading(sql: str) -> str:
    """Take a statement as it is. Raises `ReadOnly` for a lock, as PostgreSQL would."""
    if _LOCKS.search(sql):
        raise ReadOnly("a read cannot lock rows")
    return sql


def told(error: BaseException) -> BaseException:
    """Say as a `StoreError` what the driver raised; everything else stays what it is."""
    return _as_store_error(error) if isinstance(error, _NOT_TO_BE_STORED) else error


def _as_store_error(error: Exception) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0)
    kind = _UNIQUE.get(code) or _KINDS.get(code & 0xFF, StoreError)
    return kind(f"SQLite: {error}")


_UNIQUE: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: Conflict,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: Conflict,
    sqlite3.SQLITE_CONSTRAINT_ROWID: Conflict,
}
_KINDS: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_FULL: Full,
    sqlite3.SQLITE_IOERR: Unreachable,
    sqlite3.SQLITE_CANTOPEN: Unreachable,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_CORRUPT: Broken,
    sqlite3.SQLITE_NOTADB: Broken,
}
