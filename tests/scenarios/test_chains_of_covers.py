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
