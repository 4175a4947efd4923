"""The quiet start: what people ask and answer works, and Svar says nothing unasked until it is over."""

from __future__ import annotations

from typing import Any

import pytest
from offices import Office, june
from test_settings import NUMBERS

from bot.delivery.upkeep import look
from storage.base import Tx

QUESTION = "Which rate applies to the Oslo contract?"


async def settle(office: Office, **dates: str) -> None:
    await office.command("ann", "/svar", "settings")
    await office.choose("ann", "Change")
    outcome = await office.submit("ann", **NUMBERS, **dates)
    assert outcome.ok, outcome


@pytest.fixture(autouse=True)
async def ann_is_admin(office: Office) -> None:
    await office.emulator.change_person("ann", is_admin=True)
    await office.settle()


async def unasked(office: Office, who: str) -> list[dict[str, Any]]:
    return await office.rows(
        "SELECT reason FROM outbox WHERE ts IS NOT NULL AND reason IN ('reminders', 'still_good', 'note')"
        " AND person_id = (SELECT id FROM people WHERE name = :name)",
        name=who,
    )


async def test_until_its_day_nobody_is_reminded_and_then_in_one_message(
    office: Office,
) -> None:
    await settle(office, quiet_until="2026-06-24")
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.ask("ann", f"@Ben {QUESTION} Again.")
    assert QUESTION in office.screen("ben")
    await office.go_to(june(23, 22, of="ben"))
    assert await unasked(office, "Ben") == []

    await office.go_to(june(24, 16, of="ben"))
    assert [row["reason"] for row in await unasked(office, "Ben")] == ["reminders"]


async def test_an_admin_ends_it_for_the_people_of_a_channel(office: Office) -> None:
    await settle(office, quiet_until="2026-07-01")
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.go_to(june(12, 12))
    assert "admins" in await office.command("ben", "/svar", "speak", channel="ops")
    await office.command("ann", "/svar", "speak", channel="ops")
    assert "Ann has ended the quiet start for the people here" in office.screen("ben", "ops")

    await office.go_to(june(15, 18, of="ben"))
    assert await unasked(office, "Ben") != []


@pytest.mark.parametrize("day", ["2026-06-10", "2026-06-22", "2026-07-08", "2026-08-01"])
async def test_it_lasts_two_weeks_at_least_and_four_at_most(office: Office, day: str) -> None:
    await office.command("ann", "/svar", "settings")
    await office.choose("ann", "Change")
    refused = await office.submit("ann", **NUMBERS, quiet_until=day)

    assert "two weeks at least and four weeks at most" in str(refused)
    assert await office.count("changes") == 0


@pytest.mark.parametrize(
    ("day", "allowed"), [("2026-06-23", True), ("2026-07-07", True), ("2026-07-08", False)]
)
async def test_it_is_changed_within_weeks_of_its_beginning(
    office: Office, day: str, *, allowed: bool
) -> None:
    await settle(office, quiet_until="2026-06-30")
    await office.go_to(june(16, 12))
    await office.command("ann", "/svar", "settings")
    await office.choose("ann", "Change")

    outcome = await office.submit("ann", **NUMBERS, quiet_until=day)
    assert ("two weeks at least" not in str(outcome)) is allowed


async def test_what_was_promised_and_did_not_come_is_told_to_whoever_waits_alone(office: Office) -> None:
    await settle(office, quiet_until="2026-06-24")
    await office.ask("ann", f"@Ben {QUESTION}")
    await office.press("ben", office.card("ben"), "Got it", "Today")
    await office.go_to(june(11, 18, of="ben"))

    told = office.everything("ann")
    assert "has not answered yet. These weeks I remind nobody" in told
    assert "It helps them to know by when it comes" not in office.everything("ben")


async def test_admins_are_reminded_once_of_the_evaluation(office: Office) -> None:
    await settle(office, evaluate_on="2026-06-17")
    await office.go_to(june(17, 0))
    await look(office.svar.house)
    assert "whether I do good here" not in office.screen("ann")

    for day in (17, 18):
        await office.go_to(june(day, 3))
        await look(office.svar.house)
        await office.go_to(june(day, 12))
    assert office.screen("ann").count("whether I do good here") == 1
    assert "whether I do good here" not in office.screen("ben")


async def test_that_reminder_is_one_of_what_the_clock_says_on_a_day(office: Office) -> None:
    """Ann has had what the clock may say on that Wednesday, so it comes on the next day."""
    await settle(office, evaluate_on="2026-06-17")
    await office.go_to(june(17, 10))
    ann = (await office.rows("SELECT id FROM people WHERE name = 'Ann'"))[0]["id"]

    def say_twice(tx: Tx) -> None:
        for number in range(2):
            tx.run(
                "INSERT INTO outbox (workspace_id, key, reason, person_id, data, created_at, settled_at, ts)"
                " VALUES (1, :key, 'note', :person_id, '{}', :now, :now, '1.1')",
                key=f"said{number}", person_id=ann, now=office.clock.now(),
            )  # fmt: skip

    await office.svar.house.store.write(say_twice)
    await look(office.svar.house)
    await office.go_to(june(17, 18))
    assert "whether I do good here" not in office.screen("ann")

    await office.go_to(june(18, 13))
    assert office.screen("ann").count("whether I do good here") == 1
