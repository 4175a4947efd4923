"""What every store promises: transactions as plain functions, and how they can fail.

A function handed to a store gets a `Tx` and touches nothing else: it may be run again when the
transaction it was in could not be kept, and whatever its last run did is what counts.

The SQL is the part that SQLite and PostgreSQL share: named parameters (`:name`), explicit columns in
lower case, no `::cast`. `FOR UPDATE` and `FOR UPDATE SKIP LOCKED` may be written where PostgreSQL needs
them; SQLite has one writer and drops them. Instants, enums, bools, lists and dicts may be passed as they
are; they are stored as `storage.rows` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar

T = TypeVar("T")
P = ParamSpec("P")

Row = Mapping[str, Any]
"""One row by column name. Only `row["name"]`, `row.keys()` and `dict(row)` are the same on both databases."""


class StoreError(Exception):
    """The database would not do it; the sentence says what, and nothing of it was kept.

    `retry_after`: how long to wait before the same may work; none means that trying again is pointless.
    """

    retry_after: timedelta | None = None


class Conflict(StoreError):
    """A row with that unique key is there already.

    The transaction can only be left: to go on instead, write `ON CONFLICT DO NOTHING`.
    """


class Missing(StoreError):
    """A row that must be there is not."""


class ReadOnly(StoreError):
    """A read tried to write or to lock, or the file may not be written."""


class Busy(StoreError):
    """Somebody else held the lock, or the queue was full, for longer than a store waits."""

    retry_after = timedelta(seconds=1)


class Full(StoreError):
    """The disk is full."""

    retry_after = timedelta(minutes=1)


class Unreachable(StoreError):
    """The file or the server cannot be reached, or not at this moment."""

    retry_after = timedelta(seconds=5)


class Uncertain(Unreachable):
    """The connection was lost while committing: it may have been kept, and only asking again can tell."""


class Broken(StoreError):
    """The database is damaged, or is not the one that this program knows."""


class Closed(StoreError):
    """The store was closed."""


class Tx(Protocol):
    """One transaction. It ends with the function it was handed to.

    Once a statement has failed, the transaction can only be left: every later statement raises, and a
    function that returns all the same is treated as if it had raised. `database` is for full text alone,
    the one thing that has no common spelling.
    """

    @property
    def database(self) -> Literal["sqlite", "postgres"]:
        """Which of the two it is."""
        ...

    def run(self, sql: str, /, **values: object) -> int:
        """Run one INSERT, UPDATE or DELETE (or DDL) and say how many rows it touched."""
        ...

    def one(self, sql: str, /, **values: object) -> Row | None:
        """Return the first row of a SELECT or RETURNING, or none."""
        ...

    def all(self, sql: str, /, **values: object) -> list[Row]:
        """Return every row of a SELECT or RETURNING; RETURNING comes in no particular order."""
        ...

    def tuples(self, sql: str, /, **values: object) -> list[tuple[Any, ...]]:
        """Return every row of a SELECT as the values of its columns, in order: for hundreds of thousands."""
        ...


class Store(Protocol):
    """A database. What a function raises reaches its caller unchanged, and then nothing of it was kept."""

    @property
    def is_shared(self) -> bool:
        """Whether several processes may serve people from it at the same time."""
        ...

    async def write(self, fn: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `fn(tx, *args, **kwargs)` in one transaction; it is durable when this returns.

        A caller that is cancelled leaves it open whether the transaction happened.
        """
        ...

    async def write_later(
        self, fn: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do as `write` does, but let what people wait for go first. For claims, purges, refreshes.

        It is never starved. While it runs others may wait for it, so long work comes in small chunks.
        """
        ...

    async def read(self, fn: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `fn(tx, *args, **kwargs)` on one consistent snapshot, beside any write.

        It sees every write that had returned before. Raises `ReadOnly` when it writes or locks.
        """
        ...

    async def migrate(self) -> list[str]:
        """Bring the tables to the newest shape and return the names of the migrations applied now.

        Each is a transaction of its own; running twice, or in two processes at once, is harmless.
        """
        ...

    async def close(self) -> None:
        """Finish what was accepted, refuse the rest with `Closed`, and let go of every thread and file."""
        ...
