"""Every way in which a request can be made."""

from __future__ import annotations

from datetime import datetime

import pytest
from offices import Office, OpenOffice, june, squeeze

QUESTION = "Which rate applies to the Oslo contract?"


async def test_the_long_command_does_what_the_short_one_does(office: Office) -> None:
    confirmed = await office.command("ann", "/svar", f"request @Ben {QUESTION} by friday 14:00")

    assert QUESTION in confirmed
    assert QUESTION in office.card_text("ben")
    assert datetime.fromisoformat((await office.request())["wanted_by_at"]) == june(12, 14)


@pytest.mark.parametrize("command", ["/request", "/svar"])
async def test_the_command_alone_opens_a_form(either_way: Office, command: str) -> None:
    office = either_way
    await office.command("ann", command, "request" if command == "/svar" else "")
    fields = {"owner": "UBEN", "text": QUESTION, "day": "2026-06-12", "time": "14:00", "urgency": "today"}
    outcome = await office.submit("ann", **fields)
    assert outcome.ok, outcome

    request = await office.request()
    assert (request["owner"], request["text"], request["urgency"]) == ("UBEN", QUESTION, "today")
    assert datetime.fromisoformat(request["wanted_by_at"]) == june(12, 14)
    card = office.card_text("ben")
    assert QUESTION in card
    assert "today" in card
    assert "Ben" in office.form("ann") or "Ben" in office.card_text("ann")


async def test_the_shortcut_opens_the_same_form(office: Office) -> None:
    assert (await office.emulator.shortcut("ann", "request.new")).ok
    assert (await office.submit("ann", owner="UBEN", text=QUESTION)).ok
    assert QUESTION in office.card_text("ben")


@pytest.mark.parametrize("word", ["today", "urgent"])
async def test_the_first_word_says_how_urgent_it_is(office: Office, word: str) -> None:
    await office.ask("ann", f"{word} @Ben {QUESTION}")

    assert (await office.request())["urgency"] == word
    card = office.card_text("ben")
    assert word in card
    assert QUESTION in card


async def test_a_form_can_show_the_request_in_a_channel(office: Office) -> None:
    await office.ask("ann", "")
    assert (await office.submit("ann", owner="UBEN", text=QUESTION, place="COPS")).ok
    await office.settle()

    shown = office.card_text("eva", QUESTION, channel="COPS")
    assert "Ann" in shown
    assert "Ben" in shown
    assert "since" not in shown  # since when is seen by the two people only
    assert (await office.request())["channel_id"] == "COPS"


async def test_a_channel_card_names_the_promise_and_no_hour_of_waiting(office: Office) -> None:
    await office.ask("ann", "")
    await office.submit("ann", owner="UBEN", text=QUESTION, place="COPS")
    await office.press("ben", office.asking("ben", "Got it"), "Got it", "Tomorrow")

    shown = office.card_text("eva", QUESTION, channel="COPS")
    assert "promised" in shown
    assert "since" not in shown


async def test_a_channel_without_svar_is_refused_at_its_field(office: Office) -> None:
    await office.ask("ann", "")
    outcome = await office.submit("ann", owner="UBEN", text=QUESTION, place="CRANDOM")

    assert outcome.error == "validation_errors"
    assert len(outcome.errors) == 1
    assert QUESTION in str(office.modal("ann"))  # nothing that was typed is lost
    assert await office.count("requests") == 0


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("day", {"day": "2026-06-08"}),
        ("time", {"day": "2026-06-09", "time": "08:00"}),
        ("day", {"time": "14:00"}),
        ("owner", {"owner": "UANN"}),
        ("owner", {"owner": "UFINN"}),
        ("owner", {"owner": "UOTTO"}),
        ("text", {"text": "   "}),
    ],
    ids=["yesterday", "this morning", "an hour without a day", "oneself", "a guest", "an app", "blanks"],
)
async def test_what_is_wrong_in_a_form_is_said_at_its_field(
    office: Office, field: str, values: dict[str, str]
) -> None:
    await office.ask("ann", "")
    outcome = await office.submit("ann", **({"owner": "UBEN", "text": QUESTION} | values))

    assert outcome.error == "validation_errors", outcome
    assert len(outcome.errors) == 1
    assert field in outcome.errors or "day" in outcome.errors
    assert await office.count("requests") == 0
    assert (await office.submit("ann", owner="UBEN", text=QUESTION, day=None, time=None)).ok
    assert await office.count("requests") == 1


async def test_a_form_sent_twice_makes_one_request(office: Office) -> None:
    await office.ask("ann", "")
    view = office.modal("ann")
    values = {"owner": "UBEN", "text": QUESTION}
    await office.submit("ann", **values)
    sent = [one for one in office.emulator.deliveries if "view_submission" in str(one.payload)][-1]
    again = await office.emulator.deliver("interactive", sent.payload | {"trigger_id": "9.9.again"})
    await office.settle()

    assert view["callback_id"] == "request.new"
    assert again.ok
    assert await office.count("requests") == 1
    assert len(office.cards("ben")) == 1


async def test_a_colleagues_message_becomes_their_request_to_me(office: Office) -> None:
    ts = await office.say("ben", "Ann, which rate applies to Oslo?", channel="COPS")
    assert (await office.emulator.message_shortcut("ann", "request.log_message", "COPS", ts)).ok
    await office.settle()
    assert "which rate applies to Oslo?" in office.form("ann")
    assert (await office.submit("ann", direction="they_ask")).ok
    await office.settle()

    request = await office.request()
    assert (request["requester"], request["owner"], request["holder"]) == ("UBEN", "UANN", "UANN")
    assert ts.replace(".", "") in request["source_url"]
    assert "which rate applies to Oslo?" in office.card_text("ann")
    assert "which rate applies to Oslo?" in office.card_text("ben")


async def test_a_colleagues_message_becomes_my_request_to_a_third(office: Office) -> None:
    ts = await office.say("ben", "The customer asks about the Oslo rate.", channel="COPS")
    await office.emulator.message_shortcut("ann", "request.log_message", "COPS", ts)
    await office.settle()
    outcome = await office.submit("ann", direction="i_ask", owner="UEVA", text="Can you answer this one?")
    assert outcome.ok, outcome
    await office.settle()

    request = await office.request()
    assert (request["requester"], request["owner"]) == ("UANN", "UEVA")
    card = office.card("eva")
    shown = office.draw(card, "eva")
    assert "Can you answer this one?" in shown
    assert "The customer asks about the Oslo rate." in shown
    assert ts.replace(".", "") in str(card.blocks)  # the link to where it was said
    assert office.cards("ben") == []  # whose words were quoted is not part of it


async def test_ones_own_message_becomes_ones_own_request(office: Office) -> None:
    ts = await office.say("ann", "Who knows the Oslo rate?", channel="CRANDOM")
    assert (await office.emulator.message_shortcut("ann", "request.log_message", "CRANDOM", ts)).ok
    await office.settle()
    values = {"owner": "UBEN"}
    if "direction" in str(office.modal("ann")):
        values["direction"] = "i_ask"
    outcome = await office.submit("ann", **values)
    assert outcome.ok, outcome
    await office.settle()

    request = await office.request()
    assert (request["requester"], request["owner"]) == ("UANN", "UBEN")
    assert "Who knows the Oslo rate?" in office.card_text("ben")


async def test_a_mention_asks_in_the_channel_and_in_its_thread(office: Office) -> None:
    ts = await office.say("ann", f"@Svar ask @Ben {QUESTION} by friday 14:00", channel="COPS")

    request = await office.request()
    assert (request["requester"], request["owner"], request["channel_id"]) == ("UANN", "UBEN", "COPS")
    assert request["text"] == QUESTION
    thread = [one for one in office.shown("eva", "COPS") if one.thread_ts == ts and one.is_bot]
    assert thread
    assert "Ben" in "\n".join(office.draw(one, "eva") for one in thread)

    await office.say("ben", "The new one, 21 %.", under=ts, channel="COPS")
    assert (await office.request())["holder"] == "UANN"
    await office.press("ann", office.asking("ann", "Yes"), "Yes")
    assert (await office.request())["status"] == "closed"


@pytest.mark.parametrize("channel", ["ops", "dm"])
async def test_who_mentions_svar_out_of_hours_hears_alone_when_it_is_reached(
    office: Office, channel: str
) -> None:
    told = "Sent to Cleo. They are back at work tomorrow 09:00 (Wed 10 Jun) in Tokyo, 02:00 for you."
    await office.say("ann", f"@Svar ask @Cleo {QUESTION}", channel=channel)
    assert squeeze(office.screen("ann", channel)).count(told) == 1
    assert "back at work" not in office.screen("ben")

    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel=channel)
    assert office.screen("ann", channel).count("back at work") == 1


async def test_a_mention_inside_a_thread_keeps_to_that_thread(office: Office) -> None:
    ts = await office.say("eva", "About the Oslo contract …", channel="COPS")
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", under=ts, channel="COPS")

    assert (await office.request())["owner"] == "UBEN"
    of_svar = [one for one in office.shown("eva", "COPS") if one.is_bot and not one.is_ephemeral]
    assert of_svar
    assert {one.thread_ts for one in of_svar} == {ts}


async def test_a_mention_that_asks_nobody_is_answered_privately(office: Office) -> None:
    await office.say("ann", "@Svar what can you do?", channel="COPS")

    assert await office.count("requests") == 0
    assert [one for one in office.shown("eva", "COPS") if one.is_bot] == []
    assert [one for one in office.shown("ann") if one.is_bot] != []


async def test_short_names_can_be_changed_where_another_app_has_them(open_one: OpenOffice) -> None:
    renamed = {"SVAR_REQUEST_COMMAND": "/ask", "SVAR_PENDING_COMMAND": "/waiting", "SVAR_COMMAND": "/desk"}
    office = await open_one(environ=renamed)

    assert (await office.emulator.command("ann", "/request", "@Ben hello")).error == "unknown_command"
    await office.command("ann", "/ask", f"@Ben {QUESTION}")
    assert QUESTION in office.card_text("ben")
    assert QUESTION in await office.command("ann", "/waiting")
    assert QUESTION in await office.command("ann", "/desk", "pending")
    told = await office.command("ann", "/desk", "help")
    assert "/ask" in told
    assert "/waiting" in told
    assert "/request" not in told


@pytest.mark.parametrize("command", ["/pending", "/svar"])
async def test_pending_says_what_waits_for_me_and_for_whom_i_wait_and_why(
    office: Office, command: str
) -> None:
    await office.ask("ann", f"@Ben {QUESTION} by friday 14:00")
    await office.ask("eva", "@Ann Can you sign the lease?")
    text = "pending" if command == "/svar" else ""

    shown = await office.command("ann", command, text)
    mine, _, others = shown.partition("You wait for")
    assert "Can you sign the lease?" in mine
    assert "Eva" in mine
    assert QUESTION in others
    assert "Ben" in others
    assert QUESTION not in mine

    await office.press("ben", office.asking("ben", "Got it"), "Got it", "Tomorrow")
    assert "promised" in await office.command("ann", command, text)
    assert QUESTION in await office.command("ben", command, text)


async def test_pending_of_somebody_with_nothing_open_is_friendly(office: Office) -> None:
    assert "Nobody is waiting for you" in await office.command("cleo", "/pending")


@pytest.mark.parametrize("count", [60])
async def test_pending_copes_with_a_great_many(office: Office, count: int) -> None:
    for number in range(count):
        assert (await office.emulator.command("ann", "/request", f"@Ben Question number {number} please")).ok
    await office.settle()

    assert "Question number 0 " in await office.command("ben", "/pending")


@pytest.mark.parametrize("word", ["help", "", "abracadabra", "HELP"])
async def test_svar_explains_itself(office: Office, word: str) -> None:
    told = await office.command("ann", "/svar", word)

    for name in ("/request", "/pending", "/svar"):
        assert name in told
    assert ("abracadabra" in told) == (word == "abracadabra")
