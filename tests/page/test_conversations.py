"""Conversations as a chat workspace has them: reactions, threads, edits, unread marks, files, completion."""

from __future__ import annotations

from typing import Any

import pytest
from block_json import actions, button, modal, plain
from playwright.async_api import Browser, expect
from small_company import COMPANY, Clock, Listener, manifest
from visitors import Mouse, visiting

from bot.emulator import Emulator

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_what_others_write_appears_at_once_and_is_marked_until_seen(
    parrot: Listener, guest: Mouse
) -> None:
    place = guest.place("random")
    await parrot.emulator.say("ben", "random", "Lunch?")
    await expect(place).to_have_class("entry unread")
    await parrot.emulator.say("ben", "ann", "Are you there?")
    await expect(guest.place("Ben").locator(".badge")).to_contain_text("1")
    await expect(guest.tile("ann").locator(".badge")).to_contain_text("1")

    await place.click()
    await expect(guest.main.locator(".fresh")).to_have_count(1)
    await expect(place).to_have_class("entry")
    await parrot.emulator.say("ben", "random", "Anybody?")
    await guest.sees("Anybody?")
    await guest.opens("Ben")
    await expect(guest.tile("ann").locator(".badge")).to_have_count(0)


async def test_what_one_has_begun_to_write_waits_where_one_began_it(guest: Mouse) -> None:
    await guest.opens("ops")
    await guest.box.fill("Half a tho")
    await guest.opens("random")
    await expect(guest.box).to_have_value("")
    await guest.tile("ben").click()
    await guest.opens("ops")
    await expect(guest.box).to_have_value("")
    await guest.tile("ann").click()
    await guest.opens("ops")
    await expect(guest.box).to_have_value("Half a tho")
    await guest.write("Half a thought")
    await guest.opens("random")
    await guest.opens("ops")
    await expect(guest.box).to_have_value("")


async def test_replies_stand_in_their_thread(parrot: Listener, guest: Mouse) -> None:
    await guest.opens("ops")
    await guest.write("Who has the key?")
    question = guest.message("Who has the key?")
    asked = parrot.emulator.messages("ann", "ops")[-1]
    await parrot.emulator.say("ben", "ops", "I have.", thread_ts=asked.ts)
    await expect(question.locator(".thread-line")).to_contain_text("1 reply")
    await expect(question.locator(".badge")).to_have_text("1 new")

    await question.locator(".thread-line").click()
    await guest.sees("I have.", within=guest.beside)
    await guest.write("Thank you.", guest.page.locator("#replying"))
    await guest.sees("Thank you.", within=guest.beside)
    await expect(question.locator(".thread-line")).to_contain_text("2 replies")
    await expect(question.locator(".badge")).to_have_count(0)
    assert parrot.emulator.messages("ben", "ops")[-1].thread_ts == asked.ts

    await guest.write("/ask again", guest.page.locator("#replying"))
    await expect(guest.page.locator("#notices")).to_contain_text("Slack runs no commands in threads")


async def test_a_message_can_be_reacted_to_changed_and_deleted(parrot: Listener, guest: Mouse) -> None:
    await guest.opens("ops")
    await guest.write("Nine o'clock then")
    line = guest.message("Nine o'clock")
    await line.hover()
    await guest.choose(line.locator('[data-key$="/react"]'), "eyes")
    await expect(line.locator(".reaction")).to_contain_text("👀 1")
    await line.locator(".reaction").click()
    await expect(line.locator(".reaction")).to_have_count(0)

    await line.hover()
    await guest.choose(line.locator('[data-key$="/more"]'), "Edit message")
    box = guest.main.get_by_label("Edit message")
    await box.fill("Ten o'clock then, @Ben")
    await box.press("Enter")
    changed = guest.message("Ten o'clock then, @Ben")
    await expect(changed).to_contain_text("(edited)")
    assert parrot.emulator.messages("ben", "ops")[-1].text == "Ten o'clock then, <@U2>"

    await changed.hover()
    await guest.choose(changed.locator('[data-key$="/more"]'), "Delete message")
    await guest.button("Delete", guest.dialog).click()
    await expect(changed).to_have_count(0)


async def test_nobody_changes_what_others_wrote(parrot: Listener, guest: Mouse) -> None:
    await parrot.emulator.say("ben", "ops", "Mine")
    await guest.opens("ops")
    line = guest.message("Mine")
    await line.hover()
    await line.locator('[data-key$="/more"]').click()
    menu = guest.page.get_by_role("menu")
    await expect(menu).to_contain_text("Track")
    await expect(menu).not_to_contain_text("Edit")
    await expect(menu).not_to_contain_text("Delete")


async def test_only_one_sees_an_ephemeral_note(parrot: Listener, guest: Mouse) -> None:
    await guest.opens("ops")
    await parrot.client.chat_postEphemeral(channel="C1", user="U1", text="Between us")
    note = guest.message("Between us")
    await expect(note).to_contain_text("Only visible to you")
    await expect(note.locator(".tools")).to_have_count(0)
    await guest.tile("ben").click()
    await expect(guest.main.locator("h1")).to_contain_text("ops")
    await expect(note).to_have_count(0)


async def test_commands_and_names_are_completed(guest: Mouse) -> None:
    await guest.box.press_sequentially("/a")
    await expect(guest.page.locator(".offers [role=option]")).to_have_count(1)
    await guest.page.keyboard.press("Tab")
    await expect(guest.box).to_have_value("/ask ")
    await guest.box.press_sequentially("@be")
    await guest.page.locator(".offers [role=option]", has_text="Ben").click()
    await expect(guest.box).to_have_value("/ask @Ben ")
    await guest.box.press_sequentially("in #op")
    await guest.page.keyboard.press("Enter")
    await expect(guest.box).to_have_value("/ask @Ben in #ops ")
    await guest.box.fill("/no such thing")
    await guest.page.keyboard.press("Enter")
    await expect(guest.page.locator("#notices")).to_contain_text("/no is not a command here")
    await expect(guest.box).to_have_value("/no such thing")


async def test_shortcuts_open_the_forms_of_the_app(parrot: Listener, guest: Mouse) -> None:
    async def opens(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        said = body.get("message", {}).get("text", "nothing")
        view = modal(title=plain(f"About {said}"))
        await parrot.client.views_open(trigger_id=body["trigger_id"], view=view)

    parrot.app.shortcut("new")(opens)
    parrot.app.shortcut("track")(opens)
    await guest.choose(guest.button("Shortcuts"), "New")
    await expect(guest.dialog.locator("h2")).to_have_text("About nothing")
    await guest.page.keyboard.press("Escape")
    await guest.opens("ops")
    await guest.write("lamps")
    line = guest.message("lamps")
    await line.hover()
    await guest.choose(line.locator('[data-key$="/more"]'), "Track")
    await expect(guest.dialog.locator("h2")).to_have_text("About lamps")


async def test_a_channel_is_joined_before_one_writes_in_it(guest: Mouse) -> None:
    await guest.tile("cleo").click()
    await guest.opens("random")
    await expect(guest.box).to_have_count(0)
    await guest.button("Join").click()
    await guest.write("Here I am")
    await guest.sees("Here I am")


async def test_files_are_sent_and_pictures_shown(parrot: Listener, guest: Mouse) -> None:
    await guest.opens("ops")
    picture = bytes.fromhex("47494638396101000100800000ffffff0000002c00000000010001000002024401003b")
    await guest.page.locator("input[type=file]").set_input_files(
        [
            {"name": "lamp.gif", "mimeType": "image/gif", "buffer": picture},
            {"name": "<b>plan</b>.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"},
        ]
    )
    await expect(guest.main.locator(".chips li")).to_have_count(2)
    await guest.write("Look")
    line = guest.message("Look")
    await expect(line).to_contain_text("<b>plan</b>.pdf")
    await expect(line.locator("img")).to_have_js_property("naturalWidth", 1)
    assert [file["name"] for file in parrot.emulator.messages("ben", "ops")[-1].files] == [
        "lamp.gif",
        "<b>plan</b>.pdf",
    ]


async def test_home_is_shown_and_acts(parrot: Listener, guest: Mouse) -> None:
    async def press(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        view = {"type": "home", "blocks": [{"type": "header", "text": plain("Thank you")}]}
        await parrot.client.views_publish(user_id=body["user"]["id"], view=view)

    parrot.app.action("done")(press)
    await guest.page.get_by_role("tab", name="Home").click()
    await expect(guest.main).to_contain_text("has put nothing here yet")
    view = {"type": "home", "blocks": [actions(button(action_id="done", text=plain("Done")))]}
    await parrot.client.views_publish(user_id="U1", view=view)
    await guest.button("Done").click()
    await expect(guest.main.get_by_role("heading", name="Thank you")).to_be_visible()
    await guest.page.keyboard.press("Tab")
    await guest.page.get_by_role("tab", name="Messages").click()
    await expect(guest.box).to_be_visible()


async def test_the_page_comes_back_with_the_workspace(browser: Browser) -> None:
    workspace = Emulator(COMPANY, manifest(event_subscriptions={"bot_events": []}), clock=Clock())
    await workspace.start()
    async with visiting(browser, workspace) as visitor:
        await visitor.opens("ops")
        await workspace.stop()
        await expect(visitor.page.get_by_role("alert")).to_be_visible()
        await workspace.start(port=int(workspace.url.rpartition(":")[2]))
        await expect(visitor.page.get_by_role("alert")).to_be_hidden()
        await visitor.write("Back again")
        await visitor.sees("Back again")
        visitor.troubles.clear()  # that nobody answered for a while
    await workspace.stop()


async def test_the_page_comes_back_where_one_was(guest: Mouse) -> None:
    await guest.tile("ben").click()
    await guest.opens("ops")
    await expect(guest.main.locator("h1")).to_contain_text("ops")
    await guest.page.reload()
    await expect(guest.tile("ben")).to_have_attribute("aria-pressed", "true")
    await expect(guest.main.locator("h1")).to_contain_text("ops")
