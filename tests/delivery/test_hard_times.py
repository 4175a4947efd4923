"""Days without Svar, a locked database, clocks that jump: nothing is lost, doubled, or out of hours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest

from bot.flows.requests import acting
from bot.flows.requests.moving import Target
from storage.postgres import servers
from storage.sqlite import SqliteStore
from tests.delivery.acts import asked, newest, person
from tests.delivery.stages import OpenStage, Stage

OSLO, NEW_YORK = "Europe/Oslo", "America/New_York"
HALF_AN_HOUR = timedelta(minutes=30)
LOCKED = timedelta(seconds=30)
NO_PATIENCE = {"sqlite": 0.01, "postgres": "20ms"}


def reminders(stage: Stage, who: str = "ben") -> list[str]:
    return [str(one.blocks) for one in stage.seen(who) if "hear from you:" in str(one.blocks)]


def heard(stage: Stage, who: str) -> int:
    return len([one for one in stage.feed("message", who) if one.kind == "message"])


async def promise(stage: Stage, by: datetime) -> None:
    ben, target = await person(stage, "UBEN"), Target(await newest(stage))
    await stage.store.write(acting.promise, ben, target, by, now=stage.clock.now())


async def said(stage: Stage, line: str) -> int:
    """How often a line stands in somebody's thread."""
    return len([row for row in await stage.outbox("ts IS NOT NULL") if f'"{line}"' in str(row["data"])])


async def until(stage: Stage, end: datetime, *, step: timedelta = HALF_AN_HOUR) -> dict[str, list[datetime]]:
    """Let time pass; when each of the two heard anything."""
    came: dict[str, list[datetime]] = {"ann": [], "ben": []}
    while stage.clock.now() < end:
        before = {who: heard(stage, who) for who in came}
        await stage.later(min(step, end - stage.clock.now()))
        for who, moments in came.items():
            moments.extend([stage.clock.now()] * (heard(stage, who) - before[who]))
    return came


def at_work(moment: datetime, zone: str) -> bool:
    local = moment.astimezone(ZoneInfo(zone))
    return local.weekday() < 5 and time(9) <= local.time() <= time(17)


@pytest.mark.parametrize("back", [(14, 20), (15, 11)], ids=["on Sunday evening", "on Monday"])
async def test_nobody_runs_it_for_three_days_over_a_weekend(stage: Stage, back: tuple[int, int]) -> None:
    for n in range(3):
        await asked(stage, f"Question number {n}?")
    await asked(stage, "When is the audit?")
    oslo = ZoneInfo(OSLO)
    await promise(stage, datetime(2026, 6, 12, 12, tzinfo=oslo))
    await stage.deliver()
    await until(stage, datetime(2026, 6, 11, 16, tzinfo=oslo))
    assert reminders(stage) == []
    stage.clock.move_to(datetime(2026, 6, back[0], back[1], tzinfo=oslo))  # nothing ran since Thursday
    before = heard(stage, "ann"), heard(stage, "ben")
    await stage.deliver()
    if not at_work(stage.clock.now(), OSLO):
        assert (heard(stage, "ann"), heard(stage, "ben")) == before
    came = await until(stage, datetime(2026, 6, 15, 23, tzinfo=oslo))
    assert all(at_work(moment, OSLO) for moments in came.values() for moment in moments)
    (message,) = reminders(stage)
    for text in (*(f"Question number {n}?" for n in range(3)), "When is the audit?"):
        assert message.count(text) == 1
    assert await said(stage, "missed") == 1
    assert await said(stage, "still_good") == 0


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot that gives up on a locked database at once, so that no test waits for it."""
    monkeypatch.setitem(SqliteStore.__init__.__kwdefaults__, "patience", NO_PATIENCE["sqlite"])
    monkeypatch.setitem(servers.LIMITS, "lock_timeout", NO_PATIENCE["postgres"])


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Another process writes, and takes its time."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
    else:
        with closing(psycopg.connect(url)) as conn:
            conn.execute("LOCK TABLE people, requests, turns, places, outbox IN EXCLUSIVE MODE")
            yield
            conn.rollback()


@pytest.mark.usefixtures("impatient")
async def test_a_database_locked_while_reminders_and_answers_are_due(
    opened: OpenStage, database_url: str
) -> None:
    stage = await opened(database_url)
    await asked(stage, "Which rate applies?")
    stage.clock.move_to(datetime(2026, 6, 12, 10, tzinfo=ZoneInfo(OSLO)))
    await stage.ask("Who signs for Bergen?", by="ben", of="ann")
    await stage.deliver()
    first = len(reminders(stage))
    await asked(stage, "Where is the key?")
    stage.clock.move_to(datetime(2026, 6, 15, 10, 30, tzinfo=ZoneInfo(OSLO)))
    await stage.say("ann", "Cleo signs, from June on.", stage.card("ann", "Who signs"))
    with locked(database_url):
        outcome = await stage.emulator.command("eva", "/request", "@ben Is the hall free?")
        await stage.svar.ticker.drain()
        stage.clock.move_by(LOCKED)
        await stage.svar.ticker.drain()
    await stage.emulator.settled()
    (told,) = [one for one in stage.emulator.messages("eva", "dm") if one.is_ephemeral]
    assert "nothing was changed" in told.text, outcome
    assert "busy" in told.text
    await stage.deliver()
    await stage.later()
    assert len(reminders(stage)) == first + 1
    assert "Which rate applies?" in reminders(stage)[-1]
    assert len([one for one in stage.lines("ben") if "Cleo signs" in str(one.blocks)]) == 1
    assert not stage.seen("ben", "Is the hall free?")
    await stage.ask("Is the hall free?", by="eva")
    await stage.deliver()
    assert stage.card("ben", "Is the hall free?")
    assert await stage.at_rest()


@pytest.mark.parametrize(
    ("zone", "sunday"),
    [
        (OSLO, date(2026, 10, 25)),
        (OSLO, date(2027, 3, 28)),
        (NEW_YORK, date(2026, 11, 1)),
        (NEW_YORK, date(2027, 3, 14)),
    ],
    ids=["Oslo, back", "Oslo, ahead", "New York, back", "New York, ahead"],
)
async def test_a_night_in_which_clocks_are_changed(
    opened: OpenStage, sqlite_url: str, zone: str, sunday: date
) -> None:
    def local(days: int, hour: int, minute: int = 0) -> datetime:
        on = sunday + timedelta(days=days)
        return datetime.combine(on, time(hour, minute), ZoneInfo(zone))

    stage = await opened(sqlite_url)
    for name in ("ann", "ben"):
        stage.emulator.person(name).tz = zone
    stage.clock.move_to(local(-2, 9))
    await asked(stage, "Which rate applies?")
    await asked(stage, "When is the audit?")
    await promise(stage, local(1, 12))
    await stage.deliver()
    night = await until(stage, local(1, 8, 30), step=timedelta(hours=1))
    assert night == {"ann": [], "ben": []}
    came = await until(stage, local(1, 16))
    assert came["ben"][:2] == [local(1, 10), local(1, 11)]  # looked at each half hour
    assert came["ann"] == [local(1, 12)]
    (message,) = reminders(stage)
    assert "Which rate applies?" in message
    assert "When is the audit?" in message
    assert await said(stage, "still_good") == 1
    assert await said(stage, "missed") == 1


JUMPS = {
    "asleep for some hours": (timedelta(hours=4),),
    "set back by minutes": (timedelta(minutes=-10),),
    "a day ahead": (timedelta(days=1),),
    "a day ahead and right again": (timedelta(days=1), timedelta(days=-1)),
}


@pytest.mark.parametrize("jumps", JUMPS.values(), ids=JUMPS)
@pytest.mark.parametrize("sent", [True, False], ids=["after the reminder", "before it"])
async def test_a_clock_that_jumps_doubles_no_reminder_and_loses_none(
    stage: Stage, jumps: tuple[timedelta, ...], sent: bool
) -> None:
    morning = datetime(2026, 6, 11, 10, tzinfo=ZoneInfo(OSLO))
    stage.clock.move_to(datetime(2026, 6, 9, 16, tzinfo=ZoneInfo(OSLO)))
    await asked(stage)
    stage.clock.move_to(morning if sent else morning - timedelta(hours=1))
    await stage.deliver()
    assert len(reminders(stage)) == sent
    latest = stage.clock.now()
    for jump in jumps:
        stage.clock.move_by(jump)
        latest = max(latest, stage.clock.now())
        await stage.deliver()
    stage.clock.move_to(max(stage.clock.now(), morning))
    came = await until(stage, stage.clock.now().replace(hour=20))
    assert all(at_work(moment, OSLO) for moment in came["ben"])
    days = (max(latest, stage.clock.now()).date() - morning.date()).days  # as far as it has seen
    assert 1 <= len(reminders(stage)) <= 1 + days


BUSY = "my database is busy with something else. Please try again in a minute; nothing was changed."


def modals(stage: Stage, who: str) -> str:
    return str(stage.emulator.sees(who).modals)


async def forget(stage: Stage, slack_id: str) -> None:
    """As if somebody had never met Svar."""
    await stage.run("UPDATE people SET slack_id = 'U' || id WHERE slack_id = :slack_id", slack_id=slack_id)
    stage.svar.directory._known.pop(slack_id, None)


@pytest.mark.usefixtures("impatient")
async def test_whoever_is_met_for_the_first_time_while_it_is_locked_is_told_so_in_english(
    opened: OpenStage, database_url: str
) -> None:
    stage = await opened(database_url)
    await asked(stage)
    await stage.emulator.command("cleo", "/request", "")
    for who in ("ben", "cleo"):
        stage.emulator.person(who).locale = "nb-NO"
        await forget(stage, stage.emulator.person(who).id)
    with locked(database_url):
        await stage.press("ben", "Answer")
        sent = await stage.emulator.submit("cleo", {"owner": "UBEN", "text": "Is the hall free?"})
        chosen = await stage.emulator.shortcut("eva", "request.new")
        typed = await stage.emulator.command("eva", "/request", "@ann Is the hall free?")
    await stage.emulator.settled()
    (told,) = [one for one in stage.emulator.messages("ben", "dm") if one.is_ephemeral]
    assert BUSY in told.text
    assert stage.card("ben", "Which rate applies?")  # what was pressed stands as it did
    assert sent.ok, sent
    assert BUSY in modals(stage, "cleo")
    assert "Is the hall free?" in modals(stage, "cleo")
    assert chosen.ok, chosen
    assert BUSY in modals(stage, "eva")
    assert typed.ok, typed
    assert BUSY in str([one.text for one in stage.emulator.messages("eva", "dm") if one.is_ephemeral])
    assert not await stage.rows("SELECT id FROM people WHERE slack_id IN ('UBEN', 'UCLEO', 'UEVA')")
