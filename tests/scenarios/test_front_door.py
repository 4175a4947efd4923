"""The HTTP door: what it lets in, what it refuses, what it tells of itself."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from offices import Office, OpenOffice

from bot.emulator.deliveries import sign

QUESTION = "Which rate applies to the Oslo contract?"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as shared:
        yield shared


async def post(
    session: aiohttp.ClientSession, office: Office, body: bytes, headers: dict[str, str]
) -> tuple[int, str]:
    async with session.post(f"{office.url}/slack/events", data=body, headers=headers) as answer:
        return answer.status, await answer.text()


def command(text: str = f"<@UBEN|ben> {QUESTION}") -> bytes:
    fields = {"command": "/request", "text": text, "user_id": "UANN", "team_id": "T1", "channel_id": "COPS"}
    return urlencode(fields | {"trigger_id": "1.1.x", "response_url": "http://127.0.0.1:9/none"}).encode()


def signed(office: Office, body: bytes, at: int | None = None) -> dict[str, str]:
    return sign(office.emulator.signing_secret, body, at) | {"Content-Type": FORM}


@pytest.mark.parametrize(
    "change",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=" + "é" * 8},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v1=abc"},
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "1e9"},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": "٣٤٥"},
    ],
)
async def test_what_is_not_signed_by_slack_is_refused_and_does_nothing(
    office: Office, session: aiohttp.ClientSession, change: dict[str, str]
) -> None:
    body = command()
    status, text = await post(session, office, body, signed(office, body) | change)
    await office.settle()

    assert 400 <= status < 500
    assert "Traceback" not in text
    assert await office.count("requests") == 0


@pytest.mark.parametrize("age", [-301, 301, -86_400, 10**9])
async def test_a_stale_or_future_signature_is_refused(
    office: Office, session: aiohttp.ClientSession, age: int
) -> None:
    body = command()
    status, _ = await post(session, office, body, signed(office, body, int(time.time()) + age))

    assert 400 <= status < 500
    assert await office.count("requests") == 0


async def test_no_signature_at_all_is_refused(office: Office, session: aiohttp.ClientSession) -> None:
    status, _ = await post(session, office, command(), {"Content-Type": FORM})
    assert 400 <= status < 500


async def test_a_signature_of_another_body_is_refused(office: Office, session: aiohttp.ClientSession) -> None:
    status, _ = await post(session, office, command("<@UEVA|eva> hello there"), signed(office, command()))
    assert 400 <= status < 500
    assert await office.count("requests") == 0


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"", "application/json"),
        (b"[]", "application/json"),
        (b'"text"', "application/json"),
        (b"null", "application/json"),
        (b"\xff\xfe\x00", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"payload=%7B", FORM),
        (b"payload=[]", FORM),
        (b"payload=", FORM),
        (b"&".join(b"a=b" for _ in range(5_000)), FORM),
    ],
    ids=[
        "brace",
        "nothing",
        "list",
        "text",
        "null",
        "bytes",
        "deep",
        "cut",
        "list in form",
        "empty form",
        "fields",
    ],
)
async def test_what_cannot_be_read_is_refused_without_a_trace(
    office: Office, session: aiohttp.ClientSession, body: bytes, kind: str
) -> None:
    status, text = await post(session, office, body, signed(office, body) | {"Content-Type": kind})

    assert 400 <= status < 500
    assert "Traceback" not in text
    assert "Error" not in text


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": "event_callback"},
        {"type": "event_callback", "event": None},
        {"type": "event_callback", "event": {}},
        {"type": "event_callback", "event": []},
        {"type": "event_callback", "event": {"type": "message"}, "team_id": "T1"},
        {"type": "block_actions"},
        {"type": "block_actions", "actions": [], "user": {"id": "UANN"}, "team": {"id": "T1"}},
        {"type": "block_actions", "actions": [{"action_id": "request.got_it"}], "user": {"id": "UANN"}},
        {"type": "view_submission", "user": {"id": "UANN"}, "view": {}},
        {"type": "view_submission", "user": {"id": "UANN"}, "view": {"callback_id": "request.new"}},
        {"type": "made_up"},
        {"command": "/request"},
    ],
    ids=str,
)
async def test_half_a_payload_never_shows_a_stack_trace(
    office: Office, session: aiohttp.ClientSession, payload: dict[str, Any]
) -> None:
    body = json.dumps(payload).encode()
    headers = signed(office, body) | {"Content-Type": "application/json"}
    _, text = await post(session, office, body, headers)

    assert "Traceback" not in text
    assert "File " not in text
    async with session.get(f"{office.url}/readyz") as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    "event", ["made_up", "reaction_added", "team_join", "app_home_opened", "channel_rename"]
)
async def test_events_nobody_listens_to_are_acknowledged(office: Office, event: str) -> None:
    body = {"type": "event_callback", "team_id": "T1", "api_app_id": "A0000000001", "event_id": "Ev1"}
    outcome = await office.emulator.deliver(
        "events_api", body | {"event": {"type": event, "user": "UANN", "event_ts": "1.1"}, "event_time": 1}
    )
    assert outcome.status == 200


async def test_subtypes_nobody_listens_to_are_acknowledged(office: Office) -> None:
    for number, subtype in enumerate(("channel_join", "channel_topic", "ekm_access_denied", "made_up")):
        event = {"type": "message", "subtype": subtype, "channel": "COPS", "channel_type": "channel"}
        body = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number}", "event_time": 1}
        body |= {
            "event": event | {"user": "UANN", "text": "x", "ts": f"{number}.1", "event_ts": f"{number}.1"}
        }
        assert (await office.emulator.deliver("events_api", body)).status == 200


async def test_slack_can_verify_the_address(office: Office) -> None:
    outcome = await office.emulator.verify_request_url()
    assert outcome.status == 200
    assert "challenge" in str(outcome.payload)


async def test_the_address_answers_only_what_slack_sends(
    office: Office, session: aiohttp.ClientSession
) -> None:
    for method in ("GET", "PUT", "DELETE"):
        async with session.request(method, f"{office.url}/slack/events") as answer:
            assert answer.status == 405
    async with session.get(f"{office.url}/nothing/here") as answer:
        assert answer.status == 404


async def test_a_body_without_end_is_cut_off(office: Office, session: aiohttp.ClientSession) -> None:
    body = b"text=" + b"x" * (3 * 1024 * 1024)
    headers = signed(office, body)
    async with session.post(f"{office.url}/slack/events", data=BytesIO(body), headers=headers) as answer:
        assert answer.status == 413


async def test_it_says_that_it_lives_and_is_ready(either_way: Office, session: aiohttp.ClientSession) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        async with session.get(f"{either_way.url}{path}") as answer:
            assert answer.status == 200, path


async def test_in_socket_mode_slack_has_no_door(open_one: OpenOffice, session: aiohttp.ClientSession) -> None:
    office = await open_one("socket")
    status, _ = await post(session, office, command(), signed(office, command()))
    assert status == 404
