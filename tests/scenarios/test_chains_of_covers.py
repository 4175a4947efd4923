"""Covers of covers: whoever asks learns who stands in in the end, or why nobody does."""

from __future__ import annotations

from offices import Office, june

QUESTION = "Which rate applies to the Tokyo contract?"


async def test_the_cover_of_the_cover_stands_in(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday, cover @Eva")
    await office.command("eva", "/ooo", "today to thursday, cover @Cleo")
    told = await office.ask("ann", f"@Ben {QUESTION}")

    assert "Cleo stands in, because Eva is away too." in told
    await office.press("ann", office.asking("ann", "Ask Cleo"), "Ask Cleo")
    assert (await office.request())["owner"] == "UCLEO"


async def test_covers_in_a_circle_are_said_to_whoever_asks(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday, cover @Eva")
    await office.command("eva", "/ooo", "today to thursday, cover @Cleo")
    await office.command("cleo", "/ooo", "10 june - 12 june, cover @Ben")
    await office.go_to(june(10, 9))
    told = await office.ask("ann", f"@Ben {QUESTION}")

    assert "Nobody stands in: Eva was to and is away too, and their covers lead in a circle." in told
    assert not office.offers("ann", "Ask Eva")


async def test_a_chain_that_ends_nowhere_is_said_too(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday, cover @Eva")
    await office.command("eva", "/ooo", "today to thursday")

    assert "Nobody stands in: Eva was to, and is away too." in await office.ask("ann", f"@Ben {QUESTION}")


async def test_whoever_stands_in_themselves_is_told_so(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday, cover @Ann")
    told = await office.ask("ann", f"@Ben {QUESTION}")

    assert "It is you who stands in." in told
    assert not office.offers("ann", "Ask Ann")


async def test_a_cover_who_goes_away_is_noticed_and_both_are_told(office: Office) -> None:
    await office.command("ben", "/ooo", "next week, cover @Eva")
    told = await office.command("eva", "/ooo", "15 june - 16 june")

    assert "You were to stand in for Ben then." in told
    await office.wait(hours=1)
    assert "Eva, who is to stand in for you Mon 15 Jun" in office.screen("ben")


async def test_a_cover_whose_absence_grows_into_it_is_noticed_too(office: Office) -> None:
    await office.command("ben", "/ooo", "next week, cover @Eva")
    await office.command("eva", "/ooo", "tomorrow")
    await office.wait(hours=1)
    assert "Eva, who is to stand in" not in office.screen("ben")
    await office.press("eva", office.asking("eva", "Change"), "Change")
    await office.submit("eva", last="2026-06-16")
    assert "You were to stand in for Ben then." in office.form("eva")
    await office.wait(hours=1)

    assert office.screen("ben").count("Eva, who is to stand in for you Mon 15 Jun") == 1


async def test_a_wish_for_a_day_in_an_absence_is_told_of_with_choices(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION} by thursday 15:00")
    await office.command("ben", "/ooo", "wed-fri, cover @Eva")
    await office.wait(minutes=11)

    heard = office.thread("ann", office.card("ann"))
    assert "Ben will be away when you would like the answer, and is back at work" in heard
    await office.press("ann", office.asking("ann", "Ask their cover"), "Ask their cover")
    assert (await office.request())["owner"] == "UEVA"


async def test_whoever_knew_it_when_they_asked_is_told_no_second_time(office: Office) -> None:
    await office.command("ben", "/ooo", "wed-fri")
    await office.ask("ann", f"@Ben {QUESTION} by thursday 15:00")
    await office.press("ann", office.asking("ann", "Send it anyway"), "Send it anyway")
    await office.press("ben", office.asking("ben", "Change"), "Change")
    await office.submit("ben", note="By the sea")
    await office.wait(hours=1)

    assert "will be away when you would like" not in office.screen("ann")


async def test_what_was_with_whoever_has_left_is_offered_to_their_cover(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.command("ben", "/ooo", "from friday, cover @Eva")
    await office.emulator.deactivate("ben")
    await office.settle()

    assert "Ben has left the company." in office.thread("ann", office.card("ann"))
    assert office.cards("eva") == []  # nobody else sees it before Ann says so
    await office.press("ann", office.asking("ann", "Ask their cover"), "Ask their cover")
    assert (await office.request())["owner"] == "UEVA"
    assert QUESTION in office.card_text("eva", "asks you")


async def test_without_a_cover_nobody_is_offered_what_was_with_them(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.emulator.deactivate("ben")
    await office.settle()

    assert not office.offers("ann", "Ask their cover")
    assert office.offers("ann", "Ask somebody else")


async def test_a_cover_who_has_left_is_noticed_and_stands_in_no_more(office: Office) -> None:
    await office.command("ben", "/ooo", "tomorrow to friday, cover @Eva")
    await office.emulator.deactivate("eva")
    await office.wait(minutes=30)

    assert "Eva, who is to stand in for you Wed 10 Jun" in office.screen("ben")
    await office.go_to(june(10, 15))
    assert "Nobody stands in: Eva was to, and is away too." in await office.ask("ann", f"@Ben {QUESTION}")


async def test_the_clock_of_whoever_has_left_stands_still(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.emulator.deactivate("ben")
    await office.go_to(june(11, 15))
    await office.press("ann", office.asking("ann", "No longer needed"), "No longer needed")

    turn = (await office.rows("SELECT holder_minutes, away_minutes > 600 AS away FROM turns"))[0]
    assert turn == {"holder_minutes": 0, "away": 1}
