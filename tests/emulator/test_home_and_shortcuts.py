"""Shortcuts and the Home tab."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from small_company import Start, manifest

HOME = {
    "type": "home",
    "blocks": [
        {
            "type": "actions",
            "block_id": "row",
            "elements": [
                {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}},
                {
                    "type": "checkboxes",
                    "action_id": "tick",
                    "options": [
                        {"text": {"type": "plain_text", "text": word}, "value": word} for word in ("a", "b")
                    ],
                },
            ],
        }
    ],
}


async def test_home_has_buttons_and_keeps_what_was_ticked(anyhow: Start) -> None:
    listener = await anyhow()
    bodies: list[dict[str, Any]] = []

    @listener.app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: Any) -> None:
        await client.views_publish(user_id=event["user"], view=HOME)

    async def keep(ack: Any, body: dict[str, Any]) -> None:
        bodies.append(body)
        await ack()

    listener.app.action("go")(keep)
    listener.app.action("tick")(keep)
    emulator = listener.emulator
    assert (await emulator.press_home("ann", "go")).error == "view_not_found"
    assert (await emulator.open_home("ann")).ok
    assert (await emulator.press_home("ann", "tick", selected_options=["b"])).ok
    assert (await emulator.press_home("ann", "go")).ok
    assert bodies[0]["actions"][0]["selected_options"][0]["value"] == "b"
    assert bodies[1]["view"]["state"]["values"]["row"]["tick"]["selected_options"][0]["value"] == "b"
    assert bodies[1]["container"]["type"] == "view"
    assert "response_url" not in bodies[1]
    assert [record.kind for record in emulator.feed] == ["home"]


async def test_home_must_be_switched_on(over_http: Start) -> None:
    plain = manifest(socket_mode_enabled=False)
    plain["features"]["app_home"] = {"home_tab_enabled": False, "messages_tab_enabled": False}
    listener = await over_http(manifest=plain)
    with pytest.raises(SlackApiError, match="not_enabled"):
        await listener.client.views_publish(user_id="U1", view=HOME)
    with pytest.raises(SlackApiError, match="messages_tab_disabled"):
        await listener.client.chat_postMessage(channel="U1", text="hello")
    assert (await listener.emulator.say("ann", "dm", "hello")).error == "messages_tab_disabled"


async def test_a_message_shortcut_brings_the_message(anyhow: Start) -> None:
    listener = await anyhow()
    bodies: list[dict[str, Any]] = []

    @listener.app.shortcut("track")
    async def track(ack: Any, body: dict[str, Any], respond: Any) -> None:
        bodies.append(body)
        await respond("tracked")
        await ack()

    emulator = listener.emulator
    ts = (await emulator.say("ben", "random", "Could somebody look?")).ts or ""
    assert (await emulator.message_shortcut("ann", "track", "random", ts)).ok
    assert (bodies[0]["message"]["text"], bodies[0]["message_ts"]) == ("Could somebody look?", ts)
    assert bodies[0]["channel"] == {"id": "C2", "name": "random"}
    shown = emulator.messages("ann", "random")[-1]
    assert (shown.text, shown.is_ephemeral) == ("tracked", True)
    ephemeral = await emulator.message_shortcut("ann", "track", "random", shown.ts)
    assert ephemeral.error == "message_not_found"
    assert (await emulator.message_shortcut("cleo", "track", "secret", ts)).error == "message_not_found"


async def test_shortcuts_are_not_for_everybody(anyhow: Start) -> None:
    listener = await anyhow()

    @listener.app.shortcut("new")
    async def new(ack: Any, shortcut: dict[str, Any]) -> None:
        assert "channel" not in shortcut
        assert "response_url" not in shortcut
        await ack()

    emulator = listener.emulator
    assert (await emulator.shortcut("ann", "new")).ok
    for person in ("gus", "ida", "dag"):
        assert (await emulator.shortcut(person, "new")).error == "unknown_shortcut"
    assert (await emulator.shortcut("ann", "track")).error == "unknown_shortcut"
    assert (await emulator.command("ida", "/ask", channel="partners")).error == "unknown_command"
