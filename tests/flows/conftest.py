"""An office on a real database, once of either kind."""

from __future__ import annotations

import pytest
from office_cast import Office, settle

from storage.base import Store


@pytest.fixture
async def office(store: Store) -> Office:
    return Office(store, await store.write(settle))
