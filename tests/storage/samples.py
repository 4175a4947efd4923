"""The table on which stores are tried, and the little functions that run on it."""

from __future__ import annotations

from storage.base import Tx

PUT = "INSERT INTO samples (name, amount) VALUES (:name, :amount)"
COUNT = "SELECT count(*) AS n FROM samples"


def make_samples(tx: Tx) -> None:
    tx.run(
        """
        CREATE TABLE samples (
            name TEXT PRIMARY KEY, amount BIGINT, at TEXT, data TEXT, lease TEXT, CHECK (amount < 1000000)
        )
        """
    )


def put(tx: Tx, name: str, amount: int = 0) -> str:
    tx.run(PUT, name=name, amount=amount)
    return name


def amount_of(tx: Tx, name: str) -> int | None:
    row = tx.one("SELECT amount FROM samples WHERE name = :name", name=name)
    return None if row is None else row["amount"]


def count(tx: Tx) -> int:
    row = tx.one(COUNT)
    assert row is not None
    return int(row["n"])


def names(tx: Tx) -> list[str]:
    return [row["name"] for row in tx.all("SELECT name FROM samples ORDER BY name")]
