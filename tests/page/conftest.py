"""A real browser before the demo's own stage; without Chromium everything here is skipped, in one line."""

from __future__ import annotations

import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import aiohttp
import pytest
import pytest_asyncio
import structlog
from playwright.async_api import Browser, async_playwright
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from small_company import COMPANY, Clock, Listener, client_of, manifest
from visitors import BROWSERS, Mouse, visiting

from bot import logs
from bot.demo.pages import page_shown
from bot.demo.stages import Stage, open_stage
from bot.emulator import Emulator

MORNING = datetime(2026, 12, 4, 10, 12, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.fixture(autouse=True)
def quiet_logs() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    logs.configure("error")
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser | None]:
    """One browser for the whole run: it takes longer to start than most tests to run."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        yield None
        return
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture
def browser(request: pytest.FixtureRequest, chromium: Browser | None) -> Browser:
    if chromium is None:
        request.applymarker(pytest.mark.skip)  # pytest folds marked skips into one line
        pytest.skip("the page is not tested: Chromium is not installed")
    return chromium


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    """Svar at work at the demo's company, on a Friday morning whose clock stands still."""
    async with open_stage(MORNING) as stage:
        with page_shown(stage):
            yield stage


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(browser: Browser, stage: Stage) -> AsyncIterator[Mouse]:
    """Somebody who has seen the tour already, before the demo as Ann."""
    async with visiting(browser, stage.emulator) as visitor:
        yield visitor


@pytest_asyncio.fixture(loop_scope="session")
async def parrot(browser: Browser) -> AsyncIterator[Listener]:
    """A workspace with a small app in it that does what a test makes it do."""
    emulator = Emulator(COMPANY, manifest(event_subscriptions={"bot_events": []}), clock=Clock())
    await emulator.start()
    async with aiohttp.ClientSession() as session:
        listener = Listener(emulator, session)
        client = client_of(emulator, session)
        handler = AsyncSocketModeHandler(listener.app, emulator.app_token, web_client=client)
        await handler.connect_async()
        yield listener
        await handler.close_async()
    await emulator.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def guest(browser: Browser, parrot: Listener) -> AsyncIterator[Mouse]:
    """Somebody before the workspace of the small app, as Ann."""
    async with visiting(browser, parrot.emulator) as visitor:
        yield visitor
