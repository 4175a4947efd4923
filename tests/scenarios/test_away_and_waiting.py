"""What becomes of promises, reminders and clocks when somebody is away."""

from __future__ import annotations

from datetime import datetime

import pytest
from offices import Office, june

QUESTION = "Which rate applies to the Tokyo contract?"


async def promised_for(office: Office, day: str, time: str) -> None:
    """Ann asks Ben, who promises an answer for then, New York's time."""
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.asking("ben", "Got it"), "Got it", "Pick a time")
    outcome = await office.submit("ben", day=day, time=time)
    assert outcome.ok, outcome


async def test_whoever_was_promised_something_for_an_absence_hears_it_with_choices(office: Office) -> None:
    await promised_for(office, "2026-06-11", "14:00")
    await office.command("ben", "/ooo", "wed-fri, cover @Eva")
    assert "will be away when they hoped" not in office.screen("ann")  # it may still be undone
    await office.wait(minutes=11)

    heard = office.thread("ann", office.card("ann"))
    assert "Ben will be away when they hoped to answer, and is back at work" in heard
    assert "Mon" in heard or "15" in heard
    await office.press("ann", office.asking("ann", "Ask their cover"), "Ask their cover")
    assert (await office.request())["owner"] == "UEVA"
    assert QUESTION in office.card_text("eva", "asks you")


async def test_nothing_is_said_of_an_absence_that_was_undone_at_once(office: Office) -> None:
    await promised_for(office, "2026-06-11", "14:00")
    await office.command("ben", "/ooo", "wed-fri")
    await office.press("ben", office.asking("ben", "Undo"), "Undo")
    await office.wait(hours=2)

    assert "will be away" not in office.screen("ann")


async def test_a_promise_out_of_the_absence_is_nobodys_worry(office: Office) -> None:
    await promised_for(office, "2026-06-15", "14:00")
    await office.command("ben", "/ooo", "wed-fri")
    await office.wait(hours=2)

    assert "will be away" not in office.screen("ann")


async def test_without_a_cover_nobody_stands_in(office: Office) -> None:
    await promised_for(office, "2026-06-11", "14:00")
    await office.command("ben", "/ooo", "wed-fri")
    await office.wait(minutes=11)
    await office.press("ann", office.asking("ann", "Ask their cover"), "Ask their cover")

    assert "Nobody stands in" in office.screen("ann")
    assert (await office.request())["owner"] == "UBEN"


async def test_a_promise_that_falls_due_in_an_absence_is_asked_again_and_not_missed(office: Office) -> None:
    await promised_for(office, "2026-06-11", "14:00")
    await office.command("ben", "/ooo", "wed-fri")
    await office.go_to(june(12, 18, of="ben"))
    assert "Still good?" not in office.screen("ben")
    assert "has not answered yet" not in office.screen("ann")
    assert "By when would it suit you now?" not in office.screen("ben")

    await office.go_to(june(15, 9, 5, of="ben"))
    assert "By when would it suit you now?" in office.thread("ben", office.card("ben", "asks you"))
    assert "has not answered yet" not in office.screen("ann")
    assert "missed" not in [row["kind"] for row in await office.rows("SELECT kind FROM trail")]


async def test_a_promise_is_asked_again_after_an_open_end_too(office: Office) -> None:
    await promised_for(office, "2026-06-10", "14:00")
    await office.command("ben", "/ooo", "sick")
    await office.go_to(june(12, 10, of="ben"))
    assert "By when" not in office.screen("ben")
    await office.command("ben", "/ooo", "back")
    await office.go_to(june(15, 12, of="ben"))

    assert "By when would it suit you now?" in office.screen("ben")


def reminded(office: Office, person: str) -> list[datetime]:
    return [
        datetime.fromtimestamp(float(one.ts), office.clock.now().tzinfo)
        for one in office.cards(person)
        if "hope" in office.draw(one, person) and "to hear from you" in office.draw(one, person)
    ]


async def test_nobody_is_reminded_while_away_nor_in_the_first_hours_back(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.command("ben", "/ooo", "wed-fri")
    await office.go_to(june(15, 12, 55, of="ben"))
    assert reminded(office, "ben") == []

    await office.go_to(june(16, 18, of="ben"))
    assert len(reminded(office, "ben")) == 1


async def test_an_hour_away_changes_nothing_about_reminders(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.command("ben", "/ooo", "thursday 9-10")
    await office.go_to(june(11, 11, of="ben"))

    assert len(reminded(office, "ben")) == 1


@pytest.mark.parametrize("away", [True, False])
async def test_silence_closes_nothing_while_the_requester_is_away(office: Office, away: bool) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.say("ben", "It is 4.2 %, as in the table.", under=office.card("ben", "asks you"))
    if away:
        await office.command("ann", "/ooo", "wed-fri")
    await office.go_to(june(15, 12))

    assert (await office.request())["status"] == ("open" if away else "closed")
    await office.go_to(june(18, 18))
    assert (await office.request())["status"] == "closed"
