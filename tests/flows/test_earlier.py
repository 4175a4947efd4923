"""What has been before, offered beside something new: to whom it belongs, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from finding_again import answered, ask, catch_up
from office_cast import THURSDAY, Office

from bot.errors import Refused
from bot.flows.deliveries import compose_card
from bot.flows.requests import acting, finding
from bot.rules.letters import Card
from storage import people, places
from storage.people import Profile
from storage.records import Kind

LEFT = Profile("UCLEO", "Cleo", "Asia/Tokyo", "en-US", Kind.MEMBER, THURSDAY)


async def similar(office: Office, who: str, text: str) -> list[str]:
    await catch_up(office)
    found = await office.store.read(finding.similar, office[who], text)
    return [scene.request.title for scene in found]


async def test_an_answer_to_a_question_of_somebody_elses_is_no_answer_to_mine(office: Office) -> None:
    await answered(office, "Which rate applies to the Oslo contract?")
    assert await similar(office, "Eva", "Which rate applies to the Oslo contract?") == []  # she answered it
    assert len(await similar(office, "Ann", "Which rate applies to the Oslo contract?")) == 1


async def test_a_closed_or_a_waiting_answer_is_shown_and_an_open_question_is_not(office: Office) -> None:
    await ask(office, "When is the parking garage closed for cleaning?")
    assert await similar(office, "Ann", "When is the parking garage closed for cleaning?") == []
    request_id = await ask(office, "Which travel policy holds for Denmark?")
    await office.do(acting.answer, "Eva", await office.target(request_id), "The common one.")
    assert await similar(office, "Ann", "travel policy in Denmark") == [
        "Which travel policy holds for Denmark?"
    ]
    await office.do(acting.reopen, "Ann", await office.target(request_id), "Which is that?")
    assert await similar(office, "Ann", "travel policy in Denmark") == []


async def test_at_most_three_are_shown(office: Office) -> None:
    for _ in range(5):
        await answered(office, "Which travel policy holds for Denmark?")
    assert len(await similar(office, "Ann", "Which travel policy holds for Denmark?")) == 3


async def test_the_requesters_card_alone_carries_it_and_only_at_first(office: Office) -> None:
    await answered(office, "Which travel policy holds for Denmark?")
    await catch_up(office)
    request_id = await ask(office, "What is the travel policy for Denmark?", whom="Ben")
    assert await similar_on_card(office, request_id, "Ann") == ["Which travel policy holds for Denmark?"]
    assert await similar_on_card(office, request_id, "Ben") == []
    await office.do(acting.ask_back, "Ben", await office.target(request_id), "Which Denmark?")
    assert await similar_on_card(office, request_id, "Ann") == []


async def similar_on_card(office: Office, request_id: int, who: str) -> list[str]:
    return [scene.request.title for scene in (await card(office, request_id, who)).similar]


async def card(office: Office, request_id: int, who: str) -> Card:
    place = await office.store.read(places.of_person, request_id, office[who].id)
    assert place is not None
    composed = await office.store.write(compose_card, place, now=office.now)
    assert isinstance(composed, Card)
    return composed


async def test_the_request_itself_is_never_one_of_them(office: Office) -> None:
    request_id = await answered(office, "Which travel policy holds for Denmark?")
    text = (await office.request(request_id)).text
    await catch_up(office)
    assert await office.store.read(finding.similar, office["Ann"], text, but=request_id) == ()


async def helpers(office: Office, who: str, request_id: int) -> list[str]:
    await catch_up(office)
    found = await office.store.read(finding.who_could_help, office[who], request_id)
    return [scene.owner.name for scene in found]


async def test_who_answered_something_like_it_could_help_as_far_as_one_may_know(office: Office) -> None:
    await answered(office, "Which rate applies to the Oslo contract?", who="Eva", whom="Ben")
    await answered(office, "Which rate applies to the Oslo contract now?", who="Ann", whom="Ben")
    asked = await ask(office, "Which rate applies to the Oslo contract this year?", who="Ann", whom="Eva")
    assert await helpers(office, "Eva", asked) == ["Ben"]  # Eva has once asked Ben herself
    with pytest.raises(Refused):
        await helpers(office, "Ben", asked)


async def test_nobody_learns_of_answers_between_others(office: Office) -> None:
    await answered(office, "Which rate applies to the Oslo contract?", who="Ann", whom="Ben")
    asked = await ask(office, "Which rate applies to the Oslo contract?", who="Ann", whom="Eva")
    assert await helpers(office, "Eva", asked) == []


async def test_whoever_holds_it_or_has_left_is_not_named(office: Office) -> None:
    for _ in range(2):
        await answered(office, "Which rate applies to the Oslo contract?", who="Eva", whom="Ben")
        await answered(office, "Which rate applies to the Oslo contract?", who="Eva", whom="Cleo")
    asked = await ask(office, "Which rate applies to the Oslo contract?", who="Ben", whom="Eva")
    assert await helpers(office, "Eva", asked) == ["Cleo"]  # once, and not the one who asks
    await office.store.write(people.put, 1, LEFT, now=office.now)
    assert await helpers(office, "Eva", asked) == []


async def test_a_new_request_offers_what_has_been_before_to_both(office: Office) -> None:
    first = await ask(office, "Which rate applies?")
    await catch_up(office)
    assert [await earlier_on_card(office, first, who) for who in ("Ann", "Eva")] == [None, None]
    second = await ask(office, "Who signs for Bergen?", who="Eva", whom="Ann")
    assert [await earlier_on_card(office, second, who) for who in ("Ann", "Eva")] == ["Eva", "Ann"]
    await office.do(acting.promise, "Ann", await office.target(second), office.now + timedelta(hours=1))
    other = await ask(office, "And for Oslo?", who="Eva", whom="Ben")
    await catch_up(office)
    assert [await earlier_on_card(office, other, who) for who in ("Eva", "Ben")] == [None, None]


async def test_what_has_not_reached_them_is_no_history(office: Office) -> None:
    await office.ask("Ann", "Ben", "Which rate applies?")  # still night in New York
    second = await office.ask("Ann", "Ben", "Who signs for Bergen?")
    await catch_up(office)
    assert await earlier_on_card(office, second, "Ann") == "Ben"
    office.pass_(hours=6)  # it is morning, and he is about to see both
    assert await earlier_on_card(office, second, "Ben") is None


async def earlier_on_card(office: Office, request_id: int, who: str) -> str | None:
    earlier = (await card(office, request_id, who)).earlier
    return earlier.name if earlier else None
