"""How deliveries travel: signatures, limits, retries, duplicates, disorder."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from small_company import Clock, Start, manifest

from bot.emulator import Emulator

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
OVER_HTTP = manifest(socket_mode_enabled=False)


@pytest.fixture
async def app_at() -> AsyncIterator[Callable[[Answer], Awaitable[str]]]:
    """Puts any function behind a request URL."""
    runners: list[web.AppRunner] = []

    async def listen(answer: Answer) -> str:
        server = web.Application()
        server.router.add_post("/{path:.*}", answer)
        runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        runners.append(runner)
        return f"http://127.0.0.1:{runner.addresses[0][1]}/"

    yield listen
    for runner in runners:
        await runner.cleanup()


async def test_an_event_is_tried_again_until_it_is_taken(start: Start, app_at: Any) -> None:
    headers: list[Any] = []

    async def reluctant(request: web.Request) -> web.Response:
        headers.append(request.headers)
        return web.Response(status=200 if len(headers) == 3 else 500)

    emulator = await start(manifest=OVER_HTTP, retry_seconds=(0, 0, 0))
    emulator.request_url = await app_at(reluctant)
    outcome = await emulator.say("ann", "dm", "hello")
    assert (outcome.ok, outcome.error, outcome.status) == (False, "dispatch_failed", 500)
    await emulator.settled()
    (delivery,) = emulator.deliveries
    assert [attempt.reason for attempt in delivery.attempts] == ["http_error", "http_error", None]
    assert delivery.ok
    assert "X-Slack-Retry-Num" not in headers[0]
    assert [(h["X-Slack-Retry-Num"], h["X-Slack-Retry-Reason"]) for h in headers[1:]] == [
        ("1", "http_error"),
        ("2", "http_error"),
    ]


async def test_an_app_can_stop_the_retries_and_four_tries_are_all(start: Start, app_at: Any) -> None:
    stopping = {"x-slack-no-retry": "1"}

    async def failing(request: web.Request) -> web.Response:
        return web.Response(status=503, headers=stopping)

    emulator = await start(manifest=OVER_HTTP, retry_seconds=(0, 0, 0))
    emulator.request_url = await app_at(failing)
    await emulator.say("ann", "dm", "once")
    await emulator.settled()
    stopping.clear()
    await emulator.say("ann", "dm", "four times")
    await emulator.settled()
    assert [len(delivery.attempts) for delivery in emulator.deliveries] == [1, 4]


async def test_a_late_app_is_no_app_for_a_person(start: Start, app_at: Any) -> None:
    async def late(request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    emulator = await start(manifest=OVER_HTTP, ack_seconds=0.05)
    emulator.request_url = await app_at(late)
    outcome = await emulator.command("ann", "/ask", "now")
    assert (outcome.ok, outcome.error) == (False, "operation_timeout")
    assert 0.05 <= outcome.elapsed < 2
    assert len(emulator.deliveries[0].attempts) == 1


async def test_nobody_listens(start: Start) -> None:
    emulator = await start(manifest=OVER_HTTP)
    assert (await emulator.command("ann", "/ask")).error == "dispatch_failed"
    emulator.request_url = "http://127.0.0.1:9/"
    assert (await emulator.command("ann", "/ask")).error == "dispatch_failed"
    socketless = await start()
    assert (await socketless.command("ann", "/ask")).error == "dispatch_failed"
    assert (await socketless.command("ann", "/nothing")).error == "unknown_command"


async def test_a_command_travels_as_a_form(start: Start, app_at: Any) -> None:
    forms: list[dict[str, list[str]]] = []

    async def take(request: web.Request) -> web.Response:
        forms.append(parse_qs(await request.text(), keep_blank_values=True))
        return web.json_response({"text": "seen by all", "response_type": "in_channel"})

    emulator = await start(manifest=OVER_HTTP)
    emulator.request_url = await app_at(take)
    outcome = await emulator.command("ann", "/raw", "@ben & <co>", channel="random")
    assert outcome.ok
    form = {key: values[0] for key, values in forms[0].items()}
    assert form["text"] == "@ben &amp; &lt;co&gt;"
    assert (form["command"], form["channel_id"], form["user_id"]) == ("/raw", "C2", "U1")
    assert form["is_enterprise_install"] == "false"
    assert form["trigger_id"] == outcome.trigger_id
    shown = [(one.name, one.text) for one in emulator.messages("ben", "random")]
    assert shown == [("ann", "/raw @ben &amp; &lt;co&gt;"), ("helper", "seen by all")]
    await emulator.command("ann", "/ask", "see https://example.com/a?b=1&c, @Ben Ode", channel="board")
    assert forms[1]["text"] == ["see <https://example.com/a?b=1&amp;c>, <@U2|ben>"]
    assert forms[1]["channel_name"] == ["privategroup"]


async def test_a_manifest_may_name_an_own_url_for_each_kind(start: Start, app_at: Any) -> None:
    paths: list[str] = []

    async def take(request: web.Request) -> web.Response:
        paths.append(request.path)
        return web.json_response({"options": []})

    url = await app_at(take)
    declared = manifest(socket_mode_enabled=False)
    declared["features"]["slash_commands"][0]["url"] = f"{url}command"
    declared["settings"]["event_subscriptions"]["request_url"] = f"{url}event"
    declared["settings"]["interactivity"] |= {
        "request_url": f"{url}action",
        "message_menu_options_url": f"{url}options",
    }
    emulator = await start(manifest=declared)
    select = {"type": "external_select", "action_id": "pick", "min_query_length": 0}
    view = {"type": "home", "blocks": [{"type": "actions", "elements": [select]}]}
    emulator.workspace.views.publish("U1", view)
    assert (await emulator.command("ann", "/ask")).ok
    assert (await emulator.open_home("ann")).ok
    assert (await emulator.shortcut("ann", "new")).ok
    assert (await emulator.options("ann", "pick")).ok
    assert paths == ["/command", "/event", "/action", "/options"]
    assert (await emulator.command("ann", "/raw")).error == "dispatch_failed"


async def test_the_app_checks_the_signature(over_http: Start) -> None:
    emulator: Emulator = (await over_http()).emulator
    challenge = await emulator.verify_request_url()
    assert challenge.status == 200
    assert challenge.payload is not None
    event = {"type": "event_callback", "event": {"type": "app_home_opened"}}
    assert (await emulator.deliver("events_api", event, signature="v0=wrong")).status == 401
    assert (await emulator.deliver("events_api", event, timestamp=1)).status == 401
    assert (await emulator.deliver("interactive", b"payload=%7B")).ok is False
    text = await emulator.deliver("events_api", "{}", headers={"Content-Type": "text/plain"})
    assert text.status != 200


@pytest.mark.parametrize("text", ["not-a-number", ""])
async def test_any_timestamp_can_be_sent(start: Start, app_at: Any, text: str) -> None:
    stamps: list[str] = []

    async def take(request: web.Request) -> web.Response:
        stamps.append(request.headers["X-Slack-Request-Timestamp"])
        return web.Response()

    emulator = await start(manifest=OVER_HTTP)
    emulator.request_url = await app_at(take)
    assert (await emulator.deliver("slash_commands", {"command": "/ask"}, timestamp=text)).ok
    assert stamps == [text]


async def test_everything_comes_twice(anyhow: Start) -> None:
    listener = await anyhow()
    seen: list[str] = []

    @listener.app.command("/ask")
    async def ask(ack: Any, command: dict[str, Any]) -> None:
        seen.append(command["trigger_id"])
        await ack("once")

    listener.listen_to("message")
    emulator = listener.emulator
    emulator.faults.duplicate_deliveries = True
    assert (await emulator.command("ann", "/ask")).ok
    await emulator.say("ann", "dm", "hello")
    await emulator.settled()
    assert len(seen) == 2
    assert len(set(seen)) == 1
    assert len({delivery.payload["event_id"] for delivery in emulator.deliveries[2:]}) == 1
    assert [event["text"] for event in listener.heard] == ["hello", "hello"]
    assert [one.text for one in emulator.dm("ann")] == ["once", "hello"]


async def test_events_come_in_any_order(anyhow: Start) -> None:
    listener = await anyhow(seed=3)
    listener.listen_to("message")
    emulator = listener.emulator
    emulator.faults.shuffle_events = 8
    for number in range(8):
        await emulator.say("ann", "dm", str(number))
    await emulator.settled()
    order = [delivery.payload["event"]["text"] for delivery in emulator.deliveries]
    assert sorted(order) == [str(number) for number in range(8)]
    assert order != sorted(order)
    await emulator.say("ann", "dm", "held")
    assert len(emulator.deliveries) == 8
    emulator.deliveries.release()
    await emulator.settled()
    assert listener.heard[-1]["text"] == "held"


async def test_events_come_late(anyhow: Start, clock: Clock) -> None:
    listener = await anyhow()
    listener.listen_to("message")
    listener.emulator.faults.delay_events_seconds = 0.05
    await listener.emulator.say("ann", "dm", "hello")
    assert [event["text"] for event in listener.heard] == ["hello"]


async def test_hundreds_of_commands_at_once(over_http: Start) -> None:
    listener = await over_http(ack_seconds=30)

    @listener.app.command("/ask")
    async def ask(ack: Any, command: dict[str, Any]) -> None:
        await ack(command["text"])

    emulator = listener.emulator
    outcomes = await asyncio.gather(*(emulator.command("ann", "/ask", str(n)) for n in range(500)))
    assert all(outcome.ok for outcome in outcomes)
    assert sorted(int(one.text) for one in emulator.dm("ann")) == list(range(500))
