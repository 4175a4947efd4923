"""What holds for everybody is read by everybody, and changed by the admins alone."""

from __future__ import annotations

from typing import Any

import pytest
from offices import Office, june

NUMBERS = {
    "reminders": "3",
    "listed": "5",
    "messages": "2",
    "into_the_day_minutes": "30",
    "again_days": "1",
    "third_days": "3",
    "asked_days": "7",
    "still_good_hours": "1",
    "silent_hours": "8",
    "typical_percent": "75",
    "shortest_hours": "8",
    "longest_hours": "24",
    "today_hours": "4",
    "urgent_hours": "1",
    "urgent_a_day": "2",
    "wait_weeks": "4",
    "back_hours": "4",
    "close_days": "3",
    "nudge_people": "3",
    "nudge_turns": "5",
    "nudge_days": "14",
    "times_days": "90",
    "words_days": "365",
}


async def change(office: Office, who: str, **values: Any) -> None:
    await office.command(who, "/svar", "settings")
    await office.choose(who, "Change")
    outcome = await office.submit(who, **values)
    assert outcome.ok, outcome


@pytest.fixture
async def ann_is_admin(office: Office) -> None:
    await office.emulator.change_person("ann", is_admin=True)
    await office.settle()


async def test_everybody_reads_them_and_only_admins_are_offered_to_change_them(office: Office) -> None:
    await office.command("ben", "/svar", "settings")
    shown = office.form("ben")
    assert "Requests in one message, at most: 5" in shown
    assert "The admins of this workspace can change this" in shown
    assert "Nothing so far" in shown
    assert "Change" not in str([block.get("elements") for block in office.modal("ben")["blocks"]])


@pytest.mark.usefixtures("ann_is_admin")
async def test_a_change_holds_at_once_and_everybody_reads_who_made_it(office: Office) -> None:
    await change(office, "ann", listed="2", close_days="5")
    await office.command("ben", "/svar", "settings")
    shown = office.form("ben")
    assert "Requests in one message, at most: 2 (it comes as 5)" in shown
    assert "Ann · Requests in one message, at most: 5 → 2" in shown
    assert "closes by itself: 3 → 5" in shown
    for n in range(4):
        await office.ask("ann", f"@Ben Question number {n}, please?")
    await office.go_to(june(11, 12, of="ben"))
    reminded = [one for one in office.cards("ben") if "hopes to hear from you" in one.text]
    assert [office.draw(one, "ben").count("Question number") for one in reminded] == [2]


@pytest.mark.usefixtures("ann_is_admin")
async def test_whoever_was_named_may_change_them_until_named_no_longer(office: Office) -> None:
    await change(office, "ann", admins=["UBEN"])
    await change(office, "ben", listed="4")
    await office.command("ben", "/ooo", "coordinators @Eva")
    await office.command("ben", "/ooo", "coordinators without @Eva")
    await office.command("cleo", "/svar", "settings")
    shown = office.form("cleo")
    assert "Who may change this, besides Slack's admins: nobody → Ben" in shown
    assert "Who may enter absences for colleagues: Eva → nobody" in shown
    await change(office, "ann", admins=[])
    await office.command("ben", "/svar", "settings")
    assert "The admins of this workspace can change this" in office.form("ben")


@pytest.mark.usefixtures("ann_is_admin")
@pytest.mark.parametrize("typed", ["6", "0", "x", "99999999999999", "-1", "²"])
async def test_what_is_outside_the_limits_is_said_at_its_field(office: Office, typed: str) -> None:
    await office.command("ann", "/svar", "settings")
    await office.choose("ann", "Change")
    view = office.modal("ann")
    answer = await deliver(office, "UANN", view, NUMBERS | {"listed": typed})
    assert "whole number from 1 to 5" in answer["errors"]["listed"]
    assert await office.count("changes") == 0


async def test_a_form_from_somebody_who_is_no_admin_changes_nothing(office: Office) -> None:
    await office.command("ben", "/svar", "help")
    view = {"id": "V1", "hash": "1.1", "type": "modal", "callback_id": "workspace.change", "blocks": []}
    answer = await deliver(office, "UBEN", view, NUMBERS | {"listed": "1"})
    assert "Slack's admins do that" in str(answer)
    assert await office.count("changes") == 0
    assert (await office.rows("SELECT settings FROM workspaces"))[0]["settings"] is None


@pytest.mark.usefixtures("ann_is_admin")
async def test_a_guest_and_somebody_of_another_company_cannot_be_named(office: Office) -> None:
    for slack_id in ("UFINN", "UDAG", "UGRY", "UOTTO"):
        await office.command("ann", "/svar", "settings")
        await office.choose("ann", "Change")
        view = office.modal("ann")
        await deliver(office, "UANN", view, NUMBERS, admins=[slack_id])
    assert await office.count("changes") == 0


async def deliver(
    office: Office, who: str, view: dict[str, Any], numbers: dict[str, str], **people: list[str]
) -> Any:
    """A form as a forged client might send it."""
    state: dict[str, Any] = {name: {name: {"value": typed}} for name, typed in numbers.items()}
    state |= {name: {name: {"selected_users": chosen}} for name, chosen in people.items()}
    payload = office.emulator.interaction("view_submission", office.emulator.person(who))
    payload["view"] = view | {"state": {"values": state}, "private_metadata": ""}
    outcome = await office.emulator.deliver("interactive", payload)
    await office.settle()
    return outcome.payload
