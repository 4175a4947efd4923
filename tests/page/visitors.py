"""Somebody before the page: what they see, and what they do with the mouse or with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, expect

from bot.emulator import Emulator

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MOST_STEPS = 150
SEEN_THE_TOUR = "localStorage.setItem('tour-seen', 'yes')"


class Visitor:
    """The page in one browser, and everything that went wrong in it."""

    def __init__(self, page: Page, emulator: Emulator) -> None:
        self.page, self.emulator = page, emulator
        self.troubles: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.main = page.locator("#main")
        self.beside = page.locator("#beside")
        self.box = page.locator("#writing")
        self.dialog = page.locator("dialog[open]").last

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(message.text)

    async def arrive(self, place: str = "") -> None:
        await self.page.goto(f"{self.emulator.url}/{place}")
        await expect(self.page.locator("#main h1")).to_be_visible()

    def message(self, words: str) -> Locator:
        """The newest message in the conversation that says `words`."""
        return self.main.locator("li.message", has_text=words).last

    def tile(self, name: str) -> Locator:
        return self.page.locator(f'[data-key="be/{name}"]')

    def place(self, label: str) -> Locator:
        return self.page.locator(f'#side [data-key="look/{label}"]')

    async def opens(self, label: str) -> None:
        """Look at a conversation."""
        await self.place(label).click()
        await expect(self.main.locator("h1")).to_have_text(label)

    def button(self, label: str, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=label, exact=True)

    async def sees(self, words: str, *, within: Locator | None = None) -> None:
        """Some message says `words`."""
        await expect((within or self.main).locator("li.message", has_text=words).last).to_be_visible()


class Mouse(Visitor):
    """Points and clicks."""

    async def go(self, target: Locator) -> None:
        await target.hover()
        await target.click()

    async def write(self, text: str, box: Locator | None = None) -> None:
        """Into a message box, and send it."""
        field = box or self.box
        await field.click()
        await field.press_sequentially(text)
        await self.button(
            "Send", field.locator("xpath=ancestor::div[@class and contains(@class,'composer')]")
        ).click()

    async def fill(self, label: str, text: str) -> None:
        await self.dialog.get_by_label(label).click()
        await self.page.keyboard.type(text)

    async def choose(self, target: Locator, option: str, *, search: str = "") -> None:
        """From a menu or a list that `target` opens."""
        await self.go(target)
        await self.page.keyboard.type(search)
        await self.page.get_by_role(
            "option" if await self.page.locator(".choices").count() else "menuitem",
            name=re.compile(f"^{re.escape(option)}"),
        ).first.click()


class Keys(Visitor):
    """Never touches the mouse."""

    async def go(self, target: Locator) -> None:
        await self.reach(target)
        await self.page.keyboard.press("Enter")

    async def reach(self, target: Locator) -> None:
        """With Tab alone, as far as it takes."""
        await expect(target).to_be_attached()
        for _ in range(MOST_STEPS):
            if await target.evaluate("(one) => one === document.activeElement"):
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {target}")

    async def write(self, text: str, box: Locator | None = None) -> None:
        """Into a message box, and send it."""
        await self.reach(box or self.box)
        await self.page.keyboard.type(text)
        await self.page.keyboard.press("Enter")

    async def fill(self, label: str, text: str) -> None:
        await self.reach(self.dialog.get_by_label(label))
        await self.page.keyboard.type(text)

    async def choose(self, target: Locator, option: str, *, search: str = "") -> None:
        """From a menu or a list that `target` opens, with the arrow keys."""
        await self.go(target)
        await expect(self.page.locator(".popup")).to_be_visible()
        await self.page.keyboard.type(search)
        for _ in range(MOST_STEPS):
            if await self._is_at(option):
                await self.page.keyboard.press("Enter")
                return
            await self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow keys do not reach {option}")

    async def _is_at(self, option: str) -> bool:
        at = self.page.locator(".popup .current, .popup button:focus")
        await expect(at).to_be_attached()
        return (await at.inner_text()).startswith(option)


HANDS = {"mouse": Mouse, "keyboard": Keys}


@asynccontextmanager
async def visiting(
    browser: Browser,
    emulator: Emulator,
    *,
    hands: Literal["mouse", "keyboard"] = "mouse",
    scheme: Literal["light", "dark"] = "light",
    size: tuple[int, int] = (1360, 860),
    has_seen_the_tour: bool = True,
) -> AsyncIterator[Any]:
    """Open the page; at the end nothing may have gone wrong in it."""
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    if has_seen_the_tour:
        await context.add_init_script(SEEN_THE_TOUR)
    visitor = HANDS[hands](await context.new_page(), emulator)
    await visitor.arrive()
    yield visitor
    assert visitor.troubles == []
    await context.close()
