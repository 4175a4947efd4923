"""Absences on real calendars: clocks that change, New Year, a move across the world, half a year."""

from __future__ import annotations

from datetime import UTC, datetime

from offices import OpenOffice

from bot.calendars import Book
from bot.delivery.holidays import renew

QUESTION = "Which rate applies to the Tokyo contract?"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def test_on_the_night_the_clocks_go_back_a_day_away_is_a_whole_day(open_one: OpenOffice) -> None:
    """Sunday 25 October 2026 has 25 hours in Oslo and 24 in New York."""
    office = await open_one(at=utc("2026-10-23 12:00"))
    told = await office.command("ann", "/ooo", "25 oct - 26 oct, cover @Eva")
    assert "Sun 25 Oct 00:00 – Mon 26 Oct 24:00, Oslo" in told
    assert "1 working day" in told
    away = (await office.rows("SELECT starts_at, ends_at FROM absences"))[0]
    assert [str(each)[:16] for each in away.values()] == ["2026-10-24T22:00", "2026-10-26T23:00"]

    await office.go_to(utc("2026-10-26 14:00"))
    told = await office.ask("ben", f"@Ann {QUESTION}")
    assert "back at work tomorrow 09:00 (Tue 27 Oct), Oslo" in told or "Tue 27 Oct 09:00" in told
    await office.press("ben", office.asking("ben", "Wait until Tue 27 Oct"), "Wait until Tue 27 Oct")
    await office.go_to(utc("2026-10-27 07:55"))
    assert office.cards("ann") == []
    await office.go_to(utc("2026-10-27 08:05"))
    assert QUESTION in office.card_text("ann", "asks you")


async def test_over_new_year_each_hears_of_it_in_their_own_year(book: Book, open_one: OpenOffice) -> None:
    """Ben is away to the end of 2026 in New York, which ends fourteen hours after it does in Tokyo."""
    office = await open_one(at=utc("2026-12-28 15:00"))
    await office.ask("cleo", "@Ben Warm up")  # so that both are known, and where they live
    await renew(office.svar.house)
    told = await office.command("ben", "/ooo", "tomorrow to 31 dec, cover @Cleo")
    assert "Tue 29 Dec 00:00 – Thu 31 Dec 24:00, New York" in told
    assert "3 working days" in told
    assert "back at work Mon 4 Jan 09:00" in told  # New Year's Day is a Friday

    await office.go_to(utc("2026-12-31 16:00"))  # one in the morning of the new year in Tokyo
    told = await office.ask("cleo", f"@Ben {QUESTION}")
    assert "Mon 4 Jan 09:00, New York" in told
    assert "It is you who stands in." in told
    assert "Ben" in await office.command("cleo", "/ooo", "who")
    await office.go_to(utc("2027-01-01 06:00"))  # one in the morning in New York: over, and a holiday
    assert "Nobody is out" in await office.command("cleo", "/ooo", "who")


async def test_who_moves_to_tokyo_in_mid_absence_is_back_when_tokyo_works(open_one: OpenOffice) -> None:
    office = await open_one(at=utc("2026-06-09 10:00"))
    await office.command("ann", "/ooo", "wed-fri, cover @Eva")
    await office.ask("ben", f"@Ann {QUESTION}")
    await office.go_to(utc("2026-06-11 10:00"))
    await office.emulator.change_person("ann", tz="Asia/Tokyo")
    await office.settle()

    told = await office.ask("eva", f"@Ann {QUESTION}")
    assert "Mon 15 Jun 09:00, Tokyo" in told
    await office.go_to(utc("2026-06-14 23:55"))
    assert "Welcome back" not in office.screen("ann")
    await office.go_to(utc("2026-06-15 00:05"))  # five past nine in Tokyo, five past two in Oslo
    assert "Welcome back, Ann." in office.screen("ann")
    assert "I stay quiet until Mon 15 Jun 13:00" in office.screen("ann")


async def test_half_a_year_away_waits_for_nobody_and_ends_with_one_briefing(open_one: OpenOffice) -> None:
    office = await open_one(at=utc("2026-06-09 14:00"))
    await office.ask("ann", f"@Ben {QUESTION}")
    told = await office.command("ben", "/ooo", "parental leave 15 june - 11 dec, cover @Eva")
    assert "Mon 15 Jun 00:00 – Fri 11 Dec 24:00, New York" in told
    assert "parental" not in str(await office.rows("SELECT * FROM absences"))

    await office.go_to(utc("2026-06-16 14:00"))
    told = await office.ask("cleo", f"@Ben {QUESTION}")
    assert "Ask Eva" in told
    assert "Wait until" not in told
    before = len(office.shown("ben"))
    for month in ("07", "08", "09", "10", "11"):
        office.clock.move_to(utc(f"2026-{month}-16 14:00"))
        await office.settle()
    assert len(office.shown("ben")) == before

    office.clock.move_to(utc("2026-12-13 14:00"))
    await office.go_to(utc("2026-12-14 14:05"))  # a Monday, five past nine in New York
    assert len(office.shown("ben")) == before + 1
    assert "Welcome back, Ben." in office.draw(office.shown("ben")[-1], "ben")
    await office.go_to(utc("2026-12-14 17:55"))
    assert len(office.shown("ben")) == before + 1
