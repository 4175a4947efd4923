"""What is known: one door to the database, whichever it is."""

from __future__ import annotations

from urllib.parse import unquote

from storage.base import Store, StoreError

_SQLITE = "sqlite:///"


def open_store(url: str) -> Store:
    """Open `sqlite:///beside.db`, `sqlite:////from/the/root.db` or `postgresql://…`.

    The driver is imported only here. Raises `StoreError` with a sentence for an address that is none, and
    for a file that cannot be opened; a server is asked only when something is wanted from it.
    """
    if url.startswith(_SQLITE):
        from storage.sqlite import SqliteStore  # noqa: PLC0415 - a driver is loaded only when asked for

        return SqliteStore(unquote(url.removeprefix(_SQLITE)))
    if url.startswith(("postgresql://", "postgres://")):
        from storage.postgres import PostgresStore  # noqa: PLC0415 - a driver is loaded only when asked for

        return PostgresStore(url)
    # Not the address itself: there may be a password in it.
    raise StoreError("a database is named as sqlite:///svar.db or postgresql://user@host/name")
