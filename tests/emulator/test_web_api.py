"""The Web API through the official client and by hand."""

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from small_company import Start, client_of, manifest

from bot.emulator import Emulator, Switches, coverage
from bot.emulator.web_api import METHODS


def test_the_coverage_table_tells_the_methods_that_answer() -> None:
    assert coverage.covered(coverage.METHODS) == set(METHODS)
    assert all(
        extent == "full" or extent.startswith(("partly: ", "no: "))
        for extent in (coverage.METHODS | coverage.EVENTS).values()
    )


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as failure:
        await call
    return str(failure.value.response["error"])


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
        error = await refused(client.chat_postMessage(channel="C1", text="x", metadata=wrong))  # type: ignore[arg-type]
        assert error.startswith("invalid_metadata")


async def test_threads_and_history_are_read_in_pages(emulator: Emulator, client: AsyncWebClient) -> None:
    parent = await client.chat_postMessage(channel="C1", text="parent")
    for number in range(5):
        await client.chat_postMessage(channel="C1", text=f"reply {number}", thread_ts=parent["ts"])
    pages = [
        [message["text"] for message in page["messages"]]
        async for page in await client.conversations_replies(channel="C1", ts=parent["ts"], limit=4)
    ]
    assert pages == [["parent", "reply 0", "reply 1", "reply 2"], ["reply 3", "reply 4"]]
    history = await client.conversations_history(channel="C1")
    (message,) = history["messages"]
    assert (message["reply_count"], message["thread_ts"]) == (5, parent["ts"])
    assert await refused(client.conversations_history(channel="C2")) == "not_in_channel"
    assert await refused(client.conversations_replies(channel="C1", ts="1.0")) == "thread_not_found"
    assert (
        await refused(client.chat_postMessage(channel="C1", text="x", thread_ts="1.0")) == "thread_not_found"
    )
    link = await client.chat_getPermalink(channel="C1", message_ts=parent["ts"])
    assert link["permalink"] == f"https://acme.slack.com/archives/C1/p{parent['ts'].replace('.', '')}"


async def test_history_between_two_moments(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C1", text=str(n)))["ts"] for n in range(4)]

    async def texts(**within: Any) -> list[str]:
        history = await client.conversations_history(channel="C1", **within)
        return [message["text"] for message in history["messages"]]

    assert await texts(oldest=stamps[1]) == ["3", "2"]
    assert await texts(oldest=stamps[1], latest=stamps[2], inclusive=True) == ["2", "1"]
    assert await texts(latest=stamps[1]) == ["0"]


async def test_what_may_be_read_is_a_switch(start: Start, session: aiohttp.ClientSession) -> None:
    closed = Switches(replies_readable_in_channels=False, history_readable_in_dms=False)
    emulator = await start(switches=closed)
    client = client_of(emulator, session)
    channel = await client.chat_postMessage(channel="C1", text="x")
    direct = await client.chat_postMessage(channel="U1", text="x")
    call = client.conversations_replies(channel="C1", ts=channel["ts"])
    assert await refused(call) == "method_not_supported_for_channel_type"
    assert await refused(client.conversations_history(channel=direct["channel"])) == "channel_not_found"
    assert (await client.conversations_replies(channel=direct["channel"], ts=direct["ts"]))["ok"]
    assert (await client.conversations_history(channel="C1"))["ok"]


async def test_ephemerals_need_a_member(emulator: Emulator, client: AsyncWebClient) -> None:
    sent = await client.chat_postEphemeral(channel="C1", user="U1", text="psst")
    (shown,) = emulator.messages("ann", "ops")
    assert (shown.ts, shown.is_ephemeral) == (sent["message_ts"], True)
    assert emulator.messages("ben", "ops") == []
    assert (
        await refused(client.chat_postEphemeral(channel="C1", user="U8", text="x")) == "user_not_in_channel"
    )
    assert await refused(client.chat_update(channel="C1", ts=shown.ts, text="x")) == "message_not_found"


async def test_opening_direct_messages(client: AsyncWebClient) -> None:
    opened = await client.conversations_open(users="U1")
    again = await client.conversations_open(users=["U1"], return_im=True)
    assert again["already_open"]
    assert again["channel"]["id"] == opened["channel"]["id"]
    assert again["channel"]["user"] == "U1"
    together = await client.conversations_open(users="U1,U2,U3")
    info = await client.conversations_info(channel=together["channel"]["id"])
    assert info["channel"]["is_mpim"]
    for users, error in (
        ("U4", "user_not_visible"),
        ("U5", "user_disabled"),
        ("U7", "cannot_dm_bot"),
        ("U404", "user_not_found"),
        (",".join(f"U{n}" for n in (1, 2, 3, 6, 8)) + ",U1", None),
        ("", "users_list_not_supplied"),
    ):
        if error:
            assert await refused(client.conversations_open(users=users)) == error
        else:
            assert (await client.conversations_open(users=users))["ok"]
    assert await refused(client.conversations_open(users="U3", prevent_creation=True)) == "channel_not_found"


async def test_the_names_of_two_errors_are_switches(start: Start, session: aiohttp.ClientSession) -> None:
    emulator = await start(
        switches=Switches(dm_to_bot_error="user_not_found", dm_to_deactivated_error="is_inactive")
    )
    client = client_of(emulator, session)
    assert await refused(client.conversations_open(users="U7")) == "user_not_found"
    assert await refused(client.chat_postMessage(channel="U5", text="x")) == "is_inactive"


async def test_conversations_are_listed_in_pages(client: AsyncWebClient) -> None:
    names: list[str] = []
    pages = 0
    first = await client.conversations_list(
        types="public_channel,private_channel", limit=2, exclude_archived=True
    )
    async for page in first:
        pages += 1
        names += [channel["name"] for channel in page["channels"]]
    assert names == ["ops", "random", "board", "partners"]
    assert pages == 3
    mine = await client.users_conversations(types="public_channel")
    assert [channel["name"] for channel in mine["channels"]] == ["ops", "partners", "old"]
    members = await client.conversations_members(channel="C1", limit=2)
    assert members["members"] == ["U1", "U2"]
    more = await client.conversations_members(
        channel="C1", limit=2, cursor=members["response_metadata"]["next_cursor"]
    )
    assert more["response_metadata"]["next_cursor"] == ""
    assert await refused(client.conversations_members(channel="C1", cursor="nonsense")) == "invalid_cursor"
    info = await client.conversations_info(channel="C5", include_num_members=True)
    assert info["channel"]["is_ext_shared"]
    assert info["channel"]["num_members"] == 3


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


async def test_people_as_the_api_shows_them(client: AsyncWebClient, start: Start, session: Any) -> None:
    ann = (await client.users_info(user="U1", include_locale=True))["user"]
    assert (ann["tz"], ann["tz_offset"], ann["locale"]) == ("Europe/Oslo", 3600, "nb-NO")
    assert ann["profile"]["email"] == "ann@t1.example"
    assert "locale" not in (await client.users_info(user="U8", include_locale=True))["user"]
    assert (await client.users_info(user="U4"))["user"]["is_stranger"]
    assert "tz" not in (await client.users_info(user="U5"))["user"]
    assert await refused(client.users_info(user="U404")) == "user_not_found"
    everybody = [user["id"] async for page in await client.users_list(limit=3) for user in page["members"]]
    assert len(everybody) == 10
    assert "USLACKBOT" in everybody
    assert (await client.users_lookupByEmail(email="ben@t1.example"))["user"]["id"] == "U2"
    assert await refused(client.users_lookupByEmail(email="eve@t1.example")) == "users_not_found"
    finding = client_of(await start(switches=Switches(lookup_finds_deactivated=True)), session)
    assert (await finding.users_lookupByEmail(email="eve@t1.example"))["user"]["deleted"]
    assert (await client.users_profile_get(user="U2"))["profile"]["display_name"] == "Ben"
    assert (await client.users_getPresence(user="U2"))["presence"] == "active"
    groups = await client.usergroups_list(include_users=True)
    assert groups["usergroups"][0]["users"] == ["U1", "U2"]
    assert (await client.usergroups_users_list(usergroup="S1"))["users"] == ["U1", "U2"]
    assert await refused(client.usergroups_users_list(usergroup="S9")) == "no_such_subteam"
    assert (await client.team_info())["team"]["domain"] == "acme"
    assert (await client.bots_info(bot="B7"))["bot"]["user_id"] == "U7"
    assert await refused(client.bots_info(bot="B404")) == "bot_not_found"
    assert (await client.api_test(foo="bar"))["args"] == {"foo": "bar"}
    assert await refused(client.api_test(error="no")) == "no"


@pytest.mark.parametrize("limit", [50, None])
async def test_how_many_people_one_dnd_question_may_name(
    start: Start, session: aiohttp.ClientSession, limit: int | None
) -> None:
    emulator = await start(switches=Switches(dnd_team_info_limit=limit))
    client = client_of(emulator, session)
    many = [f"U{n}" for n in range(51)]
    if limit:
        assert await refused(client.dnd_teamInfo(users=many)) == "too_many_users"
    else:
        assert (await client.dnd_teamInfo(users=many))["ok"]
    status = await client.dnd_teamInfo(users=["U1"])
    assert status["users"]["U1"] == {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    assert not (await client.dnd_info(user="U1"))["dnd_enabled"]


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
