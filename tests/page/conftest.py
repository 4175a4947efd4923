"""A real browser before the demo's own stage; without Chromium everything here is skipped, in one line."""

from __future__ import annotations

import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import structlog
from playwright.async_api import Browser, async_playwright
from visitors import Visitor, visiting

from bot import logs
from bot.demo.stages import Stage, open_stage
from bot.demo.timekeeping import at_work, timekeeper
from bot.demo.tours import TOUR

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MORNING = datetime(2026, 12, 4, 10, 12, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.fixture(autouse=True)
def quiet_logs() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    logs.configure("error")
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
async def browser(request: pytest.FixtureRequest) -> AsyncIterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        request.applymarker(pytest.mark.skip)  # pytest folds marked skips into one line
        pytest.skip("the page is not tested: Chromium is not installed")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    """Svar at work at the demo's company, on a Friday morning whose clock stands still."""
    async with open_stage(MORNING) as stage:
        clock = stage.clock
        stage.emulator.page.show(
            timekeeper=timekeeper(stage), tour=TOUR, at_work=lambda: at_work(clock.now())
        )
        yield stage


@pytest.fixture
async def visitor(browser: Browser, stage: Stage) -> AsyncIterator[Visitor]:
    """Somebody who has seen the tour already, as Ann."""
    async with visiting(browser, stage.emulator) as visitor:
        yield visitor
