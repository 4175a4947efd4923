"""What the sweep asks of the database: PostgreSQL, too, reads no table from end to end for it."""

from __future__ import annotations

import re
from contextlib import closing

import psycopg
import pytest

from storage import absences, homes, outbox, people, places, requests, schedules, trail, turns, upkeep
from storage.postgres.transactions import spell
from storage.rows import SOME, among

STATEMENTS = {
    "holders": turns.HOLDERS_TO_REMIND,
    "people": people.LOCK,
    "schedules": schedules.OF_SOME,
    "absences": absences.STRETCHES_OF_SOME,
    "requests": requests.TO_REMIND,
    "acted": trail.LAST_ACTED,
    "turns": turns.TO_REMIND,
    "said": outbox.BY_THE_CLOCK,
    "plan": turns.PLAN,
    "typical": "SELECT typical_minutes, typical_at FROM workspaces WHERE id = :id",
    "places": places.CLAIM,
    "outbox": outbox.CLAIM,
    "reminders": outbox.CLAIM_REMINDERS,
    "homes": homes.CLAIM,
    "backlog": upkeep.DUE,
}
NUMBERS = {"id", "limit", "turns", "reminders", *among(())}


def bound(sql: str) -> dict[str, object]:
    names = re.findall(r":(\w+)", sql)
    return {name: 1 if name in NUMBERS else "2026-06-10T09:00:00.000000Z" for name in names}


def test_postgres_reads_no_table_from_end_to_end(postgres_url: str) -> None:
    with closing(psycopg.connect(postgres_url)) as conn:
        conn.execute("SET enable_seqscan = off")  # empty tables are read so whatever there is
        for name, sql in STATEMENTS.items():
            plan = conn.execute(f"EXPLAIN {spell(sql)}", bound(sql)).fetchall()
            assert not [row[0] for row in plan if "Seq Scan" in row[0]], name


def test_no_more_are_asked_for_at_once_than_there_is_room_for() -> None:
    assert list(among([3, 1]).values())[:3] == [3, 1, None]
    with pytest.raises(ValueError, match="too many"):
        among(range(SOME + 1))
