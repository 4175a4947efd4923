"""A busy channel stays smooth: a thousand messages, and more that come while one looks."""

from __future__ import annotations

import pytest
from playwright.async_api import expect
from small_company import Listener
from visitors import Mouse

from bot.emulator.messages import Message

pytestmark = pytest.mark.asyncio(loop_scope="session")
MANY = 1000
FEW = 40
SLOWER = 3  # times as long a frame may take among many messages as among few, while one scrolls
LOOKED_AT_MS = 5000  # all of them drawn, on a machine that does other things as well
CARD = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Ann* asks you:\n> Which rate applies?"}},
    {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Answer"}}],
    },
]
FRAMES = """async () => {
  const scroller = document.querySelector("#main .scroller");
  const frames = [];
  let last = performance.now();
  for (let at = 0; at < 60; at += 1) {
    scroller.scrollTop = at % 2 ? scroller.scrollTop - 900 : scroller.scrollTop - 400;
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - last);
    last = performance.now();
  }
  return frames.sort((one, other) => one - other)[30];
}"""


async def frame(guest: Mouse) -> float:
    """Milliseconds that a frame takes while one scrolls: the best of three, as others work beside it."""
    return min([await guest.page.evaluate(FRAMES) for _ in range(3)])


def fill(parrot: Listener, channel: str, count: int) -> None:
    workspace = parrot.emulator.workspace
    for number in range(count):
        message = Message(
            channel, workspace.next_ts(), "U2", f"Message {number}", blocks=CARD if number % 3 else []
        )
        workspace.messages.add(message)


async def test_a_thousand_messages_stay_smooth(parrot: Listener, guest: Mouse) -> None:
    fill(parrot, "C2", FEW)
    fill(parrot, "C1", MANY)
    await guest.opens("random")
    await guest.sees(f"Message {FEW - 1}")
    among_few = await frame(guest)
    took = await guest.page.evaluate(
        """async () => {
          const began = performance.now();
          document.querySelector('[data-key="look/ops"]').click();
          const drawn = () => document.querySelectorAll("#main li.message").length;
          while (drawn() < 1000) await new Promise(requestAnimationFrame);
          return performance.now() - began;
        }"""
    )
    assert took < LOOKED_AT_MS
    await expect(guest.message("Message 999")).to_be_in_viewport()
    assert await frame(guest) < SLOWER * among_few

    for number in range(20):
        await parrot.emulator.say("ben", "ops", f"And another {number}")
    assert await frame(guest) < SLOWER * among_few
    await guest.write("Quickly answered")
    await guest.sees("Quickly answered")
    await expect(guest.main.locator("li.message")).to_have_count(MANY + 21)
