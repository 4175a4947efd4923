"""Finding one's own requests again, as people do it in Slack."""

from __future__ import annotations

from offices import Office

QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "It is 21 %, from December on."


async def answered(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.say("ben", ANSWER, under=office.card("ben"))
    await office.press("ann", office.asking("ann", "Yes"), "Yes")


async def test_words_find_it_for_its_people_and_for_nobody_else(everywhere: Office) -> None:
    office = everywhere
    await answered(office)
    for who in ("ann", "ben"):
        assert QUESTION in await office.command(who, "/svar", "find december")
        assert QUESTION in await office.command(who, "/svar", "find oslo contr")
    assert QUESTION not in await office.command("eva", "/svar", "find oslo")
    assert QUESTION not in await office.command("ann", "/svar", "find bergen")


async def test_what_was_between_two_people(office: Office) -> None:
    await answered(office)
    assert QUESTION in await office.command("ben", "/svar", "find @Ann")
    await office.ask("ann", "@Ben And for Bergen?")
    shown = office.asking("ann", "Earlier with Ben")
    await office.press("ann", shown, "Earlier with Ben")
    assert QUESTION in office.form("ann")


async def test_the_form_finds_again_and_again(office: Office) -> None:
    await answered(office)
    await office.command("ann", "/svar", "find")
    outcome = await office.submit("ann", sought="oslo")
    assert outcome.ok, outcome
    assert QUESTION in office.form("ann")
    await office.submit("ann", sought="bergen")
    assert QUESTION not in office.form("ann")
    outcome = await office.submit("ann", sought="  ")
    assert not outcome.ok or outcome.errors


async def test_an_answer_one_has_already_is_shown_before_the_form_is_sent_and_once(office: Office) -> None:
    await answered(office)
    await office.command("ann", "/svar", "find oslo")  # by then it is indexed
    await office.ask("ann", "")
    await office.submit("ann", owner="UEVA", text="Which rate applies to the contract in Oslo?")
    assert QUESTION in office.form("ann")
    assert len(await office.rows("SELECT id FROM requests")) == 1
    await office.submit("ann", owner="UEVA", text="Which rate applies to the contract in Oslo?")
    assert len(await office.rows("SELECT id FROM requests")) == 2


async def test_a_command_is_never_kept_waiting_and_the_card_shows_it(office: Office) -> None:
    await answered(office)
    await office.command("ann", "/svar", "find oslo")
    await office.ask("ann", "@Eva Which rate applies to the contract in Oslo?")
    assert QUESTION in office.card_text("ann", "You asked Eva")
    assert office.offers("ann", "See the answer")


async def test_who_could_help_names_who_answered_something_like_it(office: Office) -> None:
    await office.ask("eva", f"@Ben {QUESTION}")
    await office.say("ben", ANSWER, under=office.card("ben"))
    await office.press("eva", office.asking("eva", "Yes"), "Yes")
    await office.command("eva", "/svar", "find oslo")
    await office.ask("ann", "@Eva Which rate applies to the contract in Oslo?")
    await office.rarer("eva", office.card("eva", "Ann asks you"), "Who could help?")
    assert "Ben has answered something like it:" in office.form("eva")
