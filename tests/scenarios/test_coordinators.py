"""Coordinators, whom admins name, may say that a colleague is away; the colleague hears of it."""

from __future__ import annotations

import pytest
from offices import Office, june

from bot.emulator.faults import Fault

QUESTION = "Which rate applies to the Tokyo contract?"


@pytest.fixture
async def office(office: Office) -> Office:
    """With Ann as a coordinator, named by Eva, who is an admin."""
    await office.emulator.change_person("eva", is_admin=True)
    told = await office.command("eva", "/ooo", "coordinators @Ann")
    assert "Ann may tell me that a colleague is away" in told
    return office


async def test_a_coordinator_says_that_a_colleague_is_away_and_the_colleague_hears_of_it(
    office: Office,
) -> None:
    told = await office.command("ann", "/ooo", 'for @Ben wed-fri, cover @Eva "By the sea"')
    assert "Ben is away Wed 10 Jun 00:00 – Fri 12 Jun 24:00, New York." in told
    assert "Ben hears from me in ten minutes" in told
    assert office.shown("ben", "dm") == []
    await office.wait(minutes=11)

    heard = office.screen("ben", "dm")
    assert "Ann has told me that you are away Wed 10 Jun 00:00 – Fri 12 Jun 24:00, New York" in heard
    assert "By the sea" in heard
    assert heard.count("Hello, I'm Svar") == 1
    assert "Eva stands in." in await office.ask("ann", f"@Ben {QUESTION} by thursday 14:00")
    rows = await office.rows("SELECT a.name FROM absences JOIN people a ON a.id = absences.by_id")
    assert rows == [{"name": "Ann"}]


async def test_the_colleague_changes_or_cancels_it_and_the_coordinator_no_longer(office: Office) -> None:
    await office.command("ann", "/ooo", "for @Ben wed-fri")
    mine = office.asking("ann", "Undo")
    await office.wait(minutes=11)
    await office.press("ann", mine, "Undo")
    assert "Wed 10 Jun" in await office.command("ben", "/ooo", "mine")

    await office.press("ben", office.asking("ben", "Cancel it"), "Cancel it")
    assert "You have planned no absence" in await office.command("ben", "/ooo", "mine")


async def test_undone_in_time_the_colleague_hears_nothing(office: Office) -> None:
    await office.command("ann", "/ooo", "for @Ben wed-fri, cover @Eva")
    await office.press("ann", office.asking("ann", "Undo"), "Undo")
    assert "Ben is not away" in office.screen("ann")
    await office.go_to(june(12, 18))

    assert office.shown("ben", "dm") == []
    assert office.shown("eva", "dm") == [one for one in office.shown("eva", "dm") if one.is_ephemeral]


async def test_words_that_were_not_understood_are_kept_for_a_form_about_the_colleague(office: Office) -> None:
    told = await office.command("ann", "/ooo", "for @Ben sometime soon")
    assert "sometime soon" in told
    await office.press("ann", office.asking("ann", "Open the form"), "Open the form")
    assert "For Ben" in office.form("ann")
    await office.submit("ann", first="2026-06-10", last="2026-06-12")

    assert "Ben is away Wed 10 Jun 00:00 – Fri 12 Jun 24:00, New York." in office.form("ann")


async def test_what_is_with_a_colleague_is_not_told_to_the_coordinator(office: Office) -> None:
    await office.ask("eva", f"@Ben {QUESTION}")
    told = await office.command("ann", "/ooo", "for @Ben wed-fri")

    assert "Before you go" not in told
    assert not office.offers("ann", "Sort before you go")


async def test_nobody_else_enters_anothers_absence(office: Office) -> None:
    told = await office.command("cleo", "/ooo", "for @Ben wed-fri")
    assert "Only coordinators tell me of a colleague's absence" in told
    await office.press("cleo", office.asking("cleo", "Open the form"), "Open the form")
    await office.submit("cleo", first="2026-06-10", last="2026-06-12")

    assert await office.count("absences") == 0
    assert office.shown("ben") == []


async def test_only_admins_name_coordinators_and_take_it_back(office: Office) -> None:
    assert "Slack's admins do that here" in await office.command("ann", "/ooo", "coordinators @Ben")
    assert "Slack's admins do that here" in await office.command("ann", "/ooo", "coordinators without @Ann")
    assert await office.count("coordinators") == 1

    told = await office.command("eva", "/ooo", "coordinators without @Ann")
    assert "Everybody tells me of their own absences only" in told
    assert "Only coordinators" in await office.command("ann", "/ooo", "for @Ben friday")


@pytest.mark.parametrize("who", ["Otto", "Gry", "Finn"])
async def test_bots_guests_and_whoever_has_left_are_no_coordinators(office: Office, who: str) -> None:
    assert "can't be a coordinator" in await office.command("eva", "/ooo", f"coordinators @{who}")


async def test_where_slack_does_not_answer_nobody_is_an_admin(office: Office) -> None:
    office.emulator.faults.add(Fault("users.info", "error"))
    assert "Slack did not say just now" in await office.command("eva", "/ooo", "coordinators @Cleo")
    assert await office.count("coordinators") == 1


async def test_for_two_days_is_no_colleague(office: Office) -> None:
    assert "Only coordinators" not in await office.command("cleo", "/ooo", "for friday")
