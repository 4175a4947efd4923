"""axe finds nothing serious on any view, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import npm_packages
import pytest
from block_json import actions, asking, modal, plain
from playwright.async_api import Browser, expect
from small_company import Listener
from test_drawing import BLOCKS, ELEMENTS
from visitors import Mouse, visiting

from bot.demo.stages import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")
PACKAGES = {"axe-core": "4.14.1"}
FOLDER = Path(__file__).parents[2] / ".npm-axe"
DRAW_ALL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".message { content-visibility: visible !important; }");
  document.adoptedStyleSheets = [sheet];
}"""  # axe does not read what the browser has put off drawing
RUN = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)"""
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="session")
def trouble() -> str | None:
    """Why axe cannot be had here, if so; otherwise it is installed afterwards."""
    return npm_packages.trouble(PACKAGES, FOLDER)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, browser: Browser, trouble: str | None) -> Scheme:
    if trouble:
        request.applymarker(pytest.mark.skip)  # pytest folds marked skips into one line
        pytest.skip(f"accessibility is not tested: {trouble}")
    found: Scheme = request.param
    return found


async def look(visitor: Mouse, view: str) -> None:
    """Nothing serious is wrong with what is shown now."""
    if not await visitor.page.evaluate("'axe' in window"):
        await visitor.page.evaluate((FOLDER / "node_modules/axe-core/axe.min.js").read_text())
    await visitor.page.evaluate(DRAW_ALL)
    faults = await visitor.page.evaluate(RUN)
    assert not faults, f"{view}: " + "\n".join(faults)


async def test_every_view_of_the_workspace(browser: Browser, stage: Stage, scheme: Scheme) -> None:
    page = {"scheme": scheme, "has_seen_the_tour": False}
    async with visiting(browser, stage.emulator, **page) as visitor:
        await look(visitor, "tour")
        await visitor.button("Skip the tour").click()
        await visitor.write("/request @Maja Which rate applies to the Oslo contract? by monday 14:00")
        await visitor.sees("You asked Maja")
        await look(visitor, "direct messages with the bot")
        await visitor.tile("maja").click()
        card = visitor.message("Ann asks you")
        await card.locator('button[aria-label="More"]').click()
        await look(visitor, "menu of a card")
        await visitor.page.keyboard.press("Escape")
        await card.hover()
        await look(visitor, "tools of a message")
        await visitor.button("Reply in thread", card).click()
        await visitor.write("The new one.", visitor.page.locator("#replying"))
        await visitor.sees("I took that", within=visitor.beside)
        await look(visitor, "thread")
        await visitor.button("Next working morning").click()
        await visitor.button("Inspector").click()
        await visitor.beside.locator("details").nth(1).click()
        await expect(visitor.page.locator("#strip")).to_contain_text("Since")
        await look(visitor, "meanwhile and inspector")
        await visitor.page.keyboard.press("Escape")
        await visitor.opens("it-help")
        await visitor.write("Good morning")
        await visitor.sees("Good morning")
        await visitor.box.press_sequentially("@")
        await look(visitor, "channel and completion")
        await visitor.box.fill("/request")
        await visitor.box.press("Enter")
        await visitor.button("Send", visitor.dialog).click()
        await expect(visitor.dialog.locator(".fault:visible")).to_have_count(1)
        await look(visitor, "form with a fault")
        await visitor.dialog.locator(".select").first.click()
        await look(visitor, "list to choose from")


async def test_every_block_and_element(browser: Browser, parrot: Listener, scheme: Scheme) -> None:
    async def opens(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        kinds = [kind for kind in ELEMENTS if "button" not in kind and kind != "overflow"]
        fields = [
            asking({"type": kind, "action_id": kind, **ELEMENTS[kind]}, label=plain(kind)) for kind in kinds
        ]
        await parrot.client.views_open(trigger_id=body["trigger_id"], view=modal(*fields, BLOCKS["alert"][0]))

    parrot.app.command("/ask")(opens)
    for kind, (block, _) in BLOCKS.items():
        if kind != "alert":
            await parrot.client.chat_postMessage(channel="U1", text=kind, blocks=[block])
    for kind, fields in ELEMENTS.items():
        element = {"type": kind, "action_id": kind, **fields}
        await parrot.client.chat_postMessage(channel="U1", text=kind, blocks=[actions(element)])
    home = [BLOCKS[kind][0] for kind in ("header", "section", "actions", "divider", "context", "table")]
    await parrot.client.views_publish(user_id="U1", view={"type": "home", "blocks": home})
    async with visiting(browser, parrot.emulator, scheme=scheme) as visitor:
        await look(visitor, "messages")
        await visitor.page.get_by_role("tab", name="Home").click()
        await expect(visitor.main.locator(".sheet")).to_be_visible()
        await look(visitor, "Home")
        await visitor.page.get_by_role("tab", name="Messages").click()
        await visitor.write("/ask")
        await expect(visitor.dialog.locator(".block")).not_to_have_count(0)
        await look(visitor, "form with everything")
