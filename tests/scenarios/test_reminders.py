"""Whoever's turn it is hears of it at the right moment, in one message, and is left in peace otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from offices import Office, june

from bot.emulator import Fault

QUESTION = "Which rate applies to the Oslo contract?"


def reminders(office: Office, who: str) -> list[str]:
    """What reminds somebody: messages outside every thread that begin with a greeting."""
    shown = [office.draw(one, who) for one in office.cards(who, "dm")]
    return [one for one in shown if "hear from you:" in one]


async def days(office: Office, until: datetime, who: str) -> list[datetime]:
    """Let time pass, and note when a reminder came."""
    came: list[datetime] = []
    while office.clock.now() < until:
        before = len(reminders(office, who))
        await office.wait(minutes=30)
        came += [office.clock.now()] * (len(reminders(office, who)) - before)
    return came


async def test_after_a_working_day_once_and_soon_after_the_day_begins(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")  # Tuesday 10:00 in New York
    came = await days(office, june(11, 12, of="ben"), "ben")
    assert [at.astimezone(june(9, 0, of="ben").tzinfo).strftime("%a %H") for at in came] == [
        "Thu 10"
    ]  # looked at each half hour
    (shown,) = reminders(office, "ben")
    assert "Hello Ben. Ann hopes to hear from you:" in shown
    assert QUESTION in shown
    assert "Answer" in shown


async def test_what_is_wished_for_at_once_comes_with_the_days_message_too(office: Office) -> None:
    await office.go_to(june(10, 15, 55, of="cleo"))  # before the day begins in Oslo, which it does at 16:00
    await office.ask("cleo", f"@Ann {QUESTION} by 16:00")
    await office.go_to(june(10, 9, 29))
    assert reminders(office, "ann") == []
    await office.go_to(june(10, 9, 41))
    assert len(reminders(office, "ann")) == 1


async def test_what_is_handed_over_shortly_before_it_is_wished_for_comes_with_the_days_message_too(
    office: Office,
) -> None:
    await office.say("ben", f"@Svar ask @Eva {QUESTION} by tomorrow 04:00", channel="ops")
    await office.go_to(june(10, 8, 55))  # the wish is for 10:00 in Oslo, where the day begins at 9:00
    await office.menu("eva", office.card("eva"), "Hand over")
    await office.submit("eva", to="UANN", word="")
    await office.go_to(june(10, 9, 29))
    assert reminders(office, "ann") == []
    await office.go_to(june(10, 9, 41))
    assert len(reminders(office, "ann")) == 1


async def test_a_promise_is_reminded_of_on_its_day_however_late_the_wish_is(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION} by 26 june")
    await office.wait(hours=2)
    await office.press("ben", office.card("ben"), "Got it", "This week")
    came = await days(office, june(12, 16, of="ben"), "ben")
    assert [at.astimezone(june(9, 0, of="ben").tzinfo).strftime("%a %H") for at in came] == ["Fri 10"]


async def test_a_promise_taken_back_leaves_its_reminder_where_it_was(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.wait(hours=2)
    await office.press("ben", office.card("ben"), "Got it", "Pick a time")
    assert (await office.submit("ben", day="2026-06-26", time="12:00")).ok
    await office.press("ben", office.asking("ben", "Undo"), "Undo")
    assert len(await days(office, june(12, 16, of="ben"), "ben")) >= 1


async def test_what_was_answered_is_not_reminded_of(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.say("ben", "It is 21 %, from December on.", under=office.card("ben"))
    assert await days(office, june(16, 12), "ben") == []


async def test_it_comes_three_times_and_then_the_one_who_asks_is_asked(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    came = await days(office, june(24, 23), "ben")
    local = [at.astimezone(june(9, 0, of="ben").tzinfo).strftime("%a %d") for at in came]
    assert local == ["Thu 11", "Fri 12", "Tue 16"]  # one and three working days after the first
    heard = office.thread("ann", office.card("ann", "You asked Ben"))
    assert "nobody has answered this yet. Do you still need it?" in heard
    await office.press("ann", office.asking("ann", "Still need it"), "Still need it")
    assert len(await days(office, june(26, 23), "ben")) >= 1


async def test_a_promise_is_waited_for_and_asked_about_shortly_before(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "Got it", "This week")  # Friday 17:00 in New York
    assert await days(office, june(12, 9, of="ben"), "ben") == []
    assert len(await days(office, june(12, 11, of="ben"), "ben")) == 1  # on the day it is due
    thread = office.thread("ben", office.card("ben", "Ann asks you"))
    assert "Is that still good?" not in thread
    await office.go_to(june(12, 16, 1, of="ben"))
    assert "Is that still good?" in office.thread("ben", office.card("ben", "Ann asks you"))


async def test_a_missed_promise_is_told_plainly_and_the_owner_may_say_when_it_comes(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "Got it", "Today")
    await office.go_to(june(10, 9, 1))
    assert "Ben said" in office.thread("ann", office.card("ann"))
    assert "has not answered yet" in office.thread("ann", office.card("ann"))
    await office.go_to(june(10, 9, 5, of="ben"))
    await office.press("ben", office.asking("ben", "Say when it comes"), "Say when it comes")
    outcome = await office.submit("ben", day="2026-06-11", time="12:00")
    assert outcome.ok, outcome
    heard = office.thread("ann", office.card("ann"))
    assert "taking me longer than I said" in heard
    assert "Ben will answer by" in heard


async def test_a_promise_that_was_moved_or_kept_is_not_missed(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "Got it", "Today")
    await office.press("ben", office.card("ben"), "Got it", "Tomorrow")
    await office.go_to(june(10, 12))
    assert "has not answered yet" not in office.thread("ann", office.card("ann"))
    await office.say("ben", "It is 21 %, from December on.", under=office.card("ben", "Ann asks you"))
    await office.go_to(june(12, 12))
    assert "has not answered yet" not in office.thread("ann", office.card("ann"))


async def test_several_wait_and_one_message_says_so_and_how_many_more(office: Office) -> None:
    for n in range(7):
        await office.ask("ann" if n % 2 else "eva", f"@Ben Question number {n}, please?")
    came = await days(office, june(11, 12, of="ben"), "ben")
    assert len(came) == 1
    (shown,) = reminders(office, "ben")
    assert "Hello Ben. 2 colleagues hope to hear from you:" in shown
    assert shown.count("Question number") == 5
    assert "And 2 more" in shown
    counted = await office.rows("SELECT reminders FROM turns ORDER BY id")
    assert [row["reminders"] for row in counted] == [1, 1, 1, 1, 1, 0, 0]


async def test_urgent_does_not_wait_for_the_morning(office: Office) -> None:
    await office.ask("ann", f"urgent @Ben {QUESTION}")
    assert len(await days(office, june(9, 11, 31, of="ben"), "ben")) == 1


async def test_nobody_is_reminded_out_of_hours_or_of_what_is_parked(office: Office) -> None:
    await office.go_to(june(9, 16, 45, of="ben"))
    await office.ask("ann", f"urgent @Ben {QUESTION}")
    assert await days(office, june(10, 9, of="ben"), "ben") == []
    await office.menu("ben", office.card("ben"), "Put on hold")
    await office.submit("ben", day="2026-06-19", reason="The list comes on Friday.")
    assert await days(office, june(18, 20), "ben") == []


async def test_later_on_a_day_of_ones_choice_and_no_more_at_all(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.rarer("ben", office.card("ben"), "Remind me later")
    outcome = await office.submit("ben", day="2026-06-15", time="14:00")
    assert outcome.ok, outcome
    came = await days(office, june(15, 20), "ben")
    local = [at.astimezone(june(9, 0, of="ben").tzinfo).strftime("%a %H") for at in came]
    assert local == ["Mon 14"]
    await office.rarer("ben", office.card("ben", "Ann asks you"), "Stop reminding me")
    assert await days(office, june(26, 20), "ben") == []


async def test_what_was_wished_for_early_brings_no_later_step_forward(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    assert len(await days(office, june(11, 12, of="ben"), "ben")) == 1
    for hour in ("14:00", "16:00"):
        await office.rarer("ben", office.card("ben", "Ann asks you"), "Remind me later")
        assert (await office.submit("ben", day="2026-06-11", time=hour)).ok
        assert len(await days(office, june(11, int(hour[:2]), 30, of="ben"), "ben")) == 1
    await office.go_to(june(19, 23))
    assert "Do you still need it?" not in office.thread("ann", office.card("ann", "You asked Ben"))
    await office.go_to(june(22, 23))  # seven working days after the first
    assert "Do you still need it?" in office.thread("ann", office.card("ann", "You asked Ben"))


async def test_whoever_has_just_acted_is_left_in_peace(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.go_to(june(10, 16, of="ben"))
    await office.say("ben", "On it", under=office.card("ben"))
    assert await days(office, june(11, 15, of="ben"), "ben") == []
    assert len(await days(office, june(12, 12, of="ben"), "ben")) == 1


async def test_after_a_weekend_down_there_is_one_message_with_the_newest_step(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.ask("eva", "@Ben Who signs for Bergen, please?")
    office.clock.move_to(june(15, 11, of="ben"))  # nothing ran since Tuesday
    await office.settle()
    await office.wait(minutes=1)
    assert len(reminders(office, "ben")) == 1
    assert len(await days(office, june(15, 20, of="ben"), "ben")) == 0


@pytest.mark.parametrize("how", ["lend", "ask_back"])
async def test_the_one_whose_turn_it_is_hears_and_nobody_else(office: Office, how: str) -> None:
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="ops")
    if how == "lend":
        await office.rarer("ben", office.card("ben"), "Lend")
        await office.submit("ben", to="UEVA", word="")
        holder, others = "eva", ("ann", "ben")
    else:
        await office.menu("ben", office.card("ben"), "Ask back")
        await office.submit("ben", text="The new one?")
        holder, others = "ann", ("ben", "eva")
    await office.go_to(june(11, 20))
    assert len(reminders(office, holder)) == 1
    assert not any(reminders(office, other) for other in others)


async def test_what_waits_for_the_morning_holds_up_nothing_that_is_said_before(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "Got it", "Today")  # until 23:00 in Oslo
    await office.go_to(june(9, 17, 5, of="ben"))
    await office.say("ann", "The one with the city, I mean.", under=office.card("ann", "You asked Ben"))
    assert "The one with the city" in office.thread("ben", office.card("ben", "Ann asks you"))
    await office.say("ben", "It is 21 %, from December on.", under=office.card("ben", "Ann asks you"))
    assert "Ben answers:" in office.thread("ann", office.card("ann", "You asked Ben"))
    await office.go_to(june(11, 12))
    assert "has not answered yet" not in office.thread("ann", office.card("ann", "You asked Ben"))


@pytest.mark.parametrize("hour", [9, 11])
async def test_what_is_wished_for_later_on_the_same_day_is_not_reminded_of_at_once(
    office: Office, hour: int
) -> None:
    await office.go_to(june(10, hour, of="ben"))
    await office.ask("eva", f"@Ben {QUESTION} by today 22:30")  # 16:30 in New York
    assert await days(office, june(10, 23, of="ben"), "ben") == []
    assert len(await days(office, june(11, 10, of="ben"), "ben")) == 1


async def test_what_the_clock_closes_or_takes_up_again_is_heard_in_working_hours(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.ask("ann", "@Ben Who signs for Bergen, please?")
    held = office.card("ben", "Bergen")
    await office.say("ben", "It is 21 %, from December on.", under=office.card("ben", "Oslo"))
    await office.menu("ben", held, "Put on hold")
    await office.submit("ben", day="2026-06-11", time="19:00", reason="The list comes then.")
    await office.go_to(june(11, 19, 5, of="ben"))
    assert "has come" not in office.screen("ann") + office.screen("ben")
    await office.go_to(june(12, 9, 5))
    assert "closed" not in office.screen("ben")  # by Ann's silence, and it is 03:05 in New York
    await office.go_to(june(12, 16, 5))
    assert "said nothing more, so this is closed" in office.screen("ben")
    assert "The day until which you put this on hold has come" in office.thread("ben", held)


async def test_two_promises_for_a_day_leave_its_daily_message_be_and_are_asked_about_as_far_as_there_is_room(
    office: Office,
) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    for n in range(3):
        await office.ask("eva", f"@Ben Question number {n}, please?")
    await office.go_to(june(10, 14, of="ben"))
    for n in range(3):
        await office.press("ben", office.card("ben", f"number {n}"), "Got it", "Tomorrow")
    assert len(await days(office, june(11, 12, of="ben"), "ben")) == 1
    await office.go_to(june(11, 16, 30, of="ben"))
    asked = [one for one in office.shown("ben", "dm") if "Is that still good?" in one.text]
    assert len(asked) == 1  # with the daily message that makes two


async def test_what_was_due_in_an_absence_waits_until_some_hours_after_it(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.go_to(june(22, 23))
    await office.command("ben", "/ooo", "tomorrow to wednesday")
    await office.go_to(june(23, 12))
    await office.press("ann", office.asking("ann", "Still need it"), "Still need it")
    assert await days(office, june(25, 12, 30, of="ben"), "ben") == []
    assert len(await days(office, june(25, 14, of="ben"), "ben")) == 1


async def test_the_end_of_a_quiet_time_brings_nothing_that_waits_for_the_next_day(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.go_to(june(25, 11, of="ben"))
    await office.press("ann", office.asking("ann", "Still need it"), "Still need it")
    now = office.clock.now()
    assert (await office.emulator.set_dnd("ben", now, now + timedelta(hours=3))).ok
    await office.wait(hours=1)
    assert (await office.emulator.set_dnd("ben", None, None)).ok

    assert await days(office, june(25, 20, of="ben"), "ben") == []
    assert len(await days(office, june(26, 12, of="ben"), "ben")) == 1


async def test_what_is_still_needed_waits_for_the_daily_message(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.go_to(june(24, 23))
    await office.press("ann", office.asking("ann", "Still need it"), "Still need it")
    came = await days(office, june(26, 23), "ben")
    assert [at.astimezone(june(9, 0, of="ben").tzinfo).strftime("%H") for at in came][:1] == ["10"]


async def test_whoever_works_part_time_promises_until_the_end_of_their_own_day(office: Office) -> None:
    await office.open_home("ben")
    await office.press_home("ben", "Change", about="Your working hours")
    assert (await office.submit("ben", tuesday="09:00-13:00")).ok
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "Got it", "Today")
    assert "13:00" in office.draw(office.card("ben"), "ben")


async def test_what_one_has_asked_for_comes_at_its_hour_however_much_came_that_day(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    for n in range(2):
        await office.ask("eva", f"@Ben Question number {n}, please?")
    await office.go_to(june(10, 14, of="ben"))
    await office.press("ben", office.card("ben", "number 0"), "Got it", "Tomorrow")
    await office.rarer("ben", office.card("ben", "number 1"), "Remind me later")
    assert (await office.submit("ben", day="2026-06-11", time="16:30")).ok
    assert len(await days(office, june(11, 17, of="ben"), "ben")) == 2  # besides the daily message
    assert any("Is that still good?" in one.text for one in office.shown("ben", "dm"))


async def test_what_the_clock_closed_and_slack_did_not_take_in_time_waits_for_the_next_opening(
    office: Office,
) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.say("ben", "It is 21 %, from December on.", under=office.card("ben"))
    await office.go_to(june(12, 15, 59))
    office.emulator.faults.add(Fault("chat.postMessage", "server_error", rate=1.0))
    await office.go_to(june(12, 18, of="ben"))
    office.emulator.faults.clear()
    await office.go_to(june(12, 23, of="ben"))
    assert "so this is closed" not in office.screen("ben")
    await office.go_to(june(15, 9, 5, of="ben"))
    assert "so this is closed" in office.screen("ben")


async def test_whoever_was_away_without_an_end_is_reminded_once_they_are_back(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.command("ben", "/ooo", "from tomorrow")
    await office.go_to(june(16, 12, of="ben"))
    assert reminders(office, "ben") == []

    await office.command("ben", "/ooo", "back")
    await days(office, june(24, 12, of="ben"), "ben")
    assert reminders(office, "ben") != []
