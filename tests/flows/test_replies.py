"""Replies in a thread: read, passed on, followed, corrected."""

from __future__ import annotations

import pytest
from office_cast import Office

from bot.errors import Refused
from bot.flows.requests import acting, correcting, passing, replies
from bot.flows.requests.passing import Passing, Way
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


async def bring_to(office: Office, why: Why) -> int:
    """A request of Ann's to Eva that somebody has for this reason; `HOLDS` says who."""
    request_id = await office.ask()
    target = await office.target(request_id)
    if why is Why.ANSWERED:
        await office.do(acting.answer, "Eva", target, "21 %")
    elif why is Why.ASKED_BACK:
        await office.do(acting.ask_back, "Eva", target, "Old or new?")
    elif why is Why.LENT:
        await office.do(passing.pass_on, "Eva", target, Passing(office["Ben"], Way.LEND, "Only the rate"))
        asked = await last_entry(office, request_id)
        await office.do(passing.agree, "Ann", await office.target(request_id), (asked, True))
    return request_id


HOLDS = {Why.LOGGED: "Eva", Why.ANSWERED: "Ann", Why.ASKED_BACK: "Ann", Why.LENT: "Ben"}


@pytest.mark.parametrize(
    ("held", "words", "told"),
    [
        (Why.LOGGED, "The rate is 21 %.", Aside.READ_AS_ANSWER),
        (Why.LOGGED, "on it", Aside.READ_AS_ACCEPTANCE),
        (Why.LOGGED, "Which month?", Aside.READ_AS_QUESTION),
        (Why.LOGGED, "tusen takk!", Aside.READ_AS_WORD),
        (Why.LOGGED, "hmm", Aside.WAS_IT_AN_ANSWER),
        (Why.ASKED_BACK, "the old one", Aside.READ_AS_REPLY),
        (Why.ASKED_BACK, "one moment", Aside.READ_AS_REPLY),
        (Why.ANSWERED, "And for Bergen?", Aside.READ_AS_REOPENED),
        (Why.ANSWERED, "virker fortsatt ikke", Aside.READ_AS_REOPENED),
        (Why.ANSWERED, "tack!", Aside.CLOSE_IT),
        (Why.ANSWERED, "hmm", Aside.DID_IT_HELP),
        (Why.LENT, "The rate is 21 %.", Aside.READ_AS_RETURNED),
        (Why.LENT, "Which month?", Aside.READ_AS_RETURNED),
        (Why.LENT, "on it", Aside.STILL_THEIRS),
        (Why.LENT, "thanks", Aside.STILL_THEIRS),
        (Why.LENT, "hmm", Aside.WAS_IT_THEIR_PART),
    ],
)
async def test_whoever_holds_it_always_sees_how_their_words_are_read(
    office: Office, held: Why, words: str, told: Aside
) -> None:
    request_id, who = await bring_to(office, held), HOLDS[held]
    await office.do(replies.reply, who, request_id, office.says(words))
    assert (await office.heard(who))[-1] == told


@pytest.mark.parametrize(
    ("held", "words", "meant", "now"),
    [
        (Why.LOGGED, "The rate is 21 %.", Reading.ACCEPTANCE, ("Eva", Why.TAKEN_BACK)),
        (Why.LOGGED, "The rate is 21 %.", Reading.QUESTION, ("Ann", Why.ASKED_BACK)),
        (Why.LOGGED, "on it", Reading.ANSWER, ("Ann", Why.ANSWERED)),
        (Why.LOGGED, "on it", Reading.QUESTION, ("Ann", Why.ASKED_BACK)),
        (Why.LOGGED, "Which month?", Reading.ANSWER, ("Ann", Why.ANSWERED)),
        (Why.LOGGED, "Which month?", Reading.ACCEPTANCE, ("Eva", Why.TAKEN_BACK)),
        (Why.LOGGED, "thanks", Reading.ANSWER, ("Ann", Why.ANSWERED)),
        (Why.LOGGED, "thanks", Reading.QUESTION, ("Ann", Why.ASKED_BACK)),
        (Why.LOGGED, "hmm", Reading.ACCEPTANCE, ("Eva", Why.LOGGED)),
        (Why.LOGGED, "hmm", Reading.ANSWER, ("Ann", Why.ANSWERED)),
        (Why.LOGGED, "hmm", Reading.QUESTION, ("Ann", Why.ASKED_BACK)),
        (Why.ASKED_BACK, "one moment", Reading.THANKS, ("Ann", Why.ASKED_BACK)),
        (Why.ANSWERED, "And for Bergen?", Reading.THANKS, ("Ann", Why.ANSWERED)),
        (Why.ANSWERED, "thanks", Reading.QUESTION, ("Eva", Why.REOPENED)),
        (Why.ANSWERED, "hmm", Reading.QUESTION, ("Eva", Why.REOPENED)),
        (Why.LENT, "on it", Reading.ANSWER, ("Eva", Why.RETURNED)),
        (Why.LENT, "hmm", Reading.ANSWER, ("Eva", Why.RETURNED)),
    ],
)
async def test_one_tap_turns_a_reading_once_and_is_an_entry(
    office: Office, held: Why, words: str, meant: Reading, now: tuple[str, Why]
) -> None:
    request_id, who = await bring_to(office, held), HOLDS[held]
    await office.do(replies.reply, who, request_id, office.says(words))
    written = (request_id, await last_entry(office, request_id))
    before = await office.trail(request_id)
    await office.do(correcting.correct, who, written, meant)

    assert await why(office, request_id) == now
    after = await office.store.read(trail.of_request, request_id)
    assert [entry.kind for entry in after[: len(before)]] == before  # what happened stays
    assert [(entry.by_id, entry.data["of"]) for entry in after[len(before) :]] == [
        (office[who].id, written[1])
    ]
    with pytest.raises(Refused):
        await office.do(correcting.correct, who, written, meant)


async def test_words_are_not_read_again_after_the_end(office: Office) -> None:
    request_id = await bring_to(office, Why.ANSWERED)
    await office.do(replies.reply, "Ann", request_id, office.says("thanks"))
    written = (request_id, await last_entry(office, request_id))
    await office.do(acting.resolve, "Ann", await office.target(request_id), Outcome.YES)
    with pytest.raises(Refused):
        await office.do(correcting.correct, "Ann", written, Reading.QUESTION)


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
