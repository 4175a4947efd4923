"""Every block and every element is drawn, and what cannot be drawn says so."""

from __future__ import annotations

from typing import Any

import pytest
from block_json import (
    CHART,
    LIST_STYLE,
    TABLE,
    actions,
    asking,
    button,
    modal,
    mrkdwn,
    options,
    picture,
    plain,
    rich,
    rich_section,
    section,
    select,
)
from playwright.async_api import expect
from small_company import Listener
from visitors import Mouse

from bot.emulator.blocks.kinds import KINDS

pytestmark = pytest.mark.asyncio(loop_scope="session")
Json = dict[str, Any]
LETTER = {"type": "text", "text": "styled", "style": {"bold": True, "italic": True, "code": True}}
TASK = {
    "type": "task_card",
    "task_id": "t",
    "title": "Look it up",
    "status": "complete",
    "details": rich(rich_section({"type": "text", "text": "in the appendix"})),
    "sources": [{"type": "url", "url": "https://example.com/", "text": "appendix"}],
}
CARD = {
    "type": "card",
    "title": plain("A lamp"),
    "body": mrkdwn("*40 W*"),
    "actions": [button(text=plain("Buy"))],
}
RICH = rich(
    rich_section(
        LETTER,
        {"type": "user", "user_id": "U2"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "broadcast", "range": "here"},
        {"type": "emoji", "name": "eyes"},
        {"type": "link", "url": "https://example.com/", "text": "a link"},
        {"type": "date", "timestamp": 1796205600, "format": "{date_num}", "fallback": "then"},
    ),
    LIST_STYLE,
    {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
    {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "as typed"}]},
)
MARKDOWN = """# Week 48

- **four** open
- one ~~lost~~ found

| who | how many |
|-----|----------|
| Ann | 4        |

```
code
```"""
BLOCKS: dict[str, tuple[Json, str]] = {
    "actions": (actions(button(text=plain("Press"))), "Press"),
    "alert": ({"type": "alert", "text": plain("Mind the step"), "level": "warning"}, "Mind the step"),
    "card": (CARD, "40 W"),
    "carousel": ({"type": "carousel", "elements": [CARD, CARD]}, "A lamp"),
    "container": ({"type": "container", "title": plain("A box"), "child_blocks": [section()]}, "A box"),
    "context": ({"type": "context", "elements": [mrkdwn("beside"), picture()]}, "beside"),
    "context_actions": (
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "positive_button": {"text": plain("Useful"), "value": "yes"},
                    "negative_button": {"text": plain("Wrong"), "value": "no"},
                },
                {"type": "icon_button", "icon": "trash", "text": plain("Away with it")},
            ],
        },
        "Useful",
    ),
    "data_table": (TABLE, "Requests waiting longest"),
    "data_visualization": (CHART, "Opened · W47"),
    "divider": ({"type": "divider"}, ""),
    "file": ({"type": "file", "external_id": "ABC", "source": "remote"}, "ABC"),
    "header": ({"type": "header", "text": plain("Today")}, "Today"),
    "image": (picture(title=plain("Week 48")), "A chart"),
    "input": (
        asking({"type": "plain_text_input"}, label=plain("Your name"), hint=plain("as on the door")),
        "Your name",
    ),
    "markdown": ({"type": "markdown", "text": MARKDOWN}, "four"),
    "plan": ({"type": "plan", "title": "The plan", "tasks": [TASK]}, "Look it up"),
    "rich_text": (RICH, "styled"),
    "section": (
        section(text=mrkdwn("*bold* and _slanted_"), fields=[mrkdwn("left"), plain("right")]),
        "left",
    ),
    "table": ({"type": "table", "rows": [[{"type": "raw_text", "text": "cell"}]]}, "cell"),
    "task_card": (TASK, "in the appendix"),
    "video": (
        {
            "type": "video",
            "title": plain("How lamps are made"),
            "alt_text": "A film",
            "video_url": "https://example.com/v",
            "thumbnail_url": "https://example.com/t.png",
        },
        "How lamps are made",
    ),
}
ELEMENTS: dict[str, Json] = {
    "button": button(),
    "checkboxes": {"options": options(2)},
    "datepicker": {"initial_date": "2026-12-07"},
    "datetimepicker": {"initial_date_time": 1796205600},
    "external_select": {"placeholder": plain("Which customer?")},
    "multi_external_select": {"placeholder": plain("Which customers?")},
    "multi_static_select": {"options": options(3)},
    "overflow": {"options": options(2)},
    "radio_buttons": {"options": options(2)},
    "rich_text_input": {},
    "static_select": select(),
    "timepicker": {"initial_time": "08:30"},
    "users_select": {"initial_user": "U2"},
    "multi_users_select": {"initial_users": ["U2", "U3"]},
    "conversations_select": {"initial_conversation": "C1"},
    "multi_conversations_select": {"initial_conversations": ["C1"]},
    "channels_select": {"initial_channel": "C1"},
    "multi_channels_select": {"initial_channels": ["C1"]},
    "workflow_button": {
        "text": plain("Start"),
        "workflow": {"trigger": {"url": "https://example.com/w"}},
    },
}


async def test_every_kind_of_block_has_an_example() -> None:
    assert BLOCKS.keys() == KINDS.keys()


async def test_every_block_is_drawn_in_a_message(parrot: Listener, guest: Mouse) -> None:
    for kind, (block, words) in BLOCKS.items():
        if kind == "alert":
            continue  # stands in forms only
        await parrot.client.chat_postMessage(channel="U1", text=kind, blocks=[block])
        line = guest.main.locator("li.message").last
        await expect(line.locator(f".block.{kind}").first).to_be_attached()
        await expect(line).to_contain_text(words)
    await expect(guest.page.locator(".warning")).to_have_count(0)


async def test_every_element_is_drawn_and_has_a_name(parrot: Listener, guest: Mouse) -> None:
    for kind, fields in ELEMENTS.items():
        element = {"type": kind, "action_id": kind, **fields}
        await parrot.client.chat_postMessage(channel="U1", text=kind, blocks=[actions(element)])
        line = guest.main.locator("li.message").last
        await expect(line.locator(f'[data-key*="/{kind}"]').first).to_be_visible()
    await expect(guest.page.locator(".warning")).to_have_count(0)


@pytest.mark.parametrize("part", ["block", "element", "rich text"])
async def test_what_cannot_be_drawn_says_so(guest: Mouse, part: str) -> None:
    drawn = await guest.page.evaluate(
        """async (part) => {
          const { blocks } = await import("/page/blocks.js");
          const hologram = { type: "hologram" };
          const given = {
            block: hologram,
            element: { type: "actions", elements: [hologram] },
            "rich text": { type: "rich_text", elements: [hologram] },
          };
          return blocks([given[part]], {})[0].textContent;
        }""",
        part,
    )
    assert drawn == "⚠ This page cannot draw “hologram”."


async def test_an_alert_is_drawn_in_a_form(parrot: Listener, guest: Mouse) -> None:
    async def opens(ack: Any, body: Json) -> None:
        await ack()
        await parrot.client.views_open(trigger_id=body["trigger_id"], view=modal(BLOCKS["alert"][0]))

    parrot.app.command("/ask")(opens)
    await guest.write("/ask")
    await expect(guest.dialog.locator(".block.alert")).to_contain_text("Mind the step")


async def test_home_is_drawn_with_the_same_hand(parrot: Listener, guest: Mouse) -> None:
    view = {
        "type": "home",
        "blocks": [BLOCKS["section"][0], BLOCKS["image"][0], actions(select(action_id="s"))],
    }
    await parrot.client.views_publish(user_id="U1", view=view)
    await guest.page.get_by_role("tab", name="Home").click()
    await expect(guest.main.locator(".sheet .block")).to_have_count(3)
    await expect(guest.main).to_contain_text("A chart")


async def test_dates_are_read_in_the_viewers_zone(parrot: Listener, guest: Mouse) -> None:
    text = "Due <!date^1795449600^{date_short_pretty} at {time}|some day>, or <!date^oops^{time}|never>"
    await parrot.client.chat_postMessage(channel="C1", text=text)
    await guest.opens("ops")
    await expect(guest.message("Due")).to_contain_text("Due today at 17:00, or never")
    await guest.tile("cleo").click()
    await expect(guest.message("Due")).to_contain_text("Due tomorrow at 01:00, or never")


async def test_pictures_of_the_workspace_are_shown_and_others_named(parrot: Listener, guest: Mouse) -> None:
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    await parrot.client.files_upload_v2(
        filename="chart.png", content=pixel, title="Week", channel="C1", alt_txt="Four open"
    )
    await parrot.client.chat_postMessage(channel="C1", text="elsewhere", blocks=[picture()])
    await guest.opens("ops")
    await expect(guest.main.get_by_role("img", name="Four open")).to_be_visible()
    assert await guest.main.locator("img").evaluate("(one) => one.complete && one.naturalWidth") == 1
    await expect(guest.message("A chart")).to_contain_text("a picture at another address")
