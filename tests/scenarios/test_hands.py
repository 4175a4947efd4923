"""Whoever waits may ask for a hand, where that is allowed: first the owner knows, then their cover has it."""

from __future__ import annotations

import pytest
from offices import Office, find_element, june, options_of

from bot.flows import workspaces
from bot.rules.thresholds import Thresholds
from bot.rules.workspaces import WorkspaceSettings
from storage import people
from storage.base import Tx

QUESTION = "Which rate applies to the Oslo contract?"
WORDS = "Could Eva take this, if you don't get to it?"


async def allow(office: Office) -> None:
    def change(tx: Tx) -> None:
        tx.run("UPDATE people SET is_admin = 1 WHERE slack_id = 'UANN'")
        ann = people.by_slack_id(tx, office.svar.directory.workspace.id, "UANN")
        assert ann is not None
        wanted = WorkspaceSettings(Thresholds(hand=1))
        workspaces.change(tx, ann, wanted, now=office.clock.now())

    await office.command("ann", "/pending")
    await office.svar.store.write(change)


@pytest.fixture
async def asked(office: Office) -> Office:
    """Ann has asked for a hand with what Ben has, who named Eva as his cover. It is 10:00 in New York."""
    await allow(office)
    await office.command("ben", "/ooo", "24 june to 26 june, cover @Eva")
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.menu("ann", office.card("ann", "You asked Ben"), "Ask for a hand")
    assert "Ben reads your words first" in office.form("ann")
    assert "it goes to Eva" in office.form("ann")
    await office.submit("ann", text=WORDS)
    return office


async def test_it_is_off_as_it_comes(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    card = office.card("ann", "You asked Ben")
    assert "Ask for a hand" not in options_of(card, "⋯")
    overflow = find_element(card.blocks, "⋯")
    assert overflow is not None
    change = overflow["options"][0]["value"]
    forged = change.replace("change:", "hand:")
    await office.emulator.press(
        "ann", card.channel, card.ts, overflow["action_id"], forged, block_id=overflow["in_block"]
    )
    await office.settle()
    assert office.form("ann") == ""


async def test_the_owner_reads_the_exact_words_first_and_nobody_else_does(asked: Office) -> None:
    heard = asked.thread("ben", asked.card("ben", "Ann asks you"))
    assert "Ann asks for a hand with this." in heard
    assert "Eva gets it instead" in heard
    assert WORDS in heard
    assert "tomorrow 10:00" in heard or "Wednesday, June 10th 10:00" in heard
    assert QUESTION not in asked.screen("eva")


async def test_after_a_working_day_the_cover_has_it_with_the_words(asked: Office) -> None:
    await asked.go_to(june(10, 9, 55, of="ben"))
    assert QUESTION not in asked.screen("eva")
    await asked.go_to(june(11, 9, 30, of="eva"))
    assert QUESTION in asked.card_text("eva", "asks you")
    assert WORDS in asked.screen("eva")
    assert (await asked.request())["holder"] == "UEVA"
    assert "Eva" in asked.thread("ann", asked.card("ann", "You asked"))


@pytest.mark.parametrize("how", ["answer", "hand_over", "withdraw"])
async def test_nothing_comes_of_it_where_the_owner_acts_or_it_ends(asked: Office, how: str) -> None:
    if how == "answer":
        await asked.press("ben", asked.asking("ben", "Hand over"), "Answer")
        await asked.submit("ben", text="It is 21 %, from December on.")
    elif how == "hand_over":
        await asked.press("ben", asked.asking("ben", "Hand over"), "Hand over")
        await asked.submit("ben", to="UCLEO", word="")
        await asked.press("ann", asked.asking("ann", "Yes, they may"), "Yes, they may")
    else:
        await asked.press("ann", asked.card("ann", "You asked"), "No longer needed")
    await asked.go_to(june(11, 12, of="eva"))
    assert QUESTION not in asked.screen("eva")


async def test_it_is_asked_once_a_turn(asked: Office) -> None:
    await asked.menu("ann", asked.card("ann", "You asked Ben"), "Ask for a hand")
    assert "asked for a hand with this already" in asked.screen("ann") + asked.form("ann")


async def test_where_nobody_stands_in_that_is_said(office: Office) -> None:
    await allow(office)
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.menu("ann", office.card("ann", "You asked Ben"), "Ask for a hand")
    assert "Ben has named nobody who stands in" in office.screen("ann") + office.form("ann")


async def test_if_the_cover_is_gone_by_then_the_requester_is_asked(asked: Office) -> None:
    await asked.emulator.change_person("eva", deleted=True)
    await asked.go_to(june(10, 17, of="ann"))
    await asked.go_to(june(11, 10, of="ann"))
    assert "Do you still need it?" in asked.thread("ann", asked.card("ann", "You asked Ben"))


async def test_it_is_on_home_too(office: Office) -> None:
    await allow(office)
    await office.command("ben", "/ooo", "24 june to 26 june, cover @Eva")
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.open_home("ann")
    await office.press_home("ann", "⋯", about=QUESTION, option="Ask for a hand")
    assert "it goes to Eva" in office.form("ann")


async def test_a_promise_that_is_moved_is_told_with_both_times(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "Got it", "Today")
    await office.press("ben", office.card("ben"), "Got it", "Tomorrow")
    heard = office.thread("ann", office.card("ann"))
    assert "Ben will answer by" in heard
    assert "Ben moves the answer from" in heard
