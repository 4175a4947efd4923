"""What keeps Svar from working: it is not ready, its admins hear so once, and no sign of life is given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.watchdog import SENTENCES, Watchdog, read_clocks
from bot.doctor import look_at_database
from bot.emulator import Fault
from bot.flows import alarms
from bot.rules.alarms import Alarm, Reading, is_wrong, jump
from storage import workspaces
from tests.delivery.acts import asked, person
from tests.delivery.stages import OpenStage, Stage

MINUTE = timedelta(minutes=1)


def heard(stage: Stage) -> list[str]:
    """What Eva, the admin, heard of Svar's own troubles."""
    return [one.text for one in stage.seen("eva") if "Eva," in one.text]


async def watched(stage: Stage, read: object = read_clocks) -> Watchdog:
    """A watchdog beside Svar, and Eva, whom Slack calls an admin, has met Svar."""
    await stage.ask("Which rate applies?", by="eva")
    await stage.deliver()
    await stage.run("UPDATE people SET is_admin = 1 WHERE slack_id = 'UEVA'")
    svar = stage.svar
    return Watchdog(svar.house, svar.ticker._sender, svar._session, svar._is_connected, read)  # type: ignore[arg-type]


async def test_all_is_well(stage: Stage) -> None:
    dog = await watched(stage)
    await dog.look()
    assert dog.problems == []
    assert await stage.svar.ready() == []


async def test_what_is_due_for_long_is_told_once_and_again_another_day(stage: Stage) -> None:
    dog = await watched(stage)
    await stage.ask("And the other one?")
    stage.clock.move_by(4 * MINUTE)
    await dog.look()
    assert dog.problems == []
    stage.clock.move_by(2 * MINUTE)
    for _ in range(3):
        await dog.look()
    assert dog.problems == [SENTENCES[Alarm.OVERDUE]]
    await stage.deliver()
    assert len(heard(stage)) == 1
    for later in (MINUTE, timedelta(days=1)):
        await dog.look()
        assert dog.problems == []
        stage.clock.move_by(later)
        await stage.ask("And now?")
        stage.clock.move_by(6 * MINUTE)
        await dog.look()
        assert dog.problems
        await stage.deliver()
    assert len(heard(stage)) == 2


async def test_what_is_over_before_they_are_at_work_is_not_told(simple: Stage) -> None:
    dog = await watched(simple)
    simple.clock.move_by(timedelta(hours=9))
    await simple.ask("And the other one?", of="eva")
    await simple.run("UPDATE places SET due_at = :at WHERE due_at IS NOT NULL", at=simple.clock.now())
    simple.clock.move_by(6 * MINUTE)
    await dog.look()
    await simple.deliver()
    await dog.look()
    await simple.later(timedelta(hours=15))
    assert heard(simple) == []


async def test_the_lack_of_a_scope_is_told_once_it_can_be(stage: Stage) -> None:
    dog = await watched(stage)
    stage.emulator.faults.add(Fault("chat.update", "error", error="missing_scope", times=10_000))
    await stage.ask("And the other one?")
    await stage.deliver()
    await stage.run("UPDATE places SET version = version + 1, due_at = :now", now=stage.clock.now())
    await stage.deliver()
    await dog.look()
    assert dog.problems == [SENTENCES[Alarm.LOCKED_OUT]]
    await stage.deliver()
    assert len(heard(stage)) == 1
    stage.emulator.faults.clear()
    await stage.later(timedelta(minutes=6))
    await dog.look()
    assert dog.problems == []


async def test_while_no_admin_is_known_it_stays_untold_and_the_first_who_is_hears(simple: Stage) -> None:
    await asked(simple)
    found, now = frozenset({Alarm.LOCKED_OUT}), simple.clock.now()
    await simple.store.write(alarms.look, 1, found, now=now)
    assert not await simple.outbox("reason = 'alarm'")
    assert [
        one for one in await look_at_database(simple.svar.settings) if "No admin is known yet" in one.what
    ]
    await simple.run("UPDATE people SET is_admin = 1 WHERE slack_id = 'UBEN'")
    await simple.store.write(alarms.look, 1, found, now=now)
    await simple.store.write(alarms.look, 1, found, now=now)
    assert len(await simple.outbox("reason = 'alarm'")) == 1


async def test_the_doctor_counts_everybody_who_hears_of_it(stage: Stage) -> None:
    await asked(stage)
    await stage.ask("And the other one?", by="eva")

    async def told() -> str:
        (line,) = [one.what for one in await look_at_database(stage.svar.settings) if "dmin" in one.what]
        return line

    ann, ben, eva = [(await person(stage, slack_id)).id for slack_id in ("UANN", "UBEN", "UEVA")]
    await stage.store.write(workspaces.keep_settings, 1, {"admins": [ann, ben]})
    assert await told() == "Admins who hear in Slack of what is wrong: 2."
    for admin in (ben, eva):
        await stage.run("UPDATE people SET is_admin = 1 WHERE id = :id", id=admin)
    assert await told() == "Admins who hear in Slack of what is wrong: 3."
    await stage.run("UPDATE people SET deactivated_at = :now WHERE slack_id = 'UANN'", now=stage.clock.now())
    await stage.run("UPDATE people SET kind = 'guest' WHERE slack_id = 'UEVA'")
    assert await told() == "Admins who hear in Slack of what is wrong: 1."
    await stage.store.write(workspaces.keep_settings, 1, {})
    await stage.run("UPDATE people SET is_admin = 0")
    assert (await told()).startswith("No admin is known yet")


async def test_a_connection_that_is_down_for_two_looks(simple: Stage) -> None:
    dog = await watched(simple)
    dog._is_connected = never
    await dog.look()
    assert dog.problems == []
    await dog.look()
    assert dog.problems == [SENTENCES[Alarm.SOCKET]]


async def never() -> bool:
    return False


class Clocks:
    """The two clocks of a machine, set by hand."""

    def __init__(self) -> None:
        self.wall, self.steady = datetime.now(UTC), 100.0

    def __call__(self) -> Reading:
        return Reading(self.wall, self.steady)


async def test_a_clock_that_slack_does_not_agree_with(simple: Stage) -> None:
    clocks = Clocks()
    dog = await watched(simple, clocks)
    await dog.look()
    assert dog.problems == []
    clocks.wall += 10 * MINUTE  # and no time has passed
    await dog.look()
    assert dog.problems == [SENTENCES[Alarm.CLOCK]]
    clocks.wall -= 10 * MINUTE
    await dog.look()
    assert dog.problems == []


async def test_a_machine_that_was_asleep_is_right_again_as_soon_as_slack_agrees(simple: Stage) -> None:
    clocks = Clocks()
    clocks.wall -= timedelta(hours=8)
    dog = await watched(simple, clocks)
    clocks.wall += timedelta(hours=8)
    await dog.look()
    assert dog.problems == []


async def test_a_clock_that_jumped_is_not_trusted_while_slack_says_nothing(simple: Stage) -> None:
    clocks = Clocks()
    dog = await watched(simple, clocks)
    simple.emulator.faults.add(Fault("auth.test", "server_error", times=100))
    clocks.wall += timedelta(hours=1)
    await dog.look()
    assert dog.problems == [SENTENCES[Alarm.CLOCK]]
    clocks.wall, clocks.steady = clocks.wall + 6 * MINUTE, clocks.steady + 360
    await dog.look()
    assert dog.problems == []


async def test_a_sign_of_life_is_given_while_all_is_well(opened: OpenStage, sqlite_url: str) -> None:
    async with listening() as (address, signs):
        stage = await opened(sqlite_url, environ={"SVAR_HEARTBEAT_URL": address})
        dog = await watched(stage)
        before = len(signs)
        await dog.look()
        await dog._give_sign()
        assert len(signs) == before + 1
        dog.found = frozenset({Alarm.OVERDUE})
        await dog._give_sign()
        assert len(signs) == before + 1


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[str, list[str]]]:
    """Whoever waits for a sign of life."""
    signs: list[str] = []

    async def sign(request: web.Request) -> web.Response:
        signs.append(request.path)
        return web.Response()

    app = web.Application()
    app.router.add_get("/sign", sign)
    async with TestServer(app) as server:
        yield str(server.make_url("/sign")), signs


@given(st.integers(-10_000, 10_000), st.floats(0, 1e6))
def test_a_jump_is_what_no_time_has_passed_for(seconds: int, passed: float) -> None:
    before = Reading(datetime(2026, 6, 10, tzinfo=UTC), 5.0)
    after = Reading(before.wall + timedelta(seconds=passed + seconds), 5.0 + passed)
    found = jump(before, after)
    assert (
        abs(found - timedelta(seconds=seconds)) < timedelta(seconds=1)
        if abs(seconds) > 60
        else not found or (abs(seconds) == 60)
    )


@pytest.mark.parametrize(
    ("apart", "since_jump", "wrong"),
    [
        (None, None, False),
        (timedelta(), MINUTE, False),
        (2 * MINUTE, None, True),
        (-2 * MINUTE, None, True),
        (None, MINUTE, True),
        (None, 6 * MINUTE, False),
    ],
)
def test_whether_a_clock_is_wrong(apart: timedelta | None, since_jump: timedelta | None, wrong: bool) -> None:
    assert is_wrong(apart, since_jump) is wrong
