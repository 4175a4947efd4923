"""Being away: said in one line, shown in full, changed, taken back, and ended."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from offices import Office, OpenOffice, june

QUESTION = "Which rate applies to the Tokyo contract?"


async def test_an_absence_in_one_line_is_shown_in_full(office: Office) -> None:
    told = await office.command("ann", "/ooo", 'tomorrow to friday, cover @Ben "In the mountains"')

    assert "You are away Wed 10 Jun 00:00 – Fri 12 Jun 24:00, Oslo." in told
    assert "3 working days" in told
    assert "cover is Ben" in told
    assert "back at work Mon 15 Jun 09:00" in told
    assert "In the mountains" in told
    assert "Away, back Mon 15 Jun; please ask Ben" in told


async def test_days_off_in_it_are_no_working_days(office: Office) -> None:
    told = await office.command("ann", "/ooo", "12 june - 16 june")

    assert "Fri 12 Jun 00:00 – Tue 16 Jun 24:00" in told
    assert "3 working days" in told


async def test_an_absence_is_undone_and_had_back_where_it_was_said(office: Office) -> None:
    await office.command("ann", "/ooo", "tomorrow")
    await office.press("ann", office.asking("ann", "Undo"), "Undo")
    assert "You have planned no absence" in await office.command("ann", "/ooo", "mine")

    await office.press("ann", office.asking("ann", "Undo"), "Undo")
    assert "Wed 10 Jun 00:00–24:00" in await office.command("ann", "/ooo", "mine")


async def test_an_absence_is_changed_with_the_form(office: Office) -> None:
    await office.command("ann", "/ooo", 'tomorrow, cover @Ben "In the mountains"')
    await office.press("ann", office.asking("ann", "Change"), "Change")
    assert "2026-06-10" in str(office.modal("ann"))

    await office.submit("ann", last="2026-06-11", last_time="12:00", cover="UEVA", note="By the sea")
    assert "Wed 10 Jun 00:00 – Thu 11 Jun 12:00" in office.form("ann")
    mine = await office.command("ann", "/ooo", "mine")
    assert "Thu 11 Jun 12:00" in mine
    assert "cover is Eva" in mine
    assert "By the sea" in mine
    assert "Ben" not in mine


async def test_alone_it_opens_a_form(office: Office) -> None:
    await office.command("ann", "/ooo")
    await office.submit("ann", first="2026-06-22", last="2026-06-26", cover="UBEN", note="")

    assert "Mon 22 Jun 00:00 – Fri 26 Jun 24:00" in office.form("ann")
    assert "5 working days" in office.form("ann")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"first": "2026-06-22", "last": "2026-06-19"}, "would end before it begins"),
        ({"first": "2026-06-01", "last": "2026-06-02"}, "is over already"),
        ({"first": "2026-06-22", "last": "2029-07-22"}, "longer than three years"),
        ({"first": "2029-06-22"}, "more than two years from now"),
        ({"first": "2026-06-22", "last_time": "12:00"}, "choose the last day as well"),
        ({"first": "2026-06-22", "cover": "UANN"}, "can't stand in for yourself"),
        ({"first": "2026-06-22", "cover": "UFINN"}, "is a guest here"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field(office: Office, values: dict[str, str], says: str) -> None:
    await office.command("ann", "/ooo")
    outcome = await office.submit("ann", **values)

    assert says in str(outcome.errors)
    assert await office.count("absences") == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("yesterday", "is over already"),
        ("24 dec to 20 dec", "would end before it begins"),
        ("24 dec 2026 - 24 dec 2029", "longer than three years"),
        ("31 feb", "no such date"),
        ("10.10 - 12.10", "read in two ways"),
        ("half a day", "Which half of the day"),
        ("mon, wed", "several absences"),
        ("cover @Ben", "When will you be away?"),
        ("tomorrow, cover @Ben @Eva", "One of them stands in"),
        ("tomorrow, cover @finance", "only one person can"),
        ("when the ship comes in", "couldn't read when that is"),
    ],
)
async def test_each_misunderstanding_has_its_own_answer(office: Office, words: str, says: str) -> None:
    told = await office.command("ann", "/ooo", words)

    assert says in told
    assert await office.count("absences") == 0


async def test_what_was_understood_is_kept_for_the_form(office: Office) -> None:
    told = await office.command("ann", "/ooo", 'tomorrow to friday, cover @Benn "In the mountains"')
    assert "couldn't find anyone called Benn" in told

    await office.press("ann", office.asking("ann", "Open the form"), "Open the form")
    await office.submit("ann", cover="UBEN")
    assert "Wed 10 Jun 00:00 – Fri 12 Jun 24:00" in office.form("ann")
    assert "In the mountains" in office.form("ann")


async def test_an_illness_is_written_down_nowhere(office: Office) -> None:
    told = await office.command("ann", "/ooo", "sick")
    assert "from Tue 9 Jun 16:00 with an open end, Oslo" in told
    assert "say `/ooo back` when you are back" in told
    assert "sick" not in told

    for table in ("absences", "drafts", "outbox", "deliveries", "trail"):
        assert "sick" not in str(await office.rows(f"SELECT * FROM {table}"))  # noqa: S608 - ours


async def test_what_waits_comes_when_they_are_back(office: Office) -> None:
    await office.command("ben", "/ooo", "sick")
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ann", office.asking("ann", "Wait for them"), "Wait for them")
    await office.go_to(june(11, 18))
    assert office.cards("ben") == []

    assert "Welcome back" in await office.command("ben", "/ooo", "back")
    await office.settle()
    assert QUESTION in office.card_text("ben", "Ann asks you")
    assert "not away as far as I know" in await office.command("ben", "/ooo", "back")


async def test_what_is_asked_meanwhile_waits_for_the_return(office: Office) -> None:
    await office.command("ben", "/ooo", "today to wednesday")
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ann", office.asking("ann", "Somebody else"), "Wait until Thu 11 Jun")
    await office.go_to(june(11, 8, 55, of="ben"))
    assert office.cards("ben") == []

    await office.go_to(june(11, 9, 5, of="ben"))
    assert QUESTION in office.card_text("ben", "Ann asks you")


async def test_a_card_under_way_waits_when_the_absence_is_planned_after_it(office: Office) -> None:
    await office.ask("ann", f"@Cleo {QUESTION}")  # 23:00 in Tokyo
    await office.command("cleo", "/ooo", "tomorrow")
    await office.go_to(june(10, 17, of="cleo"))
    assert office.cards("cleo") == []

    await office.go_to(june(11, 9, 5, of="cleo"))
    assert QUESTION in office.card_text("cleo", "Ann asks you")


async def test_who_is_out_is_seen_by_everybody(office: Office) -> None:
    await office.command("ben", "/ooo", 'today to thursday, cover @Eva "By the sea"')
    await office.command("cleo", "/ooo", "next week")

    today = await office.command("ann", "/ooo", "who")
    assert "Ben" in today
    assert "New York" in today
    assert "cover is Eva" in today
    assert "By the sea" in today
    assert "Cleo" not in today
    assert "Cleo" in await office.command("ann", "/ooo", "who next week")
    assert "Nobody is out" in await office.command("ann", "/ooo", "who on 1 july")
    assert "Mon 15 Jun 00:00 – Sun 21 Jun 24:00, Tokyo" in await office.command("ann", "/ooo", "who @Cleo")
    assert "couldn't read when" in await office.command("ann", "/ooo", "who is it")


async def test_who_is_out_of_a_channel(office: Office) -> None:
    for person in ("ben", "cleo"):
        await office.command(person, "/ooo", "next week")

    out = await office.command("ann", "/ooo", "who #ops next week")
    assert "Ben" in out
    assert "Cleo" not in out


async def test_cancel_takes_back_the_one_or_asks_which(office: Office) -> None:
    assert "You have planned no absence" in await office.command("ann", "/ooo", "cancel")
    await office.command("ann", "/ooo", "tomorrow")
    assert "Taken back" in await office.command("ann", "/ooo", "cancel")

    await office.command("ann", "/ooo", "tomorrow")
    await office.command("ann", "/ooo", "next week")
    choice = await office.command("ann", "/ooo", "cancel")
    assert "Wed 10 Jun" in choice
    assert "Mon 15 Jun" in choice
    await office.press("ann", office.asking("ann", "Cancel it"), "Cancel it")
    assert "Mon 15 Jun" in await office.command("ann", "/ooo", "mine")

    await office.press("ann", office.asking("ann", "Change"), "Change")
    await office.submit("ann", first="2026-06-16")
    mine = await office.command("ann", "/ooo", "mine")
    assert "Tue 16 Jun" in mine
    assert "Mon 15 Jun" not in mine


async def test_a_weekly_absence_is_one_thing(office: Office) -> None:
    told = await office.command("ann", "/ooo", "every friday until 1 july")
    assert "Fri 12 Jun 00:00–24:00" in told
    assert "and 2 more times, the last Fri 26 Jun" in told
    assert "3 working days" in told
    assert (await office.command("ann", "/ooo", "mine")).count("Fri 12 Jun") == 1

    assert "Taken back" in await office.command("ann", "/ooo", "cancel")
    assert "You have planned no absence" in await office.command("ann", "/ooo", "mine")
    await office.press("ann", office.asking("ann", "Undo"), "Undo")
    assert "2 more times" in await office.command("ann", "/ooo", "mine")


async def test_what_is_changed_of_a_weekly_absence_holds_from_then_on(open_one: OpenOffice) -> None:
    office = await open_one(at=datetime(2026, 10, 14, 12, tzinfo=UTC))
    await office.command("ann", "/ooo", "every friday until 7 nov")
    await office.go_to(datetime(2026, 10, 17, 12, tzinfo=UTC))
    mine = office.asking("ann", "Change")

    await office.press("ann", mine, "Change")
    assert "all after it" in office.form("ann")
    outcome = await office.submit("ann", last=None)
    assert "each time needs a last day" in str(outcome.errors)
    await office.submit("ann", first="2026-10-22", first_time="13:00", last="2026-10-22", cover="ben")

    told = office.form("ann")
    assert "Thu 22 Oct 13:00–24:00" in told
    assert "and 2 more times, the last Thu 5 Nov 13:00–24:00" in told, "their clock goes back on 25 October"
    assert "cover is Ben" in told
    out = await office.command("cleo", "/ooo", "who @Ann")
    assert "Thu 22 Oct 13:00" in out
    days = await office.rows("SELECT starts_at FROM absences ORDER BY starts_at")
    assert [day["starts_at"][:16] for day in days] == [
        "2026-10-15T22:00",
        "2026-10-22T11:00",
        "2026-10-29T12:00",
        "2026-11-05T12:00",
    ]


async def test_overlapping_absences_are_said_and_count_once(office: Office) -> None:
    await office.command("ann", "/ooo", "tomorrow to friday")
    told = await office.command("ann", "/ooo", "thursday to tuesday")
    assert "You had planned this already: Wed 10 Jun 00:00 – Fri 12 Jun 24:00" in told

    out = await office.command("ben", "/ooo", "who @Ann")
    assert out.count("Ann") == 1
    assert "Wed 10 Jun 00:00 – Tue 16 Jun 24:00, Oslo" in out


async def test_a_day_of_which_the_clock_changes_is_a_whole_day(open_one: OpenOffice) -> None:
    office = await open_one(at=datetime(2026, 10, 23, 12, tzinfo=UTC))
    told = await office.command("ann", "/ooo", "25 oct - 26 oct")

    assert "Sun 25 Oct 00:00 – Mon 26 Oct 24:00, Oslo" in told
    assert "1 working day" in told
    assert "back at work Tue 27 Oct 09:00" in told


async def test_the_long_name_does_the_same(office: Office) -> None:
    assert "Wed 10 Jun 00:00–24:00" in await office.command("ann", "/svar", "ooo tomorrow")
    assert "Wed 10 Jun" in await office.command("ann", "/svar", "ooo mine")
