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
