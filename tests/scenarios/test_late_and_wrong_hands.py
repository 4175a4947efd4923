"""Buttons that come too late, and hands that are not meant to press them."""

from __future__ import annotations

import pytest
from offices import Office

QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "The new one, 21 %, from 1 December."


async def ask(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION} by friday 14:00")


async def state(office: Office) -> str:
    """Everything that could have changed."""
    tables = ("requests", "turns", "trail")
    return str([await office.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables])  # noqa: S608 - ours


def press_of(office: Office, person: str, label: str, option: str | None = None) -> dict[str, object]:
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


async def send(office: Office, payload: dict[str, object]) -> None:
    payload["trigger_id"] = office.emulator.workspace.triggers.lend("UANN")
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


@pytest.mark.parametrize("label", ["Got it", "Answer"])
async def test_a_bystander_who_presses_in_a_channel_gets_a_private_sentence(
    office: Office, label: str
) -> None:
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="COPS")
    offered = [one for one in office.shown("eva", "COPS") if one.is_bot and label in str(one.blocks)]
    if not offered:
        return  # a channel's card need not offer it
    before = await state(office)
    seen = len(office.shown("eva", "COPS"))
    await office.press("eva", offered[0], label, "Tomorrow" if label == "Got it" else None)

    assert await state(office) == before
    fresh = office.shown("eva", "COPS")[seen:]
    assert fresh
    assert all(one.is_ephemeral for one in fresh)


async def test_the_requester_cannot_answer_for_the_owner(office: Office) -> None:
    await ask(office)
    payload = press_of(office, "ben", "Got it", "Tomorrow")
    before, seen = await state(office), len(office.shown("ann"))
    payload["user"] = office.emulator.interaction("block_actions", office.emulator.person("ann"))["user"]
    payload["response_url"] = office.emulator.lend_url(
        "actions", office.emulator.person("ann"), office.emulator.place(office.emulator.person("ann"), "dm")
    )
    await send(office, payload)

    assert await state(office) == before
    fresh = office.shown("ann")[seen:]
    assert len(fresh) == 1
    assert fresh[0].is_ephemeral


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
