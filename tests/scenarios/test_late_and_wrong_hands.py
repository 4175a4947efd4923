"""Buttons that come too late, and hands that are not meant to press them."""

from __future__ import annotations

from typing import Any

import pytest
from offices import Office

QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "The new one, 21 %, from 1 December."


async def ask(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION} by friday 14:00")


async def state(office: Office) -> str:
    """Everything that could have changed."""
    tables = ("requests", "turns", "trail")
    found = [await office.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables]  # noqa: S608 - ours
    return str([{**row, "indexed_at": None} for rows in found for row in rows])  # it is looked through


def press_of(office: Office, person: str, label: str, option: str | None = None) -> dict[str, Any]:
    """What Slack would send if this were pressed on what is now on the screen."""
    seen = office.asking(person, label)
    who = office.emulator.person(person)
    message = office.emulator.visible(who, seen.channel, seen.ts)
    assert message is not None
    for block in message.blocks:
        for element in [block.get("accessory"), *(block.get("elements") or [])]:
            if element and label in (
                (element.get("text") or {}).get("text"),
                (element.get("placeholder") or {}).get("text"),
                "⋯" if element["type"] == "overflow" else None,
            ):
                action = {"type": element["type"], "action_id": element["action_id"]}
                action |= {"block_id": block["block_id"], "action_ts": "1.1"}
                if option is None:
                    action["value"] = element["value"]
                else:
                    action["selected_option"] = next(
                        one for one in element["options"] if one["text"]["text"] == option
                    )
                channel = office.emulator.workspace.channels.get(message.channel)
                payload = office.emulator.interaction("block_actions", who, channel)
                payload |= office.emulator._surroundings(message) | {"actions": [action]}
                payload["state"] = {"values": {}}
                payload["response_url"] = office.emulator.lend_url("actions", who, channel, message)
                return payload
    raise AssertionError(label)


async def send(office: Office, payload: dict[str, Any]) -> None:
    payload["trigger_id"] = office.emulator.workspace.triggers.lend(str(payload["user"]["id"]))
    outcome = await office.emulator.deliver("interactive", payload)
    assert outcome.ok, outcome
    await office.settle()


@pytest.mark.parametrize(
    ("label", "option"),
    [
        ("Answer", None),
        ("Got it", "Tomorrow"),
        ("Got it", "Pick a time"),
        ("Yes", None),
        ("Another time", None),
        ("No", None),
        ("⋯", "Ask back"),
        ("⋯", "Hand over"),
        ("⋯", "Decline"),
    ],
)
async def test_the_owners_buttons_pressed_late_answer_and_change_nothing(
    office: Office, label: str, option: str | None
) -> None:
    await ask(office)
    late = press_of(office, "ben", label, option)
    await office.say("ben", ANSWER, under=office.card("ben"))
    before, seen = await state(office), len(office.shown("ben"))
    await send(office, late)

    assert await state(office) == before
    assert len(office.shown("ben")) > seen or office.form("ben")  # they are told, with the present state
    await office.emulator.submit("ben", {})
    await office.settle()
    assert await state(office) == before


@pytest.mark.parametrize("label", ["Yes", "Partly", "Not yet"])
async def test_the_requesters_buttons_pressed_late_answer_and_change_nothing(
    office: Office, label: str
) -> None:
    await ask(office)
    await office.say("ben", ANSWER, under=office.card("ben"))
    late = press_of(office, "ann", label)
    await office.press("ann", office.card("ann"), "Yes")
    before, seen = await state(office), len(office.shown("ann"))
    await send(office, late)

    assert await state(office) == before
    assert len(office.shown("ann")) > seen or office.form("ann")


async def test_the_same_button_twice_counts_once(office: Office) -> None:
    await ask(office)
    twice = press_of(office, "ann", "No longer needed")
    await send(office, dict(twice))
    before, heard = await state(office), len(office.shown("ben"))
    await send(office, dict(twice))

    assert await state(office) == before
    assert len(office.shown("ben")) == heard


async def test_a_channels_card_offers_bystanders_nothing_to_press(office: Office) -> None:
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="COPS")

    for one in office.shown("eva", "COPS"):
        assert not any(block.get("elements") and block["type"] == "actions" for block in one.blocks)


@pytest.mark.parametrize("person", ["ann", "eva", "cleo"])
@pytest.mark.parametrize(("label", "option"), [("Got it", "Tomorrow"), ("Answer", None), ("⋯", "Decline")])
async def test_nobody_else_can_act_for_the_owner_and_is_told_so_privately(
    office: Office, person: str, label: str, option: str | None
) -> None:
    await ask(office)
    payload = press_of(office, "ben", label, option)
    before, seen = await state(office), len(office.shown(person))
    who = office.emulator.person(person)
    payload["user"] = office.emulator.interaction("block_actions", who)["user"]
    payload["response_url"] = office.emulator.lend_url("actions", who, office.emulator.place(who, "dm"))
    await send(office, payload)

    if person == "ann" and office.form("ann"):  # her own request, so she may see the form, and no more
        fields = {"text": "Mine"} if label == "Answer" else {"reason": "Mine", "alternative": "Mine"}
        await office.submit("ann", **fields)
        assert await state(office) == before
        return
    assert await state(office) == before
    fresh = office.shown(person)[seen:]
    assert len(fresh) == 1
    assert fresh[0].is_ephemeral
    assert office.form(person) == ""


async def test_a_form_left_open_until_the_turn_has_moved_changes_nothing_and_loses_no_words(
    office: Office,
) -> None:
    await ask(office)
    await office.press("ben", office.card("ben"), "Answer")
    await office.press("ann", office.card("ann"), "No longer needed")
    before = await state(office)
    await office.submit("ben", text="Precious words of mine")
    await office.settle()

    assert await state(office) == before
    assert "Precious words of mine" in office.everything("ben")
