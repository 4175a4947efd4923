"""Whoever can take no more says so in one tap, and whoever wants to ask them knows it first."""

from __future__ import annotations

from typing import Any

import pytest
from offices import Office, june

from bot.delivery import upkeep

QUESTION = "Which rate applies to the Tokyo contract?"


async def full_until_friday(office: Office) -> None:
    await office.open_home("ben")
    await office.press_home("ben", "I'm at capacity …", option="For this week")
    await office.wait(seconds=3)  # a Home rests before it is drawn again


async def test_one_tap_on_home_and_whoever_asks_knows_it_before_anything_is_sent(office: Office) -> None:
    await full_until_friday(office)
    assert "You are at capacity until Fri 12 Jun 17:00" in office.home("ben")
    told = await office.ask("ann", f"@Ben {QUESTION}")
    assert "Ben is at capacity until Fri 12 Jun 17:00, New York." in told
    assert QUESTION in told
    assert await office.count("requests") == 0
    await office.press("ann", office.asking("ann", "Send it anyway"), "Send it anyway")
    assert QUESTION in office.card_text("ben", "asks you")


async def test_somebody_else_can_be_asked_with_the_same_words(office: Office) -> None:
    await full_until_friday(office)
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ann", office.asking("ann", "Somebody else"), "Somebody else")
    await office.submit("ann", owner="UEVA")
    assert QUESTION in office.card_text("eva", "asks you")


async def test_the_form_says_so_too_and_sends_it_once_that_is_known(office: Office) -> None:
    await full_until_friday(office)
    await office.ask("ann", "")
    await office.submit("ann", owner="UBEN", text=QUESTION)
    assert "Ben is at capacity" in office.form("ann")
    assert await office.count("requests") == 0
    await office.submit("ann")
    assert QUESTION in office.card_text("ben", "asks you")


async def test_by_mention_its_words_are_kept(office: Office) -> None:
    await full_until_friday(office)
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="ops")
    assert "Ben is at capacity" in office.screen("ann")
    assert await office.count("requests") == 0


async def test_it_ends_by_itself(office: Office) -> None:
    await full_until_friday(office)
    await office.go_to(june(12, 17, 1, of="ben"))
    await office.ask("ann", f"@Ben {QUESTION}")
    assert await office.count("requests") == 1


@pytest.mark.parametrize("how", ["home", "command"])
async def test_it_may_be_ended_early(office: Office, how: str) -> None:
    await full_until_friday(office)
    if how == "home":
        await office.press_home("ben", "I can take more")
    else:
        assert "at capacity no longer" in await office.command("ben", "/svar", "capacity off")
    await office.wait(seconds=3)
    assert "Too much at once?" in office.home("ben")
    await office.ask("ann", f"@Ben {QUESTION}")
    assert await office.count("requests") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("until friday", "until Fri 12 Jun 17:00"),
        ("torsdag kl 12", "until Thu 11 Jun 12:00"),
        ("", "Too much at once?"),
        ("until the cows come home", "I can't read “until the cows come home”"),
        ("until 1 december", "Four weeks is the longest"),
    ],
)
async def test_by_command_in_words(office: Office, words: str, said: str) -> None:
    assert said in await office.command("ben", "/svar", f"capacity {words}")


async def test_a_time_of_ones_own(office: Office) -> None:
    await office.open_home("ben")
    await office.press_home("ben", "I'm at capacity …", option="Pick a time")
    await office.submit("ben", day="2026-06-11", time="12:00")
    await office.wait(seconds=3)
    assert "until Thu 11 Jun 12:00" in office.home("ben")


async def test_being_there_and_full_is_no_absence_in_the_trail(office: Office) -> None:
    await full_until_friday(office)
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ann", office.asking("ann", "Send it anyway"), "Send it anyway")
    (logged,) = await office.rows("SELECT data FROM trail WHERE kind = 'logged'")
    assert "away" not in logged["data"]


async def test_another_process_is_heeded(office: Office) -> None:
    """What one process was told, the others know soon after."""
    await office.ask("ann", f"@Ben {QUESTION}")

    def elsewhere(tx: Any, until: Any) -> None:
        tx.run("UPDATE people SET full_until = :until WHERE slack_id = 'UBEN'", until=until)

    await office.svar.store.write(elsewhere, june(12, 17, of="ben"))
    await upkeep.look(office.svar.house)
    assert "Ben is at capacity" in await office.ask("ann", f"@Ben {QUESTION}")
    await office.svar.store.write(elsewhere, None)
    await upkeep.look(office.svar.house)
    await office.ask("ann", f"@Ben {QUESTION}")
    assert await office.count("requests") == 2
