"""Reading people, places and what was said, through the official client."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from small_company import Start, client_of, refused

from bot.emulator import Emulator, Switches


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


async def test_a_post_to_a_lost_thread_is_refused_or_not(
    start: Start, session: aiohttp.ClientSession
) -> None:
    emulator = await start(switches=Switches(missing_parent_error=None))
    client = client_of(emulator, session)
    sent = await client.chat_postMessage(channel="C1", text="x", thread_ts="1.0")
    assert "thread_ts" not in sent["message"]


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
