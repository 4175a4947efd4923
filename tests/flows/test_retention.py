"""What is over is forgotten in steps: first when, then what; a workspace takes all with it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from office_cast import Office

from bot.flows import keeping
from bot.flows.forgetting import forget
from bot.flows.requests import acting, passing, seeing
from bot.flows.requests.passing import Passing, Way
from bot.i18n import texts
from bot.views.paper import markdown
from storage import nudges, requests, retention, workspaces
from storage.base import Tx
from storage.migrations import migrations
from storage.records import Outcome

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TABLES = [
    table
    for migration in migrations()
    for statement in migration.statements
    for table in re.findall(r"CREATE TABLE (\w+)", statement)
]
HOME = 1
NOON = re.compile(r"\d{4}-\d\d-\d\dT12:00:00\.000000Z")


async def rows(office: Office, sql: str, **values: Any) -> list[dict[str, Any]]:
    def look(tx: Tx, /) -> list[dict[str, Any]]:
        return [dict(row) for row in tx.all(sql, **values)]

    return await office.store.read(look)


async def over(office: Office) -> int:
    """Ann asked Eva, who lent it to Ben and answered when it came back; it helped."""
    request_id = await office.ask(channel=("C1", "general"))
    lent = Passing(office["Ben"], Way.LEND)
    await office.do(passing.pass_on, "Eva", await office.target(request_id), lent)
    await office.do(passing.return_it, "Ben", await office.target(request_id), "4 %, I think.")
    await office.do(acting.answer, "Eva", await office.target(request_id), "4 %")
    await office.do(acting.resolve, "Ann", await office.target(request_id), Outcome.YES)
    return request_id


async def test_first_the_times_of_what_is_over_are_forgotten(office: Office) -> None:
    request_id, still_open = await over(office), await office.ask()
    ended = office.now
    before = await rows(office, "SELECT COUNT(*) AS number FROM turns WHERE request_id = :id", id=still_open)
    assert await office.store.write(retention.fade, HOME, before=ended - DAY, now=office.now) == 0

    assert await office.store.write(retention.fade, HOME, before=ended + DAY, now=office.now) == 1
    assert await office.store.write(retention.fade, HOME, before=ended + DAY, now=office.now) == 0

    assert await rows(office, "SELECT id FROM turns WHERE request_id = :id", id=request_id) == []
    assert before == await rows(
        office, "SELECT COUNT(*) AS number FROM turns WHERE request_id = :id", id=still_open
    )
    for sql in (
        "SELECT at FROM trail WHERE request_id = :id",
        "SELECT created_at, answered_at, first_response_at, ended_at FROM requests WHERE id = :id",
        "SELECT created_at FROM outbox WHERE request_id = :id",
    ):
        for row in await rows(office, sql, id=request_id):
            assert all(NOON.fullmatch(at) for at in row.values()), row


async def test_no_hour_of_it_is_left_anywhere(office: Office) -> None:
    """Neither of a promise that was moved, nor of a wish, nor of a talk in the corridor."""
    request_id = await office.ask(wanted_by_at=office.now + 3 * HOUR)
    for hours in (1, 2):
        await office.do(acting.promise, "Eva", await office.target(request_id), office.now + hours * HOUR)
    await office.do(acting.resolve, "Ann", await office.target(request_id), Outcome.YES)
    before = office.now + DAY
    assert await hours_of(office, request_id)

    await office.store.write(retention.fade, HOME, before=before, now=before)

    assert await hours_of(office, request_id) == []
    trail = await office.store.read(seeing.paper_trail, office["Ann"], request_id)
    told = markdown(trail, texts("en"), ZoneInfo("Europe/Oslo"))
    assert "Thu 26 Nov" in told
    assert not re.search(r"\d:\d\d", told)


async def hours_of(office: Office, request_id: int) -> list[str]:
    """Whatever tells an hour of it, but of what Svar itself did or is yet to do."""
    found = []
    for table in ("requests", "trail", "turns", "outbox"):
        column = "id" if table == "requests" else "request_id"
        for row in await rows(office, f"SELECT * FROM {table} WHERE {column} = :id", id=request_id):  # noqa: S608
            told = str({name: value for name, value in row.items() if name not in OURS})
            found += [at for at in re.findall(r"\d{4}-\d\d-\d\dT[\d:.]+", told) if "T12:00:00" not in at]
    return found


OURS = ("faded_at", "indexed_at", "due_at")  # the last until it has been sent


async def test_each_workspace_forgets_as_early_as_it_wants(office: Office) -> None:
    """It may want it earlier than it comes, and never later."""
    request_id = await over(office)
    ended = office.now
    await office.store.write(workspaces.keep_settings, HOME, {"times_days": 63, "words_days": 500})

    async def forgotten(days: int) -> tuple[bool, bool]:
        await office.store.write(forget, now=ended + timedelta(days=days))
        request = await office.store.read(requests.get, request_id)
        return request is None or request.faded_at is not None, request is None

    assert [await forgotten(days) for days in (62, 64, 364, 366)] == [
        (False, False),
        (True, False),
        (True, False),
        (True, True),
    ]


async def test_its_people_still_read_what_was_said_and_nobody_else_does(office: Office) -> None:
    request_id = await over(office)
    await office.store.write(retention.fade, HOME, before=office.now + DAY, now=office.now)
    request = await office.store.read(requests.get, request_id)
    assert request is not None

    for who, sees in (("Ann", True), ("Eva", True), ("Ben", True), ("Cleo", False)):
        assert await office.store.read(seeing.is_of, office[who], request) is sees, who
    (told,) = await office.store.read(keeping.requests_of, office["Ann"].id, [request_id])
    assert "4 %" in str(told)


async def test_then_its_words_are(office: Office) -> None:
    request_id, still_open = await over(office), await office.ask()

    assert await office.store.write(retention.purge, HOME, before=office.now + DAY) == 1

    for table in ("trail", "turns", "places", "outbox", "words"):
        assert await rows(office, f"SELECT * FROM {table} WHERE request_id = :id", id=request_id) == []  # noqa: S608
    assert [row["id"] for row in await rows(office, "SELECT id FROM requests")] == [still_open]


def test_no_table_is_left_out_when_a_workspace_leaves() -> None:
    emptied = {found for sql in retention.LEAVE for found in re.findall(r"DELETE FROM (\w+)", sql)}

    assert set(TABLES) - emptied == {"workspaces", "holidays", "words"}  # words go with their requests


async def test_a_workspace_that_leaves_takes_everything_with_it(office: Office) -> None:
    await over(office)
    await office.ask()
    await office.store.write(learn)

    await office.store.write(retention.leave, office["Ann"].workspace_id)

    left = {table for table in TABLES if await rows(office, f"SELECT * FROM {table}")}  # noqa: S608
    assert left <= {"workspaces", "holidays"}
    (served,) = await rows(office, "SELECT * FROM workspaces")
    assert {name for name, value in served.items() if value is not None} == {
        *("id", "enterprise_id", "team_id", "name", "bot_user_id", "bot_id", "last_number", "created_at")
    }


def learn(tx: Tx) -> None:
    """What is known of the workspace as a whole."""
    now = datetime(2026, 11, 26, tzinfo=UTC)
    workspaces.keep_settings(tx, HOME, {"times_days": 63})
    workspaces.take_typical(tx, HOME, now=now)
    workspaces.tell_evaluation(tx, HOME, "2026-11-26")
    nudges.keep_thought(tx, HOME, {"useful": 20})
    nudges.looked(tx, HOME, DAY, now=now)
