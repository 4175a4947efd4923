"""Every control of a reminder works from the message, from Home, and after the request has moved on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from offices import Office, june

from bot.emulator.actions.outcome import Outcome
from bot.emulator.screen import Seen

QUESTION = "Which rate applies to the Oslo contract?"
MOVED_ON = ("has moved on meanwhile", "has ended", "is over", "moved on")
Press = Callable[[str, str | None], Awaitable[Outcome]]


@dataclass(frozen=True)
class Control:
    """What is pressed, on the card and on the page of rarer things, what is filled in, and what then is."""

    label: str
    option: str | None = None
    rarer: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    then: str = ""
    """An SQL condition over requests, turns and trail that then holds."""


OPEN_TURN = "(SELECT * FROM turns WHERE ended_at IS NULL)"
CONTROLS = {
    "answer": Control("Answer", values={"text": "It is 21 %."}, then="r.answered_at IS NOT NULL"),
    "elsewhere": Control(
        "Answer",
        values={"text": "It is 21 %, as I said.", "elsewhere": ["yes"]},
        then="r.answered_at IS NOT NULL",
    ),
    "tomorrow": Control("Got it", "Tomorrow", then="r.promised_at IS NOT NULL"),
    "pick": Control("Got it", "Pick a time", values={"day": "2026-06-15"}, then="r.promised_at IS NOT NULL"),
    "ask_back": Control("⋯", "Ask back", values={"text": "Which one?"}, then="t.why = 'asked_back'"),
    "hand_over": Control("⋯", "Hand over", values={"to": "UEVA"}, then="t.holder_id = eva.id"),
    "hold": Control(
        "⋯", "Put on hold", values={"day": "2026-06-19", "reason": "The list."}, then="t.clock = 'held'"
    ),
    "decline": Control(
        "⋯", "Decline", values={"reason": "Not mine.", "alternative": "Eva."}, then="r.status = 'declined'"
    ),
    "lend": Control("⋯", "More …", "Lend", {"to": "UEVA"}, "t.why = 'lent'"),
    "suggest": Control("⋯", "More …", "Who could help?", {"to": "UEVA"}, "t.holder_id = eva.id"),
    "note": Control(
        "⋯",
        "More …",
        "Note a conversation",
        {"text": "On the phone.", "how": "phone", "day": "2026-06-11"},
        "EXISTS (SELECT 1 FROM trail WHERE kind = 'noted')",
    ),
    "later": Control("⋯", "More …", "Remind me later", {"soon": "hour"}, "t.snoozed_until IS NOT NULL"),
    "quiet": Control("⋯", "More …", "Stop reminding me", {}, "t.remind_at IS NULL"),
}
AGREED = {"hand_over", "lend", "suggest"}  # between two people the requester is asked first


async def reminded(office: Office) -> Seen:
    """Ben's reminder, on Thursday morning."""
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.command("eva", "/pending")
    await office.go_to(june(11, 10, 30, of="ben"))
    (seen,) = [one for one in office.cards("ben") if "hopes to hear from you" in one.text]
    return seen


async def from_message(office: Office, seen: Seen, control: Control) -> Outcome:
    return await office.try_to_press("ben", seen, control.label, control.option)


async def from_home(office: Office, control: Control) -> Outcome:
    return await office.press_home("ben", control.label, about=QUESTION, option=control.option)


async def go_on(office: Office, name: str) -> None:
    """Fill in what opens."""
    control = CONTROLS[name]
    if control.rarer is not None:
        await office.choose("ben", control.rarer)
    if control.values:
        outcome = await office.submit("ben", **control.values)
        assert outcome.ok, outcome
    if name in AGREED and office.offers("ann", "Yes, they may"):
        await office.press("ann", office.asking("ann", "Yes, they may"), "Yes, they may")


async def is_so(office: Office, condition: str) -> bool:
    sql = f"""
    SELECT r.id FROM requests r LEFT JOIN {OPEN_TURN} t ON t.request_id = r.id
    LEFT JOIN people eva ON eva.slack_id = 'UEVA' WHERE {condition}
    """  # noqa: S608 - ours
    return bool(await office.rows(sql))


@pytest.mark.parametrize("name", CONTROLS)
async def test_from_the_message(office: Office, name: str) -> None:
    seen = await reminded(office)
    assert (await from_message(office, seen, CONTROLS[name])).ok
    await go_on(office, name)
    assert await is_so(office, CONTROLS[name].then)


@pytest.mark.parametrize("name", CONTROLS)
async def test_from_home(office: Office, name: str) -> None:
    await reminded(office)
    await office.open_home("ben")
    assert (await from_home(office, CONTROLS[name])).ok
    await go_on(office, name)
    assert await is_so(office, CONTROLS[name].then)


@pytest.mark.parametrize("where", ["message", "home"])
@pytest.mark.parametrize("name", CONTROLS)
async def test_after_it_has_moved_on_it_says_so_and_does_nothing(
    office: Office, name: str, where: str
) -> None:
    seen, control = await reminded(office), CONTROLS[name]
    await office.open_home("ben")
    views = office.emulator.workspace.views.homes[office.emulator.person("ben").id]
    old = views.content
    await office.say("ben", "It is 21 %, from December on.", under=office.card("ben", "Ann asks you"))
    await office.press("ann", office.card("ann"), "Yes")
    await office.wait(seconds=3)
    before = await office.rows("SELECT status, holder_id, answered_at, promised_at FROM requests")
    views.content = old
    screen = office.screen("ben")
    if where == "message":
        await from_message(office, seen, control)
    else:
        await from_home(office, control)
    if control.rarer is not None and control.rarer in office.form("ben"):
        await office.choose("ben", control.rarer)
    if control.values and office.form("ben") and office.modal("ben").get("submit"):
        await office.submit("ben", **control.values)
    assert await office.rows("SELECT status, holder_id, answered_at, promised_at FROM requests") == before
    said = office.form("ben") + office.screen("ben").removeprefix(screen)
    if name != "note":  # what was said elsewhere may be noted afterwards, too
        assert any(words in said for words in MOVED_ON), said


@pytest.mark.parametrize("name", ["later", "quiet"])
async def test_later_comes_with_what_was_noted_and_stopping_ends_it(office: Office, name: str) -> None:
    seen = await reminded(office)
    await office.press("ben", seen, "⋯", "More …")
    await office.choose("ben", CONTROLS[name].rarer or "")
    if name == "later":
        await office.submit("ben", soon="hour", why="Kari is back from lunch then.")
    await office.go_to(june(11, 12, of="ben"))
    came = [office.draw(one, "ben") for one in office.cards("ben") if "hopes to hear from you" in one.text]
    assert len(came) == (2 if name == "later" else 1)
    assert ("You noted for now: Kari is back from lunch then." in came[-1]) is (name == "later")
    assert "Kari" not in office.everything("ann")
