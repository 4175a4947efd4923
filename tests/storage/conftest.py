"""A table to try things on."""

from __future__ import annotations

import pytest
from gates import Gate

from storage.base import Store, Tx


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
async def samples(store: Store) -> Store:
    """A store with a table for trying things."""
    await store.write(make_samples)
    return store


def make_samples(tx: Tx) -> None:
    tx.run(
        """
        CREATE TABLE samples (
            name TEXT PRIMARY KEY, amount BIGINT, at TEXT, data TEXT, lease TEXT, CHECK (amount < 1000000)
        )
        """
    )
