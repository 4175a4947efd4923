"""The server: how a connection is set up, and how the tables are migrated."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.types.numeric import Int8Dumper

from storage.migrations import POSTGRES, Migration, migrations
from storage.postgres.transactions import told
from storage.rows import stamp

MIGRATION_LOCK = 0x53766172
"""Held while migrating, so that two replicas may start at once; the number spells the name."""

MIGRATION_PATIENCE = "60s"
PREPARED_KEPT = 500

CONNECTION: dict[str, Any] = {
    "fallback_application_name": "svar",
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
"""How a connection is made, so that a server that is gone is noticed."""

COMMIT_DURABLY = """
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
"""

# Each is a limit after which something is wrong; a flow takes milliseconds.
LIMITS = {
    "lock_timeout": "2s",  # less than Slack waits for us: whoever asked hears that it was not kept
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
}


def prepare_session(conn: psycopg.Connection[Any]) -> None:
    """Set the limits, and insist on durable commits where the server does not."""
    conn.prepare_threshold = 0
    conn.prepared_max = PREPARED_KEPT
    conn.adapters.register_dumper(int, Int8Dumper)  # or each size of number would prepare the statement anew
    conn.adapters.register_loader("numeric", _NumberLoader)
    conn.autocommit = True
    for name, value in LIMITS.items():
        conn.execute("SELECT set_config(%s, %s, false)", (name, value))
    conn.execute(COMMIT_DURABLY)
    conn.autocommit = False


def migrate(url: str) -> list[str]:
    """Apply what is pending, each in a transaction of its own, and return the names."""
    try:
        with closing(psycopg.connect(url, **CONNECTION, autocommit=True)) as conn:
            conn.execute("SELECT set_config('lock_timeout', %s, false)", (MIGRATION_PATIENCE,))
            conn.execute("SELECT pg_advisory_lock(%s)", (MIGRATION_LOCK,))
            conn.execute(
                "CREATE TABLE IF NOT EXISTS svar_migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)"
            )
            done = {name for (name,) in conn.execute("SELECT name FROM svar_migrations")}
            pending = [migration for migration in migrations() if migration.name not in done]
            for migration in pending:
                _apply(conn, migration)
    except psycopg.Error as error:
        raise told(error) from error
    return [migration.name for migration in pending]


def _apply(conn: psycopg.Connection[Any], migration: Migration) -> None:
    with conn.transaction():
        for statement in migration.spelled(POSTGRES):
            conn.execute(statement)
        conn.execute(
            "INSERT INTO svar_migrations (name, applied_at) VALUES (%s, %s)",
            (migration.name, stamp(datetime.now(UTC))),
        )


class _NumberLoader(Loader):
    """Reads the sum of whole numbers as one, as SQLite does, and not as a Decimal."""

    def load(self, data: Buffer) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)
