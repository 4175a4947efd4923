"""Weekends without Svar, nights in which the clocks change, and clocks that jump: heard once, and by day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from offices import ZONES, Office, OpenOffice, june

from bot.emulator.screen import Seen

QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "It is 21 %, from December on."
OSLO, NEW_YORK = ZoneInfo("Europe/Oslo"), ZoneInfo("America/New_York")


def unasked(office: Office, who: str) -> list[Seen]:
    """The messages that remind somebody."""
    return [one for one in office.cards(who, "dm") if "hear from you:" in office.draw(one, who)]


def heard_at(seen: Seen) -> datetime:
    return datetime.fromtimestamp(float(seen.ts), UTC)


def at_work(office: Office, who: str) -> bool:
    """Whether each reminder came between nine and five of a weekday where its reader lives."""
    came = [heard_at(one).astimezone(ZONES[who]) for one in unasked(office, who)]
    return all(at.weekday() < 5 and 9 <= at.hour < 17 for at in came)


async def asleep_until(office: Office, instant: datetime) -> None:
    """Nothing runs until then: the machine is off, or was suspended."""
    office.clock.move_to(instant)
    office.svar.ticker.wake()
    await office.settle()


async def test_down_from_friday_to_monday(either_way: Office) -> None:
    office = either_way
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.ask("eva", "@Ben Who signs for Bergen, please?")
    await office.ask("ben", "@Eva Is the lease signed?")
    await office.ask("ann", "@Eva When does the train go?")
    await office.go_to(june(11, 16))
    await office.say("eva", "At half past six.", under=office.card("eva", "Ann asks you"))
    await office.press("ben", office.card("ben", "Eva asks you"), "Got it", "Tomorrow")
    before = {who: len(office.shown(who, "dm")) for who in ("ann", "ben", "eva")}

    await asleep_until(office, june(14, 21))  # a Sunday night: Svar is back, and nobody is at work
    assert {who: len(office.shown(who, "dm")) for who in before} == before
    reminded = {who: len(unasked(office, who)) for who in before}
    await office.go_to(june(15, 23, 30))

    for who in ("ben", "eva"):
        assert len(unasked(office, who)) <= reminded[who] + 1
        assert at_work(office, who)
    assert len(unasked(office, "ben")) == reminded["ben"] + 1
    missed = office.thread("eva", office.card("eva", "You asked Ben"))
    assert missed.count("has not answered yet") == 1
    assert office.screen("ann").count("said nothing") <= 1
    await office.say("ben", ANSWER, under=office.card("ben", "Ann asks you"))
    assert office.thread("ann", office.card("ann", QUESTION)).count(ANSWER) == 1


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"], ids=["an hour less", "an hour more"])
async def test_the_night_in_which_oslo_changes_its_clocks(open_one: OpenOffice, day: str) -> None:
    sunday = datetime.fromisoformat(day).replace(tzinfo=OSLO)
    await _a_night(await open_one(at=(sunday - timedelta(days=2)).replace(hour=9)), sunday, "eva", "ann")


@pytest.mark.parametrize("day", ["2026-03-08", "2026-11-01"], ids=["an hour less", "an hour more"])
async def test_the_night_in_which_new_york_changes_its_clocks(open_one: OpenOffice, day: str) -> None:
    sunday = datetime.fromisoformat(day).replace(tzinfo=NEW_YORK)
    await _a_night(await open_one(at=(sunday - timedelta(days=2)).replace(hour=9)), sunday, "ben", "eva")


async def _a_night(office: Office, sunday: datetime, owner: str, asker: str) -> None:
    """Asked on Friday and promised for Monday: every hour is that of the owner's own clock."""
    name = owner.title()
    await office.ask(asker, f"@{name} {QUESTION}")
    await office.ask(asker, f"@{name} Who signs for Bergen, please?")
    await office.rarer(owner, office.card(owner, "Bergen"), "Remind me later")
    monday = (sunday + timedelta(days=1)).date()
    assert (await office.submit(owner, day=monday.isoformat(), time="15:00")).ok
    card = office.card(owner, QUESTION)
    await office.press(owner, card, "Got it", "Pick a time")
    assert (await office.submit(owner, day=monday.isoformat(), time="12:00")).ok
    before = len(office.shown(owner, "dm"))
    await office.go_to(datetime(monday.year, monday.month, monday.day, 8, 59, tzinfo=ZONES[owner]))
    assert len(office.shown(owner, "dm")) == before  # nobody is written to in that night, or on the day after

    def came(text: str) -> list[str]:
        found = [one for one in office.shown(owner, "dm") if text in office.draw(one, owner)]
        return [heard_at(one).astimezone(ZONES[owner]).strftime("%a %H") for one in found]

    await office.go_to(datetime(monday.year, monday.month, monday.day, 18, tzinfo=ZONES[owner]))
    assert came("Is that still good?") == ["Mon 11"]
    assert came("hear from you:") == ["Mon 09", "Mon 15"]
    await office.go_to(datetime(monday.year, monday.month, monday.day + 1, 12, tzinfo=ZONES[asker]))
    asked = office.card(asker, QUESTION)
    missed = [one for one in office.replies(asker, asked) if "has not answered yet" in one.text]
    assert len(missed) == 1


@pytest.mark.parametrize("hours", [3, 14, 40])
async def test_a_machine_that_slept_for_some_hours_says_each_thing_once(office: Office, hours: int) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.go_to(june(10, 15, of="ben"))
    await office.ask("eva", "@Ben Who signs for Bergen, please?")
    await asleep_until(office, office.clock.now() + timedelta(hours=hours))
    await office.go_to(june(12, 12, of="ben"))
    assert at_work(office, "ben")
    (first, *_) = unasked(office, "ben")
    days = [heard_at(one).astimezone(NEW_YORK).date() for one in unasked(office, "ben")]
    assert len(days) == len(set(days))
    assert QUESTION in office.draw(first, "ben")
    assert len([one for one in office.cards("ben", "dm") if "asks you" in office.draw(one, "ben")]) == 2


async def test_a_clock_set_back_by_minutes_repeats_nothing(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.go_to(june(11, 9, 45, of="ben"))
    assert len(unasked(office, "ben")) == 1
    for minutes in (5, 20):
        office.clock.move_by(-timedelta(minutes=minutes))
        office.svar.ticker.wake()
        await office.settle()
        assert len(unasked(office, "ben")) == 1
    await office.say("ben", ANSWER, under=office.card("ben", "asks you"))
    assert office.thread("ann", office.card("ann", QUESTION)).count(ANSWER) == 1
    await office.go_to(june(12, 23))
    assert len(unasked(office, "ben")) == 1


async def test_a_clock_a_day_ahead_and_back_again_loses_nothing(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.go_to(june(9, 16, of="ben"))
    await asleep_until(office, june(10, 16, of="ben"))
    office.clock.move_to(june(9, 16, 5, of="ben"))  # it was wrong
    await office.ask("eva", "@Ben Who signs for Bergen, please?")
    await office.go_to(june(17, 12, of="ben"))
    shown = "\n".join(office.draw(one, "ben") for one in unasked(office, "ben"))
    assert QUESTION in shown
    assert "Bergen" in shown
    assert at_work(office, "ben")
    days = [heard_at(one).astimezone(NEW_YORK).date() for one in unasked(office, "ben")]
    assert len(days) == len(set(days))
