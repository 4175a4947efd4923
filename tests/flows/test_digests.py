"""What a group's digest shows, keeps as it was shown, and does not give away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from office_cast import Office

from bot.flows.digests import Digest, Group, digest, first_shown, keep
from bot.i18n import texts
from bot.rules.digests import WEEK, WINDOW, Thoughts, as_data, from_data
from bot.rules.figures import Trend
from bot.rules.quiet_start import Start
from bot.views import digests as views
from bot.views.parts import Message
from storage import nudges, people, requests, turns, weeks, workspaces
from storage.base import Store, Tx
from storage.people import Profile
from storage.records import Entry, Kind, Minutes, NewTurn, Outcome, Side, Status, Urgency, Why
from storage.requests import NewRequest

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
HOUR = timedelta(hours=1)
ENGLISH = texts("en")


def settle(tx: Tx, home: int, count: int) -> list[int]:
    profiles = (Profile(f"U{n:03}", f"P{n}", "UTC", "en", Kind.MEMBER, None) for n in range(count))
    return [people.put(tx, home, profile, now=MONDAY).id for profile in profiles]


def ask_each(tx: Tx, home: int, owners: list[int], first: datetime, number: int) -> None:
    """Each is asked by the next one, two hours apart, and answers after as many hours as they are first."""
    for place, owner in enumerate(owners):
        at = first + 2 * place * HOUR
        asker = owners[(place + 1) % len(owners)]
        new = NewRequest(home, asker, owner, "x", "x", Urgency.NORMAL, None, None, None, None)
        request_id = requests.add(tx, new, number=number + place, now=at)
        turns.start(tx, request_id, NewTurn(owner, Side.OWNER, Why.LOGGED), now=at)
        turn = turns.open_turn(tx, request_id)
        request = requests.get(tx, request_id)
        assert turn is not None
        assert request is not None
        answered_at = at + HOUR
        turns.end(tx, turn, Entry.ANSWERED, minutes=Minutes(60 * (place + 1), 0, 60), now=answered_at)
        ended = replace(
            request, status=Status.CLOSED, outcome=Outcome.YES, holder_id=None, promised_at=at + 2 * HOUR,
            first_response_at=answered_at, answered_at=answered_at, ended_at=answered_at,
        )  # fmt: skip
        requests.save(tx, ended)


@pytest.fixture
async def home(office: Office) -> int:
    return office["Ann"].workspace_id


@pytest.fixture
async def team(office: Office, home: int) -> list[int]:
    """Twelve people who were asked twice each, in the last four weeks and in those before."""
    ids = await office.store.write(settle, home, 12)
    for number in range(4):
        first = MONDAY - WEEK - number // 2 * WINDOW + number % 2 * timedelta(days=1)
        await office.store.write(ask_each, home, ids, first, 100 * (number + 1))
    return ids


async def look(store: Store, group: Group, until: datetime = MONDAY) -> Digest:
    return await store.read(digest, group, until, now=MONDAY + 9 * HOUR)


async def test_everybodys_week_and_the_four_before(office: Office, home: int, team: list[int]) -> None:
    seen = await look(office.store, Group(home))

    assert seen.seen.figures.answers is not None
    assert seen.before.figures.answers is not None
    assert (seen.seen.figures.answers.first.asked, seen.before.figures.answers.first.asked) == (24, 24)
    assert seen.seen.figures.promises is not None
    assert seen.seen.figures.promises.kept == 24


async def test_a_week_that_was_shown_stays_as_it_was(office: Office, home: int, team: list[int]) -> None:
    seen = await look(office.store, Group(home))
    await office.store.write(keep, seen)
    await office.store.write(ask_each, home, team, MONDAY - 3 * timedelta(days=1), 900)

    assert (await look(office.store, Group(home))).seen.figures == seen.seen.figures


async def test_looking_alone_shows_nothing_to_anybody(office: Office, home: int, team: list[int]) -> None:
    await look(office.store, Group(home))

    assert await office.store.read(weeks.shown, home, since=MONDAY - WINDOW) == []


async def test_what_was_guarded_before_another_was_shown_is_not_kept(
    office: Office, home: int, team: list[int]
) -> None:
    most = await look(office.store, Group(home, "C1", frozenset(team[:9])))
    everybody = await look(office.store, Group(home))

    assert await office.store.write(keep, everybody)
    assert not await office.store.write(keep, most)
    assert len(await office.store.read(weeks.shown, home, since=MONDAY - WINDOW)) == 1


async def test_a_group_that_is_all_but_a_few_is_kept_back_once_everybody_is_shown(
    office: Office, home: int, team: list[int]
) -> None:
    most = Group(home, "C1", frozenset(team[:9]))
    assert (await look(office.store, most)).seen.figures.answers is not None

    await office.store.write(keep, await look(office.store, Group(home)))

    assert (await look(office.store, most)).seen.figures.answers is None
    half = Group(home, "C2", frozenset(team[:6]))
    assert (await look(office.store, half)).seen.figures.answers is not None
    await office.store.write(keep, await look(office.store, half))
    overlapping = Group(home, "C3", frozenset(team[1:7]))
    assert (await look(office.store, overlapping)).seen.figures.answers is None


async def test_the_next_week_gives_nothing_away_beside_this_one(
    office: Office, home: int, team: list[int]
) -> None:
    """In the week after, two people are asked; what eleven others were asked stays in its four weeks."""
    await office.store.write(keep, await look(office.store, Group(home)))
    await office.store.write(ask_each, home, team[:2], MONDAY + HOUR, 900)
    next_week = MONDAY + WEEK

    seen = await office.store.read(digest, Group(home), next_week, now=next_week + HOUR)

    assert seen.seen.figures.answers is None


async def test_a_few_people_are_never_shown(office: Office, home: int, team: list[int]) -> None:
    few = Group(home, "C1", frozenset(team[:4]))
    seen = await look(office.store, few)

    assert {*as_data(seen.seen.figures).values(), *as_data(seen.before.figures).values()} == {None}
    said = views.group("#few", MONDAY, (seen.seen.figures, seen.before.figures), ENGLISH).in_words()
    assert said.splitlines()[1] == "There is not enough to show here without pointing at someone."
    assert said.endswith("It is not for appraisal, pay or discipline.")


async def test_what_is_kept_is_read_as_it_was(office: Office, home: int, team: list[int]) -> None:
    figures = (await look(office.store, Group(home))).seen.figures

    assert from_data(as_data(figures)) == figures


async def test_it_compares_itself_with_the_first_weeks_too(
    office: Office, home: int, team: list[int]
) -> None:
    """At first nothing was shown before; from the next month on there are first weeks."""
    seen = await look(office.store, Group(home))
    assert await office.store.read(first_shown, seen) is None
    await office.store.write(keep, seen)

    month_later = MONDAY + WINDOW
    for day in range(2):
        await office.store.write(ask_each, home, team, month_later - WEEK + day * 24 * HOUR, 700 + 100 * day)
    later = await office.store.read(digest, Group(home), month_later, now=month_later + HOUR)
    first = await office.store.read(first_shown, later)

    assert first is not None
    assert first == (MONDAY - WINDOW, seen.before.figures)
    message = views.group("everybody", month_later, (later.seen.figures, seen.seen.figures), ENGLISH)
    said = views.since_the_first(message, first, later.seen.figures, ENGLISH).in_words()
    assert said.endswith("Against the first four weeks shown here, until Sun 25 Oct: no clear change.")


async def test_what_everybody_thinks_of_nudges_is_told_of_nobody_less(
    office: Office, home: int, team: list[int]
) -> None:
    await office.store.write(nudges.keep_thought, home, {"useful": 15, "not_now": 4, "wrong": 1, "told": []})
    seen = await look(office.store, Group(home))
    assert seen.seen.figures.thoughts == Thoughts(15, 4, 1)
    assert seen.before.figures.thoughts is None
    page = str(views.more((seen.seen.figures, seen.before.figures), (), ENGLISH))
    assert "Of the 20 that were rated: 15 useful, 4 at a bad moment, 1 wrong." in page
    assert (await look(office.store, Group(home, "C1", frozenset(team[:9])))).seen.figures.thoughts is None

    await office.store.write(keep, seen)
    await office.store.write(nudges.keep_thought, home, {"useful": 15, "not_now": 4, "wrong": 2, "told": []})
    later = await office.store.read(digest, Group(home), MONDAY + WEEK, now=MONDAY + WEEK + HOUR)
    assert later.seen.figures.thoughts == Thoughts(15, 4, 1)


def end_quiet_start(tx: Tx, home: int, on: str) -> None:
    workspaces.keep_settings(tx, home, {"quiet_until": on})


async def test_weeks_are_held_to_what_was_shown_of_the_quiet_start(
    office: Office, home: int, team: list[int]
) -> None:
    """It ended on 28 October; the four weeks before MONDAY's four are its own, and are kept as such."""
    await office.store.write(end_quiet_start, home, "2026-10-28")
    first = await look(office.store, Group(home))
    await office.store.write(keep, first)
    for number in range(2):
        await office.store.write(ask_each, home, team, MONDAY + number * timedelta(days=1), 900 + 50 * number)
    later = MONDAY + WINDOW

    seen = await office.store.read(digest, Group(home), later, now=later + HOUR)

    ended = date(2026, 10, 28)
    assert first.start == (ended, Start.BEFORE)
    assert seen.start == (ended, Trend.UNCHANGED)
    assert (await office.store.read(digest, Group(home, "C9"), later, now=later + HOUR)).start is None
    said = views.after_quiet_start(Message("", []), *seen.start, ENGLISH).in_words()
    assert said == "No clear change against the quiet start, in which I reminded nobody until Wed 28 Oct."


async def test_it_is_said_in_plain_words(office: Office, home: int, team: list[int]) -> None:
    seen = await look(office.store, Group(home))
    said = views.group("everybody", MONDAY, (seen.seen.figures, seen.before.figures), ENGLISH).in_words()

    head, first, waiting = said.splitlines()[:3]
    assert head == "*Four weeks until Sun 22 Nov, everybody*"
    assert "Half of all requests were answered within 6 working hours, 85 % within 11; 0 of 24 are" in first
    assert first.endswith("No clear change against the four weeks before.")
    assert waiting == "*Waiting now.* There is not enough to show here without pointing at someone."
    assert "Of 24 that were due, 24 were kept and 0 were not" in said
    assert "not for appraisal, pay or discipline" in said
