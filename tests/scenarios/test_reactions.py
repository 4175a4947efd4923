"""Two emoji say something, and only by whom it concerns; none is ever an answer."""

from __future__ import annotations

import pytest
from offices import Office, Seen

QUESTION = "Which rate applies to the Oslo contract?"


async def react(office: Office, person: str, under: Seen, name: str) -> None:
    outcome = await office.emulator.react(person, under.channel, under.ts, name)
    assert outcome.ok, outcome
    await office.settle()


async def asked(office: Office) -> tuple[Seen, Seen]:
    """The requester's card and the owner's."""
    await office.ask("ann", f"@Ben {QUESTION}")
    return office.card("ann"), office.card("ben")


async def test_eyes_of_the_owner_say_that_they_have_it(everywhere: Office) -> None:
    office = everywhere
    own, card = await asked(office)
    await react(office, "ben", card, "eyes::skin-tone-3")
    assert "Ben has seen it and is on it." in office.thread("ann", own)
    request = await office.request()
    assert request["accepted_at"]
    assert request["first_response_at"] is None
    assert request["holder_id"] == request["owner_id"]


async def test_eyes_are_heard_of_once(office: Office) -> None:
    own, card = await asked(office)
    for _ in range(2):
        await react(office, "ben", card, "eyes")
        await office.emulator.unreact("ben", card.channel, card.ts, "eyes")
        await office.settle()
    assert office.thread("ann", own).count("has seen it") == 1


async def test_eyes_after_got_it_say_nothing_new(office: Office) -> None:
    own, card = await asked(office)
    await office.press("ben", card, "Got it", "Tomorrow")
    await react(office, "ben", card, "eyes")
    assert "has seen it" not in office.thread("ann", own)


@pytest.mark.parametrize("name", ["eyes", "thumbsup", "tada"])
async def test_other_emoji_and_other_peoples_say_nothing(office: Office, name: str) -> None:
    own, card = await asked(office)
    await react(office, "ann", own, name)
    if name != "eyes":
        await react(office, "ben", card, name)
    assert (await office.request())["accepted_at"] is None
    assert office.replies("ann", own) == []
    assert office.replies("ben", card) == []


async def test_a_tick_under_the_answer_offers_to_close(everywhere: Office) -> None:
    office = everywhere
    own, card = await asked(office)
    await office.say("ben", "The new one, 21 %, from 1 December.", under=card)
    answer = next(one for one in office.replies("ann", own) if "21 %" in office.draw(one, "ann"))
    await react(office, "ann", answer, "white_check_mark")
    assert (await office.request())["status"] == "open"
    await office.press("ann", office.asking("ann", "Close it"), "Close it")
    request = await office.request()
    assert (request["status"], request["outcome"]) == ("closed", "yes")


async def test_a_tick_of_the_owner_closes_nothing(office: Office) -> None:
    _, card = await asked(office)
    await react(office, "ben", card, "white_check_mark")
    assert not office.offers("ben", "Close it")
    assert not office.offers("ann", "Close it")


async def test_in_a_channel_only_the_requester_sees_the_offer(office: Office) -> None:
    await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="COPS")
    parent = next(one for one in office.shown("ann", "COPS") if QUESTION in one.text and not one.is_bot)
    await react(office, "ben", parent, "eyes")
    assert (await office.request())["accepted_at"]
    await react(office, "ann", parent, "heavy_check_mark")
    offer = office.asking("ann", "Close it", "COPS")
    assert offer.is_ephemeral
    assert offer.thread_ts == parent.ts
    assert not any("Is it solved" in one.text for one in office.shown("ben", "COPS"))
