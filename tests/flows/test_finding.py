"""Finding one's own requests again, and nobody else's, on both databases."""

from __future__ import annotations

import asyncio

import pytest
from finding_again import answered, ask, catch_up, post_cards
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_cast import Office, settle

from bot.errors import Refused
from bot.flows import erasing
from bot.flows.requests import asking, finding, passing, replies, seeing, undoing
from bot.flows.requests.asking import Change
from bot.flows.requests.finding import Sought
from bot.flows.requests.passing import Passing, Way
from bot.rules.letters import LIST_LIMIT, Found
from storage import open_store, trail
from storage.base import Store, Tx


async def look(office: Office, who: str, words: str = "", whom: str | None = None, after: int = 0) -> Found:
    """Search as a person does, with everything posted and indexed."""
    await catch_up(office)
    sought = Sought(words, office[whom].id if whom else None, after)
    return await office.store.read(finding.find, office[who], sought)


async def titles(office: Office, who: str, words: str = "", whom: str | None = None) -> list[str]:
    return [scene.request.title for scene in (await look(office, who, words, whom)).scenes]


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
        ("Vilken växelkurs gäller i år?", "vaxelkurs AR"),
        ("Hvornår er mødet på Ærø?", "aero modet"),
        ("Vem godkänner resan till Ängelholm?", "godkanner ÄNGELHOLM"),
        ("Where is Ben's re\u0301sume\u0301?", "résumé resume"),
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
        return rows, found

    await store.read(search)


LETTERS = st.text(st.characters(codec="utf-8", categories=["L", "N", "M", "P", "Zs"]), max_size=40)
KNOWN = ("rate", "rød", "rod", "kontrakt", "x86", "1e5", "7a", "båten", "ﬁne", "½", "Łódź")
PLAIN = st.lists(st.sampled_from(KNOWN)).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(asked=st.lists(st.one_of(LETTERS, PLAIN), max_size=6), sought=st.lists(st.one_of(LETTERS, PLAIN)))
def test_both_databases_find_the_same(
    sqlite_url: str, postgres_url: str, asked: list[str], sought: list[str]
) -> None:
    async def found(url: str) -> list[list[str]]:
        store = open_store(url)
        try:
            office = Office(store, await store.write(settle))
            for text in asked:
                await answered(office, f"{text} ?", f"Yes, {text[:3]}.")
            return [await titles(office, "Ann", text) for text in [*sought, *asked]]
        finally:
            await store.close()

    assert asyncio.run(found(sqlite_url)) == asyncio.run(found(postgres_url))


async def test_nobody_finds_what_is_not_theirs(office: Office) -> None:
    mine = await answered(office, "Which secret rate applies to Oslo?", "The zebra rate.")
    for words in ("secret", "rate", "zebra", "oslo", str(office["Ann"].id), "1"):
        for who in ("Ben", "Cleo"):
            found = await look(office, who, words)
            assert (found.scenes, found.more) == ((), False)
    for who in ("Ben", "Cleo"):
        assert (await look(office, who, whom="Ann")).scenes == ()
        assert (await look(office, who, whom="Eva")).scenes == ()
        assert await office.store.read(seeing.visible, office[who], [mine]) == ()


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


async def test_the_words_of_whoever_is_erased_are_found_by_nobody(office: Office) -> None:
    request_id = await answered(office, "Which zebra applies?", "The lion, as in the appendix.")
    assert await titles(office, "Eva", "zebra") == ["Which zebra applies?"]
    await office.do(erasing.erase, "Ann")
    await office.store.write(erasing.erase_from, request_id, of=office["Ann"].id, now=office.now)
    found = await office.store.read(finding.find, office["Eva"], Sought("zebra"))  # before it is indexed anew
    assert found.scenes == ()
    assert await titles(office, "Eva", "zebra") == []
    assert len((await look(office, "Eva", "lion")).scenes) == 1
    rows = await office.store.read(lambda tx: tx.all("SELECT asked FROM words WHERE asked LIKE '%zebra%'"))
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
