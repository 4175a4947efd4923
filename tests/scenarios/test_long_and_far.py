"""Absences over clock changes, new years, moves and months."""

from __future__ import annotations

from datetime import UTC, datetime

from offices import Office, OpenOffice, june

QUESTION = "Which rate applies to the Tokyo contract?"


async def test_whoever_moves_in_mid_absence_is_back_in_their_new_morning(office: Office) -> None:
    await office.command("ann", "/ooo", "wed-fri")
    await office.ask("ben", f"@Ann {QUESTION} by thursday 17:00")
    await office.press("ben", office.asking("ben", "Send it anyway"), "Send it anyway")
    await office.go_to(june(10, 18))
    await office.emulator.change_person("ann", tz="Asia/Tokyo")
    await office.settle()

    told = await office.command("ben", "/ooo", "who @Ann")
    assert "Wed 10 Jun 07:00 – Sat 13 Jun 07:00, Tokyo" in told  # the same instants on other clocks
    await office.ask("ben", "@Ann Who signs for Kobe?")
    assert "back at work Mon 15 Jun 09:00, Tokyo" in office.screen("ben")


async def test_over_new_year_each_is_told_in_their_own_zone(open_one: OpenOffice) -> None:
    office = await open_one(at=datetime(2026, 12, 30, 12, tzinfo=UTC))
    told = await office.command("cleo", "/ooo", "31 dec - 4 jan, cover @Ben")
    assert "Thu 31 Dec 00:00 – Mon 4 Jan 24:00, Tokyo" in told

    waits = await office.ask("ann", f"@Cleo {QUESTION}")  # 21:00 in Tokyo, three hours before it begins
    assert "Cleo is away from tomorrow 00:00 (Thu 31 Dec) on and back at work Tue 5 Jan 09:00, Tokyo" in waits
    await office.press("ann", office.asking("ann", "Send it anyway"), "Send it anyway")
    await office.go_to(datetime(2027, 1, 4, 23, 59, tzinfo=UTC))
    assert office.cards("cleo") == []
    await office.go_to(datetime(2027, 1, 5, 0, 5, tzinfo=UTC))
    assert QUESTION in office.card_text("cleo", "Ann asks you")


async def test_the_night_of_a_clock_change_is_a_day_like_any_other(open_one: OpenOffice) -> None:
    office = await open_one(at=datetime(2026, 3, 27, 12, tzinfo=UTC))  # a Friday
    told = await office.command("ann", "/ooo", "29 march - 30 march")

    assert "Sun 29 Mar 00:00 – Mon 30 Mar 24:00, Oslo" in told
    assert "1 working day " in told
    assert "back at work Tue 31 Mar 09:00" in told
    (row,) = await office.rows("SELECT starts_at, ends_at FROM absences")
    assert (row["starts_at"][:16], row["ends_at"][:16]) == ("2026-03-28T23:00", "2026-03-30T22:00")


async def test_of_a_leave_of_months_nobody_is_offered_to_wait_for_the_end(office: Office) -> None:
    told = await office.command(
        "eva", "/ooo", 'parental leave 15 june - 15 december, cover @Ben "Back in winter"'
    )
    assert "Mon 15 Jun 00:00 – Tue 15 Dec 24:00" in told
    assert "parental" not in told

    await office.go_to(june(16, 15))
    asked = await office.ask("ann", f"@Eva {QUESTION}")
    assert "back at work Wed 16 Dec 09:00" in asked
    assert "Wait until" not in asked
    await office.press("ann", office.asking("ann", "Ask Ben"), "Ask Ben")
    assert (await office.request())["owner"] == "UBEN"
