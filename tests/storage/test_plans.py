"""SQLite's plans: what is done daily looks up what it needs, however much there is."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import storage
from storage.sqlite import SqliteStore
from storage.sqlite.transactions import spell

STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")
# Once in somebody's life with Svar, or in a channel's, or when somebody looks into what is wrong: they may
# take as long as there is much of it.
RARE = {
    *("absences.ERASE", "absences.ERASE_COVER", "drafts.ERASE", "outbox.ERASE_READER", "places.LOSE_OF"),
    *("drafts.OF_PERSON", "places.RENUMBER_CHANNEL", "requests.CONCERNING", "requests.COUNTS"),
    "upkeep.FAILURES",
}
# Read whole, and small: they have few rows, or an index that has only the few that are meant.
SMALL = {
    *(
        "closing_days",
        "due",
        "holidays",
        "items",
        "people_admins",
        "requests_unindexed",
        "weeks",
        "workspaces",
    ),
}
# Pieces that others are made of.
PIECES = {"homes.CHANGED", "outbox._CLAIM", "requests._DUE", "requests._WAITING", "words._THEIRS"}


class Anything(dict[str, Any]):
    """A value for whatever is asked for."""

    def __missing__(self, name: str) -> int:
        return 1


def statements() -> Iterator[tuple[str, str]]:
    """Every statement of storage, as SQLite has it, by its name."""
    for module in pkgutil.iter_modules(storage.__path__):
        if module.ispkg:
            continue
        for name, value in vars(importlib.import_module(f"storage.{module.name}")).items():
            sql = value.get("sqlite") if isinstance(value, dict) else value
            if isinstance(sql, str) and STATEMENT.match(sql):
                yield f"{module.name}.{name}", spell(sql)


async def test_no_daily_statement_reads_a_whole_table(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "svar.db")
    await store.migrate()
    await store.close()
    reading = []
    with closing(sqlite3.connect(tmp_path / "svar.db")) as conn:
        for name, sql in statements():
            if name in RARE | PIECES:
                continue
            plan = conn.execute(f"EXPLAIN QUERY PLAN {sql}", Anything())
            reading += [(name, step) for *_, step in plan if _reads_all(step)]
    assert reading == []


def _reads_all(step: str) -> bool:
    scan = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step)
    if scan is None or "VIRTUAL TABLE" in step or scan[1] == "CONSTANT":
        return False
    return not SMALL & {scan[1], scan[2]}


@pytest.mark.parametrize("name", sorted(RARE | PIECES))
def test_what_is_left_out_is_there(name: str) -> None:
    assert name in dict(statements())
