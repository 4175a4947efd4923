"""An office on real sockets, and people who act on a real database of either kind."""

from __future__ import annotations

from collections.abc import AsyncIterator

import office_cast
import pytest
from offices import Office, close_office, open_office

from storage.base import Store


@pytest.fixture
async def office(sqlite_url: str) -> AsyncIterator[Office]:
    """An office over Socket Mode on SQLite."""
    office = await open_office("socket", sqlite_url)
    yield office
    await close_office(office)


@pytest.fixture
async def cast(store: Store) -> office_cast.Office:
    """People on a store, without Slack."""
    return office_cast.Office(store, await store.write(office_cast.settle))
