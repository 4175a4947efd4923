"""The two pictures of README, taken from the real page: `make screenshots`."""

from __future__ import annotations

import asyncio
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from playwright.async_api import Browser, async_playwright, expect

from bot import logs
from bot.demo.pages import page_shown
from bot.demo.stages import Stage, open_stage
from tests.page.visitors import BROWSERS, Mouse, visiting

DOCS = Path(__file__).parents[2] / "docs"
FRIDAY = datetime(2026, 12, 4, 15, 40, tzinfo=ZoneInfo("Europe/Oslo"))
QUESTIONS = (
    "@Maja Which rate applies to the Oslo contract? by monday 14:00",
    "@Cleo Which voltage do the lamps for Ginza need?",
    "@Ben Can you sign the lease for the shop in Bergen? by tuesday",
)


async def main() -> int:
    logs.configure("error")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        print("Chromium is not installed, so there is nothing to take pictures with.", file=sys.stderr)
        return 1
    DOCS.mkdir(exist_ok=True)
    async with async_playwright() as playwright, open_stage(FRIDAY) as stage:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        await ask(stage)
        with page_shown(stage):
            await picture(browser, stage, "answering", scheme="light")
            await picture(browser, stage, "meanwhile", scheme="dark")
        await browser.close()
    return 0


async def ask(stage: Stage) -> None:
    """Ann asks three colleagues before the weekend."""
    for question in QUESTIONS:
        await stage.emulator.command("ann", "/request", question)
        await stage.settle()


async def picture(browser: Browser, stage: Stage, name: str, *, scheme: Literal["light", "dark"]) -> None:
    async with visiting(browser, stage.emulator, scheme=scheme, size=(1280, 780)) as visitor:
        await SCENES[name](visitor)
        await expect(visitor.page.locator("#people [aria-pressed=true] .badge")).to_have_count(0)
        await visitor.page.mouse.move(0, 0)
        await visitor.page.screenshot(path=DOCS / f"{name}.png")


async def answering(visitor: Mouse) -> None:
    """Maja has answered in the thread of the card."""
    await expect(visitor.tile("ann").locator(".badge")).to_have_count(0)
    await visitor.tile("maja").click()
    card = visitor.message("Ann asks you")
    await visitor.button("Yes", card).click()
    await expect(card).to_contain_text("You said")
    await card.hover()
    await visitor.button("Reply in thread", card).click()
    await visitor.write("The new one, 21 %, from 1 December.", visitor.page.locator("#replying"))
    await visitor.sees("I took that as your answer", within=visitor.beside)


async def meanwhile(visitor: Mouse) -> None:
    """The weekend has gone by, and Cleo has heard in her own morning."""
    await visitor.button("Monday 08:00").click()
    strip = visitor.page.locator("#strip")
    await strip.locator(".happening", has_text="Svar → Cleo").click()
    await visitor.sees("Ann asks you")


SCENES = {"answering": answering, "meanwhile": meanwhile}

if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
