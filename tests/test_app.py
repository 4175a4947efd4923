"""Starting and stopping: in order, all the way, and on a word."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession

from bot.app import LockedOut, Svar, run
from bot.clock import AdjustableClock
from bot.emulator import Emulator, Fault
from bot.manifest import manifest
from bot.settings import Settings, SettingsError, read_settings
from handlers import listens

CLOCK = AdjustableClock(datetime(2026, 11, 26, 9, 12, tzinfo=UTC))
COMPANY = {
    "team": {"id": "T1", "name": "Nord", "domain": "nord"},
    "people": [],
    "channels": [],
    "usergroups": [],
}


async def company() -> Emulator:
    emulator = Emulator(COMPANY, manifest(listens(read_settings({}))), clock=CLOCK.now)
    await emulator.start()
    return emulator


def settings(emulator: Emulator, url: str, **more: str) -> Settings:
    return read_settings(
        {
            "SLACK_BOT_TOKEN": emulator.bot_token,
            "SLACK_APP_TOKEN": emulator.app_token,
            "SLACK_API_URL": emulator.api_url,
            "SVAR_DATABASE_URL": url,
            "SVAR_PORT": "0",
        }
        | more
    )


async def called(emulator: Emulator, method: str) -> None:
    """Wait until Slack has been called, giving way to everything else meanwhile."""
    async with asyncio.timeout(20):
        # The emulator tells of messages, but not of calls.
        while not any(call.method == method for call in emulator.calls):  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_it_is_ready_once_it_has_started(sqlite_url: str) -> None:
    emulator = await company()
    svar = Svar(settings(emulator, sqlite_url), CLOCK)
    await svar.start()
    assert await svar.ready() == []
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{svar.port}/readyz") as answer:
        assert answer.status == 200
    await svar.stop()
    await emulator.stop()


async def test_a_token_that_slack_refuses_ends_the_start_with_everything_closed(sqlite_url: str) -> None:
    emulator = await company()
    svar = Svar(settings(emulator, sqlite_url, SLACK_BOT_TOKEN="xoxb-wrong"), CLOCK)
    with pytest.raises(LockedOut, match="invalid_auth"):
        await svar.start()
    await emulator.stop()


async def test_without_tokens_it_says_all_that_is_missing(sqlite_url: str) -> None:
    with pytest.raises(SettingsError, match=r"SLACK_BOT_TOKEN.*\n.*SLACK_SIGNING_SECRET"):
        await Svar(read_settings({"SVAR_DATABASE_URL": sqlite_url})).start()


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
async def test_a_word_ends_it(sqlite_url: str, word: signal.Signals) -> None:
    emulator = await company()
    running = asyncio.ensure_future(run(settings(emulator, sqlite_url), CLOCK))
    await called(emulator, "apps.connections.open")
    os.kill(os.getpid(), word)
    await running
    await emulator.stop()


async def test_a_word_also_ends_a_start_that_waits_for_slack(sqlite_url: str) -> None:
    emulator = await company()
    emulator.faults.add(Fault("auth.test", "server_error", rate=1.0))
    running = asyncio.ensure_future(run(settings(emulator, sqlite_url), CLOCK))
    await called(emulator, "auth.test")
    os.kill(os.getpid(), signal.SIGTERM)
    await running
    await emulator.stop()
