"""Replies in a thread: read, passed on, followed, corrected."""

from __future__ import annotations

import pytest
from office_cast import Office

from bot.errors import Refused
from bot.flows.requests import acting, correcting, replies
from bot.rules.letters import Aside, Line
from bot.rules.readings import Reading
from storage import trail
from storage.records import Entry, Outcome, Status, Why


async def why(office: Office, request_id: int) -> tuple[str, Why]:
    """Whose turn it is, and why."""
    turn = await office.turn(request_id)
    assert turn is not None
    name = next(name for name, person in office.people.items() if person.id == turn.holder_id)
    return name, turn.why


async def last_entry(office: Office, request_id: int) -> int:
    return (await office.store.read(trail.last, request_id)).id


async def test_an_answer_in_the_thread_is_an_answer(office: Office) -> None:
    request_id = await office.ask()
    await office.do(replies.reply, "Eva", request_id, office.says("The rate is 21 % from 1 December."))
    assert await why(office, request_id) == ("Ann", Why.ANSWERED)
    assert await office.heard("Ann") == [Line.ANSWERED]
    assert await office.heard("Eva") == [Aside.READ_AS_ANSWER]


async def test_a_holding_reply_is_seen_and_no_response(office: Office) -> None:
    request_id = await office.ask()
    await office.do(replies.reply, "Eva", request_id, office.says("on it"))
    request = await office.request(request_id)
    assert (request.accepted_at, request.first_response_at) == (office.now, None)
    assert await why(office, request_id) == ("Eva", Why.LOGGED)
    assert await office.heard("Ann") == [Line.ACCEPTED]


async def test_a_question_back_gives_the_turn_and_the_reply_returns_it(office: Office) -> None:
    request_id = await office.ask()
    await office.do(replies.reply, "Eva", request_id, office.says("Which month do you mean?"))
    assert await why(office, request_id) == ("Ann", Why.ASKED_BACK)
    await office.do(replies.reply, "Ann", request_id, office.says("December"))
    assert await why(office, request_id) == ("Eva", Why.REPLIED)
    assert await office.heard("Eva") == [Aside.READ_AS_QUESTION, Line.REPLIED]


async def test_thanks_never_reopen_and_a_new_question_does(office: Office) -> None:
    request_id = await office.ask()
    await office.do(acting.answer, "Eva", await office.target(request_id), "21 %")
    await office.do(replies.reply, "Ann", request_id, office.says("Thanks!"))
    assert await why(office, request_id) == ("Ann", Why.ANSWERED)
    await office.do(replies.reply, "Ann", request_id, office.says("Does that hold for Bergen too?"))
    assert await why(office, request_id) == ("Eva", Why.REOPENED)
    assert await office.heard("Ann") == [Line.ANSWERED, Aside.CLOSE_IT, Aside.READ_AS_REOPENED]


async def test_words_out_of_turn_are_passed_on_and_move_nothing(office: Office) -> None:
    request_id = await office.ask()
    await office.do(replies.reply, "Ann", request_id, office.says("It is for the Oslo contract"))
    assert await why(office, request_id) == ("Eva", Why.LOGGED)
    assert await office.heard("Eva") == [Line.WORDS]
    assert await office.trail(request_id) == [Entry.LOGGED, Entry.WROTE]


async def test_a_bystanders_words_are_not_even_kept(office: Office) -> None:
    request_id = await office.ask()
    await office.do(replies.reply, "Ben", request_id, office.says("I think it is 21 %"))
    assert await office.trail(request_id) == [Entry.LOGGED]
    assert await office.heard("Ann") == await office.heard("Eva") == []


async def test_files_are_not_passed_on_and_the_writer_is_told(office: Office) -> None:
    request_id = await office.ask()
    await office.do(replies.reply, "Eva", request_id, office.says("", has_files=True))
    assert await office.heard("Eva") == [Aside.FILES]
    assert await office.heard("Ann") == []


async def test_an_answer_that_was_none_gives_the_turn_back(office: Office) -> None:
    request_id = await office.ask()
    await office.do(replies.reply, "Eva", request_id, office.says("The rate is 21 %."))
    written = (request_id, await last_entry(office, request_id))
    await office.do(correcting.correct, "Eva", written, Reading.ACCEPTANCE)
    assert await why(office, request_id) == ("Eva", Why.TAKEN_BACK)
    request = await office.request(request_id)
    assert (request.answered_at, request.first_response_at) == (None, None)
    assert await office.heard("Ann") == [Line.ANSWERED, Line.TAKEN_BACK]


async def test_what_was_not_plain_becomes_an_answer_with_one_tap(office: Office) -> None:
    request_id = await office.ask()
    await office.do(replies.reply, "Eva", request_id, office.says("hmm"))
    assert await office.heard("Eva") == [Aside.WAS_IT_AN_ANSWER]
    written = (request_id, await last_entry(office, request_id))
    await office.do(correcting.correct, "Eva", written, Reading.ANSWER)
    assert await why(office, request_id) == ("Ann", Why.ANSWERED)
    assert (await office.request(request_id)).first_response_at == office.now


async def test_a_question_that_was_an_answer_closes_like_one(office: Office) -> None:
    request_id = await office.ask()
    await office.do(replies.reply, "Eva", request_id, office.says("Which month do you mean?"))
    written = (request_id, await last_entry(office, request_id))
    await office.do(correcting.correct, "Eva", written, Reading.ANSWER)
    await office.do(acting.resolve, "Ann", await office.target(request_id), Outcome.YES)
    assert (await office.request(request_id)).status is Status.CLOSED


async def test_a_requesters_word_that_was_no_question_gives_the_turn_back(office: Office) -> None:
    request_id = await office.ask()
    await office.do(acting.answer, "Eva", await office.target(request_id), "21 %")
    await office.do(replies.reply, "Ann", request_id, office.says("Does that hold for Bergen too?"))
    written = (request_id, await last_entry(office, request_id))
    await office.do(correcting.correct, "Ann", written, Reading.THANKS)
    assert await why(office, request_id) == ("Ann", Why.ANSWERED)


async def test_nobody_corrects_another_or_what_another_has_acted_on(office: Office) -> None:
    request_id = await office.ask()
    await office.do(replies.reply, "Eva", request_id, office.says("The rate is 21 %."))
    written = (request_id, await last_entry(office, request_id))
    with pytest.raises(Refused, match="not_yours"):
        await office.do(correcting.correct, "Ann", written, Reading.ACCEPTANCE)
    await office.do(acting.reopen, "Ann", await office.target(request_id), "And Bergen?")
    with pytest.raises(Refused, match="not_now"):
        await office.do(correcting.correct, "Eva", written, Reading.ACCEPTANCE)


async def test_an_edit_and_a_deletion_follow_the_words(office: Office) -> None:
    request_id = await office.ask()
    said = office.says("The rate is 20 %.")
    await office.do(replies.reply, "Eva", request_id, said)
    await office.do(replies.edited, "Eva", replies.Message(said.channel, said.ts, "The rate is 21 %."))
    await office.do(replies.deleted, "Eva", replies.Message(said.channel, said.ts, ""))
    assert await office.trail(request_id) == [
        Entry.LOGGED,
        Entry.ANSWERED,
        Entry.MESSAGE_EDITED,
        Entry.MESSAGE_DELETED,
    ]
    words = [entry.data.get("text") for entry in await office.store.read(trail.of_request, request_id)]
    assert words == ["Which rate applies?", None, None, None], "what was deleted is kept nowhere"


async def test_after_the_end_words_are_passed_on_and_move_nothing(office: Office) -> None:
    request_id = await office.ask()
    await office.do(acting.withdraw, "Ann", await office.target(request_id))
    await office.do(replies.reply, "Eva", request_id, office.says("The rate is 21 %."))
    assert (await office.request(request_id)).status is Status.WITHDRAWN
    assert await office.heard("Ann") == [Line.WORDS]
