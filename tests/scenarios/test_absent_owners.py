"""Nobody asks somebody who is away without knowing it."""

from __future__ import annotations

import pytest
from offices import Office, june

QUESTION = "Which rate applies to the Tokyo contract?"


async def test_a_command_tells_of_the_absence_before_anything_is_sent(office: Office) -> None:
    await office.command("ben", "/ooo", 'today to thursday, cover @Eva "By the sea"')
    told = await office.ask("ann", f"@Ben {QUESTION} by friday 14:00")

    assert "Ben is away and back at work Fri 12 Jun 09:00, New York. Eva stands in." in told
    assert "By the sea" in told
    assert QUESTION in told
    for choice in ("Ask Eva", "Wait until Fri 12 Jun", "Somebody else"):
        assert choice in told
    assert await office.count("requests") == 0


async def test_the_cover_is_asked_if_so_chosen(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday, cover @Eva")
    await office.ask("ann", f"urgent @Ben {QUESTION} by friday 14:00")
    await office.press("ann", office.asking("ann", "Ask Eva"), "Ask Eva")

    assert QUESTION in office.card_text("eva", "asks you")
    request = await office.request()
    assert (request["owner"], request["urgency"]) == ("UEVA", "urgent")
    assert request["wanted_by_at"].startswith("2026-06-12T12:00")
    assert "Sent to Eva" in office.screen("ann")
    assert not office.offers("ann", "Ask Eva")
    assert office.cards("ben") == []
    trail = await office.command("ann", "/svar", f"trail {request['number']}")
    assert "Ben, whom it was meant for, was away" in trail or "Ben, whom" in office.form("ann")


async def test_it_waits_for_the_owner_if_so_chosen(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday, cover @Eva")
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ann", office.asking("ann", "Ask Eva"), "Wait until Fri 12 Jun")

    assert "back at work Fri 12 Jun 09:00" in office.screen("ann")
    assert office.cards("eva") == []
    await office.go_to(june(12, 9, 5, of="ben"))
    assert QUESTION in office.card_text("ben", "asks you")


async def test_what_is_pressed_twice_is_asked_once(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday, cover @Eva")
    await office.ask("ann", f"@Ben {QUESTION}")
    choice = office.asking("ann", "Ask Eva")
    elements = next(block for block in choice.blocks if block["type"] == "actions")["elements"]
    presses = [
        await office.emulator.press("ann", choice.channel, choice.ts, each["action_id"], each["value"])
        for each in elements[:2]
    ]
    await office.settle()

    assert presses[0].ok
    assert await office.count("requests") == 1


async def test_somebody_else_can_be_asked_with_the_same_words(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday")
    told = await office.ask("ann", f"@Ben {QUESTION}")
    assert "Nobody stands in." in told
    assert "Ask " not in told

    await office.press("ann", office.asking("ann", "Somebody else"), "Somebody else")
    await office.submit("ann", owner="UEVA")
    assert QUESTION in office.card_text("eva", "asks you")


async def test_the_form_tells_it_too_and_is_sent_as_chosen(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday, cover @Eva")
    await office.ask("ann", "")
    await office.submit("ann", owner="UBEN", text=QUESTION)
    assert "Ben is away and back at work Fri 12 Jun 09:00, New York. Eva stands in." in office.form("ann")
    assert await office.count("requests") == 0

    await office.submit("ann", owner="UBEN", text=QUESTION, away="ask_cover")
    assert QUESTION in office.card_text("eva", "asks you")


async def test_on_the_form_another_who_is_away_is_told_of_again(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday")
    await office.command("eva", "/ooo", "today to thursday")
    await office.ask("ann", "")
    await office.submit("ann", owner="UBEN", text=QUESTION)
    await office.submit("ann", owner="UEVA", text=QUESTION, away="wait")
    assert "Eva is away" in office.form("ann")
    assert await office.count("requests") == 0

    await office.submit("ann", owner="UEVA", text=QUESTION, away="wait")
    assert (await office.request())["owner"] == "UEVA"


async def test_an_absence_that_begins_before_the_wanted_date_is_told_too(office: Office) -> None:
    await office.command("ben", "/ooo", "thursday to friday, cover @Eva")
    told = await office.ask("ann", f"@Ben {QUESTION} by friday 17:00")

    assert "Ben is away from Thu 11 Jun 00:00 on and back at work Mon 15 Jun 09:00" in told
    await office.press("ann", office.asking("ann", "Ask Eva"), "Send it anyway")
    assert QUESTION in office.card_text("ben", "asks you")


async def test_an_absence_that_is_in_nobodys_way_is_not_told(office: Office) -> None:
    await office.command("ben", "/ooo", "thursday to friday")
    await office.command("ben", "/ooo", "13 june - 14 june")  # a weekend

    assert "Sent to Ben" in await office.ask("ann", f"@Ben {QUESTION} by wednesday 17:00")
    assert "Sent to Ben" in await office.ask("ann", f"@Ben {QUESTION}")


async def test_an_absence_of_tomorrow_is_told_after_hours(office: Office) -> None:
    await office.command("ann", "/ooo", "tomorrow")
    await office.go_to(june(9, 19))
    told = await office.ask("ben", f"@Ann {QUESTION}")

    assert "Ann is away from tomorrow 00:00 (Wed 10 Jun) on and back at work Thu 11 Jun 09:00, Oslo" in told


async def test_nobody_is_offered_a_wait_of_more_than_four_weeks(office: Office) -> None:
    await office.command("ben", "/ooo", "today to 1 august")
    told = await office.ask("ann", f"@Ben {QUESTION}")

    assert "Wait" not in told
    assert "Whom would you like to ask instead?" in told


async def test_without_a_date_of_return_one_can_wait_for_them(office: Office) -> None:
    await office.command("ben", "/ooo", "sick")
    told = await office.ask("ann", f"@Ben {QUESTION}")
    assert "Ben is away, and nobody knows until when." in told
    await office.press("ann", office.asking("ann", "Wait for them"), "Wait for them")
    assert "nobody knows until when" in office.screen("ann")

    await office.command("ben", "/ooo", "back")
    await office.settle()
    assert QUESTION in office.card_text("ben", "asks you")


@pytest.mark.parametrize("chain", [("ben", "eva"), ("ben", "eva", "cleo")])
async def test_covers_are_followed_to_whoever_is_there(office: Office, chain: tuple[str, ...]) -> None:
    for person, cover in zip(chain, (*chain[1:], ""), strict=True):
        if cover:
            await office.command(person, "/ooo", f"today to thursday, cover @{cover.title()}")
    told = await office.ask("ann", f"@Ben {QUESTION}")

    assert f"{chain[-1].title()} stands in" in told


async def test_a_chain_that_comes_back_to_its_beginning_ends_nowhere(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday, cover @Eva")
    await office.command("eva", "/ooo", "today to thursday, cover @Ben")

    assert "Nobody stands in" in await office.ask("ann", f"@Ben {QUESTION}")


async def test_whoever_asks_is_not_offered_themselves(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday, cover @Ann")

    assert "Ask Ann" not in await office.ask("ann", f"@Ben {QUESTION}")


async def test_a_mention_is_refused_privately_with_the_form_to_go_on(office: Office) -> None:
    await office.command("ben", "/ooo", "today to thursday, cover @Eva")
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="COPS")

    assert "Ben is away" in office.screen("ann", "COPS")
    assert "Ben is away" not in office.screen("eva", "COPS")
    await office.press("ann", office.asking("ann", "Open the form"), "Open the form")
    await office.submit("ann", owner="UBEN")
    assert "Eva stands in" in office.form("ann")


@pytest.mark.parametrize("way", ["Hand over", "Lend"])
async def test_whoever_passes_it_on_to_somebody_who_is_away_knows_it_first(office: Office, way: str) -> None:
    await office.command("eva", "/ooo", "today to thursday, cover @Cleo")
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="ops")
    if way == "Lend":
        await office.rarer("ben", office.card("ben"), "Lend")
    else:
        await office.menu("ben", office.card("ben"), way)
    await office.submit("ben", to="UEVA", word="You know this best.")
    told = office.form("ben")
    assert "Eva is away and back at work" in told
    assert "Cleo stands in." in told
    assert "You know this best." in str(office.modal("ben"))
    assert (await office.request())["holder"] == "UBEN"

    await office.submit("ben", to="UEVA")
    assert (await office.request())["holder"] == "UEVA"


async def test_somebody_else_may_be_chosen_instead(office: Office) -> None:
    await office.command("eva", "/ooo", "today to thursday, cover @Cleo")
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="ops")
    await office.menu("ben", office.card("ben"), "Hand over")
    await office.submit("ben", to="UEVA")
    await office.submit("ben", to="UCLEO")

    assert (await office.request())["holder"] == "UCLEO"
