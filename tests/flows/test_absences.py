"""Absences on a real store: whose they are, what they touch, and what waits because of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from office_cast import Office

from bot.errors import Refused
from bot.flows.absences import planning, seeing
from bot.flows.absences.planning import Plan
from bot.flows.requests import acting
from bot.rules.workweeks import LAST
from storage.base import Tx

FRIDAY = datetime(2026, 11, 26, 23, tzinfo=UTC)  # its midnight in Oslo
DAY = timedelta(days=1)


def away(office: Office, who: str, start: datetime, end: datetime | None, **more: object) -> Plan:
    return Plan(office[who], office[who], ((start, end),), **more)  # type: ignore[arg-type]


async def plan(office: Office, who: str, start: datetime, end: datetime | None, **more: object) -> int:
    wanted = away(office, who, start, end, **more)
    return int((await office.store.write(planning.plan, wanted, now=office.now))["id"])


async def test_nobody_changes_cancels_or_sees_anothers_own(office: Office) -> None:
    absence = await plan(office, "Ann", FRIDAY, FRIDAY + DAY)
    wanted = away(office, "Ben", FRIDAY, FRIDAY + 2 * DAY)

    for flow, *args in (
        (planning.change, absence, wanted),
        (planning.cancel, absence),
        (planning.restore, absence),
    ):
        with pytest.raises(Refused, match="not_yours"):
            await office.do(flow, "Ben", *args)
    with pytest.raises(Refused, match="not_yours"):
        await office.store.read(seeing.one, office["Ben"], absence, now=office.now)
    assert [each.absence.id for each in await mine(office, "Ann")] == [absence]


async def mine(office: Office, who: str) -> list[seeing.OwnAbsence]:
    return await office.store.read(seeing.mine, office[who], now=office.now)


async def test_what_is_taken_back_can_be_had_back_for_ten_minutes(office: Office) -> None:
    absence = await plan(office, "Ann", FRIDAY, FRIDAY + DAY)
    await office.do(planning.cancel, "Ann", absence)
    with pytest.raises(Refused, match="absence_over"):
        await office.do(planning.cancel, "Ann", absence)
    office.pass_(minutes=9)
    await office.do(planning.restore, "Ann", absence)
    assert len(await mine(office, "Ann")) == 1

    await office.do(planning.cancel, "Ann", absence)
    office.pass_(minutes=11)
    with pytest.raises(Refused, match="too_late_to_undo"):
        await office.do(planning.restore, "Ann", absence)


async def test_whoever_comes_back_ends_every_absence_around_them_and_none_ahead(office: Office) -> None:
    await plan(office, "Ann", office.now - DAY, FRIDAY + DAY)
    await plan(office, "Ann", office.now, None)
    later = await plan(office, "Ann", FRIDAY + 5 * DAY, FRIDAY + 6 * DAY)

    assert len(await office.do(planning.come_back, "Ann")) == 2
    assert [each.absence.id for each in await mine(office, "Ann")] == [later]
    with pytest.raises(Refused, match="not_away"):
        await office.do(planning.come_back, "Ann")


async def test_a_new_request_waits_for_whoever_is_away_without_an_end(office: Office) -> None:
    await plan(office, "Eva", office.now, None)
    with pytest.raises(Refused, match="owner_away"):
        await office.ask("Ann", "Eva")
    request = await office.ask("Ann", "Eva", knowing=True)
    assert await due_for(office, request, "Eva") == LAST

    office.pass_(hours=2)
    await office.do(planning.come_back, "Eva")
    assert await due_for(office, request, "Eva") == office.now


async def due_for(office: Office, request: int, who: str) -> datetime | None:
    return next(each.due_at for each in await office.places(request) if each.person_id == office[who].id)


async def test_an_absence_is_no_time_that_anybody_took(office: Office) -> None:
    request = await office.ask("Ann", "Eva")
    turn = await office.turn(request)
    assert turn is not None
    await plan(office, "Eva", FRIDAY, FRIDAY + 7 * DAY)
    office.now = FRIDAY + 7 * DAY + timedelta(hours=10)  # Friday 10:00 a week later
    await office.do(acting.answer, "Eva", await office.target(request), "Like this")

    def minutes(tx: Tx) -> tuple[int, int]:
        row = tx.one("SELECT holder_minutes, requester_minutes FROM turns WHERE id = :id", id=turn.id)
        assert row is not None
        return row["holder_minutes"], row["requester_minutes"]

    today = 6 * 60 + 48  # Thursday from 10:12 on
    assert await office.store.read(minutes) == (today + 60, today + 5 * 8 * 60 + 60)


async def test_who_is_out_stands_there_once(office: Office) -> None:
    await plan(office, "Ann", FRIDAY, FRIDAY + DAY, note="By the sea")
    await plan(office, "Ann", FRIDAY + DAY, FRIDAY + 3 * DAY, cover=office["Ben"])
    await plan(office, "Ann", FRIDAY + 9 * DAY, None)

    found = await office.store.read(seeing.out, office["Ben"].workspace_id, (office.now, FRIDAY + 99 * DAY))
    assert [(each.starts_at, each.ends_at) for each in found.out] == [
        (FRIDAY, FRIDAY + 3 * DAY),
        (FRIDAY + 9 * DAY, None),
    ]
    assert (found.out[0].note, found.out[0].cover) == ("By the sea", "Ben")
