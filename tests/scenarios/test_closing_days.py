"""Closing days of the company: set by its admins, known to everybody, and nobody's working time."""

from __future__ import annotations

import pytest
from offices import Office, june

from bot.calendars import Book

QUESTION = "Which rate applies to the Tokyo contract?"


@pytest.fixture
async def office(office: Office) -> Office:
    """With Eva as an admin."""
    await office.emulator.change_person("eva", is_admin=True)
    return office


async def test_on_a_closing_day_nobody_is_disturbed(book: Book, office: Office) -> None:
    told = await office.command("eva", "/ooo", "closed 10 june - 11 june")
    assert "The company is closed on Wed 10 Jun 2026, Thu 11 Jun 2026." in told
    assert "Thu 11 Jun 2026" in await office.command("ben", "/ooo", "closed")
    await office.go_to(june(9, 18, of="ben"))
    told = await office.ask("ann", f"@Ben {QUESTION}")
    assert "Fri 12 Jun 09:00" in told
    await office.go_to(june(12, 8, 55, of="ben"))
    assert office.cards("ben") == []
    await office.go_to(june(12, 9, 5, of="ben"))
    assert QUESTION in office.card_text("ben")


async def test_a_day_may_end_early(book: Book, office: Office) -> None:
    await office.command("eva", "/ooo", "closed 10 june from 12:00")
    await office.go_to(june(10, 13))
    told = await office.ask("ben", f"@Ann {QUESTION}")

    assert "tomorrow 09:00 (Thu 11 Jun)" in told
    assert "Wed 10 Jun 2026 from 12:00" in await office.command("ann", "/ooo", "closed")


async def test_what_waits_follows_a_closing_day_that_is_set_later(book: Book, office: Office) -> None:
    await office.go_to(june(9, 18, of="ben"))
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.command("eva", "/ooo", "closed 10 june")
    await office.go_to(june(10, 18, of="ben"))
    assert office.cards("ben") == []
    await office.command("eva", "/ooo", "closed not 10 june")
    await office.go_to(june(11, 9, 5, of="ben"))

    assert QUESTION in office.card_text("ben")


async def test_working_days_of_an_absence_do_not_count_them(book: Book, office: Office) -> None:
    await office.command("eva", "/ooo", "closed 11 june")
    assert "2 working days" in await office.command("ben", "/ooo", "wed-fri")


async def test_only_admins_set_them(book: Book, office: Office) -> None:
    assert "Slack's admins do that here" in await office.command("ann", "/ooo", "closed 10 june")
    assert await office.count("closing_days") == 0
    assert "closed on no day to come" in await office.command("ann", "/ooo", "closed")


@pytest.mark.parametrize("words", ["soon", "10 june until 12:00", "1 july - 30 sept", "10 june 9-10"])
async def test_what_is_no_closing_day_is_said(office: Office, words: str) -> None:
    assert "Which days are those?" in await office.command("eva", "/ooo", f"closed {words}")


async def test_what_is_not_closed_cannot_be_opened(office: Office) -> None:
    assert "not closed then" in await office.command("eva", "/ooo", "closed not 10 june")
