"""What the app hears of what happens around it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from small_company import Clock, Listener, Start, manifest

from bot.emulator import Emulator, Switches, coverage
from bot.emulator.events import SCOPES, subscription


@pytest.fixture
async def hearing(over_sockets: Start) -> Listener:
    """An app that hears everything, on a socket."""
    return await everything(await over_sockets())


async def everything(listener: Listener) -> Listener:
    listener.listen_to(*{"message" if name.startswith("message.") else name for name in SCOPES})
    return listener


async def heard(listener: Listener) -> list[dict[str, Any]]:
    """All events so far, in the order they were sent."""
    await listener.emulator.settled()
    payloads = [one.payload for one in listener.emulator.deliveries if one.kind == "events_api"]
    assert all(delivery.ok for delivery in listener.emulator.deliveries)
    return [payload["event"] for payload in payloads]


async def live_through_everything(emulator: Emulator, client: Any) -> None:
    """A day in which each event happens at least once."""
    await emulator.open_home("ann")
    await emulator.say("ann", "dm", "hello")
    ts = (await emulator.say("ann", "ops", "@helper look")).ts or ""
    await emulator.react("ben", "ops", ts, "eyes")
    await emulator.unreact("ben", "ops", ts, "eyes")
    await emulator.say("ann", "board", "hm")
    group = await client.conversations_open(users="U1,U2")
    await emulator.say("ann", group["channel"]["id"], "the two of us")
    await emulator.join("dag", "ops")
    await emulator.leave("dag", "ops")
    await emulator.rename("ops", "operations")
    await emulator.create_channel("ann", "new")
    await emulator.rename("board", "directors")
    await emulator.archive("directors")
    await emulator.unarchive("directors")
    await emulator.share_externally("directors", new_id="C33")
    await emulator.unshare("directors")
    await emulator.invite_bot("random", by="ben")
    await emulator.remove_bot("random")
    await emulator.create_channel("ann", "hidden", is_private=True)
    await emulator.invite_bot("hidden")
    await emulator.remove_bot("hidden")
    await emulator.archive("operations")
    await emulator.unarchive("operations")
    await emulator.delete_channel("operations")
    await emulator.delete_channel("directors")
    await emulator.hire({"id": "U99", "name": "new"})
    await emulator.change_person("ben", tz="Asia/Tokyo")
    await emulator.set_dnd(
        "ben", datetime(2026, 11, 23, 20, tzinfo=UTC), datetime(2026, 11, 24, 6, tzinfo=UTC)
    )
    await emulator.regroup("finance", ["ann"])
    await emulator.uninstall()


async def test_the_coverage_table_tells_the_events_that_are_sent(hearing: Listener) -> None:
    await live_through_everything(hearing.emulator, hearing.client)
    sent = {subscription(event) for event in await heard(hearing)}
    assert sent == coverage.covered(coverage.EVENTS) == set(SCOPES)


async def test_the_envelope_names_whose_event_it_is(hearing: Listener) -> None:
    emulator = hearing.emulator
    await emulator.say("ida", "partners", "from outside")
    await emulator.say("ann", "dm", "from inside")
    outside, inside = (delivery.payload for delivery in emulator.deliveries)
    assert (outside["team_id"], outside["context_team_id"]) == ("T9", "T1")
    assert outside["is_ext_shared_channel"]
    assert (inside["team_id"], inside["is_ext_shared_channel"]) == ("T1", False)
    assert inside["authorizations"][0]["user_id"] == emulator.bot_user_id
    assert inside["event_id"] != outside["event_id"]
    assert inside["event"]["channel_type"] == "im"
    assert inside["event_time"] == int(float(inside["event"]["ts"]))


async def test_a_mention_in_a_channel_is_told_twice(hearing: Listener) -> None:
    await hearing.emulator.say("ann", "ops", "@helper ask @ben about <this>")
    message, mention = await heard(hearing)
    assert (message["type"], mention["type"]) == ("message", "app_mention")
    bot = hearing.emulator.bot_user_id
    assert message["text"] == mention["text"] == f"<@{bot}> ask <@U2> about &lt;this&gt;"
    assert message["ts"] == mention["ts"]
    spoken = message["blocks"][0]["elements"][0]["elements"]
    assert spoken[0] == {"type": "user", "user_id": bot}
    assert spoken[-1] == {"type": "text", "text": " about <this>"}


async def test_channels_without_the_bot_stay_unheard(hearing: Listener) -> None:
    emulator = hearing.emulator
    assert (await emulator.say("ben", "random", "@helper hello?")).ok
    assert (await emulator.say("ben", "secret", "psst")).ok
    assert await heard(hearing) == []


async def test_edits_deletions_threads_and_files_have_their_subtypes(hearing: Listener) -> None:
    emulator = hearing.emulator
    ts = (await emulator.say("ann", "dm", "first")).ts or ""
    await emulator.edit("ann", "dm", ts, "second")
    reply = await emulator.say("ann", "dm", "in the thread", thread_ts=ts)
    await emulator.say("ann", "dm", "a file", files=["plan.pdf"])
    assert (await emulator.edit("ben", "dm", ts, "not mine")).error == "message_not_found"
    await emulator.delete("ann", "dm", reply.ts or "")
    first, changed, threaded, shared, deleted = await heard(hearing)
    assert "subtype" not in first
    assert changed["subtype"] == "message_changed"
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("first", "second")
    assert changed["message"]["edited"]["user"] == "U1"
    assert threaded["thread_ts"] == ts
    assert (shared["subtype"], shared["files"][0]["name"]) == ("file_share", "plan.pdf")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", reply.ts)
    assert [one.text for one in emulator.thread("ann", "dm", ts)] == ["second"]
    assert emulator.dm("ann")[0].edited is not None


async def test_a_deleted_parent_leaves_a_tombstone(hearing: Listener) -> None:
    emulator = hearing.emulator
    parent = (await emulator.say("ann", "ops", "parent")).ts or ""
    reply = (await emulator.say("ben", "ops", "reply", thread_ts=parent)).ts or ""
    await emulator.say("cleo", "ops", "to the reply", thread_ts=reply)
    await emulator.delete("ann", "ops", parent)
    events = await heard(hearing)
    assert [event.get("parent_user_id") for event in events] == [None, "U1", "U1", None]
    assert events[-1]["message"]["subtype"] == "tombstone"
    texts = [one.text for one in emulator.thread("ben", "ops", parent)]
    assert texts == ["This message was deleted.", "reply", "to the reply"]
    assert (await emulator.say("ann", "ops", "x", thread_ts="1.0")).error == "thread_not_found"


async def test_home_is_told_with_the_view_once_there_is_one(hearing: Listener) -> None:
    emulator = hearing.emulator
    await emulator.open_home("ann")
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    await hearing.client.views_publish(user_id="U1", view=view)
    await emulator.open_home("ann")
    await emulator.open_home("ann", tab="messages")
    first, second, third = await heard(hearing)
    assert "view" not in first
    assert second["view"]["blocks"][0]["type"] == "divider"
    assert (third["tab"], third["channel"][0]) == ("messages", "D")
    home = emulator.sees("ann").home
    assert home is not None
    assert home["id"] == second["view"]["id"]
    assert emulator.sees("ben").home is None


async def test_coming_and_going_of_the_bot(hearing: Listener) -> None:
    emulator = hearing.emulator
    await emulator.invite_bot("random", by="ben")
    await emulator.remove_bot("random")
    noted, joined, gone_note, gone, left = await heard(hearing)
    assert (noted["subtype"], gone_note["subtype"]) == ("channel_join", "channel_leave")
    assert (joined["user"], joined["inviter"]) == (emulator.bot_user_id, "U2")
    assert (gone["type"], left["type"]) == ("member_left_channel", "channel_left")


async def test_the_bots_own_posts_are_echoed(hearing: Listener) -> None:
    metadata = {"event_type": "card", "event_payload": {"key": "k"}}
    await hearing.client.chat_postMessage(channel="U1", text="card", metadata=metadata)
    (echo,) = await heard(hearing)
    assert (echo["bot_id"], echo["user"]) == ("B0000000001", hearing.emulator.bot_user_id)
    assert echo["metadata"] == metadata
    assert hearing.heard == []  # Bolt keeps one's own messages from the listeners


@pytest.mark.parametrize(
    ("switches", "echoes"), [(Switches(), 2), (Switches(echo_own_posts_in_dms=False), 1)]
)
async def test_echoes_in_direct_messages_are_a_switch(
    over_sockets: Start, switches: Switches, echoes: int
) -> None:
    listener = await everything(await over_sockets(switches=switches))
    await listener.client.chat_postMessage(channel="U1", text="card")
    await listener.client.chat_postMessage(channel="C1", text="card")
    assert len(await heard(listener)) == echoes


async def test_metadata_in_echoes_is_a_switch(over_sockets: Start) -> None:
    listener = await everything(await over_sockets(switches=Switches(echo_carries_metadata=False)))
    metadata = {"event_type": "card", "event_payload": {"key": "k"}}
    sent = await listener.client.chat_postMessage(channel="C1", text="card", metadata=metadata)
    await listener.client.chat_update(channel="C1", ts=sent["ts"], text="changed")
    posted, changed = await heard(listener)
    assert "metadata" not in posted
    assert "metadata" not in changed["message"]
    history = await listener.client.conversations_history(channel="C1", include_all_metadata=True)
    assert history["messages"][0]["metadata"] == metadata


async def test_other_bots_are_marked_as_bots(hearing: Listener) -> None:
    await hearing.emulator.join("otto", "ops")
    await hearing.emulator.say("otto", "ops", "beep")
    assert (await heard(hearing))[-1]["bot_id"] == "B7"


async def test_only_subscribed_events_within_the_scopes_are_sent(over_sockets: Start) -> None:
    narrow = manifest(event_subscriptions={"bot_events": ["message.channels", "reaction_added"]})
    narrow["oauth_config"]["scopes"]["bot"] = ["channels:history", "chat:write"]
    listener = await everything(await over_sockets(manifest=narrow))
    emulator = listener.emulator
    ts = (await emulator.say("ann", "ops", "heard")).ts or ""
    await emulator.say("ann", "dm", "not subscribed")
    await emulator.react("ann", "ops", ts, "eyes")
    assert [event["text"] for event in await heard(listener)] == ["heard"]


async def test_people_who_change_and_leave(hearing: Listener) -> None:
    emulator = hearing.emulator
    await emulator.change_person("ben", display_name="Benny", status_text="Away", status_emoji=":palm_tree:")
    await emulator.deactivate("cleo")
    changed, left = await heard(hearing)
    assert changed["user"]["profile"]["display_name"] == "Benny"
    assert left["user"]["deleted"]
    assert "tz" not in left["user"]
    assert (await emulator.say("cleo", "ops", "still here?")).error == "user_disabled"
    assert (await emulator.command("cleo", "/ask")).error == "unknown_command"
    await emulator.say("ann", "dm", "@Benny")
    assert emulator.dm("ann")[0].text == "<@U2>"


async def test_reactions_follow_their_aliases_unless_switched(over_sockets: Start) -> None:
    for switches, name in (
        (Switches(), "+1::skin-tone-3"),
        (Switches(reactions_keep_aliases=True), "thumbsup"),
    ):
        listener = await everything(await over_sockets(switches=switches))
        emulator = listener.emulator
        ts = (await emulator.say("ann", "ops", "hello")).ts or ""
        given = "thumbsup" if switches.reactions_keep_aliases else "thumbsup::skin-tone-3"
        assert (await emulator.react("ben", "ops", ts, given)).ok
        assert (await emulator.react("ben", "ops", ts, given)).error == "already_reacted"
        assert (await heard(listener))[-1]["reaction"] == name
        assert emulator.messages("ann", "ops")[0].reactions == {name: ["U2"]}
        assert (await emulator.unreact("cleo", "ops", ts, given)).error == "no_reaction"


async def test_ts_follow_the_clock_and_never_repeat(emulator: Emulator, clock: Clock) -> None:
    first = await emulator.say("ann", "ops", "one")
    second = await emulator.say("ann", "ops", "two")
    clock.move(days=-1)
    third = await emulator.say("ann", "ops", "three")
    clock.move(days=2)
    fourth = await emulator.say("ann", "ops", "four")
    stamps = [outcome.ts or "" for outcome in (first, second, third, fourth)]
    assert stamps == sorted(set(stamps))
    assert int(float(stamps[3])) == int(clock().timestamp())


async def test_people_write_only_where_they_may(emulator: Emulator) -> None:
    assert (await emulator.say("ben", "board", "hello")).error == "not_in_channel"
    assert (await emulator.say("ann", "old", "hello")).error == "is_archived"
    assert (await emulator.say("ann", "ben", "between us")).ok
    assert [one.text for one in emulator.messages("ben", "ann")] == ["between us"]
    with pytest.raises(KeyError):
        await emulator.say("nobody", "ops", "hello")
