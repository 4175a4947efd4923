"""What people write is nowhere but where they wrote it for, and no secret is anywhere."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from offices import Office, OpenOffice

from bot.emulator.faults import Fault

CANARY = "zebra"
QUESTION = f"What is the {CANARY}question?"


async def live_a_little(office: Office) -> None:
    """Use nearly everything, with words of one's own everywhere, things that go wrong among them."""
    await office.ask("ann", f"@Ben {QUESTION} by friday 14:00")
    card = office.card("ben")
    await office.press("ben", card, "Got it", "Tomorrow")
    await office.menu("ben", card, "Ask back")
    await office.submit("ben", text=f"Which {CANARY}back?")
    await office.settle()
    ts = await office.say("ann", f"The {CANARY}reply of December.", under=office.card("ann"))
    await office.emulator.edit("ann", "dm", ts, f"The {CANARY}edit of December.")
    await office.settle()
    office.emulator.faults.add(Fault("chat.postMessage", "server_error"), Fault("chat.update", "error"))
    await office.say("ben", f"The {CANARY}answer, 21 %, from 1 December.", under=card)
    await office.wait_for_retries()
    await office.press("ann", office.asking("ann", "Not yet"), "Not yet")
    await office.submit("ann", text=f"The {CANARY}rest?")
    await office.settle()
    await office.say("ann", f"Outside of threads: {CANARY}outside.")
    await office.say("ann", f"@Svar ask @Eva {CANARY}mention please", channel="COPS")
    await office.say("eva", f"a {CANARY}bystander", channel="COPS")
    await office.ask("ann", f"@Finn {CANARY}guest please")
    await office.command("ann", "/svar", f"{CANARY}command")
    office.emulator.faults.add(Fault("views.open", "error", error="invalid_arguments"))
    await office.ask("ann", "")
    await office.menu("ben", card, "Decline")
    await office.submit("ben", reason=f"{CANARY}reason", alternative=f"{CANARY}way")
    await office.settle()
    payload = {"type": "block_actions", "user": {"id": "UANN", "team_id": "T1"}, "team": {"id": "T1"}}
    broken = {"action_id": "request.got_it", "type": "button", "value": f"{CANARY}value"}
    await office.emulator.deliver("interactive", payload | {"actions": [broken], "trigger_id": "1.1.1"})
    await office.settle()


def secrets_of(office: Office) -> list[str]:
    emulator = office.emulator
    return [emulator.bot_token, emulator.app_token, emulator.signing_secret]


async def figures(office: Office) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"{office.url}/metrics") as answer:
        return await answer.text()


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_logs_and_figures_hold_nothing_that_people_wrote_and_no_secret(
    open_one: OpenOffice,
    transport: str,
    logged: StringIO,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    office = await open_one(transport)
    await live_a_little(office)

    printed = capfd.readouterr()
    told = "\n".join([logged.getvalue(), printed.out, printed.err, caplog.text, await figures(office)])
    assert logged.getvalue()  # something was logged, or this would prove nothing
    for word in (CANARY, *secrets_of(office), "Ann Lie", "Ben Ode"):
        assert word not in told, word


def metadata_of(office: Office) -> list[Any]:
    """The metadata that every call to Slack carried, and what forms carry unseen."""
    calls = office.emulator.calls
    views = [call.args.get("view") for call in calls if call.args.get("view")]
    return [call.args.get("metadata") for call in calls] + [
        view.get("private_metadata") for view in views if isinstance(view, dict)
    ]


async def test_metadata_holds_no_text_and_no_person(office: Office) -> None:
    await live_a_little(office)

    carried = metadata_of(office)
    assert [one for one in carried if one]
    for word in (CANARY, "UANN", "UBEN", "Ann", "Ben"):
        assert word not in str(carried)


async def test_values_and_names_of_elements_hold_no_text(office: Office) -> None:
    await live_a_little(office)

    for person in ("ann", "ben", "eva"):
        for one in office.shown(person):
            for block in one.blocks:
                assert CANARY not in str(block.get("block_id"))
                for element in [block.get("accessory"), *(block.get("elements") or [])]:
                    if isinstance(element, dict) and element.get("type") != "mrkdwn":
                        assert CANARY not in f"{element.get('value')}{element.get('action_id')}"


def stored_in(folder: Path) -> list[bytes]:
    """Every file there, the database among them."""
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


async def test_tokens_are_stored_nowhere(open_one: OpenOffice, tmp_path: Path) -> None:
    office = await open_one("socket")
    await live_a_little(office)

    files = stored_in(tmp_path)
    assert files
    for secret in secrets_of(office):
        assert not [data for data in files if secret.encode() in data]
        assert secret not in repr(office.svar)


async def test_nothing_svar_posts_unfurls_or_links_names(office: Office) -> None:
    await live_a_little(office)

    for call in office.emulator.calls:
        if call.method == "chat.postMessage":
            assert call.args.get("link_names") in (None, False, "0", "false")
            assert str(call.args.get("unfurl_links")).lower() in {"false", "0"}
            assert str(call.args.get("unfurl_media")).lower() in {"false", "0"}


async def test_every_message_says_all_of_it_in_its_fallback_text(office: Office) -> None:
    await live_a_little(office)

    for call in office.emulator.calls:
        if call.method in {"chat.postMessage", "chat.update", "chat.postEphemeral"}:
            assert str(call.args.get("text") or "").strip(), call
