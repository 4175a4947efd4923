"""Channels that are closed, shared or renumbered, and people who leave, move or get another name."""

from __future__ import annotations

import pytest
from offices import Office, june

QUESTION = "Which rate applies to the Oslo contract?"
PRIVATE = "It goes on here"


async def asked_in(office: Office, channel: str) -> None:
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel=channel)
    assert "With Ben. Reply in this thread." in office.screen("ann", channel)


@pytest.mark.parametrize("channel", ["ops", "board"])
@pytest.mark.parametrize("how", ["archive", "remove_bot", "delete_channel"])
async def test_a_lost_channel_loses_no_request(office: Office, how: str, channel: str) -> None:
    await asked_in(office, channel)
    outcome = await getattr(office.emulator, how)(channel)
    assert outcome.ok, outcome
    await office.settle()
    assert PRIVATE in office.thread("ann", office.card("ann", QUESTION))
    await office.say("ben", "It is 21 %, from December on.", under=office.card("ben", QUESTION))
    await office.press("ann", office.asking("ann", "Yes", "dm"), "Yes")
    assert (await office.request())["status"] == "closed"
    assert (await office.request())["channel_id"] is None


async def test_an_archived_channel_is_told_of_once(office: Office) -> None:
    office.emulator.faults.duplicate_deliveries = True
    await asked_in(office, "ops")
    await office.emulator.archive("ops")
    await office.settle()
    await office.emulator.unarchive("ops")
    await office.emulator.archive("ops")
    await office.settle()
    assert office.thread("ann", office.card("ann", QUESTION)).count(PRIVATE) == 1


async def test_in_a_channel_made_private_everything_goes_on(office: Office) -> None:
    await asked_in(office, "ops")
    await office.emulator.make_private("ops")
    await office.settle()
    assert PRIVATE not in office.screen("ann", "dm")
    root = next(one for one in office.shown("ann", "ops") if not one.is_bot)
    await office.say("ben", "It is 21 %, from December on.", under=root)
    assert "Ben answers:" in office.screen("ann", "dm")


@pytest.mark.parametrize("new_id", [None, "CNEWID"])
async def test_what_a_channel_showed_is_taken_out_of_it_when_another_company_joins(
    office: Office, new_id: str | None
) -> None:
    await asked_in(office, "board")
    await office.emulator.share_externally("board", new_id=new_id)
    await office.settle()
    shown = "\n".join(office.draw(one, "ann") for one in office.shown("ann", "board") if one.is_bot)
    assert QUESTION not in shown
    assert "This goes on in direct messages." in shown
    assert "shared with another company" in office.thread("ann", office.card("ann", QUESTION))
    await office.press("ben", office.card("ben", QUESTION), "Got it", "Tomorrow")
    assert "Ben will answer by" in office.card_text("ann", QUESTION)


async def test_what_is_asked_in_a_shared_channel_goes_through_direct_messages(office: Office) -> None:
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="partners")
    assert QUESTION in office.card_text("ben")
    assert QUESTION in office.card_text("ann")
    assert not any(one.is_bot for one in office.shown("dag", "partners"))


async def test_somebody_is_renamed_and_every_open_card_follows(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.emulator.change_person("ben", display_name="Benjamin")
    await office.settle()
    assert "You asked Benjamin:" in office.card_text("ann")


async def test_somebody_moves_and_hears_at_their_new_opening(office: Office) -> None:
    await office.go_to(june(10, 9))  # 03:00 in New York
    await office.ask("ann", f"@Ben {QUESTION}")
    assert office.cards("ben") == []
    await office.emulator.change_person("ben", tz="Europe/London")
    await office.settle()
    await office.go_to(june(10, 10, 1))  # 09:01 in London
    assert QUESTION in office.card_text("ben")


async def test_the_owner_leaves_and_the_requester_has_a_choice(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.emulator.deactivate("ben")
    await office.emulator.change_person("ben", title="gone")  # Slack tells of it again
    await office.settle()
    heard = office.thread("ann", office.card("ann"))
    assert heard.count("Ben has left the company.") == 1
    await office.press("ann", office.asking("ann", "Ask somebody else"), "Ask somebody else")
    assert QUESTION in office.form("ann")


async def test_the_requester_leaves_and_nobody_goes_on_working_for_nobody(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    card = office.card("ben")
    await office.emulator.deactivate("ann")
    await office.settle()
    assert "Ann has left the company. Nobody waits for this any more." in office.thread("ben", card)
    assert (await office.request())["status"] == "withdrawn"
    assert not office.offers("ben", "Answer")


async def test_whoever_it_was_lent_to_leaves_and_it_comes_back(office: Office) -> None:
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="ops")
    await office.rarer("ben", office.card("ben", QUESTION), "Lend")
    outcome = await office.submit("ben", to="UEVA", word="Only the rate, please")
    assert outcome.ok, outcome
    assert QUESTION in office.card_text("eva", QUESTION)
    await office.emulator.deactivate("eva")
    await office.settle()
    assert "Eva has left the company, so what you lent them is with you again." in office.screen("ben", "dm")
    assert (await office.request())["holder"] == "UBEN"
    assert office.offers("ben", "Answer")
