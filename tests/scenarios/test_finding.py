"""Finding again what one asked or was asked, and being offered it where it helps."""

from __future__ import annotations

from datetime import datetime

import pytest
from offices import Office, find_element, june

from bot.rules.letters import LIST_LIMIT

QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "It is 7 % there, as in the appendix."


async def answered(office: Office, who: str = "ann", whom: str = "ben", text: str = QUESTION) -> None:
    """A question that has its answer, with every word of it indexed."""
    await office.ask(who, f"@{whom.capitalize()} {text}")
    await office.say(whom, ANSWER, under=office.card(whom, text))
    await office.press(who, office.card(who, text), "Yes")
    await office.command("eva", "/svar", "find anything")


async def test_both_people_find_it_by_its_words_and_nobody_else(everywhere: Office) -> None:
    office = everywhere
    await answered(office)
    await office.ask("ann", "@Eva Hvor står båten på Ærø?")

    for words in ("oslo rate", "APPENDIX", "7 contr", f"@Ben {QUESTION}"):
        assert QUESTION in await office.command("ann", "/svar", f"find {words}")
    assert QUESTION in await office.command("ben", "/svar", "find oslo rate")
    assert "Hvor står båten" in await office.command("eva", "/svar", "find ærø BAT")
    for who in ("eva", "finn", "cleo"):
        told = await office.command(who, "/svar", "find oslo rate")
        assert "I found nothing like that" in told
        assert QUESTION not in office.everything(who)


async def test_the_command_alone_and_the_shortcut_open_a_form(either_way: Office) -> None:
    office = either_way
    await answered(office)
    await office.command("ben", "/svar", "find")
    assert (await office.submit("ben", sought="appendix")).ok
    assert QUESTION in office.form("ben")
    assert (await office.submit("ben", sought="zebra")).ok
    assert "I found nothing like that" in office.form("ben")

    assert (await office.emulator.shortcut("ann", "find")).ok
    assert (await office.submit("ann", colleague="UBEN")).ok
    await office.choose("ann", "Details")
    assert ANSWER in office.form("ann")


async def test_a_form_that_names_nothing_is_refused_at_its_field(office: Office) -> None:
    await office.command("ann", "/svar", "find")
    assert (await office.submit("ann", sought=" ?! ")).error == "validation_errors"
    assert "name a word" in await office.command("ann", "/svar", "find ?!")


async def test_many_are_shown_in_turn(office: Office) -> None:
    for number in range(LIST_LIMIT + 2):
        assert (await office.emulator.command("ann", "/request", f"@Eva Which rate, number {number}?")).ok
    await office.settle()

    shown = await office.command("ann", "/svar", "find rate")
    assert "number 2?" in shown
    assert "number 1?" not in shown
    await office.press("ann", office.asking("ann", "Show more"), "Show more")
    assert "number 1?" in office.form("ann")
    assert "number 2?" not in office.form("ann")

    await office.command("eva", "/svar", "find")
    await office.submit("eva", sought="rate")
    await office.choose("eva", "Show more")
    assert "number 0?" in office.form("eva")


async def test_other_words_than_were_looked_for_are_shown_from_their_first_on(office: Office) -> None:
    for number in range(LIST_LIMIT + 2):
        assert (await office.emulator.command("ann", "/request", f"@Eva Which rate, number {number}?")).ok
    await office.settle()
    await office.command("eva", "/svar", "find")
    await office.submit("eva", sought="rate")
    more = find_element(office.modal("eva")["blocks"], "Show more")
    assert more is not None
    mark, _, after = more["value"].partition(":")
    assert after == str(LIST_LIMIT)
    other = f"{mark[::-1]}x:{after}"  # as it stands beside a search for other words
    await office.emulator.press_in_view("eva", None, "find.more", other)
    await office.settle()
    assert f"number {LIST_LIMIT + 1}?" in office.form("eva")
    await office.choose("eva", "Show more")
    assert "number 0?" in office.form("eva")


async def test_a_new_request_leads_both_to_what_has_been_between_them(office: Office) -> None:
    await answered(office)
    confirmed = await office.ask("ben", "@Ann Who signs for Bergen?")
    assert "Earlier with Ann" in confirmed

    for who, other in (("ann", "Ben"), ("ben", "Ann")):
        await office.press(who, office.card(who, "Who signs for Bergen?"), f"Earlier with {other}")
        assert QUESTION in office.form(who)
    await office.press("ann", office.asking("ann", "Got it"), "Got it", "Tomorrow")
    assert "Earlier with" not in office.card_text("ann", "Who signs for Bergen?")


@pytest.mark.parametrize("whom", [{"owner": "UBEN"}, {"owner": "UEVA"}, {"team": "SFIN"}], ids=str)
async def test_the_form_shows_an_answer_from_before_once_and_sends_it_anyway(
    office: Office, whom: dict[str, str]
) -> None:
    await answered(office)
    again = "What is the rate that applies for the contract in Oslo?"
    await office.ask("ann", "")
    asked = whom | {"text": again, "day": "2026-06-12", "urgency": "today"}
    await office.submit("ann", **asked)
    assert "You asked something like this before:" in office.form("ann")
    assert QUESTION in office.form("ann")
    assert await office.count("requests") == 1
    await office.choose("ann", "See the answer")
    assert ANSWER in office.form("ann")
    await office.emulator.close_view("ann")

    assert office.modal("ann")["submit"]["text"] == "Send anyway"
    await office.submit("ann", **asked)
    request = await office.request()
    assert (request["text"], {request["owner"]}, request["urgency"]) == (again, {*whom.values()}, "today")
    assert datetime.fromisoformat(request["wanted_by_at"]) == june(12, 17)


async def test_an_answer_from_before_can_be_enough(office: Office) -> None:
    await answered(office)
    await office.ask("ann", "")
    await office.submit("ann", owner="UBEN", text=QUESTION)
    await office.choose("ann", "That helped")
    assert "Nothing was sent." in office.form("ann")
    assert await office.count("requests") == 1


async def test_after_a_command_it_stands_on_the_askers_card_alone(office: Office) -> None:
    await answered(office)
    again = "What rate applies for a contract in Oslo?"
    assert "Sent to Eva" in await office.ask("ann", f"@Eva {again}")
    assert "You asked something like this before:" in office.card_text("ann", again)
    assert QUESTION not in office.everything("eva")
    await office.press("ann", office.card("ann", again), "See the answer")
    assert ANSWER in office.form("ann")
    await office.say("eva", ANSWER, under=office.card("eva", again))
    assert "You asked something like this before:" not in office.card_text("ann", again)


async def test_who_could_help_names_who_answered_something_like_it(office: Office) -> None:
    await answered(office, "ann", "ben")
    asked = "What rate applies for the contract in Oslo?"
    await office.ask("ann", f"@Eva {asked}")
    await office.rarer("eva", office.card("eva", asked), "Who could help?")
    assert "Ben" not in office.everything("eva")

    await answered(office, "eva", "ben", "Which rate applies to an Oslo contract?")
    await office.rarer("eva", office.card("eva", asked), "Who could help?")
    told = "Ben has answered something like it: Which rate applies to an Oslo contract?"
    assert told in office.form("eva")
    assert (await office.submit("eva", to="UBEN")).ok
    assert "Ben" in office.thread("ann", office.card("ann", asked))


async def test_what_its_writer_deletes_is_found_no_more(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    ts = await office.say("ben", "The zebra rate, as in the appendix.", under=office.card("ben"))
    assert QUESTION in await office.command("ann", "/svar", "find zebra")
    await office.emulator.delete("ben", "dm", ts)
    await office.settle()
    assert "I found nothing" in await office.command("ann", "/svar", "find zebra")
