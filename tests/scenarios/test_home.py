"""Svar's Home tab: opened, acted from, watched as it changes, and leafed through."""

from __future__ import annotations

from typing import Any

import pytest
from offices import Office, june, squeeze

RATE = "Which rate applies?"


async def home_of(office: Office, person: str) -> str:
    """What somebody's Home says once it has come to rest."""
    await office.wait(seconds=3)
    return squeeze(office.home(person))


def part(home: str, heading: str) -> str:
    """What stands below a heading."""
    return home.split(f"== {heading} ==", 1)[1].split("==", 1)[0]


async def test_an_empty_home_says_what_will_stand_there(office: Office) -> None:
    home = squeeze(await office.open_home("ann"))
    assert "Nobody is waiting for you." in home
    assert "/request @colleague" in home
    assert "Today, Tue 9 Jun" in home
    assert "No answer is promised" in home
    await office.press_home("ann", "Ask a colleague")
    await office.submit("ann", owner="ben", text=RATE)
    assert RATE in await home_of(office, "ann")


async def test_nobody_has_a_home_who_has_not_opened_it(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    assert office.home("ben") == ""
    await office.emulator.open_home("ben", tab="messages")
    await office.settle()
    assert office.home("ben") == ""


async def test_what_waits_stands_above_what_is_waited_for(everywhere: Office) -> None:
    office = everywhere
    await office.ask("ann", f"@Ben {RATE} by friday 14:00")
    await office.ask("ben", "@Ann Is the room free?")
    await office.go_to(june(10, 12))
    home = squeeze(await office.open_home("ben"))
    mine, others = part(home, "Waiting for you"), part(home, "You wait for")
    assert f"Ann · {RATE}" in mine
    assert "It is your turn: Ann asked you" in mine
    assert "Can you by then?" in mine
    assert "Ann · Is the room free?" in others
    assert "It is Ann's turn to answer" in others
    assert "working hour" in others


async def test_one_acts_from_home_and_both_homes_follow(everywhere: Office) -> None:
    office = everywhere
    await office.open_home("ann")
    await office.open_home("ben")
    await office.ask("ann", f"@Ben {RATE} by friday 14:00")
    assert RATE in part(await home_of(office, "ben"), "Waiting for you")
    assert RATE in part(await home_of(office, "ann"), "You wait for")

    await office.press_home("ben", "Yes", about=RATE)
    assert "promised by" in await home_of(office, "ann")
    assert "Can you by then?" not in await home_of(office, "ben")

    await office.press_home("ben", "Answer", about=RATE)
    await office.submit("ben", text="21 %")
    assert "Nobody is waiting for you." in await home_of(office, "ben")
    mine = part(await home_of(office, "ann"), "Waiting for you")
    assert "Ben has answered. Did that solve it?" in mine
    await office.press_home("ann", "Yes", about=RATE)
    assert RATE not in await home_of(office, "ann")
    assert "Closed: Ben's answer helped you." in office.card_text("ann", RATE)


@pytest.mark.parametrize(
    ("label", "option", "values", "then"),
    [
        ("Got it", "Tomorrow", None, "promised by"),
        ("Got it", "Pick a time", {"day": "2026-06-15"}, "promised by"),
        ("⋯", "Ask back", {"text": "Which contract?"}, "Ben needs to know something first"),
        ("⋯", "Put on hold", {"day": "2026-06-15", "reason": "I am at the fair."}, "on hold until"),
        ("⋯", "Hand over", {"to": "eva"}, "It is Eva's turn"),
    ],
)
async def test_every_button_of_a_card_works_from_home(
    office: Office, label: str, option: str, values: dict[str, Any] | None, then: str
) -> None:
    await office.ask("ann", f"@Ben {RATE}", channel="ops")
    await office.open_home("ann")
    await office.open_home("ben")
    outcome = await office.press_home("ben", label, about=RATE, option=option)
    assert outcome.ok, outcome
    if values is not None:
        assert (await office.submit("ben", **values)).ok
    if option == "Hand over":
        await office.press("ann", office.asking("ann", "Yes, they may"), "Yes, they may")
    assert then in await home_of(office, "ann")


async def test_what_was_done_is_said_on_home_and_can_be_undone_there(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await office.open_home("ben")
    await office.press_home("ben", "Got it", about=RATE, option="Tomorrow")
    home = await home_of(office, "ben")
    assert "Undo" in home.split("==")[0], home
    assert "promised by" in home
    await office.press_home("ben", "Undo")
    assert "Taken back" in office.form("ben")
    home = await home_of(office, "ben")
    assert "promised by" not in home
    assert "Undo" not in home


async def test_what_cannot_be_undone_any_more_is_not_offered(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await office.open_home("ben")
    await office.press_home("ben", "Got it", about=RATE, option="Tomorrow")
    assert "Undo" in await home_of(office, "ben")
    await office.press("ann", office.card("ann", RATE), "No longer needed")
    assert "Undo" not in await home_of(office, "ben")
    await office.ask("ann", "@Ben Another one?")
    await office.open_home("ben")
    await office.press_home("ben", "Got it", about="Another one?", option="Tomorrow")
    assert "Undo" in await home_of(office, "ben")
    await office.wait(minutes=11)
    assert "Undo" not in await office.open_home("ben")


async def test_whoever_asked_can_say_from_home_that_it_is_not_needed(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await office.open_home("ann")
    await office.press_home("ann", "No longer needed", about=RATE)
    assert "You wait for nobody." in await home_of(office, "ann")


async def test_what_a_team_was_asked_is_taken_from_home(office: Office) -> None:
    await office.open_home("ben")
    await office.ask("eva", f"@finance {RATE}")
    assert RATE in part(await home_of(office, "ben"), "For anybody in your team")
    await office.press_home("ben", "I'll take it", about=RATE)
    home = await home_of(office, "ben")
    assert RATE in part(home, "Waiting for you")
    assert "For anybody in your team" not in home


async def test_a_button_pressed_too_late_says_so_in_a_page_of_its_own(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await office.open_home("ben")
    stale = office.emulator.person("ben").id
    old = office.emulator.workspace.views.homes[stale].content
    await office.press("ann", office.card("ann", RATE), "No longer needed")
    await office.wait(seconds=3)
    office.emulator.workspace.views.homes[stale].content = old
    await office.press_home("ben", "Got it", about=RATE, option="Today")
    assert "has ended" in office.form("ben") or "over" in office.form("ben"), office.form("ben")


async def test_many_open_requests_are_leafed_through(open_one: Any) -> None:
    office = await open_one()
    await office.open_home("ben")
    await office.ask("ann", f"@Ben {RATE}")
    for number in range(1, 21):
        await office.ask("ann", f"@Ben Question {number}?")
    home = await home_of(office, "ben")
    assert "1–8 of 21" in home
    assert "Question 8?" not in home
    await office.press_home("ben", "Newer")
    assert "9–16 of 21" in office.home("ben")
    await office.press_home("ben", "Newer")
    assert "17–21 of 21" in office.home("ben")
    assert "Newer" not in office.home("ben")
    for number in range(16, 21):
        await office.press_home("ben", "Got it", about=f"Question {number}?", option="Today")
        await office.press("ann", office.card("ann", f"Question {number}?"), "No longer needed")
    assert "9–16 of 16" in await home_of(office, "ben")
    await office.press_home("ben", "Older")
    assert RATE in office.home("ben")
    await office.press_home("ben", "Newer")
    await office.open_home("ben")
    assert "1–8 of 16" in office.home("ben")


async def test_what_falls_due_today_is_told_by_the_hour(office: Office) -> None:
    await office.ask("ann", f"@Eva {RATE} by friday 14:00")
    await office.ask("eva", "@Ann Is the room free? by friday 11:00")
    await office.press("eva", office.card("eva", RATE), "Yes")
    await office.go_to(june(12, 9))
    home = squeeze(await office.open_home("ann"))
    assert f"14:00 · Eva will answer: {RATE}" in home
    assert "11:00 · Eva would like an answer: Is the room free?" in home
    home = squeeze(await office.open_home("eva"))
    assert f"14:00 · you told Ann you would answer: {RATE}" in home
    assert "11:00 · you would like an answer from Ann: Is the room free?" in home


async def test_a_burst_of_changes_is_few_publishings(office: Office) -> None:
    await office.open_home("ben")
    before = len([call for call in office.emulator.calls if call.method == "views.publish"])
    for number in range(12):
        await office.ask("ann", f"@Ben Question {number}?")
    await office.wait(seconds=3)
    published = len([call for call in office.emulator.calls if call.method == "views.publish"]) - before
    assert published == 1
    assert "of 12" in office.home("ben")


async def test_a_home_follows_when_a_colleague_is_renamed_or_its_reader_moves(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await office.open_home("ann")
    await office.emulator.change_person("ben", display_name="Benjamin")
    assert "Benjamin" in await home_of(office, "ann")
    await office.emulator.change_person("ann", tz="Asia/Tokyo")
    await office.go_to(june(9, 18))
    assert "Today, Wed 10 Jun" in await office.open_home("ann")


async def test_who_is_out_today_and_what_one_has_planned_stand_there(office: Office) -> None:
    await office.command("ben", "/ooo", 'today to thursday, cover @Eva "By the sea"')
    await office.command("cleo", "/ooo", "next week")
    home = squeeze(await office.open_home("ann"))
    out = part(home, "Who is out today")
    assert "Ben Tue 9 Jun 00:00 – Thu 11 Jun 24:00, New York · cover is Eva · “By the sea”" in out
    assert "Cleo" not in out

    await office.press_home("ann", "Plan an absence")
    await office.submit("ann", first="2026-06-22", last="2026-06-26")
    assert "Mon 22 Jun 00:00 – Fri 26 Jun 24:00" in part(await home_of(office, "ann"), "When you are away")
    await office.press_home("ann", "Change", about="Mon 22 Jun")
    await office.submit("ann", last="2026-06-29")
    assert "Mon 22 Jun 00:00 – Mon 29 Jun 24:00" in part(await home_of(office, "ann"), "When you are away")
    await office.press_home("ann", "Cancel it")
    assert "Mon 22 Jun" not in part(await home_of(office, "ann"), "Who is out today")
