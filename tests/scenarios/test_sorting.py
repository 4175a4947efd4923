"""Sorting before one goes: several requests at a time."""

from __future__ import annotations

from offices import Office


async def leave(office: Office, words: str = "wed-fri, cover @Eva") -> None:
    """Ann asks Ben three things, and he plans an absence and sorts."""
    for number in range(3):
        await office.ask("ann", f"@Ben Question number {number} please")
    told = await office.command("ben", "/ooo", words)
    assert "Before you go: 3 requests are with you." in told
    await office.press("ben", office.asking("ben", "Sort before you go"), "Sort before you go")


async def values(office: Office, *ids: int) -> list[str]:
    rows = await office.rows("SELECT request_id, id FROM turns WHERE ended_at IS NULL ORDER BY request_id")
    return [f"{row['request_id']}:{row['id']}" for row in rows if row["request_id"] in ids]


async def test_several_are_promised_for_the_first_day_back(office: Office) -> None:
    await leave(office)
    await office.submit("ben", requests=await values(office, 1, 3), how="when_back")

    assert "Done with 2 of them" in office.form("ben")
    promised = await office.rows("SELECT promised_at FROM requests ORDER BY id")
    assert [str(row["promised_at"])[:16] for row in promised] == [
        "2026-06-15T21:00",
        "None",
        "2026-06-15T21:00",
    ]


async def test_several_are_given_to_the_cover_once_their_requester_agrees(office: Office) -> None:
    await leave(office)
    await office.submit("ben", requests=await values(office, 1, 2), how="to_cover")
    for asked in [one for one in office.shown("ann", "dm") if "Yes, they may" in office.draw(one, "ann")]:
        await office.press("ann", asked, "Yes, they may")
    rows = await office.rows(
        "SELECT people.name FROM requests JOIN people ON people.id = owner_id ORDER BY requests.id"
    )
    assert [row["name"] for row in rows] == ["Eva", "Eva", "Ben"]


async def test_somebody_else_has_to_be_named(office: Office) -> None:
    await leave(office)
    outcome = await office.submit("ben", requests=await values(office, 1), how="hand_over")
    assert "Please name the colleague" in str(outcome.errors)
    await office.submit("ben", requests=await values(office, 1), how="hand_over", to="UEVA")

    assert "Done." in office.form("ben")


async def test_without_a_return_nothing_can_be_promised(office: Office) -> None:
    await leave(office, "sick")

    assert "first day back" not in str(office.modal("ben"))
    assert "Give them to" not in str(office.modal("ben"))


async def test_who_has_nothing_with_them_is_offered_nothing(office: Office) -> None:
    assert "Before you go" not in await office.command("ben", "/ooo", "tomorrow")


async def test_several_are_answered_in_the_same_words(office: Office) -> None:
    await leave(office)
    outcome = await office.submit("ben", requests=await values(office, 1, 2), how="answer")
    assert "Please write a word or two" in str(outcome.errors)
    await office.submit("ben", requests=await values(office, 1, 2), how="answer", text="Yes, all of it.")

    assert office.screen("ann").count("Yes, all of it.") == 2
    holders = await office.rows(
        "SELECT people.name FROM requests JOIN people ON people.id = holder_id ORDER BY requests.id"
    )
    assert [row["name"] for row in holders] == ["Ann", "Ann", "Ben"]


async def test_several_are_promised_for_another_day(office: Office) -> None:
    await leave(office)
    outcome = await office.submit("ben", requests=await values(office, 1), how="promise")
    assert "Please choose the day" in str(outcome.errors)
    await office.submit("ben", requests=await values(office, 1), how="promise", day="2026-06-17")

    assert str((await office.rows("SELECT promised_at FROM requests"))[0]["promised_at"])[:10] == "2026-06-17"


async def test_whoever_asked_is_told_when_they_are_back_and_nothing_else_changes(office: Office) -> None:
    await leave(office)
    await office.submit("ben", requests=await values(office, 1), how="tell")

    heard = office.thread("ann", office.card("ann", "number 0"))
    assert "Ben will be away, has this in mind, and is back at work" in heard
    assert "15" in heard
    request = (await office.rows("SELECT promised_at, holder_id = owner_id AS theirs FROM requests"))[0]
    assert request == {"promised_at": None, "theirs": 1}


async def test_what_one_has_asked_is_withdrawn_or_those_asked_are_told(office: Office) -> None:
    await leave(office)
    await office.ask("ben", "@Eva Is the hall free?")
    await office.ask("ben", "@Eva Who has the key?")
    await office.command("ben", "/ooo", "mine")
    await office.press("ben", office.asking("ben", "Sort before you go"), "Sort before you go")
    assert "What you have asked yourself" in office.form("ben")
    await office.submit("ben", asks=await values(office, 4), asks_how="withdraw")
    assert "withdrawn" in str(await office.rows("SELECT status FROM requests WHERE number = 4"))

    await office.press("ben", office.asking("ben", "Sort before you go"), "Sort before you go")
    await office.submit(
        "ben",
        requests=await values(office, 1),
        how="tell",
        asks=await values(office, 5),
        asks_how="tell",
    )
    assert "Done with 2 of them" in office.form("ben")
    assert "Ben will be away, has this in mind" in office.screen("eva")


async def test_nothing_chosen_nothing_done(office: Office) -> None:
    await leave(office)
    await office.ask("ben", "@Eva Is the hall free?")
    await office.press("ben", office.asking("ben", "Sort before you go"), "Sort before you go")
    outcome = await office.submit("ben", how="tell")

    assert "Please choose at least one" in str(outcome.errors)


async def test_for_more_than_four_weeks_nothing_is_merely_put_off(office: Office) -> None:
    await leave_for_long(office)
    form = office.form("ben")
    assert "longer than anybody should wait" in form
    for putting_off in ("when I am back", "first day back", "another day"):
        assert putting_off not in form
    await office.submit("ben", requests=await values(office, 1), how="to_cover")
    await office.press("ann", office.asking("ann", "Yes, they may"), "Yes, they may")

    assert (await office.rows("SELECT name FROM people JOIN requests ON owner_id = people.id"))[0] == {
        "name": "Eva"
    }


async def test_a_return_that_is_only_roughly_known_is_shown_in_place_of_the_day(office: Office) -> None:
    await leave_for_long(office)
    told = await office.ask("ann", "@Ben Who signs the lease? by 18 june")
    assert "Ben is away from Mon 15 Jun" in told
    assert "on and back at work in autumn." in told
    assert "Nov" not in told
    told = await office.command("ann", "/ooo", "who @Ben")
    assert "from Mon 15 Jun 00:00, back in autumn" in told
    assert "Nov" not in told


async def test_a_short_absence_has_a_day_of_return(office: Office) -> None:
    told = await office.command("ben", "/ooo", "wed-fri, back in autumn")
    assert "for shorter ones others see the day" in told
    assert await office.count("absences") == 0


async def leave_for_long(office: Office) -> None:
    await office.ask("ann", "@Ben Question number 0 please")
    told = await office.command("ben", "/ooo", "15 june - 6 nov, cover @Eva, back in autumn")
    assert "that is longer than anybody should wait" in told
    assert "shown to others as back in autumn" in told
    assert "Away, back in autumn; please ask Eva" in told
    await office.press("ben", office.asking("ben", "Sort before you go"), "Sort before you go")


async def test_whoever_waits_for_somebody_who_goes_for_long_is_told_and_may_ask_the_cover(
    office: Office,
) -> None:
    await office.ask("ann", "@Ben Question number 0 please")
    await office.command("ben", "/ooo", "15 june - 6 nov, cover @Eva, back in autumn")
    await office.wait(minutes=11)

    heard = office.thread("ann", office.card("ann"))
    assert "Ben will be away for long, and is back at work in autumn. What would you like?" in heard
    await office.press("ann", office.asking("ann", "Ask their cover"), "Ask their cover")
    assert (await office.request())["owner"] == "UEVA"


async def test_of_a_few_weeks_nobody_hears_who_waits_for_no_day(office: Office) -> None:
    await office.ask("ann", "@Ben Question number 0 please")
    await office.command("ben", "/ooo", "15 june - 8 july, cover @Eva")
    await office.wait(minutes=11)

    assert "away for long" not in office.screen("ann")
