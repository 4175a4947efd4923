"""Stages for what is delivered, on either database, and each way that Slack may behave."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot import app
from tests.delivery.stages import OpenStage, Parked, Stage, close_stage, open_stage

PATIENT, HASTY = 30.0, 0.5


@pytest.fixture
def call_seconds() -> float:
    """How long Slack may take: longer than a busy machine does; a call given up is made again later.

    Where Slack does not answer at all, a module says how soon that is found out.
    """
    return PATIENT


@pytest.fixture
async def opened(monkeypatch: pytest.MonkeyPatch, call_seconds: float) -> AsyncIterator[OpenStage]:
    """Opens stages on a database, and closes them when the test is over."""
    monkeypatch.setattr(app, "Ticker", Parked)
    monkeypatch.setattr(app, "CALL_SECONDS", call_seconds)
    running: list[Stage] = []

    async def begin(url: str, **options: Any) -> Stage:
        running.append(await open_stage(url, **options))
        return running[-1]

    yield begin
    for stage in running:
        await close_stage(stage)


@pytest.fixture
async def stage(opened: OpenStage, database_url: str) -> Stage:
    """A stage on each database."""
    return await opened(database_url)


@pytest.fixture
async def simple(opened: OpenStage, sqlite_url: str) -> Stage:
    """A stage on SQLite, for what no database has a say in."""
    return await opened(sqlite_url)
