"""Who is offered help, on what conditions, and what is left of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from office_cast import Office

from bot.errors import Refused
from bot.flows import nudges as flow
from bot.flows import workspaces
from bot.flows.absences import planning
from bot.flows.absences.planning import Plan
from bot.flows.deliveries import compose_letter
from bot.flows.hours import hours_of
from bot.flows.requests import acting, passing
from bot.flows.requests.passing import Passing, Way
from bot.flows.workspaces import thresholds
from bot.rules.letters import Drop, Letter
from bot.rules.nudges import Rest, Thought
from bot.rules.reminders import Case, next_day
from bot.rules.thresholds import Thresholds
from bot.rules.workspaces import WorkspaceSettings
from storage import nudges, outbox, people
from storage import workspaces as workspaces_stored
from storage.base import Tx
from storage.people import Profile
from storage.records import (
    Clock,
    Crowd,
    Kind,
    OutboxItem,
    Person,
    Reason,
    Request,
    Side,
    Status,
    Turn,
    Urgency,
    Why,
)

WEEK = timedelta(days=7)


@pytest.fixture
async def office(office: Office) -> Office:
    """Where 85 % of turns end within two working hours."""

    def know(tx: Tx) -> None:
        tx.run("UPDATE workspaces SET typical_minutes = 120, typical_at = :now", now=office.now)
        tx.run("UPDATE people SET introduced_at = :now", now=office.now)

    await office.store.write(know)
    return office


async def crowd(office: Office, whom: str = "Eva", count: int = 5) -> list[int]:
    """Let Ann, Ben and Cleo ask somebody so much."""
    others = [name for name in ("Ann", "Ben", "Cleo", "Eva") if name != whom]
    return [await office.ask(others[n % 3], whom, knowing=True) for n in range(count)]


async def look(office: Office) -> None:
    """One of the weekly looks."""
    home = office["Ann"].workspace_id
    for each in (flow.look, flow.look_at_pairs):
        after: int | None = 0
        while after is not None:
            after = await office.store.write(each, home, after, now=office.now)
    await office.store.write(flow.end_of_look, home, now=office.now)


async def planned(office: Office, who: str = "Eva") -> list[OutboxItem]:
    def find(tx: Tx) -> list[OutboxItem]:
        rows = tx.all(
            "SELECT id FROM outbox WHERE reason = 'nudge' AND person_id = :id AND due_at IS NOT NULL",
            id=office[who].id,
        )
        return [outbox.get(tx, row["id"]) for row in rows]

    return await office.store.read(find)


async def state(office: Office, who: str = "Eva") -> Crowd:
    return (await office.store.read(nudges.states, [office[who].id]))[office[who].id]


async def due_at(office: Office, item: OutboxItem) -> datetime:
    sql = "SELECT due_at FROM outbox WHERE id = :id"
    row = await office.store.read(lambda tx: tx.one(sql, id=item.id))
    assert row is not None
    return datetime.fromisoformat(row["due_at"])


async def after_two_looks(office: Office) -> list[OutboxItem]:
    await look(office)
    office.pass_(days=7)
    await look(office)
    return await planned(office)


async def test_the_first_look_leaves_a_date_and_the_second_offers_help(office: Office) -> None:
    await crowd(office)
    office.pass_(days=1)
    await look(office)
    first = await state(office)
    assert (first.crowded_on, first.nudged_on) == (office.now.date(), None)
    assert await planned(office) == []
    office.pass_(days=7)
    await look(office)
    (item,) = await planned(office)
    assert await state(office) == Crowd(office["Eva"].id, None, office.now.date(), None)
    # Friday, half an hour into the day and then an hour; a working day later than the look.
    assert (await due_at(office, item)) - office.now < timedelta(days=4)


async def test_an_offer_comes_after_the_days_message_however_late_that_is(office: Office) -> None:
    await office.store.write(
        workspaces_stored.keep_settings, office["Ann"].workspace_id, {"into_the_day_minutes": 120}
    )
    await crowd(office)
    office.pass_(days=1)
    (item,) = await after_two_looks(office)
    daily = await office.store.read(daily_message, office["Eva"], office.now)
    assert await due_at(office, item) == daily + timedelta(hours=1)


def daily_message(tx: Tx, person: Person, now: datetime) -> datetime:
    """When somebody's next message of a day comes."""
    request = Request(1, 1, 1, "", "", 1, person.id, person.id, Status.OPEN, Urgency.NORMAL, now)
    turn = Turn(1, 1, person.id, Side.OWNER, Why.LOGGED, Clock.RUNNING, now)
    case = Case(request, turn, person, hours_of(tx, person), thresholds=thresholds(tx, person.workspace_id))
    at = next_day(case, now)
    assert at is not None
    return at


async def test_a_look_that_is_done_twice_says_nothing_twice(office: Office) -> None:
    await crowd(office)
    office.pass_(days=1)
    await after_two_looks(office)
    await look(office)
    await look(office)
    assert len(await planned(office)) == 1


@pytest.mark.parametrize("how", ["few", "of_two", "young", "answered", "away", "mute", "unknown", "settings"])
async def test_nobody_is_offered_help_unless_all_of_it_is_so(office: Office, how: str) -> None:
    ids = await crowd(office, count=4 if how == "few" else 5)
    if how == "of_two":
        sql = "UPDATE requests SET requester_id = :ann WHERE requester_id = :cleo"
        ids = {"ann": office["Ann"].id, "cleo": office["Cleo"].id}
        await office.store.write(lambda tx: tx.run(sql, **ids))
    office.pass_(minutes=10 if how == "young" else 60 * 24)
    await look(office)
    if how == "answered":
        await office.do(acting.answer, "Eva", await office.target(ids[0]), "7.5 %, as in the appendix.")
    if how == "away":
        times = ((office.now + timedelta(days=3), office.now + timedelta(days=4)),)
        await office.store.write(planning.plan, Plan(office["Eva"], office["Eva"], times), now=office.now)
    if how == "mute":
        await office.do(flow.mute, "Eva")
    if how == "unknown":
        await office.store.write(lambda tx: tx.run("UPDATE workspaces SET typical_minutes = NULL"))
    if how == "settings":
        gentler = WorkspaceSettings(Thresholds(nudge_turns=6))
        await office.store.write(lambda tx: tx.run("UPDATE people SET is_admin = 1"))
        admin = (await office.store.read(workspaces.admins, office["Ann"].workspace_id))[0]
        await office.store.write(workspaces.change, admin, gentler, now=office.now)
    if how == "young":
        office.pass_(days=7, minutes=-20)
        await look(office)  # now they are old: this is the first look
    else:
        office.pass_(days=7)
        await look(office)
    assert await planned(office) == []


async def test_at_most_once_in_a_fortnight(office: Office) -> None:
    await crowd(office)
    office.pass_(days=1)
    (item,) = await after_two_looks(office)
    await office.store.write(outbox.fail, item.id, "said", now=office.now)
    came = []
    for week in range(1, 7):
        office.pass_(days=7)
        await look(office)
        for each in await planned(office):
            came.append(week)
            await office.store.write(outbox.fail, each.id, "said", now=office.now)
    assert came[0] >= 2
    assert all(later - earlier >= 2 for earlier, later in pairwise(came))


async def test_what_was_lent_counts_for_the_one_at_the_end(office: Office) -> None:
    frida = Profile("UFRIDA", "Frida", "Europe/Oslo", "en-US", Kind.MEMBER, None)
    home = office["Ann"].workspace_id
    office.people["Frida"] = await office.store.write(people.put, home, frida, now=office.now)
    for request_id in await crowd(office):
        await office.store.write(share, request_id)
        lent = Passing(office["Frida"], Way.LEND)
        await office.do(passing.pass_on, "Eva", await office.target(request_id), lent)
    office.pass_(days=1)
    await look(office)
    assert (await state(office, "Eva")).crowded_on is None
    assert (await state(office, "Frida")).crowded_on == office.now.date()


def share(tx: Tx, request_id: int) -> None:
    """So that nobody has to be asked before a third person sees it."""
    tx.run("UPDATE requests SET channel_id = 'COPS' WHERE id = :id", id=request_id)


async def letter(office: Office, item: OutboxItem) -> Letter | Drop:
    """What would be said now."""

    def compose(tx: Tx) -> Letter | Drop:
        tx.run("UPDATE outbox SET lease = 'here' WHERE id = :id", id=item.id)
        return compose_letter(tx, outbox.get(tx, item.id), now=office.now)

    return await office.store.write(compose)


async def test_it_is_said_in_working_hours_and_only_if_it_is_still_so(office: Office) -> None:
    ids = await crowd(office)
    office.pass_(days=1)
    (item,) = await after_two_looks(office)
    office.now = await due_at(office, item)
    drawn = await letter(office, item)
    assert isinstance(drawn, Letter)
    assert drawn.nudge is not None
    assert drawn.nudge.waiting == 3
    for request_id in ids:
        await office.do(acting.answer, "Eva", await office.target(request_id), "7.5 %, as in the appendix.")
    office.pass_(minutes=2)
    await office.store.write(
        lambda tx: outbox.release(tx, drawn.item, due_at=office.now, forget_attempt=True)
    )
    assert isinstance(await letter(office, item), Drop)
    assert (await state(office)).nudged_on is None


@pytest.mark.parametrize("hours", [10, 120])  # the evening, and a Saturday
async def test_outside_of_working_hours_it_waits(office: Office, hours: int) -> None:
    await crowd(office)
    office.pass_(days=1)
    (item,) = await after_two_looks(office)
    office.now = await due_at(office, item) + timedelta(hours=hours)
    assert isinstance(await letter(office, item), Drop)
    assert (await due_at(office, item)) > office.now


async def test_it_waits_for_a_day_on_which_little_was_said(office: Office) -> None:
    await crowd(office)
    office.pass_(days=1)
    (item,) = await after_two_looks(office)
    office.now = await due_at(office, item)

    def say_two(tx: Tx) -> None:
        for _ in range(2):
            new = outbox.NewItem(1, Reason.REMINDERS, {"turns": []}, person_id=office["Eva"].id)
            outbox.add(tx, new, due_at=office.now, now=office.now)

    await office.store.write(say_two)
    assert isinstance(await letter(office, item), Drop)
    assert (await due_at(office, item)).date() > office.now.date()


async def test_two_who_wait_for_each_other_are_both_told(office: Office) -> None:
    mine, theirs = await office.ask("Ann", "Eva"), await office.ask("Eva", "Ann")
    office.pass_(days=1)
    await look(office)
    items = [each for who in ("Ann", "Eva") for each in await planned(office, who)]
    assert [item.person_id for item in items] == [office["Ann"].id, office["Eva"].id]
    office.now = max([await due_at(office, item) for item in items])
    for item in items:
        drawn = await letter(office, item)
        assert isinstance(drawn, Letter)
        assert {scene.request.id for scene in drawn.reminded} == {mine, theirs}
        await office.store.write(outbox.settle, drawn.item, channel="D1", ts="1.1", now=office.now)
    office.pass_(days=7)
    await look(office)
    assert await planned(office, "Ann") == []


@pytest.mark.parametrize("how", ["answered", "muted", "young"])
async def test_they_are_not_where_one_of_them_does_not_wait_or_want_it(office: Office, how: str) -> None:
    mine = await office.ask("Ann", "Eva")
    await office.ask("Eva", "Ann")
    office.pass_(minutes=30 if how == "young" else 60 * 24)
    if how == "answered":
        await office.do(acting.answer, "Eva", await office.target(mine), "7.5 %, as in the appendix.")
    if how == "muted":
        await office.do(flow.mute, "Ann")
    await look(office)
    assert [*await planned(office, "Ann"), *await planned(office, "Eva")] == []


async def test_what_is_thought_of_it_is_counted_once_and_without_a_name(office: Office) -> None:
    await crowd(office)
    office.pass_(days=1)
    (item,) = await after_two_looks(office)
    await office.do(flow.rate, "Eva", item.id, Thought.WRONG)
    await office.do(flow.rate, "Eva", item.id, Thought.USEFUL)
    with pytest.raises(Refused, match="nudge_over"):
        await office.do(flow.rate, "Ann", item.id, Thought.USEFUL)
    with pytest.raises(Refused, match="nudge_over"):
        await office.do(flow.rate, "Eva", item.id + 1000, Thought.USEFUL)
    thought = await office.store.read(nudges.thought, office["Ann"].workspace_id)
    assert {name: thought[name] for name in thought if name != "told"} == {"wrong": 1}


async def test_where_few_are_useful_it_rests_and_the_admins_hear_it_once(office: Office) -> None:
    counted: dict[str, Any] = {"useful": 5, "wrong": 15}
    home = office["Ann"].workspace_id

    def set_up(tx: Tx) -> None:
        tx.run("UPDATE people SET is_admin = 1 WHERE id = :id", id=office["Cleo"].id)
        nudges.keep_thought(tx, home, counted)

    await office.store.write(set_up)
    for _ in range(3):
        await look(office)
        office.pass_(days=7)
    (item,) = await planned(office, "Cleo")
    assert item.data == {"rest": Rest.FEW_USEFUL}
    assert (await office.store.read(nudges.thought, home))["told"] == ["few_useful"]


async def test_nothing_is_left_after_eight_days_but_when_it_was(office: Office) -> None:
    await crowd(office)
    office.pass_(days=1)
    (item,) = await after_two_looks(office)
    office.now = await due_at(office, item)
    on = office.now.date()
    drawn = await letter(office, item)
    assert isinstance(drawn, Letter)
    await office.store.write(outbox.settle, drawn.item, channel="D1", ts="1.1", now=office.now)
    await look(office)
    office.pass_(days=9)
    before = office.now - timedelta(days=8)
    await office.store.write(nudges.forget, seen_before=before.date(), sent_before=before)
    rows = await office.store.read(lambda tx: tx.all("SELECT id FROM outbox WHERE reason = 'nudge'"))
    assert rows == []
    assert await state(office) == Crowd(office["Eva"].id, None, on, None)


async def test_the_next_look_is_a_week_after_the_last_was_due(office: Office) -> None:
    home = office["Ann"].workspace_id
    assert await office.store.read(nudges.is_due, home, now=office.now)
    await look(office)
    assert not await office.store.read(nudges.is_due, home, now=office.now + WEEK - timedelta(minutes=1))
    office.pass_(days=7, hours=3)
    assert await office.store.read(nudges.is_due, home, now=office.now)
    await look(office)
    assert await office.store.read(nudges.is_due, home, now=office.now + WEEK - timedelta(hours=3))
