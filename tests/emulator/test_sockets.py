"""Socket Mode as the app sees it: tickets, hello, envelopes, acks, disconnects."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import pytest
from small_company import Clock, Start, client_of

from bot.emulator import Emulator, Switches


async def link(emulator: Emulator, session: aiohttp.ClientSession) -> Any:
    """One raw connection, hello already read."""
    answer = await client_of(emulator, session).apps_connections_open(app_token=emulator.app_token)
    socket = await session.ws_connect(answer["url"])
    hello = await socket.receive_json()
    assert hello["type"] == "hello"
    assert hello["connection_info"]["app_id"] == "A0000000001"
    return socket


async def ack(socket: Any, **more: Any) -> Any:
    """Take one envelope and acknowledge it."""
    envelope = await socket.receive_json()
    await socket.send_json({"envelope_id": envelope["envelope_id"], **more})
    return envelope


async def test_a_ticket_is_good_for_one_connection(start: Start, session: aiohttp.ClientSession) -> None:
    emulator = await start()
    answer = await client_of(emulator, session).apps_connections_open(app_token=emulator.app_token)
    async with session.ws_connect(answer["url"]) as socket:
        assert (await socket.receive_json())["num_connections"] == 1
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(answer["url"])


async def test_only_so_many_connections(start: Start, session: aiohttp.ClientSession) -> None:
    emulator = await start()
    async with AsyncExitStack() as stack:
        for _ in range(10):
            await stack.enter_async_context(await link(emulator, session))
        answer = await client_of(emulator, session).apps_connections_open(app_token=emulator.app_token)
        async with session.ws_connect(answer["url"]) as socket:
            assert (await socket.receive_json())["reason"] == "too_many_websockets"
            assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_an_ack_speaks_only_where_it_may(start: Start, session: aiohttp.ClientSession) -> None:
    emulator = await start()
    async with await link(emulator, session) as socket:
        doing = asyncio.create_task(emulator.command("ann", "/ask", "x"))
        envelope = await ack(socket, payload={"text": "hello"})
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        assert envelope["payload"]["text"] == "x"
        assert (await doing).payload == {"text": "hello"}
        chosen = asyncio.create_task(emulator.shortcut("ann", "new"))
        envelope = await ack(socket, payload={"text": "ignored"})
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("interactive", False)
        assert (await chosen).payload is None


async def test_an_event_without_ack_is_sent_again(start: Start, session: aiohttp.ClientSession) -> None:
    emulator = await start(ack_seconds=0.2, retry_seconds=(0, 0, 0))
    async with await link(emulator, session) as socket:
        doing = asyncio.create_task(emulator.say("ann", "dm", "hello"))
        first = await socket.receive_json()
        second = await ack(socket)
        assert (await doing).error == "operation_timeout"
        await emulator.settled()
        assert (first["retry_attempt"], second["retry_attempt"]) == (0, 1)
        assert second["retry_reason"] == "http_timeout"
        assert first["envelope_id"] != second["envelope_id"]
        assert first["payload"]["event_id"] == second["payload"]["event_id"]


async def test_a_lost_socket_loses_the_interaction_but_not_the_event(
    start: Start, session: aiohttp.ClientSession
) -> None:
    emulator = await start(ack_seconds=0.5, retry_seconds=(0, 0, 0))
    socket = await link(emulator, session)
    pressing = asyncio.create_task(emulator.shortcut("ann", "new"))
    saying = asyncio.create_task(emulator.say("ann", "dm", "hello"))
    await socket.receive_json()
    await socket.receive_json()
    async with await link(emulator, session) as other:
        await socket.close()
        envelope = await ack(other)
        assert (envelope["type"], envelope["retry_attempt"]) == ("events_api", 1)
        assert (await pressing).error == "operation_timeout"
        assert (await saying).error == "dispatch_failed"


async def test_interactions_may_survive_a_lost_socket(start: Start, session: aiohttp.ClientSession) -> None:
    emulator = await start(switches=Switches(interactions_survive_lost_sockets=True))
    socket = await link(emulator, session)
    pressing = asyncio.create_task(emulator.shortcut("ann", "new"))
    await socket.receive_json()
    async with await link(emulator, session) as other:
        await emulator.disconnect_sockets("warning")
        assert (await other.receive_json())["reason"] == "warning"
        await socket.close()
        assert (await ack(other))["payload"]["callback_id"] == "new"
        assert (await pressing).ok


async def test_a_deaf_socket_swallows_what_is_sent(start: Start, session: aiohttp.ClientSession) -> None:
    emulator = await start(ack_seconds=0.5)
    async with await link(emulator, session) as socket:
        emulator.deafen_sockets()
        assert (await emulator.shortcut("ann", "new")).error == "operation_timeout"
        await socket.ping()
    async with await link(emulator, session) as fresh:
        doing = asyncio.create_task(emulator.shortcut("ann", "new"))
        await ack(fresh)
        assert (await doing).ok


@pytest.mark.parametrize("reason", ["refresh_requested", "link_disabled"])
async def test_bolt_comes_back_after_a_disconnect(over_sockets: Start, reason: str) -> None:
    listener = await over_sockets()

    @listener.app.shortcut("new")
    async def new(ack: Any) -> None:
        await ack()

    emulator = listener.emulator
    assert (await emulator.shortcut("ann", "new")).ok
    opened = len(emulator.calls)
    await emulator.disconnect_sockets(reason)
    await emulator.workspace.sockets.connected()
    assert len(emulator.calls) == opened + 1
    assert (await emulator.shortcut("ann", "new")).ok


async def test_a_line_can_be_cut_without_a_word(start: Start, session: aiohttp.ClientSession) -> None:
    emulator = await start()
    socket = await link(emulator, session)
    await emulator.disconnect_sockets(None)
    assert (await socket.receive()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    assert (await emulator.shortcut("ann", "new")).error == "dispatch_failed"


async def test_frames_that_are_no_acks_do_no_harm(start: Start, session: aiohttp.ClientSession) -> None:
    emulator = await start()
    async with await link(emulator, session) as socket:
        for frame in ("", "{", "[]", "{}", '{"envelope_id": "unknown"}'):
            await socket.send_str(frame)
        doing = asyncio.create_task(emulator.shortcut("ann", "new"))
        await ack(socket)
        assert (await doing).ok


async def test_thousands_of_envelopes_at_once(over_sockets: Start, clock: Clock) -> None:
    listener = await over_sockets(ack_seconds=30)
    listener.listen_to("message")
    emulator = listener.emulator
    saying = [emulator.say("ann", "dm", str(number)) for number in range(1_000)]
    outcomes = await asyncio.gather(*saying)
    assert all(outcome.ok for outcome in outcomes)
    assert len(listener.heard) == 1_000
    assert len({outcome.ts for outcome in outcomes}) == 1_000
