"""The Web API through the official client and by hand."""

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from small_company import Start, client_of, manifest, refused

from bot.emulator import Emulator, Switches, coverage
from bot.emulator.web_api import METHODS


def test_the_coverage_table_tells_the_methods_that_answer() -> None:
    assert coverage.covered(coverage.METHODS) == set(METHODS)
    assert all(
        extent == "full" or extent.startswith(("partly: ", "no: "))
        for extent in (coverage.METHODS | coverage.EVENTS).values()
    )


async def test_tokens_and_scopes(start: Start, session: aiohttp.ClientSession) -> None:
    narrow = manifest()
    narrow["oauth_config"]["scopes"]["bot"] = ["chat:write", "users:read"]
    emulator = await start(manifest=narrow)
    client = client_of(emulator, session)
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"]) == ("T1", emulator.bot_user_id)
    assert answer.headers["X-OAuth-Scopes"] == "chat:write,users:read"
    with pytest.raises(SlackApiError) as missing:
        await client.reactions_add(channel="C1", name="eyes", timestamp="1.0")
    assert missing.value.response["error"] == "missing_scope"
    assert missing.value.response["needed"] == "reactions:write"
    assert missing.value.response["provided"] == "chat:write,users:read"
    for token, error in (
        ("", "not_authed"),
        ("xoxb-wrong", "invalid_auth"),
        (emulator.app_token, "not_allowed_token_type"),
    ):
        async with session.post(f"{emulator.api_url}auth.test", data={"token": token}) as got:
            assert (await got.json())["error"] == error
    assert (
        await refused(client.apps_connections_open(app_token=emulator.bot_token)) == "not_allowed_token_type"
    )
    await emulator.uninstall()
    assert await refused(client.auth_test()) == "account_inactive"


async def test_arguments_come_as_json_form_and_query(
    emulator: Emulator, session: aiohttp.ClientSession
) -> None:
    url = f"{emulator.api_url}chat.postMessage"
    headers = {"Authorization": f"Bearer {emulator.bot_token}"}
    message = {"channel": "C1", "text": "hello"}
    form = message | {"token": emulator.bot_token, "blocks": json.dumps([{"type": "divider"}])}
    posts: list[dict[str, Any]] = [
        {"json": message, "headers": headers},
        {"data": form},
        {"params": message, "headers": headers},
        {"data": "", "params": message | {"token": emulator.bot_token}},
    ]
    for how in posts:
        async with session.post(url, **how) as got:
            assert (await got.json())["ok"], how
    async with session.get(url, params=message, headers=headers) as got:
        assert (await got.json())["ok"]
    assert [one.text for one in emulator.messages("ann", "ops")] == ["hello"] * 5
    assert emulator.messages("ann", "ops")[1].blocks[0]["type"] == "divider"
    async with session.post(f"{emulator.api_url}no.such", headers=headers) as got:
        assert (await got.json()) == {"ok": False, "error": "unknown_method", "req_method": "no.such"}
    async with session.post(url, headers=headers, json={"text": "where?"}) as got:
        assert (await got.json())["error"] == "missing_argument"
    async with session.post(url, headers=headers | {"Content-Type": "application/json"}, data="{") as got:
        assert (await got.json())["error"] == "missing_argument"


async def test_calls_are_recorded_with_their_connection(emulator: Emulator, client: AsyncWebClient) -> None:
    for _ in range(5):
        await client.chat_postMessage(channel="C1", text="hello")
    assert {call.method for call in emulator.calls} == {"chat.postMessage"}
    assert len({call.connection for call in emulator.calls}) == 1
    assert emulator.calls[0].args == {"channel": "C1", "text": "hello"}
    assert emulator.calls[0].answer is not None
    assert emulator.calls[0].status == 200


async def test_posting_to_people_and_channels(emulator: Emulator, client: AsyncWebClient) -> None:
    sent = await client.chat_postMessage(
        channel="U1", text="hello", metadata={"event_type": "a", "event_payload": {}}
    )
    assert sent["channel"][0] == "D"
    assert await refused(client.chat_update(channel="U1", ts=sent["ts"], text="x")) == "channel_not_found"
    await client.chat_update(channel=sent["channel"], ts=sent["ts"], text="changed")
    assert emulator.dm("ann")[0].text == "changed"
    for channel, error in (
        ("C2", "not_in_channel"),
        ("C4", "channel_not_found"),
        ("C404", "channel_not_found"),
        ("C6", "is_archived"),
        ("U404", "channel_not_found"),
        ("U4", "channel_not_found"),
        ("U5", "user_disabled"),
        ("U7", "cannot_dm_bot"),
    ):
        assert await refused(client.chat_postMessage(channel=channel, text="x")) == error
    assert await refused(client.api_call("chat.postMessage", json={"channel": "C1"})) == "no_text"
    assert (await client.chat_postMessage(channel="U8", text="to a partner"))["ok"]


async def test_public_channels_are_open_to_those_with_the_scope(
    start: Start, session: aiohttp.ClientSession
) -> None:
    wide = manifest()
    wide["oauth_config"]["scopes"]["bot"] = ["chat:write", "chat:write.public"]
    emulator = await start(manifest=wide)
    client = client_of(emulator, session)
    assert (await client.chat_postMessage(channel="C2", text="hello"))["ok"]
    assert (await client.chat_postMessage(channel="#random", text="by name"))["ok"]
    assert await refused(client.chat_postMessage(channel="C4", text="hello")) == "channel_not_found"


async def test_texts_have_their_limits(client: AsyncWebClient, emulator: Emulator) -> None:
    sent = await client.chat_postMessage(channel="C1", text="x" * 50_000)
    assert len(emulator.messages("ann", "ops")[0].text) == 40_000
    assert await refused(client.chat_update(channel="C1", ts=sent["ts"], text="x" * 4_001)) == "msg_too_long"
    assert (await client.chat_update(channel="C1", ts=sent["ts"], text="x" * 4_000))["ok"]
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_001}}]
    with pytest.raises(SlackApiError) as blocked:
        await client.chat_postMessage(channel="C1", text="x", blocks=blocks)
    assert blocked.value.response["error"] == "invalid_blocks"
    assert "json-pointer:/blocks/0/text/text" in blocked.value.response["response_metadata"]["messages"][0]


@pytest.mark.parametrize("utf16", [False, True])
async def test_text_limits_count_characters_or_utf16(
    start: Start, session: aiohttp.ClientSession, utf16: bool
) -> None:
    emulator = await start(switches=Switches(utf16=utf16))
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "🙂" * 2_000}}]
    call = client_of(emulator, session).chat_postMessage(channel="C1", text="x", blocks=blocks)
    if utf16:
        assert await refused(call) == "invalid_blocks"
    else:
        assert (await call)["ok"]


async def test_updates_keep_metadata_and_drop_blocks(emulator: Emulator, client: AsyncWebClient) -> None:
    metadata = {"event_type": "card", "event_payload": {"key": "k"}}
    blocks = [{"type": "divider"}]
    sent = await client.chat_postMessage(channel="C1", text="a", blocks=blocks, metadata=metadata)
    await client.chat_update(channel="C1", ts=sent["ts"], text="b", blocks=blocks)
    shown = emulator.messages("ann", "ops")[0]
    assert (shown.edited, shown.metadata) == (None, metadata)
    await client.chat_update(channel="C1", ts=sent["ts"], text="c", metadata={})
    shown = emulator.messages("ann", "ops")[0]
    assert (shown.blocks, shown.metadata) == ([], None)
    assert shown.edited is not None
    assert await refused(client.chat_update(channel="C1", ts="1.0", text="d")) == "message_not_found"
    ours = await emulator.say("ann", "ops", "mine")
    assert (
        await refused(client.chat_update(channel="C1", ts=ours.ts or "", text="d")) == "cant_update_message"
    )
    assert await refused(client.chat_delete(channel="C1", ts=ours.ts or "")) == "cant_delete_message"
    assert (await client.chat_delete(channel="C1", ts=sent["ts"]))["ok"]
    for wrong in ({"event_type": 1}, {"event_type": "x", "event_payload": 1}, "x"):
        error = await refused(client.chat_postMessage(channel="C1", text="x", metadata=wrong))
        assert error.startswith("invalid_metadata")


async def test_ephemerals_need_a_member(emulator: Emulator, client: AsyncWebClient) -> None:
    sent = await client.chat_postEphemeral(channel="C1", user="U1", text="psst")
    (shown,) = emulator.messages("ann", "ops")
    assert (shown.ts, shown.is_ephemeral) == (sent["message_ts"], True)
    assert emulator.messages("ben", "ops") == []
    assert (
        await refused(client.chat_postEphemeral(channel="C1", user="U8", text="x")) == "user_not_in_channel"
    )
    assert await refused(client.chat_update(channel="C1", ts=shown.ts, text="x")) == "message_not_found"


async def test_the_bot_joins_invites_and_leaves(emulator: Emulator, client: AsyncWebClient) -> None:
    assert (await client.conversations_join(channel="C2"))["ok"]
    assert (await client.conversations_join(channel="C2"))["warning"] == "already_in_channel"
    assert (await client.conversations_invite(channel="C2", users="U3"))["ok"]
    assert await refused(client.conversations_invite(channel="C2", users="U3")) == "already_in_channel"
    assert (await client.conversations_leave(channel="C2"))["ok"]
    assert (await client.conversations_leave(channel="C2"))["not_in_channel"]
    assert await refused(client.conversations_join(channel="C6")) == "is_archived"
    assert await refused(client.conversations_join(channel="C3")) == "method_not_supported_for_channel_type"
    assert [record.kind for record in emulator.feed] == ["join", "join", "leave"]


async def test_reactions_of_the_bot(emulator: Emulator, client: AsyncWebClient) -> None:
    ts = (await emulator.say("ann", "ops", "hello")).ts or ""
    await client.reactions_add(channel="C1", name="eyes", timestamp=ts)
    assert await refused(client.reactions_add(channel="C1", name="eyes", timestamp=ts)) == "already_reacted"
    assert await refused(client.reactions_add(channel="C1", name="no such", timestamp=ts)) == "invalid_name"
    assert (
        await refused(client.reactions_add(channel="C1", name="eyes", timestamp="1.0")) == "message_not_found"
    )
    got = await client.reactions_get(channel="C1", timestamp=ts)
    assert got["message"]["reactions"] == [{"name": "eyes", "users": [emulator.bot_user_id], "count": 1}]
    assert len((await client.reactions_list())["items"]) == 1
    await client.reactions_remove(channel="C1", name="eyes", timestamp=ts)
    assert await refused(client.reactions_remove(channel="C1", name="eyes", timestamp=ts)) == "no_reaction"
    assert emulator.messages("ann", "ops")[0].reactions == {}


async def test_files_go_up_in_three_steps(emulator: Emulator, client: AsyncWebClient) -> None:
    answer = await client.files_upload_v2(
        filename="chart.png", content=b"\x89PNG", title="Chart", channel="C1", initial_comment="Look"
    )
    file_id = answer["file"]["id"]
    (shown,) = emulator.messages("ann", "ops")
    assert (shown.text, shown.files[0]["id"]) == ("Look", file_id)
    assert (await client.files_info(file=file_id))["file"]["mimetype"] == "image/png"
    assert await refused(client.files_info(file="F404")) == "file_not_found"
    image = {"type": "image", "alt_text": "A chart", "slack_file": {"id": file_id}}
    assert (await client.chat_postMessage(channel="C1", text="x", blocks=[image]))["ok"]


async def test_a_fresh_file_cannot_be_shown_yet(start: Start, session: aiohttp.ClientSession) -> None:
    emulator = await start(processing_seconds=60)
    client = client_of(emulator, session)
    answer = await client.files_upload_v2(filename="chart.png", content=b"\x89PNG", title="Chart")
    assert answer["file"]["mimetype"] == ""
    image = {"type": "image", "alt_text": "A chart", "slack_file": {"id": answer["file"]["id"]}}
    with pytest.raises(SlackApiError) as failure:
        await client.chat_postMessage(channel="C1", text="x", blocks=[image])
    assert "invalid slack file [json-pointer:/blocks/0/slack_file]" in str(failure.value.response["errors"])
