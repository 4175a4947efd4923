"""Whatever Slack brings, twice or with half of it missing, gets a sentence and harms nothing."""

from __future__ import annotations

from typing import Any

import pytest
from offices import Office

from bot.emulator.app import BOT_USER_ID as BOT
from handlers import ACTIONS, VIEWS

WENT_WRONG = "Something went wrong"


def command(office: Office, person: str, text: str) -> dict[str, Any]:
    who = office.emulator.person(person)
    declared = office.emulator.workspace.app.command("/request")
    place = office.emulator.place(who, "dm")
    return office.emulator._command_payload(who, place, declared=declared, text="") | {"text": text}


def interaction(office: Office, person: str, kind: str) -> dict[str, Any]:
    payload = office.emulator.interaction(kind, office.emulator.person(person))
    payload["trigger_id"] = office.emulator.workspace.triggers.lend(payload["user"]["id"])
    return payload


def pressed(office: Office, person: str, action_id: str, **action: Any) -> dict[str, Any]:
    who = office.emulator.person(person)
    place = office.emulator.place(who, "dm")
    return interaction(office, person, "block_actions") | {
        "container": {"type": "message", "message_ts": "1.1", "channel_id": place.id},
        "channel": {"id": place.id, "name": "directmessage"},
        "message": {"type": "message", "ts": "1.1", "text": "", "blocks": []},
        "actions": [{"action_id": action_id, "block_id": "b", "action_ts": "1.1", "type": "button"} | action],
        "response_url": office.emulator.lend_url("actions", who, place),
    }


async def test_a_refused_command_that_comes_twice_is_refused_twice(office: Office) -> None:
    payload = command(office, "ann", "<@UANN|ann> Which rate applies?")
    answers = [(await office.emulator.deliver("slash_commands", payload)).payload for _ in range(2)]
    assert answers[0] == answers[1]
    assert "yourself" in str(answers)
    assert await office.count("drafts") == 1


async def test_the_second_choice_of_what_words_were_about_sends_them_nowhere(office: Office) -> None:
    await office.ask("ann", "@Ben Which rate?")
    await office.say("ben", "It is 21 %, from 1 December.")
    which = office.asking("ben", "Choose")
    entry = office.again("ben", which).blocks[-1]["elements"][0]["options"][0]["text"]["text"]
    await office.press("ben", which, "Choose", entry)
    before = office.thread("ann", office.card("ann"))
    await office.press("ben", which, "Choose", entry)
    assert office.thread("ann", office.card("ann")) == before


@pytest.mark.parametrize("kind", ["edit", "delete"])
async def test_what_happens_to_words_of_no_request_leaves_no_trace(office: Office, kind: str) -> None:
    ts = await office.say("ann", "Lunch?", channel="COPS")
    people = await office.rows("SELECT * FROM people")
    await getattr(office.emulator, kind)("ann", "COPS", ts, *(["Lunch at noon?"] if kind == "edit" else []))
    await office.settle()
    assert await office.count("deliveries") == 0
    assert await office.rows("SELECT * FROM people") == people


async def test_a_deleted_message_with_a_thread_under_it_is_gone_for_the_other_too(office: Office) -> None:
    await office.ask("ann", "@Ben Which rate?")
    ts = await office.say("ben", "It is 21 %, from 1 December.")
    which = office.asking("ben", "Choose")
    entry = office.again("ben", which).blocks[-1]["elements"][0]["options"][0]["text"]["text"]
    await office.press("ben", which, "Choose", entry)
    assert "21 %" in office.screen("ann")
    await office.emulator.delete("ben", "dm", ts)
    await office.settle()
    assert "21 %" not in office.screen("ann")
    assert "deleted" not in office.screen("ann")
    assert "21 %" not in str(await office.rows("SELECT * FROM trail"))


async def test_a_person_of_another_company_asks_nothing_in_a_shared_channel(office: Office) -> None:
    await office.say("dag", "@Svar ask @Ben Which rate do you pay?", channel="CPARTNERS")
    assert await office.count("requests") == 0


async def test_a_request_is_shown_in_no_channel_that_another_company_reads(office: Office) -> None:
    await office.say("ann", "@Svar ask @Ben Which rate do we pay?", channel="CPARTNERS")
    assert await office.rows("SELECT * FROM places WHERE channel_id IS NOT NULL") == []
    assert not [one for one in office.shown("dag", "CPARTNERS") if one.is_bot and "rate" in one.text]


async def test_words_typed_into_a_form_stay_as_they_were_typed(office: Office) -> None:
    words = "Is x<5 and y>3, or &amp; <b>?"
    await office.ask("ann", "")
    await office.submit("ann", owner="UBEN", text=words)
    assert (await office.request())["text"] == words


async def test_a_mention_keeps_the_signs_and_the_names_in_what_is_asked(office: Office) -> None:
    await office.say("ann", "@Svar ask @Ben Is a < b > c, as @Eva says?", channel="COPS")
    assert (await office.request())["text"] == "Is a < b > c, as @Eva says?"


async def test_somebody_whom_slack_does_not_show_is_answered_all_the_same(office: Office) -> None:
    payload = command(office, "ann", "<@UBEN|ben> Which rate?") | {"user_id": "U404"}
    outcome = await office.emulator.deliver("slash_commands", payload)
    assert outcome.ok
    assert outcome.payload
    assert await office.count("requests") == 0


HUGE = "9" * 30
VALUES = [
    "",
    "x",
    ":",
    "1:x",
    f"{HUGE}:1",
    f"1:{HUGE}",
    f"today:{HUGE}:1",
    "today:1:1",
    f"draft:{HUGE}",
    "²:1",
]


@pytest.mark.parametrize("action_id", sorted(ACTIONS))
async def test_no_forged_value_makes_anything_go_wrong(office: Office, action_id: str) -> None:
    values: list[dict[str, Any]] = [{"value": value} for value in VALUES]
    values += [{"selected_option": None}, {"value": None}, {}]
    for number, value in enumerate(values):
        payload = pressed(office, "eva", action_id, **value)
        outcome = await office.emulator.deliver("interactive", payload)
        assert outcome.ok, (number, outcome)
    await office.settle()
    assert WENT_WRONG not in office.everything("eva")


@pytest.mark.parametrize("callback_id", sorted(VIEWS))
@pytest.mark.parametrize("metadata", ["", "{}", "[]", "x", '{"request":1}', f'{{"request":{HUGE},"turn":1}}'])
async def test_no_forged_form_makes_anything_go_wrong(
    office: Office, callback_id: str, metadata: str
) -> None:
    view = {"id": "V1", "hash": "1.1", "type": "modal", "callback_id": callback_id, "blocks": []}
    for state in ({"values": {}}, None):
        payload = interaction(office, "eva", "view_submission")
        payload["view"] = view | {"private_metadata": metadata, "state": state, "id": f"V{state}"}
        outcome = await office.emulator.deliver("interactive", payload)
        assert outcome.ok, outcome
        assert WENT_WRONG not in str(outcome.payload)


EVENTS: list[dict[str, Any]] = [
    {"type": "message", "channel_type": "im", "user": "UANN", "text": None},
    {"type": "message", "channel_type": "im", "user": "UANN"},
    {"type": "message", "user": "UANN", "text": "no kind of channel"},
    {"type": "message", "channel_type": "group", "user": "U404", "text": "x", "thread_ts": "1.1"},
    {"type": "message", "channel_type": "im", "user": "U404", "text": "who am I"},
    {"type": "message", "channel_type": "im", "user": "UANN", "subtype": "me_message", "text": "waves"},
    {"type": "message", "channel_type": "im", "user": "UANN", "subtype": "thread_broadcast", "text": "x"},
    {"type": "message", "channel_type": "im", "subtype": "message_changed", "message": {"ts": "1.1"}},
    {"type": "message", "channel_type": "im", "subtype": "message_changed", "message": None},
    {"type": "message", "channel_type": "im", "subtype": "message_deleted"},
    {"type": "message", "channel_type": "im", "bot_id": "B7", "text": "x"},
    {
        "type": "message",
        "channel_type": "im",
        "user": "U00000000BOT",
        "metadata": {"event_type": "svar_message"},
    },
    {"type": "message", "channel_type": "im", "user": BOT, "blocks": None},
    {"type": "app_mention", "user": "UANN", "text": None},
    {"type": "app_mention", "user": "U404", "text": "<@U00000000BOT> ask <@UBEN> x"},
    {"type": "app_mention", "user": None, "text": "x"},
    {"type": "user_change", "user": {"id": "UNEW"}},
    {
        "type": "user_change",
        "user": {"id": "UNEW", "profile": None, "tz": "Mars/Base", "updated": None, "deleted": True},
    },
    {"type": "dnd_updated_user", "user": "UANN", "dnd_status": None},
    {"type": "dnd_updated_user", "user": "U404", "dnd_status": {"dnd_enabled": True}},
    {
        "type": "dnd_updated_user",
        "user": "UBEN",
        "dnd_status": {"dnd_enabled": 1, "next_dnd_start_ts": "x", "next_dnd_end_ts": 10**20},
    },
    {"type": "member_joined_channel", "user": "UANN", "channel": "COPS"},
    {"type": "who_knows"},
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: "-".join(str(v)[:12] for v in event.values()))
async def test_no_odd_event_is_refused(office: Office, event: dict[str, Any]) -> None:
    channel = office.emulator.place(office.emulator.person("ann"), "dm").id
    event = {"channel": channel, "ts": "1781013900.000100", "event_ts": "1781013900.000100"} | event
    body = {"type": "event_callback", "team_id": "T1", "api_app_id": "A0000000001", "event": event}
    outcome = await office.emulator.deliver("events_api", body | {"event_id": "Ev1", "event_time": 1})
    assert outcome.ok, outcome


async def test_an_edit_that_overtakes_its_message_stands_for_it(office: Office) -> None:
    await office.ask("ann", "@Ben Which rate?")
    card = office.card("ben")
    ts = f"{card.ts.partition('.')[0]}.000900"
    first = {"user": "UBEN", "text": "It is 20 %, from 1 December.", "ts": ts, "thread_ts": card.ts}
    edited = first | {"text": "It is 21 %, from 1 December.", "edited": {"user": "UBEN", "ts": ts}}
    where = {"channel": card.channel, "channel_type": "im"}
    edit = {"subtype": "message_changed", "message": edited, "previous_message": first, "ts": f"{ts}1"}
    for number, said in enumerate((edit, first)):
        event = {"type": "message", "event_ts": said["ts"]} | where | said
        body = {"type": "event_callback", "team_id": "T1", "api_app_id": "A0000000001", "event": event}
        outcome = await office.emulator.deliver("events_api", body | {"event_id": f"Ev{number}"})
        assert outcome.ok, outcome
        await office.settle()
    assert office.screen("ann").count("21 %") == 1
    assert "20 %" not in office.screen("ann")


async def test_a_late_edit_of_words_that_were_never_passed_on_is_nothing(office: Office) -> None:
    await office.ask("ann", "@Ben Which rate?")
    card = office.card("ben")
    old = {"user": "UBEN", "text": "It is 20 %.", "ts": f"{int(card.ts.partition('.')[0]) - 3600}.000900"}
    edit = {"subtype": "message_changed", "message": old | {"text": "It is 21 %."}, "previous_message": old}
    event = {"type": "message", "channel": card.channel, "channel_type": "im", "event_ts": card.ts} | edit
    event["message"]["thread_ts"] = card.ts
    body = {"type": "event_callback", "team_id": "T1", "api_app_id": "A0000000001", "event": event}
    await office.emulator.deliver("events_api", body | {"event_id": "Ev1"})
    await office.settle()
    assert "%" not in office.screen("ann")
