"""What else the two people of a request can do with it."""

from __future__ import annotations

import pytest
from offices import Office, june, options_of

QUESTION = "Which rate applies to the Oslo contract?"
AT_NIGHT = june(9, 19, 0)
"""13:00 in New York; in Tokyo it is two in the morning."""


async def ask(office: Office, owner: str = "Ben", asker: str = "ann") -> None:
    await office.ask(asker, f"@{owner} {QUESTION} by friday 14:00")


async def test_asking_back_gives_the_turn_to_the_requester_whose_reply_gives_it_back(office: Office) -> None:
    await ask(office)
    card, own = office.card("ben"), office.card("ann")
    await office.menu("ben", card, "Ask back")
    assert QUESTION in office.form("ben")
    assert (await office.submit("ben", text="The old or the new contract?")).ok
    await office.settle()

    assert (await office.request())["holder"] == "UANN"
    assert "The old or the new contract?" in office.thread("ann", own)
    assert "your turn" in office.card_text("ann")
    await office.say("ann", "The new one.", under=own)
    assert (await office.request())["holder"] == "UBEN"
    assert "The new one." in office.thread("ben", card)
    assert (await office.request())["first_response_at"] is None  # asking back is no answer


async def test_handing_over_moves_the_request_to_somebody_else_for_good(office: Office) -> None:
    await ask(office)
    await office.menu("ben", office.card("ben"), "Hand over")
    assert (await office.submit("ben", to="UEVA", word="Eva made that contract.")).ok
    await office.settle()
    assert QUESTION not in office.everything("eva"), "nobody else sees it before Ann agrees"
    await office.press("ann", office.asking("ann", "Yes, they may"), "Yes, they may")

    request = await office.request()
    assert request["holder"] == "UEVA"
    assert QUESTION in office.card_text("eva")
    assert "your turn" in office.card_text("eva")
    told = office.thread("ann", office.card("ann"))
    assert "Eva" in told
    assert "Ben" in told
    assert not office.offers("ben", "Answer")
    await office.say("eva", "The new one, 21 %.", under=office.card("eva"))
    assert "The new one, 21 %." in office.thread("ann", office.card("ann"))
    assert (await office.request())["holder"] == "UANN"


async def test_what_the_first_owner_still_writes_moves_nothing(office: Office) -> None:
    await ask(office)
    card = office.card("ben")
    await office.menu("ben", card, "Hand over")
    await office.submit("ben", to="UEVA")
    await office.settle()
    await office.press("ann", office.asking("ann", "Yes, they may"), "Yes, they may")
    await office.say("ben", "The rate is 21 % from December on.", under=card)

    assert (await office.request())["holder"] == "UEVA"


async def test_the_requester_can_keep_it_between_the_two(office: Office) -> None:
    await ask(office)
    await office.menu("ben", office.card("ben"), "Hand over")
    await office.submit("ben", to="UEVA", word="Eva made that contract.")
    await office.settle()
    label = "Keep it between us"
    await office.press("ann", office.asking("ann", label), label)

    assert (await office.request())["holder"] == "UBEN"
    assert office.shown("eva", "dm") == []
    assert "Ann" in office.thread("ben", office.card("ben"))


async def test_what_was_agreed_after_the_owner_has_answered_moves_nothing(office: Office) -> None:
    await ask(office)
    card = office.card("ben")
    await office.menu("ben", card, "Hand over")
    await office.submit("ben", to="UEVA")
    await office.settle()
    await office.say("ben", "The new one, 21 %, from 1 December.", under=card)
    await office.press("ann", office.asking("ann", "Yes, they may"), "Yes, they may")

    assert (await office.request())["holder"] == "UANN"
    assert office.shown("eva", "dm") == []


async def test_in_a_channel_everybody_sees_it_anyway_and_nobody_is_asked(office: Office) -> None:
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="COPS")
    await office.menu("ben", office.asking("ben", "⋯", "dm"), "Hand over")
    assert (await office.submit("ben", to="UEVA")).ok
    await office.settle()

    assert (await office.request())["holder"] == "UEVA"


@pytest.mark.parametrize("to", ["UANN", "UBEN", "UFINN", "UOTTO"])
async def test_it_is_not_handed_to_anyone_who_cannot_own_it(office: Office, to: str) -> None:
    await ask(office)
    await office.menu("ben", office.card("ben"), "Hand over")
    outcome = await office.submit("ben", to=to)

    assert outcome.error == "validation_errors"
    assert list(outcome.errors) == ["to"]
    assert (await office.request())["holder"] == "UBEN"


async def test_no_comes_with_a_reason_and_another_way(office: Office) -> None:
    await ask(office)
    await office.menu("ben", office.card("ben"), "Decline")
    assert (await office.submit("ben", reason="It is the bank's business.", alternative="Ask Eva.")).ok
    await office.settle()

    request = await office.request()
    assert (request["status"], request["holder_id"]) == ("declined", None)
    assert request["first_response_at"] is not None  # a no is a response
    told = office.thread("ann", office.card("ann"))
    assert "It is the bank's business." in told
    assert "Ask Eva." in told
    assert len(office.card_text("ben").splitlines()) == 2


@pytest.mark.parametrize(
    "values",
    [
        {"reason": "Because."},
        {"alternative": "Ask Eva."},
        {"reason": " ", "alternative": "Ask Eva."},
    ],
)
async def test_a_no_without_reason_or_without_another_way_is_not_sent(
    office: Office, values: dict[str, str]
) -> None:
    await ask(office)
    await office.menu("ben", office.card("ben"), "Decline")

    assert not (await office.submit("ben", **values)).ok
    assert (await office.request())["status"] == "open"


async def test_the_answer_button_opens_a_form_for_the_answer(office: Office) -> None:
    await ask(office)
    await office.press("ben", office.card("ben"), "Answer")
    assert QUESTION in office.form("ben")
    assert (await office.submit("ben", text="The new one, 21 %.")).ok
    await office.settle()

    assert "The new one, 21 %." in office.thread("ann", office.card("ann"))
    assert (await office.request())["holder"] == "UANN"


@pytest.mark.parametrize(
    ("label", "status", "outcome"),
    [("Got my answer", "closed", "got_answer"), ("No longer needed", "withdrawn", None)],
)
async def test_the_requester_can_end_it_and_the_owner_hears(
    office: Office, label: str, status: str, outcome: str | None
) -> None:
    await ask(office)
    card = office.card("ben")
    await office.press("ann", office.card("ann"), label)

    request = await office.request()
    assert (request["status"], request["outcome"], request["holder_id"]) == (status, outcome, None)
    assert "Ann" in office.thread("ben", card)
    for person in ("ann", "ben"):
        assert len(office.card_text(person).splitlines()) == 2
        assert not office.offers(person, "Got it")
        assert not office.offers(person, label)


@pytest.mark.parametrize("label", ["Got my answer", "No longer needed"])
async def test_an_owner_who_has_not_been_told_never_hears_of_it(office: Office, label: str) -> None:
    await office.go_to(AT_NIGHT)
    await ask(office, "Cleo")
    await office.press("ann", office.card("ann"), label)
    await office.go_to(june(10, 12, of="cleo"))

    assert office.shown("cleo", "dm") == []


async def test_change_alters_the_words_and_the_wish_for_both(office: Office) -> None:
    await ask(office)
    confirmation = office.asking("ann", "Change")
    await office.press("ann", confirmation, "Change")
    assert QUESTION in str(office.modal("ann"))
    outcome = await office.submit("ann", text="Which rate applies to Bergen?", day="2026-06-15", time="10:00")
    assert outcome.ok, outcome
    await office.settle()

    shown = office.card_text("ben")
    assert "Which rate applies to Bergen?" in shown
    assert QUESTION not in shown
    assert "04:00" in shown  # 10:00 in Oslo
    assert "Which rate applies to Bergen?" in office.card_text("ann")
    assert len(office.cards("ben")) == 1


async def test_a_change_to_the_past_is_refused_at_its_field(office: Office) -> None:
    await ask(office)
    await office.press("ann", office.asking("ann", "Change"), "Change")
    outcome = await office.submit("ann", day="2026-06-08", time="10:00")

    assert outcome.error == "validation_errors"


async def test_undo_takes_it_back_for_ten_minutes(office: Office) -> None:
    await ask(office)
    await office.wait(minutes=9)
    await office.press("ann", office.asking("ann", "Undo"), "Undo")

    request = await office.request()
    assert request["status"] != "open"
    assert request["holder_id"] is None
    assert not office.offers("ben", "Answer")
    kinds = [entry["kind"] for entry in await office.rows("SELECT kind FROM trail ORDER BY id")]
    assert kinds == ["logged", "undone"]  # an undo is an entry, and erases none


async def test_undo_before_the_owner_was_told_leaves_no_trace_with_them(office: Office) -> None:
    await office.go_to(AT_NIGHT)
    await ask(office, "Cleo")
    await office.press("ann", office.asking("ann", "Undo"), "Undo")
    await office.go_to(june(10, 12, of="cleo"))

    assert office.shown("cleo", "dm") == []
    assert "Cleo" not in (await office.command("ann", "/pending"))


async def test_after_ten_minutes_nothing_is_undone(office: Office) -> None:
    await ask(office)
    await office.wait(minutes=11)
    await office.press("ann", office.asking("ann", "Undo"), "Undo")

    assert (await office.request())["status"] == "open"
    assert "too late" in office.screen("ann")


async def test_once_somebody_has_acted_on_it_nothing_is_undone(office: Office) -> None:
    await ask(office)
    await office.press("ben", office.card("ben"), "Got it", "Tomorrow")
    await office.press("ann", office.asking("ann", "Undo"), "Undo")

    assert (await office.request())["status"] == "open"
    assert "too late" in office.screen("ann")


@pytest.mark.parametrize("person", ["ann", "ben"])
async def test_the_paper_trail_is_a_page_for_both(office: Office, person: str) -> None:
    await ask(office)
    card = office.card("ben")
    await office.press("ben", card, "Got it", "Tomorrow")
    await office.menu("ben", card, "Ask back")
    await office.submit("ben", text="Old or new?")
    await office.settle()
    await office.say("ann", "The new one.", under=office.card("ann"))
    await (office.menu if person == "ann" else office.rarer)(person, office.card(person), "Paper trail")

    page = office.form(person)
    assert QUESTION in page
    assert page.index("logged") < page.index("promised") < page.index("asked back") < page.index("replied")
    assert "Ann" in page
    assert "Ben" in page


async def test_the_paper_trail_can_be_had_as_markdown(office: Office) -> None:
    await ask(office)
    await office.say("ben", "The new one, 21 %.", under=office.card("ben"))
    await office.menu("ann", office.card("ann"), "Paper trail")
    seen = {one.ts for one in office.shown("ann")}
    modal = office.modal("ann")
    button = next(
        one["action_id"] for block in modal["blocks"] for one in block.get("elements", []) if "value" in one
    )
    assert (await office.emulator.press_in_view("ann", None, button)).ok
    await office.settle()

    copies = [one for one in office.shown("ann") if one.ts not in seen]
    copy = "\n".join(office.draw(one, "ann") + one.text for one in copies)
    assert QUESTION in copy
    assert "answered" in copy
    assert "- " in copy or "* " in copy or "#" in copy
    assert all(one.channel == office.emulator.place(office.emulator.person("ann"), "dm").id for one in copies)
    assert [one for one in office.shown("ben") if one.ts in {each.ts for each in copies}] == []


async def test_change_is_in_the_requesters_menu_as_well(office: Office) -> None:
    await ask(office)
    assert "Change" in options_of(office.card("ann"), "⋯")
    await office.menu("ann", office.card("ann"), "Change")
    assert (await office.submit("ann", urgency="urgent")).ok
    await office.settle()
    assert "urgent" in office.card_text("ben")


async def test_the_word_that_goes_with_a_hand_over_reaches_the_new_owner(office: Office) -> None:
    await ask(office)
    await office.menu("ben", office.card("ben"), "Hand over")
    assert (await office.submit("ben", to="UEVA", word="Eva made that contract.")).ok
    await office.settle()
    assert QUESTION not in office.everything("eva"), "nobody else sees it before Ann agrees"
    await office.press("ann", office.asking("ann", "Yes, they may"), "Yes, they may")

    assert "Eva made that contract." in office.screen("eva", "dm")


async def test_the_paper_trail_of_what_has_ended_is_had_by_its_number(office: Office) -> None:
    await ask(office)
    await office.press("ann", office.card("ann"), "Got my answer")
    for person in ("ann", "ben"):
        await office.command(person, "/svar", "trail 1")
        assert QUESTION in office.form(person)

    told = await office.command("eva", "/svar", "trail 1")
    assert QUESTION not in office.everything("eva")
    assert told == await office.command("eva", "/svar", "trail 2")  # nobody learns which numbers there are
