"""Forms as an app opens them: what is filled in, what is wrong, what lies on top of what."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from block_json import actions, asking, button, modal, mrkdwn, option, options, plain, section
from playwright.async_api import expect
from small_company import Listener
from visitors import Mouse

pytestmark = pytest.mark.asyncio(loop_scope="session")
Json = dict[str, Any]
NAME = asking({"type": "plain_text_input", "action_id": "name"}, block_id="name", label=plain("Name"))
FIELDS = [
    NAME,
    asking({"type": "users_select", "action_id": "v"}, block_id="who", label=plain("Who")),
    asking({"type": "datepicker", "action_id": "v"}, block_id="day", label=plain("Day")),
    asking({"type": "timepicker", "action_id": "v"}, block_id="time", label=plain("Time")),
    asking({"type": "datetimepicker", "action_id": "v"}, block_id="moment", label=plain("Moment")),
    asking(
        {
            "type": "multi_static_select",
            "action_id": "v",
            "options": [option("r", "Red"), option("g", "Green"), option("b", "Blue")],
        },
        block_id="colours",
        label=plain("Colours"),
    ),
    asking(
        {"type": "checkboxes", "action_id": "v", "options": [option("x", "Extra"), option("y", "Yes, all")]},
        block_id="ticks",
        label=plain("Ticks"),
    ),
    asking(
        {"type": "external_select", "action_id": "customer", "min_query_length": 1},
        block_id="customer",
        label=plain("Customer"),
    ),
    asking({"type": "rich_text_input", "action_id": "v"}, block_id="rich", label=plain("Story")),
]


class Forms:
    """An app that opens a form on /ask, and keeps what is sent."""

    def __init__(self, parrot: Listener) -> None:
        self.parrot = parrot
        self.sent: list[Json] = []
        self.answer: Json = {}
        self.view: Json = modal(NAME, callback_id="form")
        parrot.app.command("/ask")(self.open)
        parrot.app.view("form")(self.take)
        parrot.app.options("customer")(self.offer)

    async def open(self, ack: Any, body: Json) -> None:
        await ack()
        await self.parrot.client.views_open(trigger_id=body["trigger_id"], view=self.view)

    async def take(self, ack: Any, body: Json) -> None:
        self.sent.append(body["view"]["state"]["values"])
        await ack(self.answer)

    async def offer(self, ack: Any, body: Json) -> None:
        await ack(options=[option(f"id-{body['value']}", f"Customer {body['value']}")])


@pytest.fixture
def forms(parrot: Listener) -> Forms:
    return Forms(parrot)


async def test_what_is_filled_in_arrives_as_it_was_meant(forms: Forms, guest: Mouse) -> None:
    forms.view = modal(*FIELDS, callback_id="form")
    await guest.write("/ask")
    await guest.fill("Name", "A <b>lamp</b>")
    await guest.choose(guest.dialog.locator('[data-key="who/v"]'), "Ben", search="be")
    await guest.dialog.locator('[data-key="day/v"]').fill("2026-12-07")
    await guest.dialog.locator('[data-key="time/v"]').fill("08:30")
    await guest.dialog.locator('[data-key="moment/v/date"]').fill("2026-12-07")
    await guest.dialog.locator('[data-key="moment/v/time"]').fill("09:00")
    await guest.choose(guest.dialog.locator('[data-key="colours/v"]'), "Green", search="gre")
    await guest.page.keyboard.press("Escape")
    await guest.dialog.get_by_label("Yes, all").check()
    await guest.choose(guest.dialog.locator('[data-key="customer/customer"]'), "Customer acm", search="acm")
    await guest.dialog.locator('[data-key="rich/v"]').fill("Once upon a time")
    await guest.button("Save", guest.dialog).click()
    await expect(guest.page.locator("dialog")).to_have_count(0)

    (values,) = forms.sent
    assert values["name"]["name"]["value"] == "A <b>lamp</b>"
    assert values["who"]["v"]["selected_user"] == "U2"
    assert values["day"]["v"]["selected_date"] == "2026-12-07"
    assert values["time"]["v"]["selected_time"] == "08:30"
    assert values["moment"]["v"]["selected_date_time"] == 1796630400  # 09:00 in Oslo
    assert [one["value"] for one in values["colours"]["v"]["selected_options"]] == ["g"]
    assert [one["value"] for one in values["ticks"]["v"]["selected_options"]] == ["y"]
    assert values["customer"]["customer"]["selected_option"]["value"] == "id-acm"
    (story,) = values["rich"]["v"]["rich_text_value"]["elements"]
    assert story["elements"] == [{"type": "text", "text": "Once upon a time"}]


async def test_what_the_app_refuses_stands_under_its_field(forms: Forms, guest: Mouse) -> None:
    forms.answer = {"response_action": "errors", "errors": {"name": "Nobody is called that."}}
    await guest.write("/ask")
    await guest.fill("Name", "Benn")
    await guest.button("Save", guest.dialog).click()

    field = guest.dialog.get_by_label("Name")
    await expect(guest.dialog.locator(".fault")).to_have_text("Nobody is called that.")
    await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(field).to_be_focused()
    await expect(field).to_have_value("Benn")

    forms.answer = {"response_action": "errors", "errors": {"elsewhere": "Nowhere to be seen."}}
    await guest.button("Save", guest.dialog).click()
    await expect(guest.dialog.get_by_role("status")).to_contain_text("trouble connecting")


async def test_forms_lie_on_top_of_each_other(forms: Forms, guest: Mouse) -> None:
    pushed = modal(section(text=mrkdwn("Are you sure?")), title=plain("On top"))
    forms.answer = {"response_action": "push", "view": pushed}
    await guest.write("/ask")
    await guest.fill("Name", "Ann")
    await guest.button("Save", guest.dialog).click()
    await expect(guest.dialog.locator("h2")).to_have_text("On top")

    await guest.button("Back", guest.dialog).click()
    await expect(guest.dialog.get_by_label("Name")).to_have_value("Ann")
    await guest.button("Save", guest.dialog).click()
    await expect(guest.dialog.locator("h2")).to_have_text("On top")
    await guest.button("Close", guest.dialog).click()
    await expect(guest.page.locator("dialog")).to_have_count(0)


async def test_a_form_that_changes_keeps_what_was_typed(forms: Forms, guest: Mouse) -> None:
    more = actions(button(action_id="more", text=plain("More")))
    forms.view = modal(NAME, more, callback_id="form")
    seen: list[Json] = []

    async def show_more(ack: Any, body: Json) -> None:
        await ack()
        seen.append(body["view"]["state"]["values"])
        view = modal(NAME, FIELDS[1], callback_id="form")
        await forms.parrot.client.views_update(view_id=body["view"]["id"], view=view)

    forms.parrot.app.action("more")(show_more)
    await guest.write("/ask")
    await guest.fill("Name", "Ann")
    await guest.button("More", guest.dialog).click()
    await expect(guest.dialog.locator('[data-key="who/v"]')).to_be_visible()
    await expect(guest.dialog.get_by_label("Name")).to_have_value("Ann")
    assert seen[0]["name"]["name"]["value"] == "Ann"


async def test_a_question_is_asked_before_anything_is_sent(parrot: Listener, guest: Mouse) -> None:
    pressed: list[str] = []

    async def press(ack: Any, body: Json) -> None:
        await ack()
        pressed.append(body["actions"][0]["value"])

    parrot.app.action(re.compile("away|choose"))(press)
    confirm = {
        "title": plain("Throw it away?"),
        "text": mrkdwn("It is *gone* then."),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    }
    away = button(action_id="away", value="7", text=plain("Away"), confirm=confirm)
    await parrot.client.chat_postMessage(channel="U1", text="A thing", blocks=[actions(away)])
    await guest.button("Away").click()
    await expect(guest.dialog).to_contain_text("It is gone then.")
    await guest.button("No", guest.dialog).click()
    assert pressed == []
    await guest.button("Away").click()
    await guest.button("Yes", guest.dialog).click()
    await parrot.emulator.settled()
    assert pressed == ["7"]


async def test_a_select_on_a_message_is_sent_at_once(parrot: Listener, guest: Mouse) -> None:
    chosen: list[Json] = []

    async def choose(ack: Any, body: Json) -> None:
        await ack()
        chosen.append(body["actions"][0]["selected_option"])

    parrot.app.action("pick")(choose)
    pick = {
        "type": "static_select",
        "action_id": "pick",
        "placeholder": plain("Got it"),
        "options": options(3),
    }
    await parrot.client.chat_postMessage(channel="U1", text="A choice", blocks=[actions(pick)])
    await guest.choose(guest.button("Got it"), "A")
    await parrot.emulator.settled()
    assert [one["value"] for one in chosen] == ["v0"]


async def test_a_date_on_a_message_is_sent_once_it_has_been_typed(parrot: Listener, guest: Mouse) -> None:
    dates: list[str] = []
    taken = asyncio.Event()

    async def take(ack: Any, body: Json) -> None:
        await ack()
        dates.append(body["actions"][0]["selected_date"])
        taken.set()

    parrot.app.action("day")(take)
    day = {"type": "datepicker", "action_id": "day"}
    await parrot.client.chat_postMessage(channel="U1", text="When?", blocks=[actions(day)])
    field = guest.main.locator("input[type=date]")
    await field.focus()
    await guest.page.keyboard.type("12072026")  # passes through the years 2, 20 and 202
    await asyncio.wait_for(taken.wait(), 10)
    assert dates == ["2026-12-07"]
