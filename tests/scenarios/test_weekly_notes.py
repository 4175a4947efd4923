"""Each person's own week on Monday morning: short, private, and not there where it would say nothing."""

from __future__ import annotations

from datetime import datetime

from offices import Office, june

QUESTION = "Which rate applies to the Oslo contract?"
HEAD = "your week in a few lines:"


def notes(office: Office, who: str) -> list[str]:
    shown = [office.draw(one, who) for one in office.cards(who, "dm")]
    return [one for one in shown if HEAD in one]


async def came(office: Office, until: datetime, who: str) -> list[datetime]:
    """Let time pass, and note when a note came."""
    found: list[datetime] = []
    while office.clock.now() < until:
        before = len(notes(office, who))
        await office.wait(minutes=30)
        found += [office.clock.now()] * (len(notes(office, who)) - before)
    return found


def local(found: list[datetime], who: str) -> list[str]:
    zone = june(9, 0, of=who).tzinfo
    return [at.astimezone(zone).strftime("%a %d %H:%M") for at in found]


async def test_it_comes_on_monday_morning_where_they_are(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")

    assert local(await came(office, june(15, 23), "ann"), "ann") == ["Mon 15 10:00"]  # seen each half hour
    (told,) = notes(office, "ann")
    assert "Ann, this is your week in a few lines:" in told
    assert "Nothing waits for you; you wait for 1 answer." in told
    assert "Only you see this. It is not for appraisal, pay or discipline." in told
    (told,) = notes(office, "ben")
    assert "1 request waits for you; you wait for nobody." in told
    assert QUESTION not in told


async def test_it_waits_until_there_is_a_week_to_tell_of(office: Office) -> None:
    await office.go_to(june(12, 14))
    await office.ask("ann", f"@Eva {QUESTION}")

    assert await came(office, june(21, 23), "eva") == []
    assert local(await came(office, june(22, 23), "eva"), "eva") == ["Mon 22 10:00"]


async def test_whoever_has_nothing_to_hear_hears_nothing(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.say("ben", "It is 21 %, from December on.", under=office.card("ben"))
    await office.press("ann", office.asking("ann", "Yes"), "Yes")

    assert await came(office, june(22, 23), "ann") == []
    assert notes(office, "eva") == []


async def test_one_tap_ends_it_and_another_has_it_back(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await came(office, june(15, 12), "ann")
    await office.press("ann", office.asking("ann", "No weekly note"), "No weekly note")
    assert "There will be no weekly note." in office.form("ann")
    assert await came(office, june(22, 23), "ann") == []

    await office.command("ann", "/svar", "digest")
    await office.press("ann", office.asking("ann", "Send it on Mondays"), "Send it on Mondays")
    assert local(await came(office, june(29, 23), "ann"), "ann") == ["Mon 29 10:00"]


async def test_whoever_is_away_finds_it_on_their_return_after_the_quiet_hours(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.command("ann", "/ooo", "15 june - 17 june")

    assert local(await came(office, june(22, 8), "ann"), "ann") == ["Thu 18 13:00"]


async def test_it_says_who_will_be_away_of_those_they_wait_for(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.command("ben", "/ooo", "18 june - 19 june")
    await came(office, june(15, 12), "ann")

    (told,) = notes(office, "ann")
    assert "Ben, for whom you wait, will be away from Thu 18 Jun to" in told


async def test_their_promises_are_counted_for_them_alone(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "Got it", "Today")
    await office.say("ben", "It is 21 %, from December on.", under=office.card("ben"))
    await came(office, june(15, 23), "ben")

    (told,) = notes(office, "ben")
    assert "You had 1 promise due last week and kept 1 in time." in told
    assert "promise" not in "".join(notes(office, "ann"))


async def test_it_is_one_of_the_two_messages_a_day(office: Office) -> None:
    for number in range(3):
        await office.ask("ann", f"@Ben {QUESTION} {number}")
    await office.go_to(june(15, 23, of="ben"))
    rows = await office.rows(
        "SELECT settled_at FROM outbox WHERE person_id = (SELECT id FROM people WHERE name = 'Ben')"
        " AND reason IN ('reminders', 'still_good', 'note') AND ts IS NOT NULL AND settled_at > '2026-06-15'"
    )

    assert 1 <= len(rows) <= 2


async def test_what_came_due_while_svar_was_down_waits_for_next_monday_if_it_is_late(office: Office) -> None:
    await office.ask("ann", f"@Ben {QUESTION}")
    office.clock.move_to(june(18, 10))  # at one stroke: nothing ran in between
    office.svar.ticker.wake()
    await office.settle()

    assert notes(office, "ann") == []
    assert local(await came(office, june(22, 23), "ann"), "ann") == ["Mon 22 10:00"]
