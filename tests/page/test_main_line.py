"""From a question to its end on the page, by mouse and again by keyboard alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from visitors import visiting

from bot.demo.stages import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")
QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "The new one, 21 %, from 1 December."


@pytest_asyncio.fixture(params=["mouse", "keyboard"], loop_scope="session")
async def hand(request: pytest.FixtureRequest, browser: Browser, stage: Stage) -> AsyncIterator[Any]:
    async with visiting(browser, stage.emulator, hands=request.param) as visitor:
        yield visitor


async def test_a_question_travels_to_its_owner_and_the_answer_back(hand: Any) -> None:
    await hand.write(f"/request @Maja {QUESTION} by monday 14:00")
    await hand.sees("Sent to Maja")
    await hand.sees("You asked Maja")

    await hand.go(hand.tile("maja"))
    card = hand.message("Ann asks you")
    await expect(card).to_contain_text(QUESTION)
    await hand.choose(card.locator(".select", has_text="Got it"), "Today")
    await expect(card).to_contain_text("You said you would answer by")
    await hand.go(card.locator('[data-key$="/reply"]'))
    await hand.write(ANSWER, hand.page.locator("#replying"))
    await hand.sees("I took that as your answer", within=hand.beside)

    await hand.go(hand.tile("ann"))
    own = hand.message("You asked Maja")
    await hand.go(own.locator(".thread-line"))
    answered = hand.beside.locator("li.message", has_text=ANSWER).last
    await expect(answered).to_contain_text("Did that solve it?")
    await hand.go(hand.button("Yes", answered))
    closed = hand.main.locator("li.message", has_text=QUESTION).last
    await expect(closed).to_contain_text("Closed: Maja's answer helped you.")
    await expect(hand.button("Got my answer")).to_have_count(0)


async def test_a_form_asks_for_what_is_missing_and_keeps_the_rest(hand: Any) -> None:
    await hand.write("/request")
    await expect(hand.dialog).to_contain_text("Ask a colleague")
    await hand.fill("What do you need?", QUESTION)
    await hand.go(hand.button("Send", hand.dialog))

    await expect(hand.dialog.locator(".fault:visible").first).to_contain_text("Please choose")
    await expect(hand.dialog.get_by_label("What do you need?")).to_have_value(QUESTION)
