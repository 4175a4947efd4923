"""A Slack status that looks like an absence leads to a question, and never to an assumption."""

from __future__ import annotations

from offices import Office, june

QUESTION = "Which rate applies to the Tokyo contract?"
ASKED = "Your Slack status looks as if you were away."


async def known(office: Office) -> None:
    """Ben has met Svar."""
    await office.ask("ann", f"@Ben {QUESTION}")


async def status(office: Office, emoji: str = "", text: str = "", until: float = 0) -> None:
    await office.emulator.change_person(
        "ben", status_emoji=emoji, status_text=text, status_expiration=int(until)
    )
    await office.settle()


async def test_they_are_asked_and_nothing_is_assumed(office: Office) -> None:
    await known(office)
    await status(office, ":palm_tree:", "Ferie", june(13, 0, of="ben").timestamp() - 1)
    assert ASKED in office.screen("ben")
    assert await office.count("absences") == 0
    assert "away" not in await office.ask("ann", "@Ben Who signs the lease?")

    await office.press("ben", office.asking("ben", "Say until when"), "Say until when")
    assert "2026-06-12" in str(office.modal("ben"))
    await office.submit("ben", first="2026-06-09", last="2026-06-12")
    assert "You are away Tue 9 Jun 00:00 – Fri 12 Jun 24:00" in office.form("ben")


async def test_nothing_of_the_status_is_kept(office: Office) -> None:
    await known(office)
    await status(office, ":face_with_thermometer:", "Syk, migrene")
    assert ASKED in office.screen("ben")

    for table in ("people", "outbox", "deliveries", "absences"):
        kept = str(await office.rows(f"SELECT * FROM {table}")).lower()  # noqa: S608 - ours
        assert "migrene" not in kept
        assert "thermometer" not in kept


async def test_each_status_is_asked_about_once(office: Office) -> None:
    await known(office)
    await status(office, ":palm_tree:", "Ferie")
    await office.emulator.change_person("ben", title="Counsel")
    await office.settle()

    assert office.screen("ben").count(ASKED) == 1


async def test_who_has_planned_it_is_not_asked(office: Office) -> None:
    await known(office)
    await office.command("ben", "/ooo", "wed-fri")
    await status(office, ":palm_tree:", "Ferie")

    assert ASKED not in office.screen("ben")


async def test_lunch_and_whoever_never_met_svar_are_left_alone(office: Office) -> None:
    await status(office, ":palm_tree:", "Ferie")
    assert office.shown("ben") == []
    await known(office)
    await status(office, ":palm_tree:", "Lunch at the beach", june(9, 17).timestamp())

    assert ASKED not in office.screen("ben")
