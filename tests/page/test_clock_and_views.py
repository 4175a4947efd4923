"""The clock that can be moved, what happened meanwhile, and what went between workspace and app."""

from __future__ import annotations

import pytest
from playwright.async_api import expect
from visitors import Mouse

from bot.demo.stages import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_moving_the_clock_sends_what_falls_due_and_says_whom_it_reached(visitor: Mouse) -> None:
    await visitor.write("/request @Cleo Which voltage do the lamps for Ginza need?")
    await visitor.sees("You asked Cleo")
    await visitor.button("Monday 08:00").click()

    strip = visitor.page.locator("#strip")
    await expect(strip).to_contain_text("Since Fri 4 Dec 10:12. 1 message reached Cleo.")
    happening = strip.locator(".happening", has_text="Ann asks you")
    await expect(happening).to_contain_text("Svar → Cleo")
    await expect(happening).to_contain_text("Mon 09:00 Tokyo")
    await expect(visitor.page.locator("#bar .now")).to_contain_text("Mon 7 Dec")
    await expect(visitor.page.locator("#bar .now")).to_contain_text("08:00")
    await expect(visitor.tile("cleo").locator(".badge")).to_contain_text("1")
    await expect(visitor.main.locator(".day").first).to_contain_text("Friday 4 December")

    await happening.click()
    await expect(visitor.tile("cleo")).to_have_attribute("aria-pressed", "true")
    await visitor.sees("Ann asks you")


async def test_any_day_can_be_gone_to_and_none_that_has_gone_by(visitor: Mouse, stage: Stage) -> None:
    async def go(day: str, time: str) -> None:
        await visitor.button("Other…").click()
        await visitor.page.get_by_label("Day").fill(day)
        await visitor.page.get_by_label("Time").fill(time)
        await visitor.button("Move the clock").click()

    await go("2026-12-08", "09:30")
    await expect(visitor.page.locator("#bar .now")).to_contain_text("Tue 8 Dec")
    assert stage.clock.now().isoformat() == "2026-12-08T08:30:00+00:00"
    await go("2027-12-08", "09:30")
    await expect(visitor.page.locator("#notices")).to_contain_text("a month at a time is the most")
    await visitor.button("Next working morning").click()
    await expect(visitor.page.locator("#bar .now")).to_contain_text("Wed 9 Dec")
    await expect(visitor.page.locator("#bar .now")).to_contain_text("09:00")


async def test_the_clock_can_run_and_be_paused(visitor: Mouse, stage: Stage) -> None:
    await visitor.button("Let the clock run").click()
    await expect(visitor.button("Pause the clock")).to_be_visible()
    assert stage.clock.is_running
    await visitor.button("Pause the clock").click()
    await expect(visitor.button("Let the clock run")).to_be_visible()
    assert not stage.clock.is_running
    assert stage.clock.now() == stage.clock.now()


async def test_who_is_in_follows_the_clock(visitor: Mouse) -> None:
    await expect(visitor.tile("ann").locator(".dot.in")).to_have_count(1)
    await expect(visitor.tile("cleo").locator(".dot.in")).to_have_count(0)
    await visitor.button("Monday 08:00").click()
    await expect(visitor.page.locator("#bar .now")).to_contain_text("Mon 7 Dec")
    await expect(visitor.tile("cleo").locator(".dot.in")).to_have_count(1)
    await expect(visitor.tile("ben").locator(".dot.in")).to_have_count(0)


async def test_the_inspector_shows_and_filters_what_went_to_and_fro(visitor: Mouse) -> None:
    await visitor.button("Inspector").click()
    await visitor.write("/request @Maja Which rate applies?")
    await visitor.sees("You asked Maja")
    rows = visitor.beside.locator("details")
    await visitor.beside.get_by_label("Filter by name or content").fill("/request")
    await expect(rows).to_have_count(1)
    await rows.locator("summary").click()
    await expect(rows).to_contain_text("Which rate applies?")
    await expect(rows).to_contain_text("Answer")

    await visitor.beside.get_by_label("Filter by name or content").fill("chat.postMessage")
    await visitor.beside.get_by_label("Direction").select_option("From the app")
    await expect(rows.first).to_contain_text("chat.postMessage")
    await rows.first.locator("summary").click()
    await expect(rows.first).to_contain_text('"ok": true')
    await visitor.beside.get_by_label("Filter by name or content").fill("no such thing")
    await expect(visitor.beside).to_contain_text("Nothing fits.")
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.beside).to_be_hidden()


async def test_light_and_dark_are_kept(visitor: Mouse) -> None:
    root = visitor.page.locator("html")
    await expect(root).to_have_attribute("data-theme", "light")
    await visitor.button("Light or dark").click()
    await expect(root).to_have_attribute("data-theme", "dark")
    await visitor.page.reload()
    await expect(root).to_have_attribute("data-theme", "dark")
