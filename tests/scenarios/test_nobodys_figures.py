"""No command, page or file tells anybody how long one other person takes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from offices import Office, june
from test_channel_digests import fill

from bot.previews import preview
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


OF_ONE = tuple(words for words in TELLING if words not in ("median", "85 %"))  # a group's figures say these
FIGURES = ("closed", "withdrawn", "half within", "words of thanks", "reopened")
WENT_WRONG = "Something went wrong"
REFUSED = "There is not enough to show here without pointing at someone."


async def digest_in_ops(office: Office, whom: str) -> None:
    """Eva answers after a time of her own, beside eight people who answer enough for a figure."""
    await office.svar.house.store.write(fill)
    await answered(office)
    await office.command("ann", "/svar", f"digest weekly {whom}".strip(), channel="ops")
    await office.go_to(june(15, 23))


async def every_control(office: Office, who: str) -> list[str]:
    """What each control of the digest, and of what it opens, has to say."""
    shown, found = office.asking(who, "More", "ops"), []
    for label in ("More", "How these are made", "Change what comes first"):
        await office.press(who, shown, label)
        found.append(office.form(who))
    measures = [each["value"] for each in find_options(office.modal(who))]
    for first in measures:
        await office.press(who, shown, "Change what comes first")
        assert (await office.submit(who, first=[first])).ok
        await office.press(who, shown, "More")
        found.append(office.form(who))
    pictures = [file["id"] for seen in office.shown(who, "ops") for file in seen.files]
    found += [office.emulator.workspace.files.get(each).alt_txt for each in pictures]
    return [*found, office.screen(who, "ops"), office.everything(who)]


def find_options(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for block in view["blocks"] for each in block.get("element", {}).get("options", [])]


@pytest.mark.parametrize("who", ["ann", "ben"])
async def test_no_control_of_a_digest_tells_a_figure_of_another(office: Office, who: str) -> None:
    await office.emulator.change_person("ann", is_admin=True)
    await digest_in_ops(office, "everybody")
    await office.go_to(june(22, 23))
    found = await every_control(office, who)
    (told,) = await preview(office.svar.settings, office.clock.now().replace(day=22, hour=0, minute=0),
                            now=office.clock.now(), group=None)  # fmt: skip

    assert "85 %" in "".join(found)
    for each in (*found, told.words):
        assert not any(words in each for words in OF_ONE), each


async def test_of_a_channels_few_people_no_control_is_even_offered(office: Office) -> None:
    await digest_in_ops(office, "")

    assert REFUSED in office.screen("ben", "ops")
    assert not office.offers("ben", "More")
    assert not any(words in office.screen("ben", "ops") for words in (*OF_ONE, *FIGURES))


NEVER_SHOWN = (
    *("1:2026-06-08", "1:2026-06-01", "1:1926-06-15", "1:9999-12-31", "1:2026-06-15T00:00", "1:", "1", ""),
    *("2:2026-06-15", "-1:2026-06-15", "99999999999999999999:2026-06-15", "1:2026-06-15:C1", "C1:2026-06-15"),
)


async def test_another_week_or_group_than_was_shown_has_no_figures(office: Office) -> None:
    """A digest is asked of by its number and week: whatever else is asked for was never shown to anybody."""
    await digest_in_ops(office, "everybody")
    for value in NEVER_SHOWN:
        assert await press_with(office, "digest.more", value)
        page = office.form("ben") if office.modal("ben") else ""
        assert not any(words in page for words in (*OF_ONE, *FIGURES)), (value, page)
    assert await press_with(office, "digest.more", "1:2026-06-15")
    assert "half within" in office.form("ben")


async def press_with(office: Office, action_id: str, value: str) -> bool:
    """A press on a button of a digest that says it is another's, as nobody's Slack would send it."""
    who, seen = office.emulator.person("ben"), office.asking("ben", "More", "ops")
    message = office.emulator.visible(who, seen.channel, seen.ts)
    assert message is not None
    channel = office.emulator.workspace.channels.get(message.channel)
    payload = office.emulator.interaction("block_actions", who, channel)
    action = {"type": "button", "action_id": action_id, "block_id": "b", "action_ts": "1.1", "value": value}
    payload |= office.emulator._surroundings(message) | {"actions": [action], "state": {"values": {}}}
    payload["response_url"] = office.emulator.lend_url("actions", who, channel, message)
    payload["trigger_id"] = office.emulator.workspace.triggers.lend(who.id)
    outcome = await office.emulator.deliver("interactive", payload)
    await office.settle()
    return bool(outcome.ok) and WENT_WRONG not in str(outcome.payload)


async def test_what_is_kept_of_a_week_tells_nothing_of_one_person(office: Office) -> None:
    """Neither as its owner reads the table: counts at each minute, and which requests, for some weeks."""
    await digest_in_ops(office, "everybody")
    (week, *_) = await office.rows("SELECT figures, bases FROM weeks ORDER BY until_at DESC")
    figures = json.loads(week["figures"])

    assert figures["answers"] is not None
    assert "owner" not in week["figures"]
    assert QUESTION not in str(week)
