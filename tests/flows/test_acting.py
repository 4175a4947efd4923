"""What people do with a request, and what each side hears of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from office_cast import Office

from bot.errors import Refused
from bot.flows.requests import acting, passing, replies, seeing
from bot.flows.requests.moving import Target
from bot.flows.requests.passing import Passing, Way
from bot.rules.letters import Aside, Line
from storage import outbox, trail
from storage.base import Tx
from storage.records import Entry, Outcome, Side, Status, Why


async def answered(office: Office) -> int:
    request_id = await office.ask()
    await office.do(acting.answer, "Eva", await office.target(request_id), "21 %")
    return request_id


async def test_a_promise_is_no_response_and_leaves_the_turn_where_it_is(office: Office) -> None:
    request_id = await office.ask()
    by = office.now + timedelta(days=1)
    await office.do(acting.promise, "Eva", await office.target(request_id), by)
    request, turn = await office.request(request_id), await office.turn(request_id)
    assert (request.promised_at, request.accepted_at, request.first_response_at) == (by, office.now, None)
    assert turn is not None
    assert turn.holder_id == office["Eva"].id
    assert await office.heard("Ann") == [Line.PROMISED]


async def test_moving_a_promise_is_counted(office: Office) -> None:
    request_id = await office.ask()
    for days in (1, 2, 2, 3):
        by = office.now + timedelta(days=days)
        await office.do(acting.promise, "Eva", await office.target(request_id), by)
    assert (await office.request(request_id)).promise_moves == 2


async def test_a_promise_lies_ahead(office: Office) -> None:
    request_id = await office.ask()
    with pytest.raises(Refused, match="promise_in_the_past"):
        await office.do(acting.promise, "Eva", await office.target(request_id), office.now)


async def test_an_answer_is_the_first_response_and_gives_the_requester_the_turn(office: Office) -> None:
    request_id = await office.ask()
    office.pass_(hours=2)
    await office.do(acting.answer, "Eva", await office.target(request_id), "21 %")
    request, turn = await office.request(request_id), await office.turn(request_id)
    assert (request.first_response_at, request.answered_at) == (office.now, office.now)
    assert turn is not None
    assert (turn.holder_id, turn.side, turn.why) == (office["Ann"].id, Side.REQUESTER, Why.ANSWERED)
    assert await office.heard("Ann") == [Line.ANSWERED]
    assert await office.heard("Eva") == []


async def test_the_minutes_of_a_turn_are_stored_when_it_ends(office: Office) -> None:
    request_id = await office.ask(whom="Ben")  # 04:12 in New York: five hours before work
    office.pass_(hours=6)  # 15:12 in Oslo, 10:12 in New York
    await office.do(acting.answer, "Ben", await office.target(request_id), "21 %")
    ended = await office.store.read(_ended_turn, request_id)
    assert ended == {"holder_minutes": 72, "requester_minutes": 360, "wall_minutes": 360}


def _ended_turn(tx: Tx, request_id: int) -> dict[str, Any]:
    sql = """
    SELECT holder_minutes, requester_minutes, wall_minutes FROM turns
    WHERE request_id = :request_id AND ended_at IS NOT NULL
    """
    return dict(tx.all(sql, request_id=request_id)[0])


async def test_asking_back_and_the_reply_go_there_and_back(office: Office) -> None:
    request_id = await office.ask()
    await office.do(acting.ask_back, "Eva", await office.target(request_id), "Which month?")
    turn = await office.turn(request_id)
    assert turn is not None
    assert (turn.side, turn.why) == (Side.REQUESTER, Why.ASKED_BACK)
    assert (await office.request(request_id)).first_response_at is None
    assert await office.heard("Ann") == [Line.ASKED_BACK]


@pytest.mark.parametrize("outcome", [Outcome.YES, Outcome.PARTLY, Outcome.GOT_ANSWER])
async def test_the_requester_closes_it(office: Office, outcome: Outcome) -> None:
    request_id = await answered(office)
    await office.do(acting.resolve, "Ann", await office.target(request_id), outcome)
    request = await office.request(request_id)
    assert (request.status, request.outcome, request.holder_id) == (Status.CLOSED, outcome, None)
    assert request.ended_at == office.now
    assert await office.turn(request_id) is None
    assert await office.heard("Eva") == [Line.CLOSED]


async def test_not_yet_reopens_and_a_later_promise_starts_anew(office: Office) -> None:
    request_id = await office.ask()
    await office.do(acting.promise, "Eva", await office.target(request_id), office.now + timedelta(hours=4))
    await office.do(acting.answer, "Eva", await office.target(request_id), "21 %")
    await office.do(acting.reopen, "Ann", await office.target(request_id), "And for Bergen?")
    request, turn = await office.request(request_id), await office.turn(request_id)
    assert turn is not None
    assert (turn.holder_id, turn.why) == (office["Eva"].id, Why.REOPENED)
    assert (request.promised_at, request.promise_moves) == (None, 0)
    assert await office.heard("Eva") == [Line.REOPENED]


async def test_a_decline_has_a_reason_and_another_way_and_ends_it(office: Office) -> None:
    request_id = await office.ask()
    target = await office.target(request_id)
    with pytest.raises(Refused, match="needs_a_reason"):
        await office.do(acting.decline, "Eva", target, (" ", ""))
    await office.do(acting.decline, "Eva", target, ("I left finance", "Ask Ben"))
    request = await office.request(request_id)
    assert (request.status, request.first_response_at) == (Status.DECLINED, office.now)
    assert await office.heard("Ann") == [Line.DECLINED]


async def test_a_hand_over_gives_the_new_owner_a_card_and_the_old_one_keeps_sight(office: Office) -> None:
    request_id = await office.ask(channel=("C1", None))
    await office.do(acting.promise, "Eva", await office.target(request_id), office.now + timedelta(hours=4))
    await office.do(
        passing.pass_on,
        "Eva",
        await office.target(request_id),
        Passing(office["Ben"], Way.HAND_OVER, "your field"),
    )
    await is_bens(office, request_id)
    assert await office.heard("Ann") == [Line.PROMISED, Line.HANDED_OVER]
    assert await office.heard("Ben") == [Line.WORDS]
    assert (await office.scene("Eva", request_id)).request.id == request_id
    with pytest.raises(Refused, match="not_yours"):
        await office.do(acting.answer, "Eva", await office.target(request_id), "21 %")


async def is_bens(office: Office, request_id: int) -> None:
    request, turn = await office.request(request_id), await office.turn(request_id)
    ben = office["Ben"].id
    assert turn is not None
    assert (request.owner_id, turn.holder_id, turn.why) == (ben, ben, Why.HANDED_OVER)
    assert request.promised_at is None
    assert {place.person_id for place in await office.places(request_id)} >= {
        office[name].id for name in ("Ann", "Eva", "Ben")
    }


async def proposed(office: Office) -> tuple[int, int]:
    """A private request that Eva would like to hand over to Ben, and the entry that says so."""
    request_id = await office.ask()
    await office.do(
        passing.pass_on,
        "Eva",
        await office.target(request_id),
        Passing(office["Ben"], Way.HAND_OVER, "your field"),
    )
    return request_id, (await office.store.read(trail.last, request_id)).id


async def test_no_third_person_sees_a_private_request_before_its_requester_agrees(office: Office) -> None:
    request_id, entry_id = await proposed(office)
    assert (await office.request(request_id)).owner_id == office["Eva"].id
    assert await office.heard("Ann") == [Line.SHARE_ASKED]
    assert await office.heard("Eva") == [Line.SHARE_WAITS]
    with pytest.raises(Refused, match="not_yours"):
        await office.scene("Ben", request_id)

    await office.do(passing.agree, "Ann", await office.target(request_id), (entry_id, True))
    await is_bens(office, request_id)
    assert await office.heard("Ann") == [Line.SHARE_ASKED, Line.HANDED_OVER]
    assert await office.heard("Eva") == [Line.SHARE_WAITS, Line.SHARE_AGREED]


async def test_the_requester_may_keep_it_between_the_two(office: Office) -> None:
    request_id, entry_id = await proposed(office)
    await office.do(passing.agree, "Ann", await office.target(request_id), (entry_id, False))
    assert (await office.request(request_id)).owner_id == office["Eva"].id
    assert await office.heard("Eva") == [Line.SHARE_WAITS, Line.SHARE_REFUSED]
    with pytest.raises(Refused, match="not_now"):
        await office.do(passing.agree, "Ann", await office.target(request_id), (entry_id, True))


async def test_only_the_requester_agrees_and_only_to_a_proposal(office: Office) -> None:
    request_id, entry_id = await proposed(office)
    for who in ("Eva", "Ben"):
        with pytest.raises(Refused, match="not_yours"):
            await office.do(passing.agree, who, await office.target(request_id), (entry_id, True))
    with pytest.raises(Refused, match="not_now"):
        await office.do(passing.agree, "Ann", await office.target(request_id), (entry_id - 1, True))
    other = await office.ask()
    with pytest.raises(Refused, match="not_yours"):
        await office.do(passing.agree, "Ann", await office.target(other), (entry_id, True))


async def test_a_proposal_ends_with_its_turn(office: Office) -> None:
    request_id, entry_id = await proposed(office)
    drawn_for = await office.target(request_id)
    await office.do(acting.answer, "Eva", drawn_for, "21 %")
    with pytest.raises(Refused, match="not_now"):
        await office.do(passing.agree, "Ann", drawn_for, (entry_id, True))


async def test_it_is_handed_over_to_neither_of_the_two(office: Office) -> None:
    request_id = await office.ask()
    for name in ("Ann", "Eva"):
        with pytest.raises(Refused, match="hand_over_to_them"):
            await office.do(
                passing.pass_on,
                "Eva",
                await office.target(request_id),
                Passing(office[name], Way.HAND_OVER, ""),
            )


async def test_declining_the_wished_date_keeps_the_turn(office: Office) -> None:
    request_id = await office.ask(wanted_by_at=office.now + timedelta(days=1))
    await office.do(acting.decline_wanted_by, "Eva", await office.target(request_id))
    request = await office.request(request_id)
    assert request.wanted_by_declined_at == office.now
    assert request.status is Status.OPEN
    assert await office.heard("Ann") == [Line.WANTED_BY_DECLINED]


async def test_silence_closes_an_answer_and_nothing_else(office: Office) -> None:
    request_id = await answered(office)
    turn = await office.turn(request_id)
    assert turn is not None
    office.pass_(days=5)
    await office.store.write(acting.close_without_word, request_id, turn=turn.id, now=office.now)
    request = await office.request(request_id)
    assert (request.status, request.outcome) == (Status.CLOSED, Outcome.WITHOUT_WORD)
    assert await office.heard("Eva") == [Line.CLOSED_WITHOUT_WORD]

    reopened = await answered(office)
    before = await office.turn(reopened)
    assert before is not None
    await office.do(acting.reopen, "Ann", await office.target(reopened), "And Bergen?")
    await office.store.write(acting.close_without_word, reopened, turn=before.id, now=office.now)
    assert (await office.request(reopened)).status is Status.OPEN


async def test_a_word_of_the_requesters_begins_their_silence_anew(office: Office) -> None:
    request_id = await answered(office)
    turn = await office.turn(request_id)
    assert turn is not None
    office.pass_(days=4)  # Monday
    await office.do(replies.reply, "Ann", request_id, office.says("I will have a look"))
    office.pass_(days=1)  # Tuesday: three working days after the answer
    await office.store.write(acting.close_without_word, request_id, turn=turn.id, now=office.now)
    assert (await office.request(request_id)).status is Status.OPEN
    office.pass_(days=2)  # Thursday: three after the word
    await office.store.write(acting.close_without_word, request_id, turn=turn.id, now=office.now)
    assert (await office.request(request_id)).outcome is Outcome.WITHOUT_WORD


async def test_silence_is_three_working_days_of_the_requester(office: Office) -> None:
    await answered(office)  # Thursday 10:12 in Oslo
    due = await office.store.read(_closing_due)
    assert due == "2026-12-01T09:12:00.000000Z"  # Tuesday 10:12


def _closing_due(tx: Tx) -> str:
    return str(tx.all("SELECT due_at FROM outbox WHERE reason = 'close_without_word'")[0]["due_at"])


async def test_a_button_of_an_ended_turn_does_nothing(office: Office) -> None:
    request_id = await office.ask()
    old = await office.target(request_id)
    await office.do(acting.ask_back, "Eva", old, "Which month?")
    before = await office.trail(request_id)
    for flow, args in (
        (acting.answer, ("21 %",)),
        (acting.promise, (office.now + timedelta(hours=1),)),
        (acting.decline, (("no", ""),)),
    ):
        with pytest.raises(Refused, match="not_now"):
            await office.do(flow, "Eva", old, *args)
    assert await office.trail(request_id) == before


async def test_after_its_end_nothing_moves_it(office: Office) -> None:
    request_id = await office.ask()
    target = await office.target(request_id)
    await office.do(acting.withdraw, "Ann", target)
    assert await office.heard("Eva") == [Line.WITHDRAWN]
    for who, flow, args in (
        ("Eva", acting.answer, ("21 %",)),
        ("Ann", acting.withdraw, ()),
        ("Ann", acting.resolve, (Outcome.YES,)),
    ):
        with pytest.raises(Refused, match="over"):
            await office.do(flow, who, target, *args)


async def test_to_a_stranger_a_request_does_not_exist(office: Office) -> None:
    request_id = await office.ask()
    for looked_for in (request_id, 99_999):
        with pytest.raises(Refused, match="not_yours"):
            await office.scene("Ben", looked_for)
        with pytest.raises(Refused, match="not_yours"):
            await office.do(acting.withdraw, "Ben", Target(looked_for))
        with pytest.raises(Refused, match="not_yours"):
            await office.store.read(seeing.paper_trail, office["Ben"], looked_for)
    assert await office.trail(request_id) == [Entry.LOGGED]


async def test_what_waits_is_told_apart_by_whose_turn_it_is(office: Office) -> None:
    mine = await office.ask("Eva", "Ann")
    waiting = await office.ask("Ann", "Eva")
    back = await answered(office)
    found = await office.store.read(seeing.pending, office["Ann"])
    assert [waiting.id for waiting in found.mine] == [mine, back]
    assert [waiting.id for waiting in found.others] == [waiting]


async def test_what_is_planned_for_a_card_that_waits_waits_with_it(office: Office) -> None:
    request_id = await office.ask(whom="Cleo")
    await office.do(acting.withdraw, "Ann", await office.target(request_id))
    claimed = await office.store.write(
        outbox.claim, lease="x", now=office.now, until=office.now + timedelta(minutes=1), limit=10
    )
    assert [item.data.get("aside") for item in claimed] == [Aside.DONE], (
        "and only Ann hears, of her own doing"
    )
