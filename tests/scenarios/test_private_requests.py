"""What is between two people stays between them, whichever way somebody else comes in."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from offices import Office

from handlers import ACTIONS, EVENTS, SHORTCUTS, VIEWS

CANARY = "zebra-19 per cent for the merger"
QUESTION = f"Do we offer {CANARY}?"
INTRUDERS = ("cleo", "eva", "dag")
TABLES = ("requests", "turns", "trail")


@dataclass
class Harvest:
    """Whatever Svar drew for the two people: values of elements, what forms carry, what is filled in."""

    values: list[str] = field(default_factory=lambda: ["1", "1:1", "change:1:1", "trail:1:1"])
    metadata: list[str] = field(default_factory=list)
    state: dict[str, dict[str, Any]] = field(default_factory=dict)

    def look(self, office: Office) -> None:
        """Take in what the two see now."""
        for person in ("ann", "ben"):
            screen = office.emulator.sees(person)
            for shown in screen.conversations.values():
                for one in shown:
                    self._take(one.blocks)
            for modal in screen.modals:
                self._take(modal["blocks"])
                self._add(self.metadata, modal.get("private_metadata"))
                self.state |= modal["state"]["values"]

    def _take(self, blocks: list[dict[str, Any]]) -> None:
        for block in blocks:
            for element in [block.get("accessory"), *(block.get("elements") or [])]:
                if isinstance(element, dict):
                    self._add(self.values, element.get("value"))
                    for option in element.get("options") or []:
                        self._add(self.values, option.get("value"))

    @staticmethod
    def _add(to: list[str], value: str | None) -> None:
        if value and value not in to:
            to.append(value)


async def make_private_requests(office: Office) -> Harvest:
    """An open request, with everything that is seen on the way there, and a draft of another."""
    harvest = Harvest()

    async def see() -> None:
        await office.settle()
        harvest.look(office)

    await office.ask("ann", f"@Ben {QUESTION} by friday 14:00")
    await see()
    card, own = office.card("ben"), office.card("ann")
    for option in ("Ask back", "Hand over", "Decline"):
        await office.menu("ben", card, option)
        await see()
    for label, option in (("Answer", None), ("Got it", "Pick a time"), ("Another time", None)):
        await office.press("ben", card, label, option)
        await see()
    await office.press("ben", card, "Got it", "Tomorrow")
    await office.say("ben", f"on it: {CANARY}", under=card)
    await office.say("ben", f"The new rate, {CANARY}, from 1 December.", under=card)
    await see()
    await office.press("ann", own, "Not yet")
    await see()
    await office.submit("ann", text=f"Are you certain about {CANARY}?")
    await office.settle()
    await office.menu("ben", card, "Hand over")
    await office.submit("ben", to="UEVA", word=f"She knows about {CANARY}.")  # Ann has not agreed
    await see()
    await office.menu("ann", own, "Paper trail")
    await see()
    await office.press("ann", office.asking("ann", "Change"), "Change")
    await see()
    await office.say("ben", f"Outside of any thread: {CANARY}, surely.")
    await office.ask("ann", f"@Gry Once more about {CANARY}?")
    await office.ask("ann", "")
    await see()
    return harvest


def from_intruder(office: Office, intruder: str, kind: str) -> dict[str, Any]:
    """What every interaction of this person begins with."""
    return office.emulator.interaction(kind, office.emulator.person(intruder))


async def send(office: Office, payload: dict[str, Any]) -> None:
    payload["trigger_id"] = office.emulator.workspace.triggers.lend(payload["user"]["id"])
    outcome = await office.emulator.deliver("interactive", payload)
    assert outcome.status is None or outcome.status < 500, outcome


async def state_of(office: Office) -> str:
    found = [await office.rows(f"SELECT * FROM {table} ORDER BY id") for table in TABLES]  # noqa: S608 - ours
    return str([{**row, "indexed_at": None} for rows in found for row in rows])  # it is looked through


async def screens_of_two(office: Office) -> list[str]:
    return [office.screen(person) for person in ("ann", "ben")]


def assert_nothing_leaked(office: Office) -> None:
    """Nobody but the two ever got hold of a word, not even for a moment."""
    outsiders = set(INTRUDERS) | {"finn", "gry", "otto", "ops", "board", "random", "partners"}
    told = [record for record in office.emulator.feed if record.to in outsiders]
    assert not [record for record in told if "zebra" in f"{record.text}{record.blocks}"]
    for outsider in INTRUDERS:
        assert "zebra" not in office.everything(outsider)
    answers = [
        one.answer for one in office.emulator.deliveries if str_of_user(one.payload) not in ("UANN", "UBEN")
    ]
    assert "zebra" not in str(answers)


def str_of_user(payload: Any) -> str:
    user = payload.get("user") if isinstance(payload, dict) else None
    return str(user.get("id") if isinstance(user, dict) else payload.get("user_id", ""))


async def attempt_action(office: Office, harvest: Harvest, action_id: str, intruder: str) -> None:
    """Press this with every value there is, in turn as a button and as a choice, here and there."""
    who = office.emulator.person(intruder)
    places = [office.emulator.place(who, "dm"), office.emulator.place(office.emulator.person("ann"), "dm")]
    for number, value in enumerate(harvest.values, INTRUDERS.index(intruder) if intruder in INTRUDERS else 0):
        option = {"text": {"type": "plain_text", "text": "x"}, "value": value}
        button, menu = (
            {"type": "button", "value": value},
            {"type": "static_select", "selected_option": option},
        )
        action = menu if number % 2 else button
        place = places[number // 2 % 2]
        payload = from_intruder(office, intruder, "block_actions")
        container = {"type": "message", "message_ts": "1781013600.000001", "channel_id": place.id}
        payload |= {
            "container": container | {"is_ephemeral": False},
            "channel": {"id": place.id, "name": "directmessage"},
            "message": {"type": "message", "ts": "1781013600.000001", "text": "", "blocks": []},
            "actions": [action | {"action_id": action_id, "block_id": "b", "action_ts": "1.1"}],
            "state": {"values": {}},
            "response_url": office.emulator.lend_url("actions", who, places[0]),
        }
        await send(office, payload)
    await office.settle()


async def attempt_view(office: Office, harvest: Harvest, callback_id: str, intruder: str) -> None:
    """Send this form with everything that any form carried."""
    blocks = [
        {"type": "input", "block_id": block, "label": {}, "element": {"action_id": next(iter(fields))}}
        for block, fields in harvest.state.items()
    ]
    for number, metadata in enumerate(harvest.metadata):
        view = {
            "id": f"V{callback_id}{number}",
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": metadata,
            "hash": "1.1",
            "blocks": blocks,
            "state": {"values": filled(harvest.state)},
        }
        await send(
            office, from_intruder(office, intruder, "view_submission") | {"view": view, "response_urls": []}
        )
    await office.settle()


def filled(state: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Every field with something plausible in it."""
    values = json.loads(json.dumps(state))
    for fields in values.values():
        for held in fields.values():
            kind = held.get("type")
            if kind == "plain_text_input":
                held["value"] = "Intruding"
            elif kind == "users_select":
                held["selected_user"] = "UEVA"
            elif kind == "datepicker":
                held["selected_date"] = "2026-06-18"
            elif kind == "timepicker":
                held["selected_time"] = "12:00"
    return values


@pytest.mark.parametrize("action_id", sorted(ACTIONS))
async def test_no_button_lets_anybody_else_see_or_move_a_private_request(
    office: Office, action_id: str
) -> None:
    harvest = await make_private_requests(office)
    before, screens = await state_of(office), await screens_of_two(office)
    for intruder in INTRUDERS:
        await attempt_action(office, harvest, action_id, intruder)

    assert await state_of(office) == before
    assert await screens_of_two(office) == screens
    assert_nothing_leaked(office)


@pytest.mark.parametrize(("action_id", "person"), [("request.withdraw", "ann"), ("request.got_it", "ben")])
async def test_the_same_attempts_by_the_two_people_themselves_do_something(
    office: Office, action_id: str, person: str
) -> None:
    harvest = await make_private_requests(office)
    before = await state_of(office)
    await attempt_action(office, harvest, action_id, person)

    assert await state_of(office) != before


@pytest.mark.parametrize("callback_id", sorted(VIEWS))
async def test_no_form_lets_anybody_else_see_or_move_a_private_request(
    office: Office, callback_id: str
) -> None:
    harvest = await make_private_requests(office)
    mine = "WHERE requester_id IN (SELECT id FROM people WHERE slack_id = 'UANN')"
    before = await office.rows(f"SELECT * FROM requests {mine}")  # noqa: S608 - ours
    turns = await office.rows("SELECT * FROM turns")
    screens = await screens_of_two(office)
    for intruder in INTRUDERS:
        await attempt_view(office, harvest, callback_id, intruder)

    assert await office.rows(f"SELECT * FROM requests {mine}") == before  # noqa: S608 - ours
    assert (await office.rows("SELECT * FROM turns"))[: len(turns)] == turns
    assert await screens_of_two(office) == screens
    assert_nothing_leaked(office)


@pytest.mark.parametrize("command", ["/request", "/pending", "/svar"])
async def test_no_command_shows_anybody_else_a_private_request(office: Office, command: str) -> None:
    await make_private_requests(office)
    texts = [
        "",
        "pending",
        "help",
        "1",
        "#1",
        "trail 1",
        "trail #1",
        "trail 2",
        "pending @Ann",
        "pending @Ben",
        "request #1",
    ]
    for intruder in ("cleo", "eva", "finn"):
        for text in texts:
            await office.command(intruder, command, text)

    assert_nothing_leaked(office)


@pytest.mark.parametrize("callback_id", sorted(SHORTCUTS))
async def test_no_shortcut_shows_anybody_else_a_private_request(office: Office, callback_id: str) -> None:
    await make_private_requests(office)
    card = office.card("ben")
    for intruder in INTRUDERS:
        for kind in ("shortcut", "message_action"):
            payload = from_intruder(office, intruder, kind) | {"callback_id": callback_id, "action_ts": "1.1"}
            if kind == "message_action":
                payload |= {"channel": {"id": card.channel, "name": "directmessage"}, "message_ts": card.ts}
                payload |= {"message": {"type": "message", "ts": card.ts, "user": "UCLEO", "text": "?"}}
                payload["response_url"] = office.emulator.lend_url(
                    "app",
                    office.emulator.person(intruder),
                    office.emulator.place(office.emulator.person("cleo"), "dm"),
                )
            await send(office, payload)
    await office.settle()

    assert_nothing_leaked(office)


def events_of(office: Office, intruder: str, kind: str) -> list[dict[str, Any]]:
    """Events of this kind by which somebody could claim to be part of it."""
    user = office.emulator.person(intruder).id
    found: list[dict[str, Any]] = []
    for card in (office.card("ben"), office.cards("ann")[0]):
        event = {"type": kind, "user": user, "channel": card.channel, "channel_type": "im"}
        event |= {"text": "On it. It is 3 per cent from December.", "thread_ts": card.ts}
        event |= {"ts": f"178101{len(found)}900.000100", "event_ts": f"178101{len(found)}900.000100"}
        changed = {"subtype": "message_changed", "message": event, "previous_message": event, "user": user}
        deleted = {
            "subtype": "message_deleted",
            "deleted_ts": card.ts,
            "previous_message": {"user": user, "ts": card.ts},
        }
        found += [event, event | changed, event | deleted]
        found += [
            {"type": kind, "user": user, "reaction": "eyes", "event_ts": "1.1"}
            | {
                "item": {"type": "message", "channel": card.channel, "ts": card.ts},
                "item_user": "U00000000BOT",
            }
        ]
    return found


# What says that Svar is no longer installed, or of a person that they changed, is about no request.
ABOUT_NO_REQUEST = {"app_uninstalled", "dnd_updated_user", "tokens_revoked", "user_change"}


@pytest.mark.parametrize("kind", sorted(set(EVENTS) - ABOUT_NO_REQUEST))
async def test_no_event_lets_anybody_else_see_or_move_a_private_request(office: Office, kind: str) -> None:
    await make_private_requests(office)
    before = await state_of(office)
    heard = len(office.shown("ann")), len(office.shown("ben"))
    for intruder in INTRUDERS:
        for number, event in enumerate(events_of(office, intruder, kind)):
            body = {"type": "event_callback", "team_id": "T1", "api_app_id": "A0000000001", "event": event}
            body |= {"event_id": f"Ev{intruder}{number}", "event_time": 1}
            await office.emulator.deliver("events_api", body)
    await office.settle()

    assert (len(office.shown("ann")), len(office.shown("ben"))) == heard
    assert await state_of(office) == before
    assert_nothing_leaked(office)


async def test_by_default_no_channel_hears_of_a_request(office: Office) -> None:
    await office.command("ann", "/request", f"@Ben {QUESTION}", channel="COPS")
    await office.say("ben", "It is.", under=office.card("ben"))

    assert [one for one in office.shown("eva", "COPS") if one.is_bot] == []
    assert (await office.request())["channel_id"] is None


async def test_a_command_typed_in_a_channel_is_answered_to_its_writer_alone(office: Office) -> None:
    told = await office.command("ann", "/request", f"@Ben {QUESTION}", channel="CRANDOM")

    assert "Ben" in told
    assert office.shown("ben", "CRANDOM") == []
