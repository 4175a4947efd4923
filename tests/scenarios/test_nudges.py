"""Whoever many wait for is offered help, alone and kindly, and can act on all of it at once."""

from __future__ import annotations

import pytest
from offices import Office, june

from bot.delivery import nudges
from bot.emulator.screen import Seen
from storage.base import Tx

ASKED = ("ann", "cleo", "eva", "ann", "cleo", "eva")


def usual_time(tx: Tx) -> None:
    tx.run("UPDATE workspaces SET typical_minutes = 120, typical_at = '2027-01-01T00:00:00.000000Z'")


async def looked_at(office: Office, until_day: int) -> None:
    """Let days pass as they do, with the weekly look among them."""
    await office.go_to(june(until_day, 18, of="ben"))
    await nudges.look(office.svar.house)
    await office.settle()


async def crowd(office: Office) -> None:
    """Six requests with Ben, of three colleagues, who asks to be reminded of none of them."""
    await office.svar.store.write(usual_time)
    for n, who in enumerate(ASKED):
        await office.ask(who, f"@Ben Question number {n}, please?")
    await office.svar.store.write(lambda tx: tx.run("UPDATE turns SET remind_at = NULL"))


@pytest.fixture
async def offer(office: Office) -> Seen:
    """The offer that Ben gets after two weeks."""
    await crowd(office)
    for day in (16, 17, 23, 24):
        await looked_at(office, day)
    await office.go_to(june(25, 10, 45, of="ben"))
    found = [one for one in office.cards("ben") if "can go on when they hear from you" in one.text]
    assert len(found) == 1
    return found[0]


async def test_it_is_said_to_them_alone_and_says_who_it_is_about_to_nobody(
    office: Office, offer: Seen
) -> None:
    said = office.draw(offer, "ben")
    assert "Hello Ben. 3 colleagues can go on when they hear from you." in said
    for label in ("Answer together", "Promise times", "Pass some on", "Ask for help", "Useful", "Wrong"):
        assert label in said
    for who in ("ann", "cleo", "eva"):
        assert "can go on when they hear from you" not in office.screen(who)
    assert "Question number" not in said


async def test_one_answer_to_several(office: Office, offer: Seen) -> None:
    await office.press("ben", offer, "Answer together")
    options = office.modal("ben")["blocks"][0]["element"]["options"]
    chosen = [each["value"] for each in options[:4]]
    await office.submit("ben", requests=chosen, text="It is 21 %, from December on.")
    assert len(await office.rows("SELECT id FROM requests WHERE answered_at IS NOT NULL")) == 4
    assert "Ben answers:" in office.screen("cleo")


async def test_one_time_promised_for_all(office: Office, offer: Seen) -> None:
    await office.press("ben", offer, "Promise times")
    options = office.modal("ben")["blocks"][0]["element"]["options"]
    await office.submit("ben", requests=[each["value"] for each in options], day="2026-06-30", time="12:00")
    promised = await office.rows("SELECT DISTINCT promised_at FROM requests")
    assert [row["promised_at"] for row in promised] == ["2026-06-30T16:00:00.000000Z"]
    assert "Ben will answer by" in office.screen("eva")


@pytest.mark.parametrize("way", ["hand_over", "lend", "suggest"])
async def test_several_passed_on_once_those_who_wait_agree(office: Office, offer: Seen, way: str) -> None:
    await office.press("ben", offer, "Pass some on")
    options = office.modal("ben")["blocks"][0]["element"]["options"]
    mine = [each["value"] for each in options if "Ann" in each["text"]["text"]]
    await office.submit("ben", requests=mine, to="UEVA", way=way, word="She knows the contract.")
    assert len([one for one in office.shown("ann") if "Yes, they may" in office.draw(one, "ann")]) == 2
    await office.press("ann", office.asking("ann", "Yes, they may"), "Yes, they may")
    assert office.card("eva", "Question number 3")


async def test_at_capacity_and_help_from_there_too(office: Office, offer: Seen) -> None:
    await office.press("ben", offer, "I'm at capacity …", "Until the end of next week")
    assert "You are at capacity until" in office.screen("ben")
    assert "Ben is at capacity" in await office.ask("ann", "@Ben One more, please?")
    await office.press("ben", offer, "Ask for help")
    await office.submit("ben", owner="UEVA")
    assert "Could you take something off me" in office.screen("eva")


async def test_what_is_thought_of_it_is_counted_without_a_name(office: Office, offer: Seen) -> None:
    await office.press("ben", offer, "Wrong")
    await office.press("ben", offer, "Useful")
    assert "counted without your name" in office.screen("ben")
    (row,) = await office.rows("SELECT nudges FROM workspaces")
    assert '"wrong":1' in row["nudges"]
    assert "useful" not in row["nudges"]


async def test_whoever_wants_none_changes_that_alone(office: Office, offer: Seen) -> None:
    await office.press("ben", offer, "No such offers")
    await office.open_home("ben")
    assert "You alone can change that" in office.home("ben")
    await office.emulator.change_person("ann", is_admin=True)
    await office.command("ann", "/svar", "settings")
    await office.choose("ann", "Change")
    assert "offers" not in office.form("ann").replace("two such offers", "")
    await office.press_home("ben", "Offer help again")
    await office.wait(seconds=3)
    assert "No such offers" in office.home("ben")


async def test_what_was_answered_meanwhile_is_left_out_of_it(office: Office, offer: Seen) -> None:
    await office.press("ben", offer, "Promise times")
    options = office.modal("ben")["blocks"][0]["element"]["options"]
    await office.submit("ben", requests=[each["value"] for each in options[:1]], day="2026-06-30")
    await office.press("ben", offer, "Answer together")
    everything = office.modal("ben")["blocks"][0]["element"]["options"]
    values = [each["value"] for each in everything]
    await office.submit("ben", requests=values, text="It is 21 %, from December on.")
    answered = await office.rows("SELECT id FROM requests WHERE answered_at IS NOT NULL")
    assert len(answered) == len(ASKED)
    await office.press("ben", offer, "Answer together")
    assert "That has moved on meanwhile" in office.screen("ben")


async def test_two_who_wait_for_each_other_hear_it_both(office: Office) -> None:
    await office.svar.store.write(usual_time)
    await office.ask("ann", "@Ben Which rate applies, please?")
    await office.ask("ben", "@Ann Who signs for Oslo, please?")
    await office.svar.store.write(lambda tx: tx.run("UPDATE turns SET remind_at = NULL"))
    await looked_at(office, 17)
    await office.go_to(june(19, 16, of="ben"))
    for who, other in (("ann", "Ben"), ("ben", "Ann")):
        (said,) = [office.draw(one, who) for one in office.cards(who) if "wait for each other" in one.text]
        assert f"You and {other} wait for each other" in said
        assert "Which rate applies" in said
        assert "Who signs for Oslo" in said
