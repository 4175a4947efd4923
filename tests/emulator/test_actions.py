"""Buttons and menus in messages, ephemeral ones included, and what `response_url` can do about them."""

from typing import Any

import aiohttp
import pytest
from small_company import Clock, Listener, Start

from bot.emulator import Fault, Switches

OPTIONS = [{"text": {"type": "plain_text", "text": word}, "value": word.lower()} for word in ("One", "Two")]
BUTTONS = [
    {
        "type": "actions",
        "block_id": "row:1",
        "elements": [
            {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "1"},
            {"type": "overflow", "action_id": "more", "options": OPTIONS},
            {"type": "static_select", "action_id": "pick", "options": OPTIONS},
            {"type": "users_select", "action_id": "owner"},
            {"type": "datepicker", "action_id": "day", "initial_date": "2026-12-01"},
        ],
    },
    {
        "type": "section",
        "block_id": "row:2",
        "text": {"type": "mrkdwn", "text": "Or this"},
        "accessory": {
            "type": "button",
            "action_id": "go",
            "text": {"type": "plain_text", "text": "Go 2"},
            "value": "2",
        },
    },
]


@pytest.fixture
async def pressed(anyhow: Start) -> tuple[Listener, list[dict[str, Any]]]:
    """An app that keeps every action it gets."""
    listener: Listener = await anyhow()
    return listener, keep_actions(listener)


def keep_actions(listener: Listener) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = []

    async def keep(ack: Any, body: dict[str, Any]) -> None:
        bodies.append(body)
        await ack()

    for action_id in ("go", "more", "pick", "owner", "day"):
        listener.app.action(action_id)(keep)
    return bodies


async def post(listener: Listener, channel: str = "C1", **more: Any) -> str:
    answer = await listener.client.chat_postMessage(channel=channel, text="Choose", blocks=BUTTONS, **more)
    return str(answer["ts"])


async def test_a_button_is_told_apart_by_its_value(pressed: Any) -> None:
    listener, bodies = pressed
    ts = await post(listener)
    outcome = await listener.emulator.press("ben", "ops", ts, "go", "2")
    assert outcome.ok, outcome
    body = bodies[0]
    assert (body["type"], body["user"]["id"], body["channel"]["id"]) == ("block_actions", "U2", "C1")
    assert body["actions"][0]["value"] == "2"
    assert body["actions"][0]["block_id"] == "row:2"
    assert body["container"]["message_ts"] == ts
    assert body["message"]["text"] == "Choose"
    assert body["state"]["values"]["row:1"]["day"]["selected_date"] == "2026-12-01"


async def test_menus_and_pickers_send_what_was_chosen(pressed: Any) -> None:
    listener, bodies = pressed
    emulator = listener.emulator
    ts = await post(listener)
    assert (await emulator.press("ann", "ops", ts, "more", "two")).ok
    assert (await emulator.press("ann", "ops", ts, "pick", "one")).ok
    assert (await emulator.press("ann", "ops", ts, "owner", selected_user="cleo")).ok
    assert (await emulator.press("ann", "ops", ts, "day", "2027-01-02", block_id="row:1")).ok
    chosen = [body["actions"][0] for body in bodies]
    assert chosen[0]["selected_option"]["value"] == "two"
    assert chosen[1]["selected_option"] == OPTIONS[0]
    assert chosen[2]["selected_user"] == "U3"
    assert chosen[3]["selected_date"] == "2027-01-02"
    assert bodies[3]["state"]["values"]["row:1"]["day"]["selected_date"] == "2027-01-02"


async def test_only_what_a_person_sees_can_be_pressed(pressed: Any) -> None:
    listener, bodies = pressed
    emulator = listener.emulator
    ts = await post(listener, "C3")
    assert (await emulator.press("ben", "board", ts, "go", "1")).error == "message_not_found"
    assert (await emulator.press("ann", "board", ts, "gone")).error == "element_not_found"
    assert (await emulator.press("ann", "board", ts, "pick", "three")).error == "not_offered"
    assert (await emulator.press("ann", "board", ts, "owner", "eve")).error == "not_offered"
    assert (await emulator.press("ann", "board", ts, "go", "3")).error == "element_not_found"
    await listener.client.chat_update(channel="C3", ts=ts, text="Done", blocks=[])
    assert (await emulator.press("ann", "board", ts, "go", "1")).error == "element_not_found"
    assert bodies == []


@pytest.mark.parametrize("carried", [True, False])
async def test_the_pressed_message_carries_its_metadata_or_not(over_http: Start, carried: bool) -> None:
    listener = await over_http(switches=Switches(actions_carry_metadata=carried))
    bodies = keep_actions(listener)
    metadata = {"event_type": "card", "event_payload": {"key": "k1"}}
    ts = await post(listener, metadata=metadata)
    await listener.emulator.press("ann", "ops", ts, "go", "1")
    assert bodies[0]["message"].get("metadata") == (metadata if carried else None)


@pytest.mark.parametrize("listed", [True, False])
async def test_a_users_select_lists_apps_or_not(over_http: Start, listed: bool) -> None:
    listener = await over_http(switches=Switches(users_select_lists_apps=listed))
    keep_actions(listener)
    ts = await post(listener)
    outcome = await listener.emulator.press("ann", "ops", ts, "owner", "otto")
    assert outcome.error == (None if listed else "not_offered")


async def test_an_external_select_in_a_message(anyhow: Start) -> None:
    listener = await anyhow()
    bodies = keep_actions(listener)
    containers: list[dict[str, Any]] = []

    @listener.app.options("owner")
    async def offer(ack: Any, body: dict[str, Any]) -> None:
        containers.append(body["container"])
        await ack(option_groups=[{"label": OPTIONS[0]["text"], "options": OPTIONS}])

    select = {"type": "external_select", "action_id": "owner", "min_query_length": 0}
    blocks = [{"type": "actions", "block_id": "row", "elements": [select]}]
    sent = await listener.client.chat_postMessage(channel="C1", text="Whose?", blocks=blocks)
    emulator = listener.emulator
    assert (await emulator.press("ann", "ops", sent["ts"], "owner", "two")).error == "not_offered"
    assert (await emulator.options("ann", "owner", channel="ops", ts=sent["ts"])).ok
    assert containers[0]["message_ts"] == sent["ts"]
    assert (await emulator.press("ann", "ops", sent["ts"], "owner", "two")).ok
    assert bodies[0]["actions"][0]["selected_option"] == OPTIONS[1]


async def test_a_failing_response_url(over_http: Start, session: Any) -> None:
    listener = await over_http()
    emulator = listener.emulator

    @listener.app.command("/ask")
    async def ask(ack: Any) -> None:
        await ack()

    url = (await emulator.command("ann", "/ask")).response_url
    emulator.faults.add(Fault("response_url", "server_error"), Fault("response_url", "drop_answer"))
    async with session.post(url, json={"text": "one"}) as answer:
        assert answer.status == 500
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await session.post(url, json={"text": "two"})
    for body, status in (("{", 400), ("[]", 400), ('{"text": "three"}', 200)):
        async with session.post(url, data=body) as answer:
            assert answer.status == status
    assert [one.text for one in emulator.dm("ann")] == ["two", "three"]
    elsewhere = (await emulator.command("ann", "/ask", channel="random")).response_url
    await emulator.delete_channel("random")
    async with session.post(elsewhere, json={"text": "late"}) as answer:
        assert "channel_not_found" in await answer.text()


async def test_an_ephemeral_message_changes_only_through_its_response_url(anyhow: Start) -> None:
    listener = await anyhow()
    emulator = listener.emulator

    @listener.app.command("/ask")
    async def ask(ack: Any) -> None:
        await ack(text="Choose", blocks=BUTTONS)

    @listener.app.action("go")
    async def go(ack: Any, body: dict[str, Any], respond: Any) -> None:
        assert "message" not in body
        assert body["container"]["is_ephemeral"]
        if body["actions"][0]["value"] == "1":
            await respond(replace_original=True, text="Changed", blocks=BUTTONS)
        else:
            await respond(delete_original=True)
        await ack()

    outcome = await emulator.command("ann", "/ask", channel="ops")
    assert outcome.ts is not None
    assert (await emulator.press("ann", "ops", outcome.ts, "go", "1")).ok
    assert [one.text for one in emulator.messages("ann", "ops")] == ["Changed"]
    assert (await emulator.press("ann", "ops", outcome.ts, "go", "2")).ok
    assert emulator.messages("ann", "ops") == []
    assert (await emulator.press("ann", "ops", outcome.ts, "go", "2")).error == "message_not_found"


@pytest.mark.parametrize(
    ("switches", "used", "expired"),
    [
        (Switches(), "used_url", "expired_url"),
        (Switches(used_response_url_error="spent", expired_response_url_error="late"), "spent", "late"),
    ],
)
async def test_a_response_url_is_good_five_times_in_half_an_hour(
    over_http: Start, clock: Clock, session: Any, switches: Switches, used: str, expired: str
) -> None:
    listener = await over_http(switches=switches)
    emulator = listener.emulator

    @listener.app.command("/ask")
    async def ask(ack: Any) -> None:
        await ack()

    async def use(url: str, **body: Any) -> str:
        async with session.post(url, json={"text": "word", **body}) as answer:
            return str(await answer.text())

    first = (await emulator.command("ann", "/ask", channel="random")).response_url
    assert [await use(first) for _ in range(4)] == ["ok"] * 4
    assert await use(first, response_type="in_channel") == "ok"
    assert used in await use(first)
    assert len(emulator.messages("ann", "random")) == 5
    assert len(emulator.messages("ben", "random")) == 1
    second = (await emulator.command("ann", "/ask")).response_url
    clock.move(minutes=31)
    assert expired in await use(second)
