"""What goes wrong with calls of the Web API, on demand."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from small_company import Start, client_of

from bot.emulator import Emulator, Fault

POST = "chat.postMessage"


async def post(client: AsyncWebClient, channel: str = "C1") -> None:
    client.retry_handlers = []
    await client.chat_postMessage(channel=channel, text="hello")


async def test_a_rate_limit_says_how_long(emulator: Emulator, client: AsyncWebClient) -> None:
    emulator.faults.add(Fault(POST, "ratelimited", retry_after=7))
    with pytest.raises(SlackApiError) as limited:
        await post(client)
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "7"
    assert limited.value.response["error"] == "ratelimited"
    await post(client)
    assert [call.status for call in emulator.calls] == [429, 200]


async def test_errors_and_failures_refuse_the_call(emulator: Emulator, client: AsyncWebClient) -> None:
    emulator.faults.add(
        Fault(POST, "server_error"),
        Fault(POST, "error", error="fatal_error", times=2),
        Fault("users.info", "error"),
    )
    for message in ("500", "fatal_error", "fatal_error"):
        with pytest.raises(SlackApiError, match=message):
            await post(client)
    await post(client)
    assert len(emulator.messages("ann", "ops")) == 1


async def test_a_dropped_answer_leaves_the_message_behind(emulator: Emulator, client: AsyncWebClient) -> None:
    emulator.faults.add(Fault("*", "drop_answer"))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(client)
    assert [one.text for one in emulator.messages("ann", "ops")] == ["hello"]
    assert emulator.calls[0].answer is None


async def test_a_hanging_call_is_never_answered(emulator: Emulator, client: AsyncWebClient) -> None:
    emulator.faults.add(Fault(POST, "hang"))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(post(client), 0.05)
    assert emulator.messages("ann", "ops") == []


async def test_a_slow_call_is_answered_later(emulator: Emulator, client: AsyncWebClient) -> None:
    emulator.faults.add(Fault(POST, "slow", seconds=0.02))
    await post(client)
    assert len(emulator.messages("ann", "ops")) == 1


async def test_a_share_of_calls_fails_the_same_way_every_time(
    start: Start, session: aiohttp.ClientSession
) -> None:
    failed: list[list[int]] = []
    for _ in range(2):
        emulator = await start(seed=7)
        emulator.faults.add(Fault(POST, "ratelimited", rate=0.2))
        client = client_of(emulator, session)
        for _ in range(50):
            try:
                await post(client)
            except SlackApiError:
                continue
        failed.append([call.status or 0 for call in emulator.calls])
    assert failed[0] == failed[1]
    assert 2 < failed[0].count(429) < 25
    emulator.faults.clear()
    await post(client)


async def test_a_channel_takes_one_post_in_a_while(start: Start, session: aiohttp.ClientSession) -> None:
    emulator = await start(post_interval_seconds=60)
    client = client_of(emulator, session)
    await post(client)
    with pytest.raises(SlackApiError, match="ratelimited") as limited:
        await post(client)
    assert 1 <= int(limited.value.response.headers["Retry-After"]) <= 60
    await post(client, "C3")


async def test_the_workspace_takes_so_many_posts(start: Start, session: aiohttp.ClientSession) -> None:
    emulator = await start(posts_per_minute=1)
    client = client_of(emulator, session)
    await post(client)
    with pytest.raises(SlackApiError, match="ratelimited"):
        await post(client, "C3")


async def test_the_workspace_takes_a_few_posts_at_once_if_it_took_fewer_before(
    start: Start, session: aiohttp.ClientSession
) -> None:
    emulator = await start(posts_per_minute=1, posts_at_once=2)
    client = client_of(emulator, session)
    await post(client)
    await post(client, "C3")
    with pytest.raises(SlackApiError, match="ratelimited") as limited:
        await post(client)
    assert 30 < int(limited.value.response.headers["Retry-After"]) <= 60


async def test_the_official_client_waits_and_tries_again(
    start: Start, session: aiohttp.ClientSession
) -> None:
    emulator = await start()
    emulator.faults.add(Fault(POST, "ratelimited", retry_after=0))
    client = client_of(emulator, session)
    client.retry_handlers = [AsyncRateLimitErrorRetryHandler(max_retry_count=1)]
    await client.chat_postMessage(channel="C1", text="hello")
    assert [call.status for call in emulator.calls] == [429, 200]
