"""Every way in which a call to Slack fails, and what comes of it: once in effect, and nothing lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.doctor import look_at_database
from bot.emulator import Emulator, Fault, Seen, Switches
from bot.emulator.messages import Message
from tests.delivery.acts import asked, change, plan
from tests.delivery.conftest import HASTY
from tests.delivery.stages import OpenStage, Stage

SOON = timedelta(seconds=31)
WAYS = [
    Switches(echo_own_posts_in_dms=echo, echo_carries_metadata=metadata, history_readable_in_dms=history)
    for echo, metadata, history in [
        (True, True, True),
        (True, False, True),
        (False, True, True),
        (True, True, False),
        (True, False, False),
    ]
]


@pytest.fixture
def call_seconds() -> float:
    """Some of these calls are never answered."""
    return HASTY


def named(way: Switches) -> str:
    echo = "no-echo" if not way.echo_own_posts_in_dms else "echo"
    metadata = "" if way.echo_carries_metadata else "-without-metadata"
    return f"{echo}{metadata}{'' if way.history_readable_in_dms else '-no-history'}"


@pytest.mark.parametrize("way", WAYS, ids=named)
async def test_a_card_whose_answer_was_lost_is_posted_once(
    opened: OpenStage, database_url: str, way: Switches
) -> None:
    stage = await opened(database_url, switches=way)
    stage.emulator.faults.add(Fault("chat.postMessage", "drop_answer", times=2))
    await stage.ask("Which rate applies?")
    await stage.deliver()
    await stage.later(SOON)
    for person in ("ann", "ben"):
        card = stage.card(person, "Which rate")
        (place,) = await stage.places(f"ts = '{card.ts}'")
        assert place["sent_version"] == place["version"]
    assert len(stage.called("chat.postMessage")) == 2
    assert await stage.at_rest()


@pytest.mark.parametrize("way", WAYS, ids=named)
async def test_a_line_whose_answer_was_lost_is_said_once(
    opened: OpenStage, sqlite_url: str, way: Switches
) -> None:
    stage = await opened(sqlite_url, switches=way)
    await asked(stage)
    (place,) = await stage.places("side = 'owner'")
    stage.emulator.faults.add(Fault("chat.postMessage", "drop_answer"))
    await plan(stage, place)
    await plan(stage, place)
    await stage.deliver()
    await stage.later(SOON)
    assert len(stage.lines("ben")) == 2
    assert await stage.at_rest()


async def test_where_nothing_can_be_known_it_is_better_said_twice_than_never(
    opened: OpenStage, sqlite_url: str
) -> None:
    blind = Switches(echo_own_posts_in_dms=False, history_readable_in_dms=False)
    stage = await opened(sqlite_url, switches=blind)
    stage.emulator.faults.add(Fault("chat.postMessage", "drop_answer", times=2))
    await stage.ask("Which rate applies?")
    await stage.deliver()
    await stage.later(SOON)
    assert [len(stage.seen(person)) for person in ("ann", "ben")] == [2, 2]
    assert await stage.at_rest()


async def test_what_another_app_says_under_svars_key_is_not_taken_for_svars(
    opened: OpenStage, sqlite_url: str
) -> None:
    stage = await opened(sqlite_url, switches=Switches(echo_own_posts_in_dms=False))
    stage.emulator.faults.add(Fault("chat.postMessage", "drop_answer", times=2))
    await stage.ask("Which rate applies?")
    await stage.deliver()
    for person in ("ann", "ben"):
        card = stage.card(person, "Which rate")
        theirs = stage.emulator.workspace.messages.get(card.channel, card.ts)
        theirs.user, theirs.bot_id = "UANN", "BROBOT"
    await stage.later(SOON)
    assert [len(stage.seen(person, "Which rate")) for person in ("ann", "ben")] == [2, 2]
    assert await stage.at_rest()


@pytest.mark.parametrize("method", ["conversations.history", "chat.postMessage", "conversations.open"])
@pytest.mark.parametrize("kind", ["ratelimited", "server_error", "hang", "error"])
async def test_a_lost_answer_is_not_forgotten_over_another_failure(
    opened: OpenStage, sqlite_url: str, method: str, kind: str
) -> None:
    stage = await opened(sqlite_url, switches=Switches(echo_own_posts_in_dms=False))
    await asked(stage, "Something else")  # so that the conversation is known, or not
    if method == "conversations.open":
        await stage.run("UPDATE people SET dm_channel = NULL")
    stage.emulator.faults.add(Fault("chat.postMessage", "drop_answer", times=2))
    await stage.ask("Which rate applies?")
    await stage.deliver()
    stage.emulator.faults.add(Fault(method, kind, times=2, retry_after=0))
    for _ in range(6):
        await stage.later(timedelta(minutes=2))
    assert stage.card("ben", "Which rate")
    assert stage.card("ann", "Which rate")
    assert await stage.at_rest()


async def test_a_lost_answer_is_not_forgotten_while_it_is_paced(opened: OpenStage, sqlite_url: str) -> None:
    stage = await opened(sqlite_url, switches=Switches(echo_own_posts_in_dms=False))
    stage.emulator.faults.add(Fault("chat.postMessage", "drop_answer", times=2))
    await stage.ask("Which rate applies?")
    sender = stage.sender()
    ticker = stage.ticker(sender=sender)
    await stage.deliver(ticker)
    await sender._pacer.pause("conversations.history", 60)
    await stage.later(SOON, ticker)
    assert not stage.called("conversations.history")
    await stage.later(SOON, ticker)
    assert stage.card("ben")
    assert await stage.at_rest()


async def test_the_reply_of_a_long_thread_is_found(opened: OpenStage, sqlite_url: str) -> None:
    stage = await opened(sqlite_url, switches=Switches(echo_own_posts_in_dms=False))
    card = await asked(stage)
    fill(stage.emulator, card, replies=250)
    (place,) = await stage.places("side = 'owner'")
    stage.emulator.faults.add(Fault("chat.postMessage", "drop_answer"))
    await plan(stage, place)
    await stage.deliver()
    await stage.later(SOON)
    assert len(stage.lines("ben")) == 251
    assert await stage.at_rest()


def fill(emulator: Emulator, card: Seen, *, replies: int) -> None:
    """Much has been said under a card, by Svar itself."""
    for number in range(replies):
        ts, me = emulator.workspace.next_ts(), emulator.bot_user_id
        said = Message(card.channel, ts, me, f"{number}", thread_ts=card.ts, bot_id="B1")
        emulator.history.post(said)


async def test_a_token_that_may_not_read_still_posts(opened: OpenStage, sqlite_url: str) -> None:
    stage = await opened(sqlite_url)
    stage.emulator.faults.add(Fault("conversations.history", "error", error="missing_scope", times=10))
    stage.emulator.faults.add(Fault("chat.postMessage", "server_error", times=2))
    await stage.ask("Which rate applies?")
    await stage.deliver()
    await stage.later(SOON)
    assert stage.card("ben")
    assert await stage.at_rest()


async def test_slack_says_when_to_try_again(stage: Stage) -> None:
    stage.emulator.faults.add(Fault("chat.postMessage", "ratelimited", retry_after=7, times=2))
    await stage.ask("Which rate applies?")
    await stage.deliver()
    refused = len(stage.called("chat.postMessage"))
    assert refused in (1, 2)  # the second may still have gone before the first was refused
    for place in await stage.places():
        assert place["attempts"] == 0
    await stage.later(timedelta(seconds=5.5))
    assert len(stage.called("chat.postMessage")) == refused
    stage.emulator.faults.clear()
    await stage.later(timedelta(seconds=1.6))
    assert stage.card("ben")
    assert stage.card("ann")
    assert not stage.called("conversations.history")
    assert await stage.at_rest()


@pytest.mark.parametrize("kind", ["server_error", "hang"])
async def test_slack_is_unwell_for_a_while(stage: Stage, kind: str) -> None:
    stage.emulator.faults.add(Fault("chat.postMessage", kind, times=6))
    await stage.ask("Which rate applies?")
    for _ in range(6):
        await stage.deliver()
        await stage.later(timedelta(minutes=5))
    assert stage.card("ben")
    assert stage.card("ann")
    assert len(stage.called("chat.postMessage")) == 8
    assert await stage.at_rest()


@pytest.mark.parametrize("kind", ["server_error", "hang", "drop_answer", "ratelimited"])
async def test_an_update_that_fails_is_made_again(simple: Stage, kind: str) -> None:
    await asked(simple)
    simple.emulator.faults.add(Fault("chat.update", kind, times=2, retry_after=1))
    await change(simple, "Which rate, now?")
    await simple.deliver()
    await simple.later(SOON)
    assert simple.card("ben", "Which rate, now?")
    assert simple.card("ann", "Which rate, now?")
    assert await simple.at_rest()


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "token_revoked", "missing_scope"])
async def test_a_token_that_is_locked_out_makes_everything_wait(stage: Stage, error: str) -> None:
    await asked(stage)
    mine = stage.card("ann")
    lockout = Fault("*", "error", error=error, times=10_000)
    stage.emulator.faults.add(lockout)
    await stage.ask("Something else?")
    await stage.say("ann", "and also the third thing.", mine)
    await stage.deliver()
    for _ in range(3):
        await stage.later(timedelta(minutes=6))
    assert not await stage.places("failure IS NOT NULL")
    assert not await stage.outbox("failure IS NOT NULL")
    assert not stage.seen("ben", "Something else")
    stage.emulator.faults.clear()
    await stage.later(timedelta(minutes=6))
    assert stage.card("ben", "Something else")
    assert len([line for line in stage.lines("ben") if "third thing" in line.text]) == 1
    assert await stage.at_rest()


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (200, "text/html", "<p>Please log in</p>"),
        (403, "text/html", "<p>Blocked</p>"),
        (502, "text/html", "<p>Bad gateway</p>"),
        (200, "application/json", "{broken"),
        (200, "application/json", "{}"),
    ],
)
async def test_what_a_proxy_says_is_no_word_of_slacks(
    simple: Stage, status: int, kind: str, body: str
) -> None:
    await asked(simple)
    async with proxy(status, kind, body) as address:
        slack, simple.svar._client.base_url = simple.svar._client.base_url, address
        await simple.ask("Something else?")
        await simple.deliver()
        simple.svar._client.base_url = slack
    assert not await simple.places("failure IS NOT NULL")
    assert not simple.seen("ben", "Something else")
    await simple.later(SOON)
    assert simple.card("ben", "Something else")
    assert await simple.at_rest()


@asynccontextmanager
async def proxy(status: int, kind: str, body: str) -> AsyncIterator[str]:
    """Something between us and Slack that says the same to every call."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, content_type=kind, text=body)

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/api/"))


async def test_whoever_waits_hears_that_a_reminder_cannot_reach_its_reader(stage: Stage) -> None:
    await asked(stage)
    stage.clock.move_by(timedelta(days=2))
    stage.emulator.person("ben").deleted = True  # of which no event tells
    await stage.deliver()
    (line,) = stage.lines("ann")
    assert "could not reach *Ben*" in line.text
    (row,) = await stage.outbox("failure IS NOT NULL")
    assert (row["reason"], row["due_at"]) == ("reminders", None)
    await stage.later(timedelta(hours=1))
    assert len(stage.lines("ann")) == 1


async def test_whoever_writes_to_somebody_out_of_reach_hears_so(stage: Stage) -> None:
    await asked(stage)
    stage.emulator.person("ben").deleted = True
    await stage.say("ann", "Is it 21 %?", stage.card("ann"))
    await stage.deliver()
    assert [line for line in stage.lines("ann") if "could not reach *Ben*" in line.text]


async def test_whoever_answers_somebody_out_of_reach_hears_so(stage: Stage) -> None:
    card = await asked(stage)
    stage.emulator.person("ann").deleted = True
    await stage.say("ben", "It is 21 %, from December on.", card)
    await stage.deliver()
    (line,) = [line for line in stage.lines("ben") if "could not reach *Ann*" in line.text]
    assert "they do not have what you write here" in line.text
    await stage.later(timedelta(hours=1))
    assert len([line for line in stage.lines("ben") if "could not reach" in line.text]) == 1


async def test_what_was_given_up_on_is_told_to_the_operator(stage: Stage) -> None:
    await asked(stage)
    (before,) = [one for one in await look_at_database(stage.svar.settings) if "brought" in one.what]
    assert before.ok
    stage.emulator.person("ben").deleted = True
    await stage.say("ann", "Is it 21 %?", stage.card("ann"))
    await stage.deliver()
    found = [one.what for one in await look_at_database(stage.svar.settings)]
    assert "1 cards, lines and Homes were given up on: 1 for" in found[-1]
