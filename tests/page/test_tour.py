"""The guided tour: it begins by itself, goes on when one has done what it says, and can be had again."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect
from visitors import Mouse, visiting

from bot.demo.stages import Stage
from bot.demo.tours import TOUR

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_whoever_does_what_it_says_gets_to_its_end(browser: Browser, stage: Stage) -> None:
    async with visiting(browser, stage.emulator, has_seen_the_tour=False) as visitor:
        await walk(visitor)
        await visitor.page.reload()
        await expect(visitor.box).to_be_visible()
        await expect(visitor.page.locator("#tour")).to_be_hidden()
        await visitor.button("Tour").click()
        await at_step(visitor, 0)


async def walk(visitor: Mouse) -> None:
    tour = visitor.page.locator("#tour")
    await at_step(visitor, 0)
    await visitor.button("Next", tour).click()
    await at_step(visitor, 1)
    await write_as_told(visitor)
    await at_step(visitor, 2)
    await visitor.tile("maja").click()
    await at_step(visitor, 3)
    await visitor.button("Yes", visitor.message("Ann asks you")).click()
    await at_step(visitor, 4)
    card = visitor.message("Ann asks you")
    await card.hover()
    await visitor.button("Reply in thread", card).click()
    await visitor.write("The new one, 21 %.", visitor.page.locator("#replying"))
    await at_step(visitor, 5)
    await visitor.tile("ann").click()
    await at_step(visitor, 6)
    await visitor.message("You asked Maja").locator(".thread-line").click()
    answered = visitor.beside.locator("li.message", has_text="Maja answers").last
    await visitor.button("Yes", answered).click()
    await at_step(visitor, 7)
    await visitor.page.get_by_role("tab", name="Home").click()
    for step in (8, 9):
        await at_step(visitor, step)
        await write_as_told(visitor)
    await at_step(visitor, 10)
    await visitor.button("Next working morning").click()
    await at_step(visitor, 11)
    await visitor.tile("maja").click()
    await at_step(visitor, 12)
    await write_as_told(visitor)
    await at_step(visitor, 13)
    await visitor.button("Done", tour).click()
    await expect(tour).to_be_hidden()


async def write_as_told(visitor: Mouse) -> None:
    """Let the tour put its words into the message box, and send them."""
    words = visitor.page.locator("#tour .typed")
    told = await words.locator("code").inner_text()
    await words.click()
    await expect(visitor.box).to_have_value(told)
    await visitor.box.press("Enter")


async def at_step(visitor: Mouse, number: int) -> None:
    await expect(visitor.page.locator("#tour h2")).to_have_text(TOUR[number]["title"])


async def test_it_can_be_skipped_and_stays_away(browser: Browser, stage: Stage) -> None:
    async with visiting(browser, stage.emulator, has_seen_the_tour=False) as visitor:
        await visitor.button("Skip the tour").click()
        await expect(visitor.page.locator("#tour")).to_be_hidden()
        await visitor.page.reload()
        await expect(visitor.box).to_be_visible()
        await expect(visitor.page.locator("#tour")).to_be_hidden()
