"""The workspace driven from outside, and what each person sees of it."""

import inspect
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.emulator import Emulator
from bot.emulator.control import ACTIONS


@pytest.fixture
def control(emulator: Emulator, session: aiohttp.ClientSession) -> Any:
    """Calls the control API and gives status and JSON (or text)."""

    async def call(method: str, path: str, **how: Any) -> tuple[int, Any]:
        async with session.request(method, f"{emulator.url}/control/{path}", **how) as got:
            is_json = got.content_type == "application/json"
            return got.status, await (got.json() if is_json else got.text())

    return call


async def test_people_act_and_look_through_it(control: Any, emulator: Emulator) -> None:
    said = {"person": "ann", "channel": "ops", "text": "hello @ben"}
    status, outcome = await control("POST", "do/say", json=said)
    assert (status, outcome["ok"]) == (200, True)
    assert emulator.messages("ben", "ops")[0].ts == outcome["ts"]
    _, screen = await control("GET", "sees/ben")
    assert screen["conversations"]["C1"][0]["text"] == "hello <@U2>"
    _, feed = await control("GET", "feed")
    assert (feed[0]["to"], feed[0]["from"], feed[0]["at"][:10]) == ("ops", "ann", "2026-11-23")
    _, company = await control("GET", "company")
    assert company["bot"] == emulator.bot_user_id
    quiet = {"person": "ben", "start": "2026-11-23T20:00:00+00:00", "end": "2026-11-24T06:00:00+00:00"}
    assert (await control("POST", "do/set_dnd", json=quiet))[0] == 200
    assert emulator.person("ben").dnd["dnd_enabled"]
    assert (await control("POST", "do/settled"))[1] == {"ok": True}


def test_everything_people_do_can_be_done_from_outside() -> None:
    told = {name for name, _ in inspect.getmembers(Emulator, inspect.iscoroutinefunction)}
    assert set(ACTIONS) == {name for name in told if not name.startswith("_")} - {"start", "stop"}


async def test_wrong_calls_are_told_so(control: Any) -> None:
    assert (await control("POST", "do/stop"))[0] == 404
    assert (await control("POST", "do/say", json={"person": "ann"}))[0] == 400
    assert (await control("POST", "do/say", data="{"))[0] == 400
    assert (await control("POST", "do/say", json=[]))[0] == 400
    nobody = {"person": "zoe", "channel": "ops", "text": "x"}
    assert (await control("POST", "do/say", json=nobody))[0] == 404
    assert (await control("GET", "sees/zoe"))[0] == 404
    for fault in ({"nonsense": 1}, {"method": "auth.test", "kind": "bad luck"}):
        assert (await control("POST", "faults", json=fault))[0] == 400


async def test_faults_are_set_and_cleared(control: Any, emulator: Emulator, client: AsyncWebClient) -> None:
    fault = {"method": "auth.test", "kind": "error", "error": "fatal_error", "times": 5}
    await control("POST", "faults", json=fault | {"duplicate_deliveries": True})
    assert emulator.faults.duplicate_deliveries
    assert emulator.faults.calls[0].error == "fatal_error"
    await control("DELETE", "faults")
    assert not emulator.faults.duplicate_deliveries
    assert (await client.auth_test())["ok"]
    _, calls = await control("GET", "calls")
    assert calls[0]["method"] == "auth.test"


async def test_the_feed_is_followed_live(emulator: Emulator, session: aiohttp.ClientSession) -> None:
    await emulator.say("ann", "ops", "before")
    await emulator.say("ann", "ops", "one")
    async with session.ws_connect(f"{emulator.url}/control/live?after=1") as live:
        assert (await live.receive_json())["text"] == "one"
        await emulator.say("ann", "ops", "two")
        assert (await live.receive_json())["text"] == "two"


async def test_pages_of_other_sites_are_kept_out(control: Any, emulator: Emulator) -> None:
    assert (await control("GET", "feed", headers={"Origin": "https://evil.example"}))[0] == 403
    assert (await control("GET", "feed", headers={"Host": "evil.example"}))[0] == 403
    assert (await control("GET", "feed", headers={"Origin": emulator.url}))[0] == 200


async def test_nothing_heard_is_a_time_out(emulator: Emulator) -> None:
    with pytest.raises(TimeoutError):
        await emulator.heard(lambda record: record.text == "never", timeout=0.01)


async def test_the_feed_says_who_did_what_to_whom(emulator: Emulator, client: AsyncWebClient) -> None:
    sent = await client.chat_postMessage(channel="U1", text="card")
    await emulator.react("ann", "dm", sent["ts"], "eyes")
    await emulator.unreact("ann", "dm", sent["ts"], "eyes")
    await client.chat_update(channel=sent["channel"], ts=sent["ts"], text="changed")
    await client.chat_delete(channel=sent["channel"], ts=sent["ts"])
    await emulator.say("ann", "ops", "hello")
    told = [(one.kind, one.from_, one.to, one.text) for one in emulator.feed]
    assert told == [
        ("message", "helper", "ann", "card"),
        ("reaction", "ann", "helper", ":eyes:"),
        ("unreaction", "ann", "helper", ":eyes:"),
        ("update", "helper", "ann", "changed"),
        ("delete", "helper", "ann", "changed"),
        ("message", "ann", "ops", "hello"),
    ]


async def test_each_person_has_an_own_screen(emulator: Emulator, client: AsyncWebClient) -> None:
    await emulator.say("ann", "board", "for the board")
    await client.chat_postMessage(channel="U2", text="for Ben")
    await client.chat_postEphemeral(channel="C1", user="U1", text="for Ann only")
    assert "C3" not in emulator.sees("ben").conversations
    assert [one.text for one in emulator.sees("ann").conversations["C1"]] == ["for Ann only"]
    ann, ben = emulator.last("ann"), emulator.last("ben")
    assert ann is not None
    assert ben is not None
    assert (ann.text, ben.text) == ("for Ann only", "for Ben")
    assert emulator.last("cleo") is None
    assert [(record.kind, record.to) for record in emulator.feed] == [
        ("message", "board"),
        ("message", "ben"),
        ("ephemeral", "ann"),
    ]
