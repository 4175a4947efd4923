"""Who is who: asked politely, kept, and never a reason to keep somebody waiting."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import AdjustableClock
from bot.directory import TEAMS_FRESH_FOR, Directory
from bot.emulator import Emulator, Fault
from bot.errors import Refused
from bot.manifest import manifest
from bot.settings import read_settings
from handlers import listens
from storage import open_store
from storage.records import Kind

NOW = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)
COMPANY: dict[str, Any] = {
    "team": {"id": "T1", "name": "Nord", "domain": "nord"},
    "people": [
        {"id": "UANN", "name": "ann", "display_name": "Ann", "tz": "Europe/Oslo", "locale": "nb-NO"},
        {"id": "UFINN", "name": "finn", "tz": "Europe/Oslo", "is_restricted": True},
        {"id": "UGRY", "name": "gry", "tz": "Europe/Oslo", "deleted": True},
        {"id": "UBOT2", "name": "robot", "is_bot": True},
        {"id": "UDAG", "name": "dag", "tz": "Europe/Oslo", "team_id": "T2", "is_stranger": True},
    ],
    "channels": [],
    "usergroups": [],
}


class World:
    def __init__(
        self, emulator: Emulator, directory: Directory, clock: AdjustableClock, another: Directory
    ) -> None:
        self.emulator, self.directory, self.clock, self.another = emulator, directory, clock, another

    def asked(self, method: str) -> int:
        return sum(call.method == method for call in self.emulator.calls)


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    clock = AdjustableClock(NOW)
    emulator = Emulator(COMPANY, manifest(listens(read_settings({}))), clock=clock.now)
    await emulator.start()
    store = open_store(sqlite_url)
    async with ClientSession() as session:
        client = AsyncWebClient(
            emulator.bot_token, base_url=emulator.api_url, session=session, retry_handlers=[]
        )
        directory = Directory(store, client, clock)
        await directory.open()
        another = Directory(store, client, clock)  # of another process, on the same database
        await another.open()
        yield World(emulator, directory, clock, another)
        await another.close()
        await directory.close()
    await store.close()
    await emulator.stop()


async def test_the_workspace_is_the_one_whose_token_it_is(world: World) -> None:
    assert (world.directory.workspace.team_id, world.directory.workspace.name) == ("T1", "Nord")
    assert world.directory.workspace.bot_user_id == world.emulator.bot_user_id


async def test_somebody_new_is_asked_for_once_and_then_known(world: World) -> None:
    ann = await world.directory.person("UANN")
    assert (ann.name, ann.zone, ann.locale, ann.kind) == ("Ann", "Europe/Oslo", "nb-NO", Kind.MEMBER)
    assert await world.directory.person("UANN") == ann
    assert world.asked("users.info") == 1


@pytest.mark.parametrize(
    ("slack_id", "kind"),
    [("UFINN", Kind.GUEST), ("UBOT2", Kind.BOT), ("UDAG", Kind.STRANGER), ("UANN", Kind.MEMBER)],
)
async def test_accounts_are_told_apart(world: World, slack_id: str, kind: Kind) -> None:
    assert (await world.directory.person(slack_id)).kind is kind


async def test_our_own_bot_is_a_bot(world: World) -> None:
    assert (await world.directory.person(world.emulator.bot_user_id)).kind is Kind.BOT


async def test_somebody_who_left_is_known_to_have_left(world: World) -> None:
    assert (await world.directory.person("UGRY")).deactivated_at is not None


async def test_a_zone_that_does_not_exist_is_utc(world: World) -> None:
    odd = await world.directory.learn({"id": "UODD", "name": "odd", "tz": "Mars/Olympus"})
    assert (odd.name, odd.zone) == ("odd", "UTC")


async def test_whom_slack_does_not_know_cannot_be_asked(world: World) -> None:
    with pytest.raises(Refused, match="owner_unknown"):
        await world.directory.person("UNOBODY", name="Benn")


@pytest.mark.parametrize("kind", ["server_error", "ratelimited", "error"])
async def test_where_slack_cannot_say_a_colleague_is_assumed_until_it_can(world: World, kind: str) -> None:
    ann = await world.directory.person("UANN")
    world.emulator.faults.add(Fault("users.info", kind, times=1))
    guess = await world.directory.person("UFINN", name="finn", like=ann)
    assert (guess.name, guess.zone, guess.kind, guess.fetched_at) == (
        "finn",
        "Europe/Oslo",
        Kind.MEMBER,
        None,
    )
    assert (await world.directory.person("UFINN")).kind is Kind.GUEST


async def test_after_a_day_somebody_is_asked_for_again_without_anybody_waiting(world: World) -> None:
    await world.directory.person("UANN")
    await world.emulator.change_person("UANN", display_name="Anna")
    world.clock.move_by(timedelta(days=2))
    assert (await world.directory.person("UANN")).name == "Ann"
    await world.directory.settled()
    assert (await world.directory.person("UANN")).name == "Anna"


async def test_what_slack_tells_of_somebody_is_kept(world: World) -> None:
    await world.directory.person("UANN")
    await world.directory.learn({"id": "UANN", "profile": {"display_name": "Anna"}, "tz": "Asia/Tokyo"})
    ann = await world.directory.person("UANN")
    assert (ann.name, ann.zone) == ("Anna", "Asia/Tokyo")
    assert world.asked("users.info") == 1


async def test_teams_are_offered_at_once_where_they_are_told_of_and_soon_everywhere(world: World) -> None:
    await world.directory.settled()
    await world.another.settled()
    assert await world.directory.teams() == await world.another.teams() == []

    await world.another.members({"id": "S1", "handle": "payroll", "users": []})
    assert [team.name for team in await world.another.teams()] == ["payroll"]
    assert await world.directory.teams() == []

    world.clock.move_by(TEAMS_FRESH_FOR + timedelta(seconds=1))
    assert [team.name for team in await world.directory.teams()] == ["payroll"]
