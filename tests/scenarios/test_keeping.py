"""What is kept about a person: they see it, get a copy of it, and have it erased."""

from __future__ import annotations

import csv
import json
import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from offices import Office, find_element, squeeze

from bot.delivery.upkeep import look
from bot.emulator import Fault
from storage.migrations import migrations

RATE = "Which rate applies to Frida?"
ANSWER = "The one in the violet folder."
STATEMENTS = "".join(statement for migration in migrations() for statement in migration.statements)
TABLES = re.findall(r"CREATE TABLE (\w+)", STATEMENTS)


async def ask_to_be_erased(office: Office, who: str) -> None:
    """From the Home to the last question, and past it."""
    await office.open_home(who)
    await office.press_home(who, "What I keep")
    await office.choose(who, "Erase …")
    assert "What stays" in office.form(who)
    assert (await office.submit(who)).ok
    assert "can't be undone" in office.form(who)
    assert (await office.submit(who)).ok


async def everything(office: Office) -> str:
    """All that the database holds."""
    return str([await office.rows(f"SELECT * FROM {table}") for table in TABLES])  # noqa: S608 - ours


def copies(office: Office, who: str) -> list[dict[str, Any]]:
    """The files that Svar has sent them, read."""
    ids = [file["id"] for seen in office.shown(who, "dm") for file in seen.files]
    files = [office.emulator.workspace.files.get(file_id) for file_id in ids]
    return [json.loads(file.content) for file in files if file.content and file.name.endswith(".json")]


async def test_one_reads_what_is_kept(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await office.ask("eva", "@Ann Is the room free?")
    await office.open_home("ann")
    await office.press_home("ann", "What I keep")
    page = squeeze(office.form("ann"))
    assert "your name (Ann), your time zone (Europe/Oslo) and your language (en-US)" in page
    assert "1 that you asked and 1 that you were asked" in page


async def test_a_copy_comes_as_a_file_with_all_of_it(everywhere: Office) -> None:
    office = everywhere
    await office.ask("ann", f"@Ben {RATE} by friday 14:00")
    await office.say("ben", ANSWER, under=office.card("ben", RATE))
    await office.ask("eva", "@Ben Nobody else's business?")
    await office.open_home("ann")
    await office.press_home("ann", "What I keep")
    await office.choose("ann", "Send me a copy")
    assert "on its way" in office.form("ann")
    (copy,) = copies(office, "ann")
    assert copy["person"]["name"] == "Ann"
    assert copy["person"]["slack_id"] == "UANN"
    (asked,) = copy["requests"]
    assert (asked["text"], asked["asked_by"], asked["asked_of"]) == (RATE, "Ann", "Ben")
    assert ANSWER in [entry.get("text") for entry in asked["trail"]]
    assert [turn["why"] for turn in asked["your_turns"]] == ["answered"]
    assert "Nobody else" not in str(copy)
    assert "holder_minutes" not in str(asked["trail"])
    assert "all that is kept about you" in office.screen("ann", "dm")


async def test_where_slack_takes_no_file_they_are_told(office: Office) -> None:
    office.emulator.faults.add(Fault("files.getUploadURLExternal", "error", error="missing_scope"))
    await office.open_home("ann")
    await office.press_home("ann", "What I keep")
    await office.choose("ann", "Send me a copy")
    assert copies(office, "ann") == []
    assert "missing_scope" in office.screen("ann", "dm")


async def test_whoever_is_erased_is_nowhere_any_more(everywhere: Office) -> None:
    office = everywhere
    await office.ask("ann", f"@Ben {RATE} by friday 14:00")
    await office.say("ben", ANSWER, under=office.card("ben", RATE))
    await office.press("ann", office.asking("ann", "Not yet"), "Not yet")
    await office.submit("ann", text="Which of the violet folders?")
    await office.ask("ben", "@Ann Is the room free?")
    await office.say("ann", "Frida has it until four.", under=office.card("ann", "Is the room free?"))
    before, conversation = await everything(office), office.card("ann", RATE).channel
    assert all(known in before for known in ("UANN", "Frida", conversation))

    await ask_to_be_erased(office, "ann")
    await office.wait(minutes=1)
    after = await everything(office)
    for gone in ("Ann", "UANN", conversation, "Frida", "frida", "Which of the violet folders?"):
        assert gone not in after, gone
    assert ANSWER in after
    shown = office.screen("ben", "dm")
    for gone in ("Frida", "Which of the violet folders?"):
        assert gone not in shown, gone
    assert "N. N." in shown
    assert ANSWER in shown
    assert "erased" in office.home("ann")


async def test_those_who_wait_for_whoever_is_erased_hear_it_and_ask_somebody_else(office: Office) -> None:
    await office.ask("ben", "@Ann Is the room free?")
    await office.open_home("ben")
    await ask_to_be_erased(office, "ann")
    thread = office.thread("ben", office.card("ben", "Is the room free?"))
    assert "wanted nothing kept about them" in thread
    await office.press("ben", office.asking("ben", "Ask somebody else"), "Ask somebody else")
    assert "Is the room free?" in office.form("ben")


async def test_those_of_whom_the_erased_asked_something_are_released(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await office.open_home("ben")
    await ask_to_be_erased(office, "ann")
    await office.wait(seconds=3)
    assert "Nobody is waiting for you." in office.home("ben")
    (card,) = office.cards("ben")
    assert not find_element(card.blocks, "Answer")
    assert "wanted nothing kept about them" in office.thread("ben", card)


async def test_whoever_was_erased_comes_back_as_somebody_new(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await ask_to_be_erased(office, "ann")
    await office.wait(seconds=3)
    assert "You wait for nobody." in await office.open_home("ann")
    await office.ask("ann", "@Ben Another one?")
    assert "Another one?" in office.card_text("ben", "Another one?")
    assert "Ann" in office.card_text("ben", "Another one?")


async def test_of_whoever_never_met_svar_nothing_is_kept(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await ask_to_be_erased(office, "ann")
    for who in ("ann", "cleo"):
        await office.emulator.change_person(who, display_name="Violet")
        await office.settle()
    assert "Violet" not in await everything(office)


@pytest.mark.parametrize("last", ["Erase …", None])
async def test_nothing_is_erased_before_the_last_question_is_answered(
    office: Office, last: str | None
) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await office.open_home("ann")
    await office.press_home("ann", "What I keep")
    if last is not None:
        await office.choose("ann", last)
        await office.submit("ann")
    await office.emulator.close_view("ann", all_of_them=True)
    await office.wait(minutes=1)
    assert RATE in office.card_text("ben", RATE)
    assert "Ann" in await everything(office)


async def test_a_table_comes_with_it_in_which_nothing_is_a_formula(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await office.ask("ann", "@Ben =HYPERLINK(A1) is what I mean?")
    await office.command("ann", "/svar", "export")

    ids = [file["id"] for seen in office.shown("ann", "dm") for file in seen.files]
    files = [office.emulator.workspace.files.get(each) for each in ids]
    (content,) = (file.content for file in files if file.name == "svar.csv")
    assert content is not None
    told = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    assert [row["asked_of"] for row in told] == ["Ben", "Ben"]
    assert sorted(row["text"] for row in told) == ["'=HYPERLINK(A1) is what I mean?", RATE]


async def test_what_has_long_been_over_is_forgotten_day_by_day(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await office.say("ben", ANSWER, under=office.card("ben"))
    await office.press("ann", office.asking("ann", "Yes"), "Yes")

    async def after(**length: float) -> tuple[int, int]:
        office.clock.move_to(office.clock.now() + timedelta(**length))
        await look(office.svar.house)
        return await office.count("turns"), await office.count("requests")

    assert await after(days=89) == (2, 1)
    assert await after(days=2) == (0, 1)
    assert await after(days=273) == (0, 1)
    assert await after(days=2) == (0, 0)
    assert ANSWER not in await everything(office)


async def test_a_workspace_that_wants_svar_no_more_leaves_nothing_behind(office: Office) -> None:
    await office.ask("ann", f"@Ben {RATE}")
    await office.say("ben", ANSWER, under=office.card("ben"))

    await office.emulator.uninstall()
    await office.settle()

    kept = await everything(office)
    assert all(word not in kept for word in (RATE, ANSWER, "Ann", "UBEN"))
