"""Drafts: words that a person has given but not yet sent; Slack's forms cannot hold long ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from storage.base import Tx
from storage.rows import from_json

ADD = "INSERT INTO drafts (person_id, data, created_at) VALUES (:person_id, :data, :now) RETURNING id"
GET = "SELECT data FROM drafts WHERE id = :id AND person_id = :person_id"
LOCK = f"{GET} FOR UPDATE"
CHANGE = "UPDATE drafts SET data = :data WHERE id = :id"
OF_PERSON = "SELECT data, created_at FROM drafts WHERE person_id = :person_id ORDER BY id"
ERASE = "DELETE FROM drafts WHERE person_id = :person_id"
FORGET = """
DELETE FROM drafts WHERE id IN (
    SELECT id FROM drafts WHERE created_at < :before ORDER BY created_at LIMIT :limit
)
"""


def add(tx: Tx, person_id: int, data: Mapping[str, Any], *, now: datetime) -> int:
    """Keep a draft; its id."""
    return int(tx.all(ADD, person_id=person_id, data=dict(data), now=now)[0]["id"])


def get(tx: Tx, draft_id: int, person_id: int) -> dict[str, Any] | None:
    """Somebody's own draft; none if it is another's or no longer kept."""
    row = tx.one(GET, id=draft_id, person_id=person_id)
    return from_json(row["data"]) if row else None


def lock(tx: Tx, draft_id: int, person_id: int) -> dict[str, Any] | None:
    """The same, kept from changing under us until the transaction ends."""
    row = tx.one(LOCK, id=draft_id, person_id=person_id)
    return from_json(row["data"]) if row else None


def change(tx: Tx, draft_id: int, data: Mapping[str, Any]) -> None:
    """Keep something else under a draft's id."""
    tx.run(CHANGE, id=draft_id, data=dict(data))


def of_person(tx: Tx, person_id: int) -> list[dict[str, Any]]:
    """All that somebody has given and not yet sent, each with the instant of it under `created_at`."""
    rows = tx.all(OF_PERSON, person_id=person_id)
    return [{**from_json(row["data"]), "created_at": row["created_at"]} for row in rows]


def erase(tx: Tx, person_id: int) -> None:
    """Forget all of somebody's drafts."""
    tx.run(ERASE, person_id=person_id)


def forget(tx: Tx, *, before: datetime, limit: int) -> int:
    """Forget up to `limit` drafts older than `before`; how many were forgotten."""
    return tx.run(FORGET, before=before, limit=limit)
