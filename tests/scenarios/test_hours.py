"""When people hear: in their own working hours, and what the other is told meanwhile."""

from __future__ import annotations

from datetime import date

import pytest
from offices import Office, june

from bot.calendars import Book
from bot.delivery.holidays import renew
from bot.public_holidays import edition
from storage import holidays

QUESTION = "Which rate applies to the Tokyo contract?"


async def test_off_hours_the_requester_is_told_at_once_and_the_owner_at_opening(office: Office) -> None:
    told = await office.ask("ann", f"@Cleo {QUESTION}")  # 23:00 in Tokyo

    assert "Cleo" in told
    assert "09:00" in told  # there
    assert "Tokyo" in told
    assert "02:00" in told  # here
    assert office.shown("cleo", "dm") == []
    await office.go_to(june(10, 8, 55, of="cleo"))
    assert office.shown("cleo", "dm") == []
    await office.go_to(june(10, 9, 1, of="cleo"))
    assert QUESTION in office.card_text("cleo")


async def test_over_a_weekend_it_waits_for_monday(office: Office) -> None:
    await office.go_to(june(12, 18))  # Friday evening in Oslo, noon in New York
    told = await office.ask("ben", f"@Ann {QUESTION}")

    assert "Oslo" in told
    assert "09:00" in told
    assert "03:00" in told
    await office.go_to(june(14, 12))
    assert office.shown("ann", "dm") == []
    await office.go_to(june(15, 9, 1))
    assert QUESTION in office.card_text("ann")


async def test_on_a_public_holiday_nobody_is_disturbed(book: Book, office: Office) -> None:
    await office.ask("ann", "@Ben Warm up")  # so that he is known, and where he lives
    await renew(office.svar.house)
    office.clock.move_to(june(18, 21, of="ben"))  # the evening before Juneteenth, a Friday this year
    await office.settle()
    told = await office.ask("ann", f"@Ben {QUESTION}")

    assert "Mon 22 Jun" in told
    await office.go_to(june(19, 17, of="ben"))
    assert QUESTION not in office.screen("ben", "dm")
    await office.go_to(june(22, 9, 1, of="ben"))
    assert QUESTION in office.card_text("ben", QUESTION)


async def test_what_was_found_out_about_holidays_is_known_after_a_restart(book: Book, office: Office) -> None:
    await office.ask("ann", "@Ben Warm up")
    await renew(office.svar.house)
    found = book.days_off("US").ends
    again = Book()
    again.fill(await office.svar.store.read(holidays.since, 2025))

    assert date(2026, 6, 19) in found
    assert again.days_off("US").ends == found
    assert again.missing(office.clock.now(), edition()) == []


async def test_in_hours_the_owner_hears_at_once_and_the_requester_learns_their_time(office: Office) -> None:
    told = await office.ask("ann", f"@Ben {QUESTION}")

    assert "10:00" in told
    assert "New York" in told
    assert QUESTION in office.card_text("ben")


async def test_in_the_same_zone_one_time_is_enough(office: Office) -> None:
    await office.go_to(june(9, 20))
    told = await office.ask("ann", f"@Eva {QUESTION}")

    assert told.count("09:00") == 1
    assert "for you" not in told


async def test_whoever_moves_to_another_zone_hears_in_their_new_hours(office: Office) -> None:
    await office.ask("ben", "@Cleo Warm up")  # so that she is known
    await office.emulator.change_person("cleo", tz="America/New_York")
    await office.settle()
    told = await office.ask("ann", f"@Cleo {QUESTION}")

    assert "10:00" in told
    assert QUESTION in office.card_text("cleo", QUESTION)


@pytest.mark.parametrize("owner", ["ben", "eva"])
async def test_who_is_written_to_for_the_first_time_hears_once_what_this_is(
    office: Office, owner: str
) -> None:
    for number in range(3):
        await office.ask("ann", f"@{owner.title()} {QUESTION} ({number})")
    await office.ask("cleo", f"@{owner.title()} {QUESTION} (from Cleo)")

    assert office.screen(owner, "dm").count("Hello, I'm Svar") == 1
    assert "Hello, I'm Svar" in office.draw(office.shown(owner, "dm")[0], owner)
    assert office.screen(owner, "dm").count("Nobody is scored") == 1


async def test_what_is_this_explains_itself_on_a_page(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "What is this?")

    assert "Nobody is scored" in office.form("ben")


async def test_the_introduction_comes_once_although_the_first_cards_come_together(office: Office) -> None:
    for asker in ("ann", "ben", "eva"):
        await office.ask(asker, f"@Cleo {QUESTION} ({asker})")
    await office.go_to(june(10, 9, 30, of="cleo"))

    assert len(office.cards("cleo")) == 3
    assert office.screen("cleo", "dm").count("Hello, I'm Svar") == 1


async def test_added_to_a_channel_it_introduces_itself_once(office: Office) -> None:
    await office.emulator.invite_bot("random", by="ann")
    await office.settle()
    await office.emulator.remove_bot("random")
    await office.emulator.invite_bot("random", by="ann")
    await office.settle()

    introductions = [one for one in office.shown("ben", "CRANDOM") if "Svar" in one.text and one.is_bot]
    assert len(introductions) == 1


async def test_each_of_many_requests_in_an_hour_has_a_card_of_its_own(office: Office) -> None:
    for number in range(8):
        await office.ask("ann", f"@Ben Question number {number} please")

    assert len(office.cards("ben")) == 8
