"""From a question to its end, as the two people see it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from offices import ZONES, Office, june, options_of

QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "The new one, 21 %, from 1 December."


async def ask(office: Office, wish: str = " by friday 14:00") -> None:
    await office.ask("ann", f"@Ben {QUESTION}{wish}")


async def test_a_question_travels_to_its_owner_and_the_answer_back(everywhere: Office) -> None:
    office = everywhere

    confirmed = await office.ask("ann", f"@Ben {QUESTION} by friday 14:00")
    assert "Ben" in confirmed
    assert QUESTION in confirmed
    assert "Fri 12 Jun" in confirmed
    assert "14:00" in confirmed

    card = office.card("ben", QUESTION)
    shown = office.draw(card, "ben")
    assert "Ann" in shown
    assert "08:00" in shown  # the reader's own zone
    assert "your turn" in shown
    await office.press("ben", card, "Got it", "Tomorrow")
    own = office.card("ann", QUESTION)
    assert "Ben will answer by" in office.draw(own, "ann")
    assert "Ben will answer by" in office.thread("ann", own)

    await office.say("ben", ANSWER, under=card)
    assert ANSWER in office.thread("ann", own)
    await office.press("ann", office.asking("ann", "Yes"), "Yes")

    request = await office.request()
    assert (request["status"], request["outcome"], request["holder_id"]) == ("closed", "yes", None)
    for person in ("ann", "ben"):
        shown = office.card_text(person, QUESTION)
        assert len(shown.splitlines()) == 2
        assert "[" not in shown
    assert len(office.cards("ann")) == 1
    assert len(office.cards("ben")) == 1


@pytest.mark.parametrize(
    ("choice", "latest"),
    [
        ("Today", june(9, 17, of="ben")),
        ("Tomorrow", june(10, 17, of="ben")),
        ("This week", june(12, 17, of="ben")),
    ],
)
async def test_got_it_promises_the_end_of_the_owners_working_day(
    office: Office, choice: str, latest: datetime
) -> None:
    await ask(office)
    card = office.card("ben", QUESTION)
    assert options_of(card, "Got it") == ["Today", "Tomorrow", "This week", "Pick a time"]
    await office.press("ben", card, "Got it", choice)

    request = await office.request()
    assert datetime.fromisoformat(request["promised_at"]) == latest
    assert request["holder"] == "UBEN"
    for person in ("ann", "ben"):
        assert f"{latest.astimezone(ZONES[person]):%H:%M}" in office.card_text(person, QUESTION)


async def test_the_owner_picks_a_time_of_their_own(office: Office) -> None:
    await ask(office)
    await office.press("ben", office.card("ben", QUESTION), "Got it", "Pick a time")
    assert (await office.submit("ben", day="2026-06-11", time="11:30")).ok

    request = await office.request()
    assert datetime.fromisoformat(request["promised_at"]) == june(11, 11, 30, of="ben")
    assert "11:30" in office.card_text("ben", QUESTION)
    assert "17:30" in office.card_text("ann", QUESTION)
    assert "17:30" in office.thread("ann", office.card("ann", QUESTION))


async def test_a_picked_time_that_has_passed_is_refused_at_its_field(office: Office) -> None:
    await ask(office)
    await office.press("ben", office.card("ben", QUESTION), "Got it", "Pick a time")
    outcome = await office.submit("ben", day="2026-06-08", time="11:30")

    assert outcome.error == "validation_errors"
    assert outcome.errors
    assert (await office.request())["promised_at"] is None


async def test_a_promise_can_be_moved_and_moves_are_counted(office: Office) -> None:
    await ask(office)
    card = office.card("ben", QUESTION)
    await office.press("ben", card, "Got it", "Today")
    assert (await office.request())["promise_moves"] == 0
    await office.press("ben", card, "Got it", "Tomorrow")

    assert (await office.request())["promise_moves"] == 1
    office.clock.move_by(timedelta(days=7))  # so that no day is called today or tomorrow
    assert re.search(r"Jun\w* 10\w* 23:00", office.card_text("ann", QUESTION))


@pytest.mark.parametrize(("label", "outcome"), [("Yes", "yes"), ("Partly", "partly")])
async def test_the_requester_says_how_far_it_helped_and_it_is_closed(
    office: Office, label: str, outcome: str
) -> None:
    await ask(office)
    card = office.card("ben", QUESTION)
    await office.say("ben", ANSWER, under=card)
    heard = len(office.replies("ben", card))
    await office.press("ann", office.card("ann", QUESTION), label)

    request = await office.request()
    assert (request["status"], request["outcome"]) == ("closed", outcome)
    assert len(office.replies("ben", card)) == heard + 1
    assert "Ann" in office.draw(office.replies("ben", card)[-1], "ben")


async def test_not_yet_says_what_is_missing_and_gives_the_turn_back(office: Office) -> None:
    await ask(office)
    card = office.card("ben", QUESTION)
    await office.say("ben", ANSWER, under=card)
    await office.press("ann", office.card("ann", QUESTION), "Not yet")
    assert (await office.submit("ann", text="And before December?")).ok

    request = await office.request()
    assert (request["status"], request["holder"]) == ("open", "UBEN")
    assert "And before December?" in office.thread("ben", card)
    assert "your turn" in office.card_text("ben", QUESTION)
    assert [turn["end_reason"] is None for turn in await office.rows("SELECT * FROM turns ORDER BY id")] == [
        False,
        False,
        True,
    ]


async def test_a_reopened_request_can_be_answered_and_closed_after_all(office: Office) -> None:
    await ask(office)
    card = office.card("ben", QUESTION)
    await office.say("ben", ANSWER, under=card)
    await office.press("ann", office.card("ann", QUESTION), "Not yet")
    await office.submit("ann", text="And before December?")
    await office.say("ben", "Before December it was 19 %.", under=card)
    await office.press("ann", office.card("ann", QUESTION), "Yes")

    assert (await office.request())["status"] == "closed"


async def test_an_answer_that_nobody_comments_on_closes_after_three_working_days(everywhere: Office) -> None:
    office = everywhere
    await ask(office)
    await office.wait(minutes=10)
    await office.say("ben", ANSWER, under=office.card("ben", QUESTION))
    answered = office.clock.now()

    await office.go_to(june(12, 16))  # Friday in Oslo, ten minutes short
    assert (await office.request())["status"] == "open"
    await office.go_to(june(15, 9, 30))  # Monday
    request = await office.request()
    assert (request["status"], request["outcome"]) == ("closed", "without_word")
    assert datetime.fromisoformat(request["answered_at"]) == answered
    assert "nothing more was said" in office.card_text("ben", QUESTION)
    assert len(office.cards("ann")) == 1


async def test_a_weekend_is_no_working_day_of_the_requester(office: Office) -> None:
    await ask(office)
    await office.go_to(june(11, 16))  # Thursday in Oslo
    await office.say("ben", ANSWER, under=office.card("ben", "Ann asks you"))

    await office.go_to(june(16, 15, 30))  # Tuesday: Fri, Mon and nearly Tue
    assert (await office.request())["status"] == "open"
    await office.go_to(june(17, 9, 30))
    assert (await office.request())["status"] == "closed"


async def test_a_word_in_time_keeps_silence_from_closing_it(office: Office) -> None:
    await ask(office)
    card = office.card("ben", QUESTION)
    await office.say("ben", ANSWER, under=card)
    await office.go_to(june(11, 10))
    await office.press("ann", office.card("ann", QUESTION), "Not yet")
    await office.submit("ann", text="And before December?")

    await office.go_to(june(19, 12))
    assert (await office.request())["status"] == "open"


async def test_both_see_at_each_moment_whose_turn_it_is_and_why(office: Office) -> None:
    await ask(office)
    card, own = office.card("ben", QUESTION), office.card("ann", QUESTION)

    def turns() -> tuple[str, str]:
        return office.draw(office.again("ben", card), "ben"), office.draw(office.again("ann", own), "ann")

    bens, anns = turns()
    assert "your turn" in bens
    assert "Ann asked you" in bens
    assert "With Ben since" in anns

    await office.press("ben", card, "Got it", "Tomorrow")
    bens, anns = turns()
    assert "You said you would answer by" in bens or "promised" in bens
    assert "Ben will answer by" in anns

    await office.menu("ben", card, "Ask back")
    await office.submit("ben", text="Old or new contract?")
    bens, anns = turns()
    assert "Ann" in bens
    assert "your turn" not in bens
    assert "your turn" in anns

    await office.say("ann", "The new one.", under=own)
    bens, anns = turns()
    assert "your turn" in bens
    assert "your turn" not in anns
    assert "Ben" in anns

    await office.say("ben", ANSWER, under=card)
    bens, anns = turns()
    assert "You have answered" in bens
    assert "Did that solve it?" in anns


@pytest.mark.parametrize("label", ["Yes", "Another time", "No"])
async def test_the_owner_is_asked_about_the_wish_once(office: Office, label: str) -> None:
    await ask(office)
    card = office.card("ben", QUESTION)
    await office.press("ben", card, label)
    if label == "Another time":
        assert (await office.submit("ben", day="2026-06-15", time="10:00")).ok

    request = await office.request()
    assert request["holder"] == "UBEN"
    assert not office.offers("ben", "Another time")
    own = office.card("ann", QUESTION)
    assert "Ben" in office.thread("ann", own)
    if label == "Yes":
        assert request["promised_at"] == request["wanted_by_at"]
        assert "Ben will answer by" in office.card_text("ann", QUESTION)
    elif label == "Another time":
        assert datetime.fromisoformat(request["promised_at"]) == june(15, 10, of="ben")
    else:
        assert request["promised_at"] is None
        assert request["wanted_by_declined_at"] is not None


async def test_without_a_wish_nobody_is_asked_about_one(office: Office) -> None:
    await ask(office, wish="")
    assert not office.offers("ben", "Another time")
    assert (await office.request())["wanted_by_at"] is None


async def test_a_day_without_an_hour_means_the_end_of_the_requesters_working_day(office: Office) -> None:
    await ask(office, wish=" by friday")
    request = await office.request()
    assert datetime.fromisoformat(request["wanted_by_at"]) == june(12, 17, of="ann")


async def test_requests_are_numbered_in_their_workspace(office: Office) -> None:
    await office.ask("ann", "@Ben First things first")
    await office.ask("eva", "@Ben Second things second")
    assert "#1" in office.card_text("ben", "First things")
    assert "#2" in office.card_text("ben", "Second things")
