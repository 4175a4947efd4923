"""What is meant to do harm does nothing: names, texts, addresses, other sites."""

from __future__ import annotations

from typing import Any

import pytest
from block_json import actions, button, modal, mrkdwn, plain, section, select
from playwright.async_api import expect
from small_company import Listener
from visitors import Mouse

pytestmark = pytest.mark.asyncio(loop_scope="session")
REFUSAL = "violates the following Content Security Policy"
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "</p><style>*{display:none}</style>",
    "javascript:alert(1)",
    "\u202eGNP.lave\u202c and \u200f\u05e9\u05dc\u05d5\u05dd",
    "&lt;img src=x onerror=alert(1)&gt; &amp;amp;",
    '<javascript:alert(1)|press me> <data:text/html,x|or me> <https://example.com/"onmouseover=alert(1)|me>',
    "*_~`*_~`" * 60 + "<" * 40 + "<!date^" * 20,
    "x" * 4000,
    "${alert(1)} {{alert(1)}} __proto__ constructor :constructor: :__proto__:",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_no_text_becomes_markup(parrot: Listener, guest: Mouse, text: str) -> None:
    await guest.opens("ops")
    before = await guest.page.evaluate("document.querySelectorAll('script, style, img, iframe, link').length")
    await parrot.emulator.say("ben", "ops", f"typed {text}")
    await parrot.client.chat_postMessage(
        channel="C1",
        text="posted",
        blocks=[
            section(text=mrkdwn(f"posted {text}"[:3000])),
            section(text=plain(f"plain {text}"[:3000])),
            actions(button(text=plain(text[:75]), value=text[:2000]), select(placeholder=plain(text[:150]))),
            {"type": "markdown", "text": f"marked {text}"},
        ],
    )
    await guest.sees("typed ")
    await guest.sees("marked ")
    assert (
        await guest.page.evaluate("document.querySelectorAll('script, style, img, iframe, link').length")
        == before
    )
    links = await guest.main.locator("a").evaluate_all("(all) => all.map((one) => one.protocol)")
    assert set(links) <= {"https:", "http:", "mailto:"}
    assert await guest.main.locator("h1").is_visible()
    overflows = await guest.main.evaluate("(one) => one.scrollWidth > one.clientWidth")
    assert not overflows


@pytest.mark.parametrize("name", HOSTILE[:3] + HOSTILE[4:5] + ["N" * 80], ids=range(5))
async def test_no_name_becomes_markup(parrot: Listener, guest: Mouse, name: str) -> None:
    await parrot.emulator.change_person(
        "ben", display_name=name, real_name=name, title=name, status_text=name
    )
    await parrot.emulator.rename("random", f"x{name}"[:80])
    await parrot.emulator.say("ben", "ops", "Good morning, @Ann")
    await guest.opens("ops")
    await guest.sees("Good morning")
    await expect(guest.message("Good morning").locator(".head strong")).to_have_text(name)
    await expect(guest.tile("ben").locator(".name")).to_have_text(name)
    assert await guest.page.locator("script, style, img").count() == 1  # the page's own module
    side = await guest.page.locator("#side").evaluate("(one) => one.scrollWidth > one.clientWidth")
    assert not side


async def test_a_hostile_form_is_only_a_form(parrot: Listener, guest: Mouse) -> None:
    async def opens(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        view = modal(section(text=mrkdwn(HOSTILE[0])), title=plain("<b>Form</b>"), private_metadata="<b>")
        await parrot.client.views_open(trigger_id=body["trigger_id"], view=view)

    parrot.app.command("/ask")(opens)
    await guest.write("/ask")
    await expect(guest.dialog.locator("h2")).to_have_text("<b>Form</b>")
    assert await guest.dialog.locator("img, b").count() == 0


async def test_the_policy_lets_nothing_in(guest: Mouse) -> None:
    guest.page.on("dialog", lambda dialog: guest.troubles.append("a script ran"))
    for markup in (
        '<img src="https://example.com/x.png">',
        '<img src="/page/icon.svg" onload="alert(1)">',
        '<iframe src="https://example.com/"></iframe>',
    ):
        async with guest.page.expect_console_message(lambda message: REFUSAL in message.text):
            await guest.page.evaluate(
                """(markup) => {
                  const box = document.createElement("div");
                  box.innerHTML = markup;
                  document.body.append(box);
                }""",
                markup,
            )
    assert all("Content Security Policy" in trouble for trouble in guest.troubles)
    guest.troubles.clear()
