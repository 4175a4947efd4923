"""The figures of what people did, gathered from a real database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from office_cast import Office

from bot.flows import digests
from bot.flows.requests import acting, holding, passing, teams, undoing
from bot.flows.requests.passing import Passing, Way
from bot.rules.courses import Course
from bot.rules.survival import Wait
from storage import people
from storage.base import Tx
from storage.people import Profile
from storage.records import Kind, Outcome, Person, Status

MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
HOUR = 60


async def only(office: Office, until: datetime = MONDAY) -> Course:
    (course,) = await office.store.read(digests.window, office["Ann"].workspace_id, until)
    return course


async def act(office: Office, flow: Any, who: str, request_id: int, *args: Any) -> None:
    await office.do(flow, who, await office.target(request_id), *args)


async def test_a_first_answer_takes_the_working_time_of_whoever_held_it(office: Office) -> None:
    request_id = await office.ask()
    office.pass_(hours=2)
    await act(office, acting.answer, "Eva", request_id, "4 %")

    course = await only(office)

    assert (course.id, course.owner_id) == (request_id, office["Eva"].id)
    assert course.first == Wait(2 * HOUR, answered=True)
    assert course.turns == (Wait(2 * HOUR, answered=True),)
    assert not course.asked_back_first


async def test_what_waits_still_has_waited_until_now_and_nights_do_not_count(office: Office) -> None:
    await office.ask()  # at 10:12, so six hours and 48 minutes of Thursday remain, and Friday's eight

    assert (await only(office)).first == Wait(14 * HOUR + 48, answered=False)
    assert (await only(office, office.now + timedelta(hours=1))).first == Wait(HOUR, answered=False)


async def test_asking_back_is_no_answer_and_stops_the_clock(office: Office) -> None:
    request_id = await office.ask()
    office.pass_(hours=1)
    await act(office, acting.ask_back, "Eva", request_id, "Which contract?")
    office.pass_(hours=1)
    waiting = await only(office, office.now)
    await office.do(acting.withdraw, "Ann", await office.target(request_id))

    assert waiting.first == (await only(office)).first == Wait(HOUR, answered=False)
    assert waiting.turns == (Wait(HOUR, answered=True),)
    assert waiting.asked_back_first
    assert (waiting.status, (await only(office)).status) == (Status.OPEN, Status.WITHDRAWN)


async def test_a_hand_over_goes_on_with_the_requests_clock_and_starts_another_turn(office: Office) -> None:
    """Eva in Stockholm has it an hour; then Ben in New York, whose day begins four hours later."""
    request_id = await office.ask(channel=("C1", "general"))
    office.pass_(hours=1)
    await act(office, passing.pass_on, "Eva", request_id, Passing(office["Ben"], Way.HAND_OVER))
    office.pass_(hours=5)
    await act(office, acting.answer, "Ben", request_id, "4 %")

    course = await only(office)

    assert course.owner_id == office["Eva"].id
    assert course.turns == (Wait(HOUR, answered=False), Wait(HOUR + 12, answered=True))
    assert course.first == Wait(2 * HOUR + 12, answered=True)
    assert course.hand_overs == 1


async def test_what_is_lent_is_waited_for_on_the_clock_of_who_has_it(office: Office) -> None:
    request_id = await office.ask(channel=("C1", "general"))
    office.pass_(hours=1)
    await act(office, passing.pass_on, "Eva", request_id, Passing(office["Ben"], Way.LEND))
    office.pass_(hours=5)
    await act(office, passing.return_it, "Ben", request_id, "4 %")

    course = await only(office, office.now)

    assert course.turns == (
        Wait(HOUR, answered=False),
        Wait(HOUR + 12, answered=True),
        Wait(0, answered=False),
    )
    assert course.first == Wait(2 * HOUR + 12, answered=False)


async def test_what_is_held_waits_on_nobodys_clock(office: Office) -> None:
    request_id = await office.ask()
    office.pass_(hours=1)
    until = office.now + timedelta(days=7)
    await act(office, holding.park, "Eva", request_id, (until, "The rates come on Thursday"))

    assert (await only(office)).first == Wait(HOUR, answered=False)


async def test_what_nobody_in_a_team_has_taken_counts_for_nobody(office: Office) -> None:
    team = await office.store.write(_team, office["Ann"].workspace_id, office.now)
    office.people["Team"] = team
    request_id = await office.ask(whom="Team")
    assert await office.store.read(digests.window, team.workspace_id, MONDAY) == []

    await office.store.write(teams.call, request_id, [office["Eva"].id], now=office.now)
    office.pass_(hours=3)
    await act(office, teams.take, "Eva", request_id)
    office.pass_(hours=1)

    course = await only(office, office.now)
    assert (course.owner_id, course.first) == (office["Eva"].id, Wait(HOUR, answered=False))


async def test_a_figure_of_an_earlier_moment_stays_what_it_was(office: Office) -> None:
    request_id = await office.ask()
    office.pass_(hours=1)
    early = office.now
    before = await only(office, early)
    office.pass_(hours=1)
    await act(office, acting.answer, "Eva", request_id, "4 %")
    await office.do(acting.resolve, "Ann", await office.target(request_id), Outcome.YES)

    assert await only(office, early) == before
    assert (await only(office)).outcome is Outcome.YES


async def test_what_was_undone_never_was(office: Office) -> None:
    request_id = await office.ask()
    office.pass_(hours=1)
    await act(office, acting.answer, "Eva", request_id, "4 %")
    office.pass_(minutes=5)
    await office.do(undoing.undo, "Eva", request_id)
    office.pass_(minutes=55)

    course = await only(office, office.now)

    assert course.first == Wait(2 * HOUR, answered=False)
    assert course.turns == (Wait(2 * HOUR, answered=False),)


async def test_an_answer_that_did_not_help_yet_starts_another_turn(office: Office) -> None:
    request_id = await office.ask()
    office.pass_(hours=1)
    await act(office, acting.answer, "Eva", request_id, "4 %")
    office.pass_(hours=1)
    await act(office, acting.reopen, "Ann", request_id, "Of which contract?")
    office.pass_(hours=2)
    await act(office, acting.answer, "Eva", request_id, "Of both")

    course = await only(office)

    assert course.first == Wait(HOUR, answered=True)
    assert course.turns == (Wait(HOUR, answered=True), Wait(2 * HOUR, answered=True))
    assert course.not_yet == 1


@pytest.mark.parametrize(
    ("answered_after", "by", "kept"),
    [(1, 2, True), (3, 2, False), (None, 2, False), (1, 24 * 14, None), (None, 24 * 14, None)],
)
async def test_a_promise_that_was_due_was_kept_or_missed(
    office: Office, answered_after: int | None, by: int, *, kept: bool | None
) -> None:
    request_id = await office.ask()
    await act(office, acting.promise, "Eva", request_id, office.now + timedelta(hours=by))
    if answered_after:
        office.pass_(hours=answered_after)
        await act(office, acting.answer, "Eva", request_id, "4 %")

    assert (await only(office)).kept is kept


async def test_what_came_before_the_window_or_to_somebody_else_is_not_in_it(office: Office) -> None:
    await office.ask()
    eva, ben = office["Eva"], office["Ben"]

    async def own(person_id: int, until: datetime) -> int:
        return len(await office.store.read(_own, person_id, until))

    assert await own(eva.id, MONDAY) == 1
    assert await own(ben.id, MONDAY) == 0
    assert await own(eva.id, MONDAY + timedelta(weeks=4)) == 0


def _own(tx: Tx, person_id: int, until: datetime) -> list[Course]:
    return digests.own(tx, person_id, until, timedelta(weeks=4))


def _team(tx: Tx, workspace_id: int, now: datetime) -> Person:
    return people.put(tx, workspace_id, Profile("S1", "Team", "UTC", "en", Kind.TEAM, None), now=now)


async def test_seen_is_when_somebody_says_so_and_over_when_it_was_answered_for_the_last_time(
    office: Office,
) -> None:
    """Ann in Oslo and Eva in Stockholm work the same hours; the answer helps an hour after it came."""
    request_id = await office.ask()
    office.pass_(hours=1)
    await act(office, acting.promise, "Eva", request_id, office.now + timedelta(hours=3))
    office.pass_(hours=1)
    await act(office, acting.answer, "Eva", request_id, "4 %")
    office.pass_(hours=1)
    await office.do(acting.resolve, "Ann", await office.target(request_id), Outcome.YES)

    course = await only(office)

    assert course.accepted == Wait(HOUR, answered=True)
    assert course.resolved == course.awaited == Wait(2 * HOUR, answered=True)
    assert course.reached is None
