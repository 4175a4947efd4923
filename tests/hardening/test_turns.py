"""Turns stay right whatever is pressed twice, too late or from the wrong end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from office_cast import Office

from bot.errors import Refused
from bot.flows import deliveries
from bot.flows.requests import acting, correcting, passing, replies
from bot.flows.requests.passing import Passing, Way
from bot.rules.letters import Drop, Line
from bot.rules.readings import Reading
from storage import outbox, places, trail
from storage.base import Tx
from storage.records import Entry, OutboxItem, Why

UNCLEAR = "hmm, maybe"
ANSWER = "The rate is 21 % from 1 December."


async def why(cast: Office, request_id: int) -> tuple[int, Why]:
    turn = await cast.turn(request_id)
    assert turn is not None
    return turn.holder_id, turn.why


async def last(cast: Office, request_id: int) -> int:
    return (await cast.store.read(trail.last, request_id)).id


async def test_a_correction_pressed_twice_is_heard_once(cast: Office) -> None:
    request_id = await cast.ask()
    await cast.do(replies.reply, "Eva", request_id, cast.says(UNCLEAR))
    said = (request_id, await last(cast, request_id))
    await cast.do(correcting.correct, "Eva", said, Reading.ANSWER)
    heard = await cast.heard("Ann")
    with pytest.raises(Refused, match="not_now"):
        await cast.do(correcting.correct, "Eva", said, Reading.ANSWER)
    assert await cast.heard("Ann") == heard


async def test_a_correction_of_earlier_words_leaves_a_later_answer_alone(cast: Office) -> None:
    request_id = await cast.ask()
    await cast.do(replies.reply, "Eva", request_id, cast.says(UNCLEAR))
    said = (request_id, await last(cast, request_id))
    await cast.do(replies.reply, "Eva", request_id, cast.says(ANSWER))
    with pytest.raises(Refused, match="not_now"):
        await cast.do(correcting.correct, "Eva", said, Reading.ACCEPTANCE)
    assert await why(cast, request_id) == (cast["Ann"].id, Why.ANSWERED)


async def test_a_former_owner_corrects_nothing(cast: Office) -> None:
    request_id = await cast.ask(channel=("C1", None))
    await cast.do(replies.reply, "Eva", request_id, cast.says(UNCLEAR))
    said = (request_id, await last(cast, request_id))
    await cast.do(
        passing.pass_on, "Eva", await cast.target(request_id), Passing(cast["Ben"], Way.HAND_OVER, "")
    )
    for reading in (Reading.ANSWER, Reading.QUESTION, Reading.THANKS):
        with pytest.raises(Refused):
            await cast.do(correcting.correct, "Eva", said, reading)
    assert await why(cast, request_id) == (cast["Ben"].id, Why.HANDED_OVER)


async def test_an_answer_corrected_to_being_on_it_counts_as_seen(cast: Office) -> None:
    request_id = await cast.ask()
    await cast.do(replies.reply, "Eva", request_id, cast.says(ANSWER))
    said = (request_id, await last(cast, request_id))
    await cast.do(correcting.correct, "Eva", said, Reading.ACCEPTANCE)
    request = await cast.request(request_id)
    assert (request.accepted_at, request.answered_at) == (cast.now, None)


async def test_no_such_entry_and_another_ones_entry_are_refused_alike(cast: Office) -> None:
    request_id, other_id = await cast.ask(), await cast.ask("Ben", "Cleo")
    for entry_id in (await last(cast, other_id), 99_999):
        with pytest.raises(Refused, match="not_yours"):
            await cast.do(correcting.correct, "Eva", (request_id, entry_id), Reading.ANSWER)
        with pytest.raises(Refused, match="not_yours"):
            await cast.do(passing.agree, "Ann", await cast.target(request_id), (entry_id, True))


async def test_the_same_promise_twice_is_heard_once(cast: Office) -> None:
    request_id = await cast.ask(wanted_by_at=cast.now + timedelta(days=2))
    target, by_at = await cast.target(request_id), cast.now + timedelta(hours=5)
    for _ in range(2):
        await cast.do(acting.promise, "Eva", target, by_at)
    assert await cast.heard("Ann") == [Line.PROMISED]
    for _ in range(2):
        await cast.do(acting.decline_wanted_by, "Eva", target)
    assert await cast.heard("Ann") == [Line.PROMISED, Line.WANTED_BY_DECLINED]


async def test_who_gets_it_passed_on_is_asked_about_the_wished_date_anew(cast: Office) -> None:
    request_id = await cast.ask(channel=("C1", None), wanted_by_at=cast.now + timedelta(days=2))
    await cast.do(acting.decline_wanted_by, "Eva", await cast.target(request_id))
    await cast.do(
        passing.pass_on, "Eva", await cast.target(request_id), Passing(cast["Ben"], Way.HAND_OVER, "")
    )
    assert (await cast.request(request_id)).wanted_by_declined_at is None


async def test_who_gets_it_back_hears_of_it(cast: Office) -> None:
    request_id = await cast.ask(channel=("C1", None))
    await cast.do(
        passing.pass_on, "Eva", await cast.target(request_id), Passing(cast["Ben"], Way.HAND_OVER, "")
    )
    await cast.do(
        passing.pass_on, "Ben", await cast.target(request_id), Passing(cast["Eva"], Way.HAND_OVER, "")
    )
    assert Line.HANDED_OVER in await cast.heard("Eva")
    assert len([place for place in await cast.places(request_id) if place.person_id == cast["Eva"].id]) == 1


async def test_a_clock_moved_back_makes_no_negative_minutes(cast: Office) -> None:
    request_id = await cast.ask()
    cast.pass_(minutes=-30)
    await cast.do(acting.answer, "Eva", await cast.target(request_id), "21 %")
    rows = await cast.store.read(lambda tx: tx.all("SELECT * FROM turns WHERE ended_at IS NOT NULL"))
    assert [row["wall_minutes"] for row in rows] == [0]


async def test_words_after_the_end_wait_for_no_card_that_never_comes(cast: Office) -> None:
    request_id = await cast.ask(whom="Cleo")
    await cast.do(acting.withdraw, "Ann", await cast.target(request_id))
    cast.pass_(days=1)
    until = cast.now + timedelta(minutes=1)
    for place in await cast.store.write(places.claim, lease="x", now=cast.now, until=until, limit=10):
        await cast.store.write(deliveries.settle_card, place, ts=None, now=cast.now)
    await cast.do(replies.reply, "Ann", request_id, cast.says("Thanks anyway."))
    assert await cast.store.read(waiting, cast["Cleo"].id) == []


async def test_a_corrected_reply_is_told_in_its_newest_words(cast: Office) -> None:
    request_id = await cast.ask()
    message = cast.says(UNCLEAR)
    await cast.do(replies.reply, "Eva", request_id, message)
    said = (request_id, await last(cast, request_id))
    await cast.do(replies.edited, "Eva", replace(message, text="hmm, 21 %"))
    await cast.do(correcting.correct, "Eva", said, Reading.ANSWER)
    entry = await cast.store.read(trail.last, request_id)
    assert (entry.kind, entry.data["text"]) == (Entry.READ_AS, "hmm, 21 %")


async def test_a_corrected_reply_goes_from_every_screen_with_its_message(cast: Office) -> None:
    request_id = await cast.ask()
    message = cast.says(UNCLEAR)
    await cast.do(replies.reply, "Eva", request_id, message)
    said = (request_id, await last(cast, request_id))
    await cast.do(correcting.correct, "Eva", said, Reading.ANSWER)
    await cast.do(replies.deleted, "Eva", message)
    assert await cast.heard("Ann") == [Line.WORDS, Line.ANSWERED, Line.WORDS, Line.ANSWERED]
    assert (await cast.trail(request_id)).count(Entry.MESSAGE_DELETED) == 1
    entries = await cast.store.read(trail.of_request, request_id)
    assert not [entry for entry in entries if entry.data.get("text") == UNCLEAR]
    items = await cast.store.read(waiting, cast["Ann"].id)
    drawn = [await cast.store.write(deliveries.compose_letter, item, now=cast.now) for item in items]
    assert [type(letter) for letter in drawn] == [Drop] * 4


async def test_a_deleted_reply_is_no_answer_any_more(cast: Office) -> None:
    request_id = await cast.ask()
    message = cast.says(UNCLEAR)
    await cast.do(replies.reply, "Eva", request_id, message)
    said = (request_id, await last(cast, request_id))
    await cast.do(replies.deleted, "Eva", message)
    with pytest.raises(Refused, match="not_now"):
        await cast.do(correcting.correct, "Eva", said, Reading.ANSWER)


async def test_that_a_former_owner_cannot_be_reached_is_no_news(cast: Office) -> None:
    request_id = await cast.ask(channel=("C1", None))
    await cast.do(
        passing.pass_on, "Eva", await cast.target(request_id), Passing(cast["Ben"], Way.HAND_OVER, "")
    )
    before = await cast.heard("Ann")
    claimed = await cast.store.write(
        places.claim, lease="x", now=cast.now, until=cast.now + timedelta(minutes=1), limit=10
    )
    (former,) = [place for place in claimed if place.person_id == cast["Eva"].id]
    await cast.store.write(deliveries.card_failed, former, "channel_not_found", now=cast.now)
    assert await cast.heard("Ann") == before


async def test_kept_words_go_to_the_two_people_of_a_request_only(cast: Office) -> None:
    request_id = await cast.ask("Ben", "Cleo")
    await cast.store.write(deliveries.ask_which, cast["Eva"], (cast.says("21 %"), ()), now=cast.now)
    with pytest.raises(Refused, match="not_yours"):
        await cast.do(replies.reply_with_draft, "Eva", (request_id, 1))
    with pytest.raises(Refused, match="draft_gone"):
        await cast.do(replies.reply_with_draft, "Ben", (request_id, 1))
    assert await cast.trail(request_id) == [Entry.LOGGED]


def waiting(tx: Tx, person_id: int) -> list[OutboxItem]:
    """What has yet to be said to somebody."""
    rows = tx.all(
        "SELECT id FROM outbox WHERE person_id = :person_id AND due_at IS NOT NULL ORDER BY id",
        person_id=person_id,
    )
    return [outbox.get(tx, row["id"]) for row in rows]
