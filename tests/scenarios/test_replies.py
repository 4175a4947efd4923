"""Words in threads: read, relayed, corrected, followed."""

from __future__ import annotations

import pytest
from offices import Office, june

QUESTION = "Which rate applies to the Oslo contract?"
ANSWER = "The new one, 21 %, from 1 December."
CORRECTIONS = [
    ("I'm still on it", "UBEN"),
    ("I asked back", "UANN"),
    ("That's my answer", "UANN"),
]


async def ask(office: Office, owner: str = "Ben", asker: str = "ann") -> None:
    await office.ask(asker, f"@{owner} {QUESTION}")


async def start_in_channel(office: Office) -> str:
    """The thread of a request made by a mention."""
    return await office.say("ann", f"@Svar ask @Ben {QUESTION}", channel="COPS")


@pytest.mark.parametrize(
    ("words", "holder"),
    [
        (ANSWER, "UANN"),
        ("on it", "UBEN"),
        ("I'll check tomorrow", "UBEN"),
        ("Do you mean the old or the new contract?", "UANN"),
    ],
)
async def test_a_reply_in_the_owners_thread_moves_the_turn_by_its_meaning(
    office: Office, words: str, holder: str
) -> None:
    await ask(office)
    card, own = office.card("ben"), office.card("ann")
    seen = {one.ts for one in office.shown("ben")}
    await office.say("ben", words, under=card)

    assert (await office.request())["holder"] == holder
    assert words in office.thread("ann", own) or holder == "UBEN"
    readings = [one for one in office.shown("ben") if one.ts not in seen and one.is_bot]
    assert len(readings) == 1  # who wrote it sees how it was read
    assert readings[0].thread_ts == card.ts


async def test_the_owner_hears_nothing_of_the_reading_of_the_requesters_reply_but_the_reply(
    office: Office,
) -> None:
    await ask(office)
    card, own = office.card("ben"), office.card("ann")
    await office.menu("ben", card, "Ask back")
    await office.submit("ben", text="Old or new?")
    await office.settle()
    before = len(office.replies("ben", card))
    await office.say("ann", "The new one.", under=own)

    fresh = office.replies("ben", card)[before:]
    assert len(fresh) == 1
    assert "The new one." in office.draw(fresh[0], "ben")
    assert "Ann" in office.draw(fresh[0], "ben")


async def test_what_the_requester_adds_while_it_is_the_owners_turn_is_relayed_and_moves_nothing(
    office: Office,
) -> None:
    await ask(office)
    await office.say("ann", "It is about the office in Grensen.", under=office.card("ann"))

    assert "It is about the office in Grensen." in office.thread("ben", office.card("ben"))
    assert (await office.request())["holder"] == "UBEN"


@pytest.mark.parametrize(("label", "holder"), CORRECTIONS)
async def test_a_reading_is_corrected_with_one_tap(office: Office, label: str, holder: str) -> None:
    await ask(office)
    words = "on it" if label == "That's my answer" else ANSWER
    await office.say("ben", words, under=office.card("ben"))
    await office.press("ben", office.asking("ben", label), label)

    assert (await office.request())["holder"] == holder
    assert (await office.request())["status"] == "open"
    if label == "I'm still on it":
        assert "Did that solve it?" not in office.card_text("ann")
        assert "Ben" in office.card_text("ann")
    if label == "That's my answer":
        assert "Did that solve it?" in office.card_text("ann")


async def test_a_correction_is_an_entry_of_the_trail(office: Office) -> None:
    await ask(office)
    await office.say("ben", ANSWER, under=office.card("ben"))
    await office.press("ben", office.asking("ben", "I'm still on it"), "I'm still on it")

    kinds = [entry["kind"] for entry in await office.rows("SELECT kind FROM trail ORDER BY id")]
    assert "answered" in kinds  # what happened stays
    assert "read_as" in kinds


async def test_thanks_after_an_answer_never_reopens_and_offers_to_close(office: Office) -> None:
    await ask(office)
    await office.say("ben", ANSWER, under=office.card("ben"))
    await office.say("ann", "Thanks a lot!", under=office.card("ann"))

    assert (await office.request())["holder"] == "UANN"
    await office.press("ann", office.asking("ann", "Close it"), "Close it")
    assert (await office.request())["status"] == "closed"


async def test_a_question_after_an_answer_reopens_it_and_the_owner_hears(office: Office) -> None:
    await ask(office)
    card = office.card("ben")
    await office.say("ben", ANSWER, under=card)
    await office.say("ann", "And which one applies before December?", under=office.card("ann"))

    assert (await office.request())["holder"] == "UBEN"
    assert "And which one applies before December?" in office.thread("ben", card)


async def test_a_reopening_can_be_taken_for_a_mere_word(office: Office) -> None:
    await ask(office)
    await office.say("ben", ANSWER, under=office.card("ben"))
    await office.say("ann", "And which one applies before December?", under=office.card("ann"))
    await office.press("ann", office.asking("ann", "No question, just a word"), "No question, just a word")

    assert (await office.request())["holder"] == "UANN"


async def test_thanks_that_asked_for_more_are_turned_with_one_tap(office: Office) -> None:
    await ask(office)
    await office.say("ben", ANSWER, under=office.card("ben"))
    await office.say("ann", "Thanks!", under=office.card("ann"))
    await office.press("ann", office.asking("ann", "Ask again"), "Ask again")

    assert (await office.request())["holder"] == "UBEN"


async def test_a_reply_that_was_none_leaves_the_question_with_its_reader(office: Office) -> None:
    await ask(office)
    await office.say("ben", "Do you mean the old or the new contract?", under=office.card("ben"))
    await office.say("ann", "One moment, I have to look.", under=office.card("ann"))
    assert (await office.request())["holder"] == "UBEN"
    await office.press("ann", office.asking("ann", "That was no reply yet"), "That was no reply yet")

    assert (await office.request())["holder"] == "UANN"
    assert "this was meant otherwise" in office.thread("ben", office.card("ben"))
    await office.say("ann", "The new one.", under=office.card("ann"))
    assert (await office.request())["holder"] == "UBEN"


async def test_an_owners_thanks_are_a_word_until_they_say_otherwise(office: Office) -> None:
    await ask(office)
    await office.say("ben", "Takk!", under=office.card("ben"))
    assert (await office.request())["holder"] == "UBEN"
    assert "as a word, not as your answer" in office.thread("ben", office.card("ben"))
    await office.press("ben", office.asking("ben", "That's my answer"), "That's my answer")

    assert (await office.request())["holder"] == "UANN"


async def test_an_unclear_reply_moves_nothing_until_its_writer_says_what_it_was(office: Office) -> None:
    await ask(office)
    await office.say("ben", "Hmm", under=office.card("ben"))
    assert (await office.request())["holder"] == "UBEN"

    await office.press("ben", office.asking("ben", "That's my answer"), "That's my answer")
    assert (await office.request())["holder"] == "UANN"


async def test_the_requesters_words_reach_the_owner_at_opening(office: Office) -> None:
    await office.ask("ann", f"@Cleo {QUESTION}")
    await office.say("ann", "It is about the office in Shibuya.", under=office.card("ann"))
    assert office.shown("cleo", "dm") == []
    await office.go_to(june(10, 9, 30, of="cleo"))

    assert "It is about the office in Shibuya." in office.thread("cleo", office.card("cleo"))


async def test_replies_in_a_channels_thread_move_the_turn_too(either_way: Office) -> None:
    office = either_way
    ts = await start_in_channel(office)
    await office.say("ben", "Do you mean the old or the new contract?", under=ts, channel="COPS")
    assert (await office.request())["holder"] == "UANN"
    await office.say("ann", "The new one.", under=ts, channel="COPS")
    assert (await office.request())["holder"] == "UBEN"
    await office.say("ben", ANSWER, under=ts, channel="COPS")
    assert (await office.request())["holder"] == "UANN"

    written = [one for one in office.shown("eva", "COPS") if ANSWER in one.text]
    assert len(written) == 1  # in a channel nothing needs to be relayed
    private = [one for one in office.shown("ben", "COPS") if one.is_ephemeral]
    assert private  # the reading is for its writer alone
    assert not [one for one in office.shown("eva", "COPS") if one.is_ephemeral]


async def test_a_bystanders_words_are_neither_counted_nor_kept(office: Office) -> None:
    ts = await start_in_channel(office)
    await office.say("eva", "It is zebra-19 per cent, I think.", under=ts, channel="COPS")
    await office.say("eva", "Completely unrelated zebra-20.", channel="COPS")

    assert (await office.request())["holder"] == "UBEN"
    tables = ("requests", "turns", "trail", "places", "outbox", "deliveries", "drafts", "people")
    kept = [await office.rows(f"SELECT * FROM {table}") for table in tables]  # noqa: S608 - ours
    assert "zebra" not in str(kept)


@pytest.mark.parametrize("transport", ["http"])
async def test_edits_follow_to_the_other_side(office: Office, transport: str) -> None:
    await ask(office)
    card, own = office.card("ben"), office.card("ann")
    ts = await office.say("ben", "The new one, 12 %.", under=card)
    await office.emulator.edit("ben", card.channel, ts, "The new one, 21 %.")
    await office.settle()

    shown = office.thread("ann", own)
    assert "21 %" in shown
    assert "12 %" not in shown


async def test_deletions_follow_to_the_other_side(office: Office) -> None:
    await ask(office)
    card, own = office.card("ben"), office.card("ann")
    ts = await office.say("ben", "Our secret rate is 12 %.", under=card)
    await office.emulator.delete("ben", card.channel, ts)
    await office.settle()

    assert "12 %" not in office.thread("ann", own)
    kinds = [entry["kind"] for entry in await office.rows("SELECT kind FROM trail ORDER BY id")]
    assert kinds[-1] == "message_deleted"


async def test_what_was_edited_before_it_was_relayed_is_relayed_as_edited(office: Office) -> None:
    await office.ask("ann", f"@Cleo {QUESTION}")
    own = office.card("ann")
    ts = await office.say("ann", "It is the office in Osaka.", under=own)
    await office.emulator.edit("ann", own.channel, ts, "It is the office in Kyoto.")
    await office.settle()
    await office.go_to(june(10, 9, 30, of="cleo"))

    shown = office.thread("cleo", office.card("cleo"))
    assert "Kyoto" in shown
    assert "Osaka" not in shown


async def test_what_was_deleted_before_it_was_relayed_never_arrives(office: Office) -> None:
    await office.ask("ann", f"@Cleo {QUESTION}")
    own = office.card("ann")
    ts = await office.say("ann", "It is the office in Osaka.", under=own)
    await office.emulator.delete("ann", own.channel, ts)
    await office.settle()
    await office.go_to(june(10, 9, 30, of="cleo"))

    assert "Osaka" not in office.everything("cleo")


async def test_files_stay_where_they_are_and_the_writer_is_told(office: Office) -> None:
    await ask(office)
    card = office.card("ben")
    seen = {one.ts for one in office.shown("ben")}
    await office.say("ben", "See the contract.", under=card, files=["contract.pdf"])

    told = "\n".join(
        office.draw(one, "ben") for one in office.shown("ben") if one.ts not in seen and one.is_bot
    )
    assert "file" in told
    assert "See the contract." in office.thread("ann", office.card("ann"))
    assert "contract.pdf" not in office.everything("ann")


async def test_words_outside_any_thread_are_asked_about_and_kept(office: Office) -> None:
    await ask(office)
    await office.ask("eva", "@Ben Can you sign the lease?")
    seen = {one.ts for one in office.shown("ben")}
    await office.say("ben", "Yes, by all means: 21 %.")

    assert (await office.request())["holder"] == "UBEN"
    assert "21 %" not in office.everything("ann")
    asked = [one for one in office.shown("ben") if one.ts not in seen and one.is_bot]
    assert len(asked) == 1
    shown = str(asked[0].blocks)
    assert QUESTION in shown
    assert "Can you sign the lease?" in shown


async def test_words_outside_any_thread_go_to_the_request_that_is_chosen(office: Office) -> None:
    await ask(office)
    await office.ask("eva", "@Ben Can you sign the lease?")
    await office.say("ben", "The rate is 21 % from December on.")
    question = office.asking("ben", "Choose")
    options = next(
        each["options"]
        for block in question.blocks
        for each in block.get("elements", [])
        if "options" in each
    )
    wanted = next(each["text"]["text"] for each in options if "rate" in each["text"]["text"])
    await office.press("ben", question, "Choose", wanted)

    assert "The rate is 21 % from December on." in office.thread("ann", office.card("ann"))
    assert "21 %" not in office.everything("eva")


async def test_words_outside_any_thread_with_nothing_open_lead_to_a_form_with_them(office: Office) -> None:
    await office.say("ann", "Who knows the Oslo rate?")
    label = "Ask a colleague"
    await office.press("ann", office.asking("ann", label), label)

    assert "Who knows the Oslo rate?" in str(office.modal("ann"))
    await office.submit("ann", owner="UBEN")
    await office.settle()
    assert "Who knows the Oslo rate?" in office.card_text("ben")


async def test_words_after_the_end_bring_nothing_back_to_life(office: Office) -> None:
    await ask(office)
    card = office.card("ben")
    await office.say("ben", ANSWER, under=card)
    await office.press("ann", office.card("ann"), "Yes")
    await office.say("ben", "By the way: on it", under=card)

    assert (await office.request())["status"] == "closed"


@pytest.mark.parametrize("name", ["+1", "eyes", "white_check_mark"])
async def test_a_bystanders_reaction_moves_nothing(office: Office, name: str) -> None:
    ts = await start_in_channel(office)
    await office.emulator.react("eva", "COPS", ts, name)
    await office.settle()

    request = await office.request()
    assert (request["status"], request["holder"], request["accepted_at"]) == ("open", "UBEN", None)


async def test_an_app_in_the_thread_answers_nothing(office: Office) -> None:
    ts = await start_in_channel(office)
    channel = office.emulator.workspace.channels.get("COPS")
    channel.members["UOTTO"] = None
    event = {
        "type": "message",
        "user": "UOTTO",
        "bot_id": "B7",
        "text": ANSWER,
        "channel": "COPS",
        "channel_type": "channel",
        "ts": "1781013700.000100",
        "thread_ts": ts,
        "event_ts": "1781013700.000100",
    }
    for subtype in ({}, {"subtype": "bot_message"}):
        await office.emulator.deliver("events_api", callback(event | subtype, f"Ev{len(subtype)}"))
    await office.settle()

    assert (await office.request())["holder"] == "UBEN"


def callback(event: dict[str, object], event_id: str) -> dict[str, object]:
    """An event as Slack wraps it."""
    return {
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "A0000000001",
        "event": event,
        "event_id": event_id,
        "event_time": 1,
        "authorizations": [
            {"enterprise_id": None, "team_id": "T1", "user_id": "U00000000BOT", "is_bot": True}
        ],
    }


async def test_two_requests_in_one_thread_make_svar_ask_which(office: Office) -> None:
    ts = await start_in_channel(office)
    await office.say("ann", "@Svar ask @Ben And who signs the lease?", under=ts, channel="COPS")
    seen = {one.ts for one in office.shown("ben")}
    await office.say("ben", "The new one, 21 %, as of December.", under=ts, channel="COPS")

    holders = {row["holder_id"] for row in await office.rows("SELECT holder_id FROM requests")}
    assert len(holders) == 1  # nothing moved
    asked = [one for one in office.shown("ben") if one.ts not in seen and one.is_bot]
    assert len(asked) == 1
    assert asked[0].is_ephemeral
