"""What somebody's Home holds, and when it is behind."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from office_cast import Office

from bot.flows import homes as flow
from bot.flows.homes import PAGE_SIZE
from bot.flows.people import learned
from bot.flows.requests import acting, asking, passing, teams
from bot.flows.requests.passing import Passing, Way
from bot.rules.letters import Drop, Listed, Overview
from storage import homes, people
from storage.base import Tx
from storage.people import Profile
from storage.records import Home, Kind

MANY = 500


async def opened(office: Office, who: str) -> None:
    await office.store.write(homes.opened, office[who].id, now=office.now)


async def row(office: Office, who: str) -> Home:
    def look(tx: Tx) -> Home:
        row = tx.one(homes.LOCK.replace(" FOR UPDATE", ""), person_id=office[who].id)
        return homes.record(Home, row)

    return await office.store.read(look)


async def shown(office: Office, who: str) -> Overview:
    """What their Home would show now."""
    found = await office.store.read(flow.compose, await row(office, who), now=office.now)
    assert isinstance(found, Overview)
    return found


async def settled(office: Office) -> None:
    """Every Home is drawn."""

    def settle(tx: Tx) -> None:
        until = office.now + timedelta(seconds=90)
        for home in homes.claim(tx, lease="here", now=office.now, until=until, limit=100):
            homes.settle(tx, home, now=office.now)

    await office.store.write(settle)


async def test_five_hundred_open_requests_come_in_pages(office: Office) -> None:
    def ask(tx: Tx) -> None:
        for number in range(MANY):
            asking.log(
                tx,
                asking.Ask(office["Ann"], office["Eva"], office["Ann"], f"Question {number}?"),
                now=office.now,
            )

    await office.store.write(ask)
    await opened(office, "Eva")
    await opened(office, "Ann")
    titles = []
    for number in range(-(-MANY // PAGE_SIZE)):
        await office.store.write(homes.turn, office["Eva"].id, Listed.MINE, number, now=office.now)
        page = (await shown(office, "Eva")).pages[Listed.MINE]
        assert (page.count, page.number, page.skipped) == (MANY, number, number * PAGE_SIZE)
        titles += [each.title for each in page.items]
    assert titles == [f"Question {number}?" for number in range(MANY)]
    others = (await shown(office, "Ann")).pages[Listed.OTHERS]
    assert (others.count, len(others.items)) == (MANY, PAGE_SIZE)


@pytest.mark.parametrize("asked_for", [99, 10**17])
async def test_a_page_beyond_the_end_is_the_last_one(office: Office, asked_for: int) -> None:
    for number in range(PAGE_SIZE + 1):
        await office.ask(text=f"Question {number}?")
    await opened(office, "Eva")
    await office.store.write(homes.turn, office["Eva"].id, Listed.MINE, asked_for, now=office.now)
    page = (await shown(office, "Eva")).pages[Listed.MINE]
    assert [each.title for each in page.items] == [f"Question {PAGE_SIZE}?"]


async def test_opening_it_anew_begins_every_list_anew(office: Office) -> None:
    await opened(office, "Eva")
    await office.store.write(homes.turn, office["Eva"].id, Listed.MINE, 3, now=office.now)
    await office.store.write(homes.turn, office["Eva"].id, Listed.OTHERS, 1, now=office.now)
    assert (await row(office, "Eva")).pages == {"mine": 3, "others": 1}
    await opened(office, "Eva")
    assert (await row(office, "Eva")).pages == {}


async def test_nobody_leafs_in_a_home_that_was_never_opened(office: Office) -> None:
    await office.store.write(homes.turn, office["Eva"].id, Listed.MINE, 3, now=office.now)
    assert await office.store.read(lambda tx: tx.one("SELECT id FROM homes")) is None


async def test_whoever_a_change_concerns_sees_it_and_nobody_else(office: Office) -> None:
    for who in ("Ann", "Ben", "Cleo", "Eva"):
        await opened(office, who)
    await settled(office)

    async def behind() -> set[str]:
        found = {who for who in office.people if (await row(office, who)).due_at is not None}
        office.pass_(seconds=3)
        await settled(office)
        return found

    request_id = await office.ask(channel=("C1", None))
    assert await behind() == {"Ann", "Eva"}
    await office.do(acting.promise, "Eva", await office.target(request_id), office.now + timedelta(hours=2))
    assert await behind() == {"Ann", "Eva"}
    lent = Passing(office["Ben"], Way.LEND, "")
    await office.do(passing.pass_on, "Eva", await office.target(request_id), lent)
    assert await behind() == {"Ann", "Eva", "Ben"}
    await office.do(passing.call_back, "Eva", await office.target(request_id))
    assert await behind() == {"Ann", "Eva", "Ben"}
    await office.do(acting.withdraw, "Ann", await office.target(request_id))
    assert await behind() == {"Ann", "Eva", "Ben"}
    assert await behind() == set()


async def test_a_team_sees_what_it_is_asked_until_one_of_it_takes_it(office: Office) -> None:
    profile = Profile("S1", "payroll", "Europe/Oslo", "en-US", Kind.TEAM, None)
    office.people["payroll"] = await office.store.write(
        people.put, office["Ann"].workspace_id, profile, now=office.now
    )
    for who in ("Ben", "Eva"):
        await opened(office, who)
    request_id = await office.ask(whom="payroll")
    members = [office[who].id for who in ("Ben", "Eva")]
    await settled(office)
    office.pass_(seconds=3)
    await office.store.write(teams.call, request_id, members, now=office.now)
    assert (await row(office, "Ben")).due_at is not None
    assert (await shown(office, "Ben")).pages[Listed.OFFERED].count == 1
    await office.do(teams.take, "Eva", await office.target(request_id))
    assert (await shown(office, "Ben")).pages[Listed.OFFERED].count == 0
    assert (await shown(office, "Eva")).pages[Listed.MINE].count == 1


async def test_whoever_lent_it_waits_for_it_as_whoever_asked_does(office: Office) -> None:
    for who in ("Ann", "Eva", "Ben"):
        await opened(office, who)
    request_id = await office.ask(channel=("C1", None))
    lent = Passing(office["Ben"], Way.LEND, "")
    await office.do(passing.pass_on, "Eva", await office.target(request_id), lent)
    for who, asked, other in (("Ann", True, "Eva"), ("Eva", False, "Ann")):
        page = (await shown(office, who)).pages[Listed.OTHERS]
        (item,) = page.items
        assert (page.count, item.asked, item.other, item.holder) == (1, asked, other, "Ben")
    assert (await shown(office, "Ben")).pages[Listed.MINE].count == 1
    await office.do(passing.call_back, "Eva", await office.target(request_id))
    assert (await shown(office, "Eva")).pages[Listed.OTHERS].count == 0


async def test_many_who_act_at_once_on_the_same_homes_do_not_stand_in_each_others_way(
    office: Office,
) -> None:
    names = ("Ann", "Ben", "Cleo", "Eva")
    for who in names:
        await opened(office, who)

    async def ask_and_promise(number: int) -> None:
        who, whom = names[number % 4], names[(number + 1 + number // 4 % 3) % 4]
        request_id = await office.ask(who, whom, f"Question {number}?")
        by = office.now + timedelta(hours=2)
        await office.do(acting.promise, whom, await office.target(request_id), by)

    await asyncio.gather(*(ask_and_promise(number) for number in range(24)))
    counts = [(await shown(office, who)).pages[Listed.MINE].count for who in names]
    assert sum(counts) == 24
    assert (await row(office, "Ann")).version > 24 // 4


async def test_today_is_the_readers_day(office: Office) -> None:
    late = office.now.replace(hour=23, minute=30)  # 00:30 on Friday in Stockholm
    await office.ask(text="Late?", wanted_by_at=late)
    noon = office.now.replace(hour=11)
    await office.ask(text="Noon?", wanted_by_at=noon)
    await opened(office, "Eva")
    assert [each.title for each in (await shown(office, "Eva")).today] == ["Noon?"]
    office.pass_(hours=15)
    assert [each.title for each in (await shown(office, "Eva")).today] == ["Late?"]


async def test_what_is_declined_or_answered_is_not_due_today(office: Office) -> None:
    noon = office.now.replace(hour=11)
    first, second = [await office.ask(text=f"{n}?", wanted_by_at=noon) for n in (1, 2)]
    await opened(office, "Eva")
    await office.do(acting.decline_wanted_by, "Eva", await office.target(first))
    await office.do(acting.answer, "Eva", await office.target(second), "Yes.")
    assert (await shown(office, "Eva")).today == ()
    await office.do(acting.promise, "Eva", await office.target(first), office.now + timedelta(hours=3))
    (due,) = (await shown(office, "Eva")).today
    assert (due.mine, due.promised, due.other) == (True, True, "Ann")


async def test_a_home_rests_between_two_drawings(office: Office) -> None:
    await opened(office, "Eva")
    await settled(office)
    await office.ask()
    first = (await row(office, "Eva")).due_at
    assert first == office.now + homes.RESTS_FOR
    office.pass_(seconds=1)
    await office.ask()
    assert (await row(office, "Eva")).due_at == first
    await opened(office, "Eva")
    assert (await row(office, "Eva")).due_at == office.now


async def test_what_changes_while_it_is_drawn_is_drawn_later(office: Office) -> None:
    await opened(office, "Eva")
    until = office.now + timedelta(seconds=90)
    (home,) = await office.store.write(homes.claim, lease="here", now=office.now, until=until, limit=9)
    await office.ask()
    assert (await row(office, "Eva")).due_at == until
    await office.store.write(homes.settle, home, now=office.now)
    after = await row(office, "Eva")
    assert (after.sent_version, after.version) == (home.version, home.version + 1)
    assert after.due_at == office.now + homes.RESTS_FOR


async def test_what_slack_would_not_show_is_tried_again_when_it_is_opened(office: Office) -> None:
    await opened(office, "Eva")
    until = office.now + timedelta(seconds=90)
    (home,) = await office.store.write(homes.claim, lease="here", now=office.now, until=until, limit=9)
    await office.store.write(homes.fail, home, "not_enabled")
    await office.ask()
    assert (await row(office, "Eva")).due_at is None
    await opened(office, "Eva")
    assert (await row(office, "Eva")).due_at == office.now


async def test_nobody_looks_at_the_home_of_somebody_who_has_left(office: Office) -> None:
    await opened(office, "Eva")
    left = Profile("UEVA", "Eva", "Europe/Stockholm", "en-US", Kind.MEMBER, office.now)
    await office.store.write(learned, office["Eva"].workspace_id, left, now=office.now)
    home = await row(office, "Eva")
    assert isinstance(await office.store.read(flow.compose, home, now=office.now), Drop)
