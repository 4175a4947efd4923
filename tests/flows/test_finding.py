"""Finding one's own requests again, and nobody else's, on both databases."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_cast import Office

from bot.errors import Refused
from bot.flows.deliveries import compose_card
from bot.flows.requests import acting, asking, finding, passing, replies, seeing, undoing
from bot.flows.requests.asking import Change
from bot.flows.requests.finding import Sought
from bot.flows.requests.passing import Passing, Way
from bot.rules.letters import LIST_LIMIT, Card, Found, Scene
from storage import places, requests, trail
from storage.base import Store, Tx
from storage.records import Outcome

POSTED = "UPDATE places SET ts = '1.' || id, thread_ts = '1.' || id, due_at = NULL WHERE thread_ts IS NULL"


async def catch_up(office: Office) -> None:
    while await office.store.write(finding.catch_up, now=office.now):
        pass


async def post_cards(office: Office) -> None:
    """Every card stands where it should."""
    await office.store.write(lambda tx: tx.run(POSTED))


async def look(office: Office, who: str, words: str = "", whom: str | None = None, after: int = 0) -> Found:
    """Search as a person does, with everything posted and indexed."""
    await catch_up(office)
    sought = Sought(words, office[whom].id if whom else None, after)
    return await office.store.read(finding.find, office[who], sought)


async def titles(office: Office, who: str, words: str = "", whom: str | None = None) -> list[str]:
    return [scene.request.title for scene in (await look(office, who, words, whom)).scenes]


async def ask(office: Office, text: str, who: str = "Ann", whom: str = "Eva") -> int:
    request_id = await office.ask(who, whom, text)
    await post_cards(office)
    return request_id


async def answered(
    office: Office, text: str, answer: str = "Yes.", who: str = "Ann", whom: str = "Eva"
) -> int:
    request_id = await ask(office, text, who, whom)
    await office.do(acting.answer, whom, await office.target(request_id), answer)
    await office.do(acting.resolve, who, await office.target(request_id), Outcome.YES)
    return request_id


async def similar(office: Office, who: str, text: str) -> list[str]:
    await catch_up(office)
    found = await office.store.read(finding.similar, office[who], text)
    return [scene.request.title for scene in found]


async def test_words_of_the_question_and_of_the_answer_find_it(office: Office) -> None:
    await answered(office, "Which rate applies to Oslo?", "Seven per cent, see appendix B.")
    await ask(office, "Who signs for Bergen?")
    for words in ("rate", "RATE oslo", "appendix", "rate appendix", "oslo, which?", "app", "which ra"):
        assert await titles(office, "Ann", words) == ["Which rate applies to Oslo?"], words
        assert await titles(office, "Eva", words) == ["Which rate applies to Oslo?"], words
    assert await titles(office, "Ann", "rate bergen") == []
    assert await titles(office, "Ann", "ra which") == []  # only the last may be the beginning of a word


async def test_what_was_asked_with_it_comes_before_what_was_answered_with_it(office: Office) -> None:
    await ask(office, "Is there an appendix?")
    await answered(office, "Where is the rate?", "In the appendix.")
    assert await titles(office, "Ann", "appendix") == ["Is there an appendix?", "Where is the rate?"]


async def test_among_equals_the_newest_comes_first_and_twenty_at_a_time(office: Office) -> None:
    numbers = [await ask(office, "Which rate applies?") for _ in range(LIST_LIMIT + 3)]
    first, rest = await look(office, "Ann", "rate"), await look(office, "Ann", "rate", after=LIST_LIMIT)
    assert [scene.request.id for scene in (*first.scenes, *rest.scenes)] == numbers[::-1]
    assert (len(first.scenes), first.more, rest.more) == (LIST_LIMIT, True, False)


async def test_what_was_between_two_people_is_found_both_ways(office: Office) -> None:
    await ask(office, "From Ann to Eva?", "Ann", "Eva")
    await ask(office, "From Eva to Ann?", "Eva", "Ann")
    await ask(office, "From Ann to Ben?", "Ann", "Ben")
    await ask(office, "From Eva to Ben?", "Eva", "Ben")
    assert await titles(office, "Ann", whom="Eva") == ["From Eva to Ann?", "From Ann to Eva?"]
    assert await titles(office, "Ann", "from ev", whom="Eva") == ["From Eva to Ann?", "From Ann to Eva?"]
    assert await titles(office, "Ann", "from ben", whom="Eva") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Når kommer fakturaen for mars?", "fakturaen MARS"),
        ("Vilken växelkurs gäller i år?", "växelkurs"),
        ("Hvornår er mødet på Ærø?", "ærø mødet"),
        ("Straße nach 1e5 Metern, 7.5 % 🙂?", "strasse 1E5 7.5"),
        ("مرحبا بالعالم اليوم؟", "بالعالم"),
        ("Ｆｕｌｌ width?", "full width"),
    ],
)
async def test_every_language_is_found_alike(office: Office, text: str, words: str) -> None:
    await ask(office, text)
    assert await titles(office, "Ann", words) == [text]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.one_of(
        st.text(max_size=200),
        st.sampled_from(
            [
                *('"', "'", '"rate', "rate*", "*", "rate AND", "NOT rate", "NEAR(rate oslo)", "asked:rate"),
                *("^rate", "rate -oslo", "(rate", "people : 1", "rate | oslo", "rate & !oslo", "<->"),
                *("\\", "%", ";", "🙂" * 50, "rate " * 800, "x" * 4_000, "\u202eetar", "{asked} : rate"),
                "rate'; DROP TABLE words --",
            ]
        ),
    )
)  # fmt: skip
async def test_no_words_break_a_search(store: Store, words: str) -> None:
    def search(tx: Tx) -> object:
        rows = tx.all("SELECT count(*) AS n FROM words")
        sought = finding.sought_in(words)
        found = finding.words.find(tx, [1, 2], sought, limit=5) if sought else []
        begun = finding.beginnings(sought)
        return rows, found, finding.words.answered_like(tx, 1, begun, limit=5) if begun else []

    await store.read(search)


async def test_nobody_finds_what_is_not_theirs(office: Office) -> None:
    mine = await answered(office, "Which secret rate applies to Oslo?", "The zebra rate.")
    for words in ("secret", "rate", "zebra", "oslo", str(office["Ann"].id), "1"):
        for who in ("Ben", "Cleo"):
            found = await look(office, who, words)
            assert (found.scenes, found.more) == ((), False)
    for who in ("Ben", "Cleo"):
        assert (await look(office, who, whom="Ann")).scenes == ()
        assert (await look(office, who, whom="Eva")).scenes == ()
        assert await similar(office, who, "Which secret rate applies to Oslo?") == []
        assert await office.store.read(seeing.visible, office[who], [mine]) == ()


async def test_an_answer_to_a_question_of_somebody_elses_is_no_answer_to_mine(office: Office) -> None:
    await answered(office, "Which rate applies to the Oslo contract?")
    assert await similar(office, "Eva", "Which rate applies to the Oslo contract?") == []  # she answered it
    assert len(await similar(office, "Ann", "Which rate applies to the Oslo contract?")) == 1


async def test_ids_written_as_words_make_nobody_one_of_its_people(office: Office) -> None:
    everybody = " ".join(str(office[name].id) for name in ("Ann", "Ben", "Cleo", "Eva"))
    await answered(office, f"Which rate {everybody}?", everybody)
    assert (await look(office, "Ben", "rate")).scenes == ()
    assert (await look(office, "Ben", everybody)).scenes == ()


async def test_whoever_it_was_handed_to_finds_it_and_who_had_it_still_does(office: Office) -> None:
    request_id = await office.ask("Ann", "Eva", "Which rate applies?", channel=("C1", None))
    await post_cards(office)
    assert await titles(office, "Ben", "rate") == []
    passed = Passing(office["Ben"], Way.HAND_OVER, "yours")
    await office.do(passing.pass_on, "Eva", await office.target(request_id), passed)
    await post_cards(office)
    for who in ("Ann", "Eva", "Ben"):
        assert await titles(office, who, "rate") == ["Which rate applies?"]
    assert await titles(office, "Ben", whom="Ann") == ["Which rate applies?"]


async def test_an_owner_finds_nothing_that_has_not_reached_them(office: Office) -> None:
    request_id = await office.ask("Ann", "Ben", "Which rate applies?")
    assert await titles(office, "Ann", "rate") == ["Which rate applies?"]
    assert await titles(office, "Ben", "rate") == []
    await office.do(undoing.undo, "Ann", request_id)
    assert await titles(office, "Ben", "rate") == []
    assert await titles(office, "Ann", "rate") == ["Which rate applies?"]


async def write(office: Office, who: str, request_id: int, text: str) -> replies.Message:
    message = office.says(text)
    await office.do(replies.reply, who, request_id, message)
    return message


async def test_what_its_writer_deletes_is_found_by_nobody_from_that_moment(office: Office) -> None:
    request_id = await ask(office, "Which rate applies?")
    message = await write(office, "Eva", request_id, "The zebra rate, 7 %, as in the appendix.")
    assert await titles(office, "Ann", "zebra") == ["Which rate applies?"]
    await office.do(replies.deleted, "Eva", message)
    found = await office.store.read(finding.find, office["Ann"], Sought("zebra"))  # before it is indexed anew
    assert found.scenes == ()
    assert await titles(office, "Ann", "zebra") == []
    assert await titles(office, "Ann", "rate") == ["Which rate applies?"]


async def test_an_edit_is_found_by_its_new_words_alone(office: Office) -> None:
    request_id = await ask(office, "Which rate applies?")
    message = await write(office, "Eva", request_id, "The zebra rate, 7 %, as in the appendix.")
    edited = replies.Message(message.channel, message.ts, "The lion rate, 8 %, as in the appendix.")
    await office.do(replies.edited, "Eva", edited)
    assert await titles(office, "Ann", "zebra") == []
    assert await titles(office, "Ann", "lion") == ["Which rate applies?"]
    await office.do(replies.deleted, "Eva", edited)
    assert await titles(office, "Ann", "lion") == []


async def test_a_changed_request_is_found_by_what_it_now_says(office: Office) -> None:
    request_id = await ask(office, "Which zebra applies?")
    request = await office.request(request_id)
    await office.do(asking.change, "Ann", request_id, Change("Which lion applies?", None, request.urgency))
    assert await titles(office, "Ann", "zebra") == []
    assert await titles(office, "Ann", "lion") == ["Which lion applies?"]


async def test_words_taken_out_of_an_entry_leave_the_index_too(office: Office) -> None:
    request_id = await answered(office, "Which rate applies?", "The zebra rate.")
    assert await titles(office, "Ann", "zebra") == ["Which rate applies?"]

    def redact(tx: Tx) -> None:
        for entry in trail.of_request(tx, request_id):
            trail.redact(tx, entry)

    await office.store.write(redact)
    assert await titles(office, "Ann", "zebra") == []
    rows = await office.store.read(lambda tx: tx.all("SELECT said FROM words WHERE said LIKE '%zebra%'"))
    assert rows == []


async def test_a_row_that_is_deleted_leaves_the_index_too(office: Office) -> None:
    request_id = await answered(office, "Which rate applies?")
    await catch_up(office)
    await office.store.write(lambda tx: tx.run("DELETE FROM words WHERE request_id = :id", id=request_id))
    found = await office.store.read(finding.find, office["Ann"], Sought("rate"))
    assert found.scenes == ()


async def test_what_failed_half_way_is_indexed_all_the_same(office: Office) -> None:
    await ask(office, "Which rate applies?")

    def fail(tx: Tx) -> None:
        finding.catch_up(tx, now=office.now)
        raise Refused("broken")

    with pytest.raises(Refused):
        await office.store.write(fail)
    assert await titles(office, "Ann", "rate") == ["Which rate applies?"]


async def test_several_that_catch_up_at_once_index_everything_once(office: Office) -> None:
    for number in range(30):
        await ask(office, f"Which rate applies to number {number}?")
    await asyncio.gather(*(office.store.write(finding.catch_up, now=office.now) for _ in range(4)))
    rows = await office.store.read(lambda tx: tx.all("SELECT request_id FROM words"))
    assert len(rows) == 30
    assert not await office.store.write(finding.catch_up, now=office.now)


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
    found = [scene.request.title for scene in await similar_on_card(office, request_id, "Ann")]
    assert found == ["Which travel policy holds for Denmark?"]
    assert await similar_on_card(office, request_id, "Ben") == ()
    await office.do(acting.ask_back, "Ben", await office.target(request_id), "Which Denmark?")
    assert await similar_on_card(office, request_id, "Ann") == ()


async def similar_on_card(office: Office, request_id: int, who: str) -> tuple[Scene, ...]:
    place = await office.store.read(places.of_person, request_id, office[who].id)
    assert place is not None
    card = await office.store.write(compose_card, place, now=office.now)
    assert isinstance(card, Card)
    return card.similar


async def test_the_request_itself_is_never_one_of_them(office: Office) -> None:
    request_id = await answered(office, "Which travel policy holds for Denmark?")
    text = (await office.request(request_id)).text
    await catch_up(office)
    assert await office.store.read(finding.similar, office["Ann"], text, but=request_id) == ()
    assert await office.store.read(requests.get, request_id) is not None


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
