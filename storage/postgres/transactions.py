"""One transaction of PostgreSQL: the shared SQL in psycopg's spelling, its errors as a store tells them."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any, Final, NoReturn

import psycopg
from psycopg import errors
from psycopg.rows import dict_row

from storage.base import (
    Broken,
    Busy,
    Conflict,
    Full,
    ReadOnly,
    Row,
    StoreError,
    T,
    Tx,
    Uncertain,
    Unreachable,
)
from storage.rows import adapt

_NOT_TO_BE_STORED = (psycopg.Error, UnicodeError, OverflowError)
_PIECES = re.compile(
    r"""
    '(?:[^']|'')*' | "[^"]*" | --[^\n]* | /\*.*?\*/   # a colon in text, names and comments means nothing
    | :: | :(?P<name>[a-z_]\w*) | %
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


class Collision(Busy):
    """Two transactions stood in each other's way, and this one was taken back: it may simply run again."""


class PostgresTx:
    """`Tx` on one connection, for as long as one function runs.

    `failure` is the first thing that the database would not do.
    """

    __slots__ = ("_conn", "_cursor", "_execute", "failure")
    database: Final = "postgres"

    def __init__(self, conn: psycopg.Connection[Any]) -> None:
        self._conn = conn
        self._cursor = conn.cursor(row_factory=dict_row)
        self._execute: Callable[..., object] = self._cursor.execute
        self.failure: StoreError | None = None

    def run(self, sql: str, /, **values: object) -> int:
        """See `Tx.run`."""
        self._do(sql, values)
        return self._cursor.rowcount

    def one(self, sql: str, /, **values: object) -> Row | None:
        """See `Tx.one`."""
        self._do(sql, values)
        return self._cursor.fetchone()

    def all(self, sql: str, /, **values: object) -> list[Row]:
        """See `Tx.all`."""
        self._do(sql, values)
        return list(self._cursor.fetchall())

    def tuples(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        """See `Tx.tuples`."""
        self._do(sql, values)
        return [tuple(row.values()) for row in self._cursor]

    def keep(self, work: Callable[[Tx], T]) -> T:
        """Run `work` and commit. Whatever is raised, nothing was kept (but see `Uncertain`)."""
        try:
            result = work(self)
            self._end()
        except StopIteration as error:  # which a future refuses to carry
            self._roll_back()
            raise RuntimeError("a transaction's function raised StopIteration") from error
        except BaseException:
            self._roll_back()
            raise
        self._commit()
        return result

    def _do(self, sql: str, values: dict[str, Any]) -> None:
        try:
            self._execute(spell(sql), adapt(values), prepare=True)
        except _NOT_TO_BE_STORED as error:
            raise self._failed(error, Unreachable) from error

    def _failed(self, error: Exception, when_lost: type[StoreError]) -> StoreError:
        self._execute = _refuse
        if self.failure is None:
            kind = when_lost if self._conn.broken else _kind(error)
            self.failure = kind(f"PostgreSQL: {error}")
        return self.failure

    def _end(self) -> None:
        self._execute = _refuse
        if self.failure is not None:  # its function went on all the same
            raise self.failure

    def _roll_back(self) -> None:
        self._execute = _refuse
        with suppress(psycopg.Error):  # a connection that cannot even do this is thrown away by the pool
            self._conn.rollback()

    def _commit(self) -> None:
        try:
            self._conn.commit()
        except psycopg.Error as error:
            raise self._failed(error, Uncertain) from error


def _refuse(*_: object, **__: object) -> NoReturn:
    raise psycopg.ProgrammingError("the transaction is over")


@cache
def spell(sql: str) -> str:
    """Spell `:name` as psycopg does."""
    return _PIECES.sub(
        lambda found: f"%({found['name']})s" if found["name"] else found[0].replace("%", "%%"), sql
    )


def told(error: psycopg.Error) -> StoreError:
    """Say as a `StoreError` what the driver raised."""
    return _kind(error)(f"PostgreSQL: {error}")


def _kind(error: Exception) -> type[StoreError]:
    for theirs, ours in _KINDS:
        if isinstance(error, theirs):
            return ours
    return StoreError


_KINDS: tuple[tuple[type[Exception], type[StoreError]], ...] = (
    (errors.UniqueViolation, Conflict),
    (errors.SerializationFailure, Collision),
    (errors.DeadlockDetected, Collision),
    (errors.ReadOnlySqlTransaction, ReadOnly),
    (errors.LockNotAvailable, Busy),
    (errors.QueryCanceled, Busy),
    (errors.TooManyConnections, Busy),
    (errors.DiskFull, Full),
    (errors.DataCorrupted, Broken),
    (errors.IndexCorrupted, Broken),
    (psycopg.OperationalError, Unreachable),
)
