"""What each threshold promises, in a workspace that has it as it comes and in one that has it otherwise."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from offices import Office, june, options_of

from bot.delivery import nudges
from bot.flows.forgetting import forget
from bot.rules.thresholds import AS_IT_COMES, LIMITS

QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "It is 21 %, from December on."
Seen = list[str]


@dataclass(frozen=True, slots=True)
class Effect:
    """What can be seen where a threshold is as it comes, and where it is `otherwise`."""

    otherwise: int
    look: Callable[[Office], Awaitable[Any]]
    usual_sight: Any
    other_sight: Any


async def change(office: Office, name: str, value: int) -> None:
    """Let Ann, an admin, set it."""
    await office.emulator.change_person("ann", is_admin=True)
    await office.settle()
    await office.command("ann", "/svar", "settings")
    await office.choose("ann", "Change")
    assert (await office.submit("ann", **{name: str(value)})).ok


async def reminded(office: Office, until: datetime, *, minutes: int = 30) -> Seen:
    """When Ben was reminded."""
    return await said(office, until, "hear from you:", "ben", minutes=minutes)


async def days_reminded(office: Office, until: datetime) -> Seen:
    return [at[:6] for at in await reminded(office, until, minutes=120)]


async def said(office: Office, until: datetime, words: str, who: str, *, minutes: int = 30) -> Seen:
    """When somebody was told something, where Ben lives, looked at every so many minutes."""
    seen: Seen = []
    while office.clock.now() < until:
        before = office.screen(who).count(words)
        await office.wait(minutes=minutes)
        at = office.clock.now().astimezone(june(9, 0, of="ben").tzinfo)
        seen += [f"{at:%a %d %H:%M}"] * (office.screen(who).count(words) - before)
    return seen


async def days_said(office: Office, until: datetime, words: str, who: str) -> Seen:
    return [at[:6] for at in await said(office, until, words, who, minutes=120)]


async def three_reminders(office: Office) -> tuple[Seen, Seen]:
    """The days on which Ben is reminded, and on which Ann is asked whether she still needs it."""
    await office.ask("ann", f"@Ben {QUESTION}")  # Tuesday the 9th, 10:00 in New York
    days = await days_reminded(office, june(18, 23))
    return days, await days_said(office, june(25, 23), "Do you still need it?", "ann")


async def how_many_in_one(office: Office) -> int:
    for n in range(6):
        await office.ask("ann", f"@Ben Question number {n}, please?")
    await office.go_to(june(11, 10, of="ben"))
    return office.screen("ben").split("hear from you:")[1].count("Question number")


async def on_a_full_day(office: Office) -> Seen:
    """One has waited for a day and another is for today, so that both are due on Thursday."""
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.go_to(june(10, 16, of="ben"))
    await office.ask("eva", "today @Ben Who signs for Bergen, please?")
    return await reminded(office, june(12, 12, of="ben"))


async def first_reminder(office: Office) -> Seen:
    """Of what is wished for on Wednesday."""
    await office.ask("ann", f"@Ben {QUESTION} by 10 june 23:00")
    return await reminded(office, june(10, 16, of="ben"))


async def day_of_the_first(office: Office) -> Seen:
    await office.ask("ann", f"@Ben {QUESTION}")
    return (await days_reminded(office, june(19, 20, of="ben")))[:1]


def usually(minutes: int) -> Callable[[Office], Awaitable[Seen]]:
    """The day of the first reminder where 85 % of turns end within so much working time."""

    async def look(office: Office) -> Seen:
        sql = "UPDATE workspaces SET typical_minutes = :minutes, typical_at = '2027-01-01T00:00:00.000000Z'"
        await office.svar.store.write(lambda tx: tx.run(sql, minutes=minutes))
        return await day_of_the_first(office)

    return look


async def asked_about_a_promise(office: Office) -> Seen:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "Got it", "Today")
    return await said(office, june(9, 17, of="ben"), "Is that still good?", "ben")


async def after_an_act(office: Office) -> Seen:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.go_to(june(10, 16, of="ben"))
    await office.say("ben", "On it", under=office.card("ben"))
    return (await days_reminded(office, june(16, 20, of="ben")))[:1]


def at_once(urgency: str) -> Callable[[Office], Awaitable[Seen]]:
    async def look(office: Office) -> Seen:
        await office.ask("ann", f"{urgency} @Ben {QUESTION}")
        return await reminded(office, june(9, 17, of="ben"))

    return look


async def how_many_urgent(office: Office) -> int:
    for n in range(3):
        await office.ask("ann", f"urgent @Ben Question number {n}, please?")
    return await office.count("requests")


SHORT = {
    "a wait is offered": True,
    "others may be told a day only": True,
    "it is said to be long": False,
    "it can be put off": True,
    "whoever waits hears of it": False,
}
LONG = {seen: not so for seen, so in SHORT.items()}


async def away_for_three_weeks(office: Office) -> dict[str, bool]:
    """What becomes of a request that is with Ben when he goes, and of one that comes then."""
    await office.ask("eva", "@Ben Who signs for Bergen, please?")
    roughly = await office.command("ben", "/ooo", "10 june - 1 july, back in summer")
    if await office.count("absences"):
        await office.press("ben", office.asking("ben", "Undo"), "Undo")
    gone = await office.command("ben", "/ooo", "10 june - 1 july, cover @Ann")
    await office.press("ben", office.asking("ben", "Sort before you go"), "Sort before you go")
    sorting = office.form("ben")
    await office.go_to(june(10, 12, of="ben"))
    asking = await office.ask("cleo", f"@Ben {QUESTION}")
    return {
        "a wait is offered": "Wait until" in asking,
        "others may be told a day only": "for shorter ones" in roughly,
        "it is said to be long": "longer than anybody should wait" in gone,
        "it can be put off": "promise" in sorting.lower(),
        "whoever waits hears of it": "will be away for long" in office.screen("eva"),
    }


async def back_from_an_absence(office: Office) -> str:
    """When Ben, who is back on Friday, hears of something urgent: as soon as he reads that he would."""
    await office.go_to(june(9, 16, 30, of="ben"))
    await office.ask("ann", f"urgent @Ben {QUESTION}")
    await office.command("ben", "/ooo", "tomorrow to thursday")
    (at,) = await reminded(office, june(12, 17, of="ben"))
    assert f"I stay quiet until Fri 12 Jun {at[-5:]}" in office.screen("ben")
    return at


async def closed_without_word(office: Office) -> Seen:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.say("ben", ANSWER, under=office.card("ben"))
    return await days_said(office, june(17, 23), "so this is closed", "ben")


OFFER = "can go on when they hear from you"


async def offers(office: Office) -> int:
    """How often Ben, for whom three wait with six questions, is offered help in six weeks."""
    sql = "UPDATE workspaces SET typical_minutes = 120, typical_at = '2027-01-01T00:00:00.000000Z'"
    await office.svar.store.write(lambda tx: tx.run(sql))
    for n in range(6):
        await office.ask(("ann", "cleo", "eva")[n % 3], f"@Ben Question number {n}, please?")
    await office.svar.store.write(lambda tx: tx.run("UPDATE turns SET remind_at = NULL"))
    for _ in range(6):
        await office.wait(days=7)
        await nudges.look(office.svar.house)
    await office.wait(days=2)
    return office.screen("ben").count(OFFER)


def over(days: int) -> Callable[[Office], Awaitable[tuple[bool, bool]]]:
    """Whether the times, and the words, of a request are kept so many days after it was over."""

    async def look(office: Office) -> tuple[bool, bool]:
        await office.ask("ann", f"@Ben {QUESTION}")
        await office.say("ben", ANSWER, under=office.card("ben"))
        await office.press("ann", office.card("ann"), "Yes")
        office.clock.move_to(office.clock.now() + timedelta(days=days))
        await office.svar.store.write(forget, now=office.clock.now())
        rows = await office.rows("SELECT faded_at FROM requests")
        return any(row["faded_at"] is None for row in rows), bool(rows)

    return look


async def a_hand(office: Office) -> bool:
    await office.command("ben", "/ooo", "24 june to 26 june, cover @Eva")
    await office.ask("ann", f"@Ben {QUESTION}")
    return "Ask for a hand" in options_of(office.card("ann", "You asked Ben"), "⋯")


USUAL_THREE = (["Thu 11", "Fri 12", "Tue 16"], ["Mon 22"])
EFFECTS = {
    "reminders": Effect(1, three_reminders, USUAL_THREE, (["Thu 11"], ["Mon 22"])),
    "listed": Effect(2, how_many_in_one, 5, 2),
    "messages": Effect(
        1,
        on_a_full_day,
        ["Thu 11 10:00", "Thu 11 12:00", "Fri 12 10:00"],
        ["Thu 11 10:00", "Fri 12 10:00"],
    ),
    "into_the_day_minutes": Effect(150, first_reminder, ["Wed 10 10:00"], ["Wed 10 12:00"]),
    "again_days": Effect(2, three_reminders, USUAL_THREE, (["Thu 11", "Mon 15", "Tue 16"], ["Mon 22"])),
    "third_days": Effect(5, three_reminders, USUAL_THREE, (["Thu 11", "Fri 12", "Thu 18"], ["Mon 22"])),
    "asked_days": Effect(9, three_reminders, USUAL_THREE, (USUAL_THREE[0], ["Wed 24"])),
    "still_good_hours": Effect(3, asked_about_a_promise, ["Tue 09 16:00"], ["Tue 09 14:00"]),
    "silent_hours": Effect(16, after_an_act, ["Fri 12"], ["Mon 15"]),
    "typical_percent": Effect(100, usually(960), ["Thu 11"], ["Fri 12"]),
    "shortest_hours": Effect(16, day_of_the_first, ["Thu 11"], ["Fri 12"]),
    "longest_hours": Effect(40, usually(6000), ["Mon 15"], ["Wed 17"]),
    "today_hours": Effect(6, at_once("today"), ["Tue 09 14:00"], ["Tue 09 16:00"]),
    "urgent_hours": Effect(3, at_once("urgent"), ["Tue 09 11:00"], ["Tue 09 13:00"]),
    "urgent_a_day": Effect(1, how_many_urgent, 2, 1),
    "wait_weeks": Effect(2, away_for_three_weeks, SHORT, LONG),
    "back_hours": Effect(6, back_from_an_absence, "Fri 12 13:00", "Fri 12 15:00"),
    "close_days": Effect(5, closed_without_word, ["Fri 12"], ["Tue 16"]),
    "nudge_people": Effect(4, offers, 2, 0),
    "nudge_turns": Effect(7, offers, 2, 0),
    "nudge_days": Effect(28, offers, 2, 1),
    "times_days": Effect(63, over(70), (True, True), (False, True)),
    "words_days": Effect(90, over(91), (False, True), (False, False)),
    "hand": Effect(1, a_hand, False, True),
}


def test_every_threshold_is_shown_to_do_what_it_promises() -> None:
    assert list(EFFECTS) == list(LIMITS)


@pytest.mark.parametrize("name", EFFECTS)
@pytest.mark.parametrize("set_otherwise", [False, True], ids=["as it comes", "otherwise"])
async def test_it_does_what_it_promises(office: Office, name: str, *, set_otherwise: bool) -> None:
    effect = EFFECTS[name]
    assert effect.otherwise != getattr(AS_IT_COMES, name)
    if set_otherwise:
        await change(office, name, effect.otherwise)
    assert await effect.look(office) == (effect.other_sight if set_otherwise else effect.usual_sight)
