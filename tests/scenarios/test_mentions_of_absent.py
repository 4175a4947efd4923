"""Whoever mentions somebody who is away, in a channel where Svar is, is told so alone."""

from __future__ import annotations

import pytest
from offices import Office, june

WORDS = "@Ben which rate applies?"
NOTICE = "Ben is away and back at work Fri 12 Jun 09:00, New York."


@pytest.fixture
async def away(office: Office) -> Office:
    await office.command("ben", "/ooo", "today to thursday, cover @Eva")
    await office.wait(minutes=11)
    return office


def notices(office: Office, person: str, channel: str = "COPS") -> int:
    return office.screen(person, channel).count("Ben is away")


async def test_only_whoever_asks_sees_it(away: Office) -> None:
    await away.say("ann", WORDS, channel="COPS")

    assert NOTICE in away.screen("ann", "COPS")
    assert "Eva stands in." in away.screen("ann", "COPS")
    assert notices(away, "eva") == notices(away, "ben") == 0


async def test_once_for_each_and_again_after_four_days_or_when_it_was_changed(away: Office) -> None:
    for _ in range(3):
        await away.say("ann", WORDS, channel="COPS")
    assert notices(away, "ann") == 1
    await away.say("eva", WORDS, channel="COPS")
    assert notices(away, "eva") == 1

    await away.press("ben", away.asking("ben", "Change"), "Change")
    await away.submit("ben", last="2026-06-26")
    await away.say("ann", WORDS, channel="COPS")
    assert notices(away, "ann") == 2


@pytest.mark.parametrize(
    "text",
    [
        "> @Ben which rate?\nSo it was.",
        "`@Ben` is how it is written",
        "```\n@Ben\n```",
        "Ben, which rate?",
    ],
)
async def test_what_is_quoted_or_code_is_said_to_nobody(away: Office, text: str) -> None:
    await away.say("ann", text, channel="COPS")

    assert notices(away, "ann") == 0


async def test_nobody_is_told_of_themselves_or_in_a_thread_the_other_writes_in(away: Office) -> None:
    await away.say("ben", "I am @Ben", channel="COPS")
    assert notices(away, "ben") == 0
    ts = await away.say("ann", "The Oslo contract:", channel="COPS")
    await away.say("ben", "I saw it, from the beach.", under=ts, channel="COPS")
    await away.say("ann", WORDS, under=ts, channel="COPS")

    assert notices(away, "ann") == 0


async def test_where_svar_is_not_it_says_nothing(away: Office) -> None:
    await away.say("ann", WORDS, channel="CRANDOM")

    assert notices(away, "ann", "CRANDOM") == 0
    assert await away.count("requests") == 0


async def test_it_is_logged_for_the_return_with_its_words(away: Office) -> None:
    await away.say("ann", WORDS, channel="COPS")
    await away.press("ann", away.asking("ann", "Log it for their return"), "Log it for their return")
    assert "which rate applies?" in away.form("ann")
    await away.submit("ann", away="wait")

    request = await away.request()
    assert (request["owner"], request["channel_id"]) == ("UBEN", None)
    assert "which rate applies?" in request["quote"]
    assert "archives/COPS/p" in request["source_url"]
    await away.go_to(june(12, 9, 5, of="ben"))
    assert "which rate applies?" in away.card_text("ben", "Ann asks you")


async def test_the_cover_can_be_asked_instead(away: Office) -> None:
    await away.say("ann", WORDS, channel="COPS")
    await away.press("ann", away.asking("ann", "Ask Eva"), "Ask Eva")
    await away.submit("ann")

    assert (await away.request())["owner"] == "UEVA"


async def test_of_what_is_written_nothing_is_kept(away: Office) -> None:
    await away.say("ann", WORDS, channel="COPS")

    for table in ("drafts", "outbox", "deliveries", "trail"):
        assert "which rate" not in str(await away.rows(f"SELECT * FROM {table}"))  # noqa: S608 - ours
