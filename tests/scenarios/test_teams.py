"""A team is asked: whoever takes it first has it, and nobody is made to."""

from __future__ import annotations

import asyncio

import pytest
from offices import Office, june

from bot.emulator.faults import Fault

QUESTION = "Which rate applies to the Oslo contract?"


async def asked(office: Office) -> str:
    return await office.ask("eva", f"@finance {QUESTION}")


async def test_everybody_at_work_gets_a_card_and_the_first_to_take_it_has_it(everywhere: Office) -> None:
    office = everywhere
    assert "Sent to finance." in await asked(office)
    for member in ("ann", "ben"):
        assert "Eva asks finance:" in office.card_text(member)
    assert "Nobody has taken it yet" in office.card_text("eva")

    await office.press("ben", office.card("ben"), "I'll take it")
    assert "Ben takes it." in office.thread("eva", office.card("eva"))
    assert "With Ben now, and nothing left for you to do" in office.card_text("ann")
    assert office.offers("ben", "Answer")

    request = await office.request()
    taken, before = (await office.rows("SELECT * FROM turns ORDER BY id DESC"))[:2]
    assert (request["owner"], request["holder"]) == ("UBEN", "UBEN")
    assert (before["clock"], before["holder_minutes"], taken["clock"]) == ("held", 0, "running")


async def test_the_requester_has_waited_all_along(office: Office) -> None:
    await asked(office)
    await office.wait(minutes=30)
    await office.press("ben", office.card("ben"), "I'll take it")
    (turn,) = await office.rows("SELECT * FROM turns WHERE ended_at IS NOT NULL")
    assert (turn["holder_minutes"], turn["requester_minutes"]) == (0, 30)


async def test_two_take_it_at_once_and_one_is_told(office: Office) -> None:
    await asked(office)
    cards = {member: office.card(member) for member in ("ann", "ben")}
    await asyncio.gather(*(office.press(member, card, "I'll take it") for member, card in cards.items()))
    request = await office.request()
    first, second = ("ann", "ben") if request["owner"] == "UANN" else ("ben", "ann")
    assert office.offers(first, "Answer")
    assert f"{first.capitalize()} has this one now" in office.screen(second)
    assert not office.offers(second, "I'll take it")


async def test_a_plain_reply_takes_it(office: Office) -> None:
    await asked(office)
    await office.say("ben", "It is 21 % from December on.", under=office.card("ben"))
    assert "Ben answers:" in office.thread("eva", office.card("eva"))
    assert (await office.request())["owner"] == "UBEN"
    assert "With Ben now" in office.card_text("ann")
    kinds = [row["kind"] for row in await office.rows("SELECT kind FROM trail ORDER BY id")]
    assert kinds == ["logged", "taken", "answered"]


async def test_words_that_are_not_plain_are_passed_on_and_their_writer_is_asked(office: Office) -> None:
    await asked(office)
    card = office.card("ben")
    await office.say("ben", "Hm, Monday was a holiday", under=card)
    assert "Hm, Monday was a holiday" in office.thread("eva", office.card("eva"))
    assert (await office.request())["owner"] == "SFIN"
    assert "Nobody in your team has taken this yet" in office.thread("ben", card)
    await office.press("ben", office.asking("ben", "I'll take it"), "I'll take it")
    assert (await office.request())["owner"] == "UBEN"


async def test_what_the_requester_adds_reaches_whoever_may_take_it(office: Office) -> None:
    await asked(office)
    await office.say("eva", "The one with the city, I mean.", under=office.card("eva"))
    for member in ("ann", "ben"):
        assert "The one with the city" in office.thread(member, office.card(member))


async def test_whoever_is_not_at_work_gets_it_at_opening_and_not_at_all_if_it_is_taken(
    office: Office,
) -> None:
    await office.go_to(june(10, 9))  # 03:00 in New York
    await asked(office)
    assert office.cards("ben") == []
    await office.press("ann", office.card("ann"), "I'll take it")
    await office.go_to(june(10, 10, of="ben"))
    assert office.cards("ben") == []


async def test_taking_it_can_be_undone_and_everybody_sees_it_again(office: Office) -> None:
    await office.go_to(june(10, 14, 55))
    await asked(office)
    await office.press("ann", office.card("ann"), "I'll take it")
    await office.wait(minutes=8)  # past 09:00 in New York, where it is no longer to be seen
    assert office.cards("ben") == []
    await office.press("ann", office.asking("ann", "Undo"), "Undo")
    assert "Eva asks finance:" in office.card_text("ann")
    assert "Eva asks finance:" in office.card_text("ben")
    assert "Nobody has taken it yet" in office.card_text("eva")
    await office.press("ben", office.card("ben"), "I'll take it")
    assert (await office.request())["owner"] == "UBEN"


async def test_after_four_working_hours_the_one_with_the_least_to_do_is_asked(office: Office) -> None:
    await office.go_to(june(10, 9))
    await office.ask("eva", "@Ann Another thing, for later")
    await office.go_to(june(10, 15, 30))  # both are at work; Ann has something to do already
    await office.ask("eva", f"@finance {QUESTION}")
    await office.go_to(june(10, 19, 29))  # four working hours of Ben's, less a minute
    assert not office.offers("ben", "Not me")
    await office.wait(minutes=2)
    assert "Nobody has taken this one yet, and you seem to have room just now." in office.screen("ben")
    assert not office.offers("ann", "Not me")
    assert (await office.request())["owner"] == "SFIN"


async def test_whoever_is_asked_can_say_no_and_the_requester_hears_when_nobody_is_left(
    office: Office,
) -> None:
    await asked(office)
    await office.go_to(june(9, 20, 1))  # 14:01 in New York, where Ben alone is at work
    await office.press("ben", office.asking("ben", "Not me"), "Not me")
    assert not office.offers("ann", "Not me")  # it is evening in Oslo
    await office.go_to(june(10, 9, 1))
    await office.press("ann", office.asking("ann", "Not me"), "Not me")
    heard = office.thread("eva", office.card("eva"))
    assert "Nobody in the team could take it so far." in heard
    assert office.offers("eva", "Ask somebody else")
    trail = str(await office.rows("SELECT data FROM trail WHERE kind IN ('one_asked', 'not_taken')"))
    assert "to" not in trail  # who was asked and did not take it is on no list
    assert office.offers("ann", "I'll take it")


async def test_once_it_is_taken_nobody_is_asked(office: Office) -> None:
    await asked(office)
    await office.press("ann", office.card("ann"), "I'll take it")
    await office.go_to(june(11, 12))
    assert not office.offers("ben", "Not me")


@pytest.mark.parametrize("error", ["missing_scope", "fatal_error"])
async def test_a_team_that_slack_does_not_tell_of_is_no_dead_end(office: Office, error: str) -> None:
    await office.svar.directory.settled()
    office.emulator.faults.add(Fault("usergroups.list", "error", error=error, times=1))
    await asked(office)
    await office.wait_for_retries()
    if error == "fatal_error":  # Slack was unwell, and is asked again
        assert "Eva asks finance:" in office.card_text("ben")
    else:
        assert "I found nobody in finance whom I could ask." in office.thread("eva", office.card("eva"))
        assert office.offers("eva", "Ask somebody else")


async def test_a_team_of_nobody_but_the_one_who_asks_is_no_dead_end(office: Office) -> None:
    office.emulator.workspace.people.groups["SFIN"].users = ["UEVA", "UFINN", "UGRY", "UOTTO"]
    await asked(office)
    assert "I found nobody in finance whom I could ask." in office.thread("eva", office.card("eva"))


async def test_a_member_sees_with_pending_what_their_team_was_asked(office: Office) -> None:
    await asked(office)
    shown = await office.command("ben", "/pending")
    assert "For anybody in your team" in shown
    assert QUESTION in shown
    assert "For anybody in your team" not in await office.command("eva", "/pending")
    await office.press("ann", office.card("ann"), "I'll take it")
    assert QUESTION not in await office.command("ben", "/pending")


async def test_a_channel_can_have_a_team_that_it_asks(office: Office) -> None:
    await office.command("eva", "/svar", "team @finance", channel="ops")
    assert "what is asked in this channel without a name goes to finance" in office.screen("ben", "ops")
    await office.ask("eva", QUESTION, channel="ops")
    assert "Eva asks finance:" in office.card_text("ben")
    await office.press("ben", office.card("ben"), "I'll take it")

    await office.say("eva", "@Svar ask And from when on?", channel="ops")
    assert "And from when on?" in office.card_text("ann", "from when on")
    await office.say("eva", "@Svar thank you!", channel="ops")
    assert len(await office.rows("SELECT id FROM requests")) == 2

    assert "goes to finance" in await office.command("ben", "/svar", "team", channel="ops")
    await office.command("ben", "/svar", "team nobody", channel="ops")
    assert "whom you ask" in await office.ask("eva", QUESTION, channel="ops")


@pytest.mark.parametrize(
    ("words", "channel", "said"),
    [("@finance", "dm", "works in a channel"), ("the finance people", "ops", "is no user group")],
)
async def test_a_channels_team_is_a_team_and_of_a_channel(
    office: Office, words: str, channel: str, said: str
) -> None:
    assert said in await office.command("eva", "/svar", f"team {words}", channel=channel)


async def test_a_team_can_be_chosen_on_the_form(office: Office) -> None:
    await office.svar.directory.settled()
    await office.ask("eva", "")
    assert "owner" in (await office.submit("eva", text=QUESTION)).errors
    assert "team" in (await office.submit("eva", owner="UANN", team="SFIN", text=QUESTION)).errors
    outcome = await office.submit("eva", owner=None, team="SFIN", text=QUESTION)
    assert outcome.ok, outcome
    await office.press("ben", office.card("ben"), "I'll take it")
    assert (await office.request())["owner"] == "UBEN"


async def test_whoever_it_is_not_for_can_name_a_team_that_could_help(office: Office) -> None:
    office.emulator.workspace.people.groups["SFIN"].users = ["UANN"]
    await office.svar.directory.settled()
    await office.ask("eva", f"@Ben {QUESTION}")
    await office.rarer("ben", office.card("ben"), "Who could help?")
    outcome = await office.submit("ben", team="SFIN")
    assert outcome.ok, outcome
    assert office.cards("ann") == []
    await office.press("eva", office.asking("eva", "Yes, they may"), "Yes, they may")
    assert "Eva asks finance:" in office.card_text("ann")
    assert "With finance now" in office.card_text("ben")
    assert not office.offers("ben", "I'll take it")  # it is theirs no longer, and they are not in that team
    assert "Nobody has taken it yet" in office.card_text("eva")
    await office.press("ann", office.card("ann"), "I'll take it")
    assert (await office.request())["owner"] == "UANN"


async def test_a_part_is_lent_to_one_person_and_to_no_team(office: Office) -> None:
    await office.svar.directory.settled()
    await office.ask("eva", f"@Ben {QUESTION}")
    await office.rarer("ben", office.card("ben"), "Lend")
    assert "team" not in office.form("ben")
