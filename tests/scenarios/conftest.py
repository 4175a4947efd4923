"""Offices in which Svar works, on every transport and database it knows."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from offices import Office, OpenOffice, close_office, open_office

from bot import logs


@pytest.fixture(autouse=True)
def logged() -> Iterator[StringIO]:
    """All that Svar and its libraries log, as an operator would find it."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = StringIO()
    logs.configure("debug", readable=False, stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
async def opened(logged: StringIO) -> AsyncIterator[OpenOffice]:
    """Opens offices, and closes them when the test is over."""
    running: list[Office] = []

    async def begin(transport: str, url: str, **options: Any) -> Office:
        office = await open_office(transport, url, **options)
        running.append(office)
        return office

    yield begin
    for office in running:
        await close_office(office)


@pytest.fixture
def open_one(sqlite_url: str, opened: OpenOffice) -> OpenOffice:
    """Opens an office over HTTP and on SQLite, with wishes."""

    async def begin(transport: str = "http", **options: Any) -> Office:
        return await opened(transport, sqlite_url, **options)

    return begin


@pytest.fixture
async def office(open_one: OpenOffice) -> Office:
    """An office over HTTP and on SQLite."""
    return await open_one()


@pytest.fixture(params=["socket", "http"])
async def either_way(request: pytest.FixtureRequest, open_one: OpenOffice) -> Office:
    """An office on SQLite, over sockets and over HTTP in turn."""
    return await open_one(request.param)


@pytest.fixture(params=["socket", "http"])
async def everywhere(request: pytest.FixtureRequest, database_url: str, opened: OpenOffice) -> Office:
    """An office on each transport with each database."""
    return await opened(request.param, database_url)
