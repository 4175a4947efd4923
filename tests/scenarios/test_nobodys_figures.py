"""No command, page or file tells anybody how long one other person takes."""

from __future__ import annotations

import pytest
from offices import Office, june

from bot.rules.commands import SUBCOMMANDS

QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "It is the lower one, from December on."
TOOK = 37  # working minutes, which nothing else in the office takes
TELLING = (f"{TOOK} working", f"{TOOK} min", "0.6 ", f'"holder_minutes": {TOOK}', "median", "85 %")
COMMANDS = (
    *(("/svar", word) for word in SUBCOMMANDS),
    ("/svar", "find @Eva"),
    ("/svar", "trail 1"),
    ("/svar", "digest weekly everybody"),
    ("/pending", ""),
    ("/ooo", "who"),
    ("/ooo", "who @Eva"),
)


def files(office: Office, who: str) -> str:
    ids = [file["id"] for seen in office.shown(who, "dm") for file in seen.files]
    return str([office.emulator.workspace.files.get(each).content for each in ids])


async def answered(office: Office) -> None:
    await office.ask("ann", f"@Eva {QUESTION}")
    await office.wait(minutes=TOOK)
    await office.say("eva", ANSWER, under=office.card("eva"))
    await office.press("ann", office.asking("ann", "Yes"), "Yes")


@pytest.mark.parametrize("who", ["ann", "ben"])
async def test_whoever_walks_through_everything_finds_no_figure_of_another(office: Office, who: str) -> None:
    """Ann asked, and is an admin; Ben has no part in it."""
    await office.emulator.change_person("ann", is_admin=True)
    await answered(office)
    found = []
    for name, words in COMMANDS:
        for channel in ("dm", "ops"):
            found.append(await office.command(who, name, words, channel=channel))
            found.append(office.form(who) if office.modal(who) else "")
    await office.open_home(who)
    await office.press_home(who, "What I keep")
    found.append(office.form(who))
    await office.choose(who, "Send me a copy")
    await office.settle()
    await office.go_to(june(15, 23, of=who))
    found += [office.home(who), office.everything(who), files(office, who)]

    assert ANSWER in "".join(found) if who == "ann" else ANSWER not in "".join(found)
    for each in found:
        assert not any(words in each for words in TELLING), each


async def test_whoever_answered_reads_it_themselves(office: Office) -> None:
    """So the walk above would have found it."""
    await answered(office)
    rows = await office.rows("SELECT holder_minutes FROM turns WHERE holder_minutes IS NOT NULL")

    assert {row["holder_minutes"] for row in rows} >= {TOOK}
