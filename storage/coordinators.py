"""Coordinators: who may say that a colleague is away."""

from __future__ import annotations

from datetime import datetime

from storage.base import Tx
from storage.people import COLUMNS
from storage.records import Person
from storage.rows import record

ADD = """
INSERT INTO coordinators (person_id, by_id, since_at) VALUES (:person_id, :by_id, :now)
ON CONFLICT (person_id) DO NOTHING
"""
REMOVE = "DELETE FROM coordinators WHERE person_id = :person_id"
IS_ONE = "SELECT 1 AS yes FROM coordinators WHERE person_id = :person_id"
ALL = f"""
SELECT {COLUMNS} FROM people
WHERE workspace_id = :workspace_id AND id IN (SELECT person_id FROM coordinators) ORDER BY name, id
"""


def add(tx: Tx, person_id: int, by_id: int, *, now: datetime) -> None:
    """Somebody is one from now on, named by `by_id`; whoever is one already stays one."""
    tx.run(ADD, person_id=person_id, by_id=by_id, now=now)


def remove(tx: Tx, person_id: int) -> None:
    """Somebody is one no longer."""
    tx.run(REMOVE, person_id=person_id)


def is_one(tx: Tx, person_id: int) -> bool:
    return tx.one(IS_ONE, person_id=person_id) is not None


def of_workspace(tx: Tx, workspace_id: int) -> list[Person]:
    """All of them, by name."""
    return [record(Person, row) for row in tx.all(ALL, workspace_id=workspace_id)]
