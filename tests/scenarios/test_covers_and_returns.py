"""Covers are asked and may decline; whoever is back is told what came together, and no more."""

from __future__ import annotations

from offices import Office, june

QUESTION = "Which rate applies to the Tokyo contract?"
BRIEFING = "Welcome back, Ben."


async def test_a_cover_hears_of_it_once_it_can_no_longer_be_undone(office: Office) -> None:
    await office.command("ben", "/ooo", 'wed-fri, cover @Eva "By the sea"')
    assert office.shown("eva", "dm") == []
    await office.go_to(june(10, 9, 30))  # it was after hours in Stockholm

    told = office.screen("eva", "dm")
    assert "Ben is away Wed 10 Jun 00:00 – Fri 12 Jun 24:00, New York, and has named you to stand in" in told
    assert "By the sea" in told
    assert told.count("Hello, I'm Svar") == 1


async def test_a_cover_never_hears_of_what_was_undone_at_once(office: Office) -> None:
    await office.command("ben", "/ooo", "next week, cover @Eva")
    await office.press("ben", office.asking("ben", "Undo"), "Undo")
    await office.go_to(june(12, 18))

    assert office.shown("eva", "dm") == []


async def test_undone_and_had_back_the_cover_hears_of_it_after_all(office: Office) -> None:
    await office.command("ben", "/ooo", "next week, cover @Eva")
    await office.press("ben", office.asking("ben", "Undo"), "Undo")
    await office.press("ben", office.asking("ben", "Undo"), "Undo")
    await office.go_to(june(10, 12))

    assert office.screen("eva", "dm").count("named you to stand in") == 1


async def test_a_cover_may_decline_and_is_offered_no_more(office: Office) -> None:
    await office.command("ben", "/ooo", "wed-fri, cover @Eva")
    await office.go_to(june(10, 9, 30))
    await office.press("eva", office.asking("eva", "I can't"), "I can't")

    assert "You don't stand in for them" in office.screen("eva")
    assert "Ask Eva" not in await office.ask("ann", f"@Ben {QUESTION}")
    assert "Eva can't stand in for you" not in office.screen("ben")  # who is away by now
    await office.go_to(june(15, 9, 5, of="ben"))
    assert "Eva can't stand in for you" not in office.screen("ben")  # it is over


async def test_whoever_has_yet_to_leave_hears_that_their_cover_declines(office: Office) -> None:
    await office.command("ben", "/ooo", "next week, cover @Eva")
    await office.go_to(june(10, 9, 30))
    await office.press("eva", office.asking("eva", "I can't"), "I can't")

    assert "Eva can't stand in for you Mon 15 Jun 00:00 – Sun 21 Jun 24:00" in office.screen("ben")
    await office.press("ben", office.asking("ben", "Change"), "Change")
    await office.submit("ben", cover="UANN")
    assert "Ask Ann" not in await office.ask("eva", f"@Ben {QUESTION}")  # not away yet
    await office.go_to(june(11, 12))
    assert "Ben is away Mon 15 Jun" in office.screen("ann", "dm")


async def test_nobody_else_declines_for_the_cover(office: Office) -> None:
    await office.command("ben", "/ooo", "next week, cover @Eva")
    await office.go_to(june(10, 12))
    seen = office.asking("eva", "I can't")
    await office.command("ben", "/ooo", "mine")
    await office.press("ben", office.asking("ben", "Change"), "Change")
    await office.submit("ben", cover="UANN")
    await office.press("eva", seen, "I can't")

    assert "You are not the one who stands in" in office.screen("eva")
    assert "cover is Ann" in await office.command("ben", "/ooo", "mine")


async def test_a_cover_who_will_be_away_too_is_noticed(office: Office) -> None:
    await office.command("ben", "/ooo", "next week, cover @Eva")
    await office.command("eva", "/ooo", "15 june - 16 june")
    await office.go_to(june(10, 12))

    assert "Eva, who is to stand in for you Mon 15 Jun" in office.screen("ben")
    assert "named you to stand in" in office.screen("eva", "dm")


async def test_what_a_cover_has_handed_over_was_asked_of_them_too(office: Office) -> None:
    await office.command("ben", "/ooo", "wed-fri, cover @Eva")
    await office.go_to(june(10, 12))
    for question in ("Who signs the lease?", "Who has the key?"):
        await office.ask("ann", f"@Ben {question}")
        await office.press("ann", office.asking("ann", "Ask Eva"), "Ask Eva")
    await office.press("eva", office.card("eva", "the lease"), "⋯", "Hand over")
    await office.submit("eva", to="UCLEO")
    await office.press("ann", office.asking("ann", "Yes, they may"), "Yes, they may")
    owners = await office.rows(
        "SELECT p.name FROM requests r JOIN people p ON p.id = r.owner_id ORDER BY r.id"
    )
    assert [row["name"] for row in owners] == ["Cleo", "Eva"]

    await office.go_to(june(15, 9, 5, of="ben"))
    assert "Eva was asked 2 times in your place." in office.card_text("ben", BRIEFING)


async def test_the_first_morning_back_begins_with_a_briefing(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.command("ben", "/ooo", "wed-fri, cover @Eva")
    await office.go_to(june(10, 12))
    await office.ask("ann", "@Ben Who signs the lease?")
    await office.press("ann", office.asking("ann", "Ask Eva"), "Ask Eva")
    await office.go_to(june(15, 8, 55, of="ben"))
    assert BRIEFING not in office.screen("ben")

    await office.go_to(june(15, 9, 5, of="ben"))
    told = office.card_text("ben", BRIEFING)
    assert "Eva was asked once in your place." in told
    assert "One waits for you:" in told
    assert QUESTION in told
    assert "I stay quiet until Mon 15 Jun 13:00" in told
    await office.go_to(june(17, 18, of="ben"))
    assert len([one for one in office.cards("ben") if BRIEFING in office.draw(one, "ben")]) == 1


async def test_where_nothing_has_come_together_nothing_is_said(office: Office) -> None:
    await office.command("ben", "/ooo", "wed-fri")
    await office.go_to(june(16, 18, of="ben"))

    assert office.cards("ben") == []


async def test_an_hour_away_is_worth_no_briefing(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.command("ben", "/ooo", "tomorrow 9-10")
    await office.go_to(june(10, 18, of="ben"))

    assert BRIEFING not in office.screen("ben")


async def test_an_early_return_is_briefed_at_once_and_a_late_one_late(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.command("ben", "/ooo", "wed-fri")
    await office.go_to(june(11, 10, of="ben"))
    await office.command("ben", "/ooo", "back")
    await office.wait(minutes=1)

    assert BRIEFING in office.screen("ben")


async def test_a_longer_absence_is_briefed_after_all_of_it(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.command("ben", "/ooo", "wed-fri")
    await office.command("ben", "/ooo", "15 june - 16 june")
    await office.go_to(june(16, 18, of="ben"))
    assert BRIEFING not in office.screen("ben")

    await office.go_to(june(17, 9, 5, of="ben"))
    assert office.screen("ben").count(BRIEFING) == 1


async def test_without_an_end_they_are_asked_once_whether_they_are_back(office: Office) -> None:
    await office.command("ben", "/ooo", "sick")
    await office.go_to(june(12, 9, 30, of="ben"))
    assert "Are you back?" not in office.screen("ben")
    await office.go_to(june(16, 18, of="ben"))
    assert office.screen("ben").count("Are you back?") == 1

    await office.press("ben", office.asking("ben", "I'm back"), "I'm back")
    assert "Welcome back." in office.screen("ben")
    assert "You have planned no absence" in await office.command("ben", "/ooo", "mine")


async def test_they_may_say_until_when_instead(office: Office) -> None:
    await office.command("ben", "/ooo", "sick")
    await office.go_to(june(16, 18, of="ben"))
    await office.press("ben", office.asking("ben", "Say until when"), "Say until when")
    await office.submit("ben", last="2026-06-19")

    assert "Fri 19 Jun 24:00" in await office.command("ben", "/ooo", "mine")
    await office.go_to(june(22, 18, of="ben"))
    assert office.screen("ben").count("Are you back?") == 1


async def answer(office: Office, number: int) -> None:
    await office.say("ben", "It is 21 percent.", under=office.card("ben", f"Question number {number}"))


async def test_whoever_answers_three_times_while_away_is_asked_once(office: Office) -> None:
    for number in range(5):
        await office.ask("ann", f"@Ben Question number {number} please")
    await office.command("ben", "/ooo", "wed-fri")
    await office.go_to(june(10, 12, of="ben"))
    for number in range(2):
        await answer(office, number)
    assert "Are you back?" not in office.screen("ben")
    await answer(office, 2)
    assert "You have answered several colleagues, and are away Wed 10 Jun" in office.screen("ben")

    await answer(office, 3)
    assert office.screen("ben").count("Are you back?") == 1
    await office.press("ben", office.asking("ben", "I'm back"), "I'm back")
    assert "You are not away" in await office.command("ben", "/ooo", "back")


async def test_at_night_nobody_is_asked_whether_they_are_back(office: Office) -> None:
    for number in range(3):
        await office.ask("ann", f"@Ben Question number {number} please")
    await office.command("ben", "/ooo", "wed-fri")
    await office.go_to(june(10, 22, of="ben"))
    for number in range(3):
        await answer(office, number)
    assert "Are you back?" not in office.screen("ben")

    await office.go_to(june(11, 9, 1, of="ben"))
    assert office.screen("ben").count("Are you back?") == 1


async def test_what_an_absence_takes_from_a_turn_is_counted_apart_and_charged_to_nobody(
    office: Office,
) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")  # ten in the morning in New York
    await office.command("ben", "/ooo", "wed-fri")
    await office.go_to(june(15, 10, of="ben"))
    await office.say("ben", "It is 21 percent.", under=office.card("ben", "Ann asks you"))

    turn = (await office.rows("SELECT holder_minutes, away_minutes FROM turns ORDER BY id"))[0]
    assert turn == {"holder_minutes": 7 * 60 + 60, "away_minutes": 3 * 8 * 60}
