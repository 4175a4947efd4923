"""What people type by mistake, in haste, or to see what happens."""

from __future__ import annotations

import re

import pytest
from offices import Office

from bot.emulator.messages import Message

TRICKS = [
    "<!channel> wake up",
    "<!here> <!everyone> hello",
    "@channel and @here and @everyone",
    "&lt;!channel&gt; twice escaped",
    "*bold* _italic_ ~gone~ `code` ```block```",
    "> a quote\n>>> another",
    "<https://evil.example|your bank>",
    "<@UCLEO> should not be pinged",
    "<#COPS> neither",
    "<!subteam^SFIN> nor a group",
    "<!date^0^{date}|boo>",
    "a & b < c > d",
    ":tada: :skull:",
    "line one\n\n\nline two",
]
PINGS = re.compile(r"<!(?:channel|here|everyone|subteam)")


async def raw_command(office: Office, person: str, text: str) -> str:
    """The command with a text exactly as given: not all that arrives was typed in Slack's own box."""
    who = office.emulator.person(person)
    place = office.emulator.place(who, "dm")
    declared = office.emulator.workspace.app.command("/request")
    assert declared
    payload = office.emulator._command_payload(who, place, declared=declared, text="") | {"text": text}
    outcome = await office.emulator.deliver("slash_commands", payload)
    assert outcome.ok, outcome
    await office.settle()
    return str(outcome.payload)


def posted_by_svar(office: Office) -> list[Message]:
    """Everything Svar ever said to anybody that can still be seen, private lines included."""
    workspace = office.emulator.workspace
    said = [one for channel in workspace.channels.by_id for one in workspace.messages.in_channel(channel)]
    said += [one for person in workspace.people.by_id for one in workspace.messages.ephemerals_of(person)]
    return [one for one in said if one.bot_id]


def mrkdwn_of(block: object) -> list[str]:
    """Every text in there that Slack would read as markup."""
    if isinstance(block, dict):
        found = [block["text"]] if block.get("type") == "mrkdwn" else []
        return found + [each for value in block.values() for each in mrkdwn_of(value)]
    if isinstance(block, list):
        return [each for value in block for each in mrkdwn_of(value)]
    return []


def assert_nobody_is_pinged(office: Office) -> None:
    for said in posted_by_svar(office):
        for text in [said.text, *mrkdwn_of(said.blocks)]:
            assert not PINGS.search(text), text
            assert "<@UCLEO" not in text, text


@pytest.mark.parametrize("trick", TRICKS)
async def test_no_trick_of_markup_comes_alive(office: Office, trick: str) -> None:
    await raw_command(office, "ann", f"<@UBEN|ben> {trick}")
    if await office.count("requests"):
        await office.say("ben", f"My answer: {trick} and 21 %.", under=office.card("ben"))
        label = "Partly" if office.offers("ann", "Partly") else "Got my answer"
        await office.press("ann", office.asking("ann", label), label)

    assert_nobody_is_pinged(office)
    assert "https://evil.example|" not in str([one.blocks for one in posted_by_svar(office)])


async def test_tricks_in_every_field_of_a_form_stay_text(office: Office) -> None:
    for number, trick in enumerate(("<!channel>", "<@UCLEO>", "<https://evil.example|bank>")):
        await office.ask("ann", "")
        await office.submit("ann", owner="UBEN", text=f"Question {number} {trick}")
        await office.settle()
        card = office.card("ben", f"Question {number}")
        await office.menu("ben", card, "Ask back")
        await office.submit("ben", text=f"Back {trick}")
        await office.settle()
        await office.say("ann", f"Reply {trick}", under=office.card("ann", f"Question {number}"))
        await office.menu("ben", card, "Decline")
        await office.submit("ben", reason=f"Reason {trick}", alternative=f"Else {trick}")
        await office.settle()
        assert_nobody_is_pinged(office)


@pytest.mark.parametrize(
    "text",
    [
        "🎉",
        "🎉🎉🎉",
        "👩‍👩‍👧‍👦 🏳️‍🌈",
        "לאיזה שיעור?",
        "أي سعر ينطبق على العقد؟",
        "e\u0301\u0327 ñ",
        "日本語で質問します",
    ],
    ids=["one emoji", "emoji", "joined emoji", "hebrew", "arabic", "combining", "japanese"],
)
async def test_every_script_arrives_as_it_was_written(office: Office, text: str) -> None:
    await office.ask("ann", f"@Ben {text}")

    assert (await office.request())["text"] == text
    assert text in office.card_text("ben")
    await office.say("ben", text, under=office.card("ben"))
    assert text in office.thread("ann", office.card("ann")) or (await office.request())["holder"] == "UBEN"


@pytest.mark.parametrize(
    "typed",
    [
        "@Ann please",
        "@Finn please",
        "@Gry please",
        "@Otto please",
        "@Dag please",
        "@Benn please",
        "<@U404NOBODY|nobody> please",
        "@Ben @Eva please",
        "please, anybody",
        "@Ben",
        "@Ben   ",
        "@channel please",
        "@",
        "@Ben please by 1 june",
        "@Ben please by yesterday",
        "@Ben please by 31 february",
        "@Ben please by 1 june 2091",
    ],
)
async def test_what_cannot_be_asked_gets_a_sentence_and_keeps_the_words(office: Office, typed: str) -> None:
    told = await (raw_command(office, "ann", typed) if "<@" in typed else office.ask("ann", typed))
    shown = f"{told}\n{office.form('ann')}\n{office.emulator.sees('ann').modals}"

    assert await office.count("requests") == 0
    assert len(shown.strip()) > 20
    if "please" in typed:
        assert "please" in shown
    for person in ("ben", "eva", "finn", "dag"):
        assert office.shown(person, "dm") == []
    assert "Something went wrong" not in shown
    assert_nobody_is_pinged(office)


@pytest.mark.parametrize("name", ["Finn", "Gry", "Otto", "Dag", "Ann"])
async def test_the_sentence_says_what_is_the_matter_with_whom(office: Office, name: str) -> None:
    told = await office.ask("ann", f"@{name} please")
    words = {"Finn": "guest", "Gry": "no longer", "Otto": "app", "Dag": "another company", "Ann": "yourself"}

    assert words[name] in f"{told}{office.form('ann')}"


async def test_an_owner_who_has_left_meanwhile_cannot_be_asked(office: Office) -> None:
    await office.ask("ann", "@Ben Warm up")
    await office.emulator.deactivate("ben")
    await office.settle()
    told = await office.ask("ann", "@Ben And now?")

    assert "no longer" in told + office.form("ann")
    assert await office.count("requests") == 1


async def test_a_guest_cannot_ask_what_a_member_cannot_see_and_gets_an_answer_either_way(
    office: Office,
) -> None:
    told = await office.ask("finn", "@Ben Which rate applies?")

    assert told or office.form("finn")
    assert "Something went wrong" not in told


async def test_a_text_that_turns_writing_round_cannot_turn_what_follows(office: Office) -> None:
    await office.ask("ann", "@Ben \u202ereversed\u202c or \u2066not")

    for said in posted_by_svar(office):
        for text in [said.text, *mrkdwn_of(said.blocks)]:
            assert text.count("\u202e") <= text.count("\u202c")
            assert text.count("\u2066") <= text.count("\u2069")


@pytest.mark.parametrize("length", [2_900, 3_100, 12_000, 39_000])
async def test_a_long_text_arrives_whole(office: Office, length: int) -> None:
    words = " ".join(f"word{number}" for number in range(length // 8))[:length].strip()
    await office.ask("ann", f"@Ben {words}")

    assert (await office.request())["text"] == words
    card = office.card("ben")
    last = words.rsplit(" ", 1)[1]
    if last not in office.draw(card, "ben"):
        await office.press("ben", card, "Show all of it")
        assert last in office.form("ben")


async def test_forty_thousand_characters_are_kept_or_refused_with_a_word(office: Office) -> None:
    words = "long " * 8_000
    told = await office.ask("ann", f"@Ben {words}")

    assert told
    if await office.count("requests"):
        assert (await office.request())["text"] == words.strip()
    else:
        assert "long long long" in told + str(office.emulator.sees("ann").modals)


async def test_fifty_mentions_ping_nobody(office: Office) -> None:
    crowd = " ".join(["@Cleo @Eva"] * 25)
    await office.ask("ann", f"@Ben Please thank {crowd}")
    if not await office.count("requests"):
        return
    assert_nobody_is_pinged(office)
    assert office.shown("cleo", "dm") == []
    assert office.shown("eva", "dm") == []
    assert "cleo" in office.card_text("ben").lower()


async def test_fifty_owners_are_too_many_and_the_words_are_kept(office: Office) -> None:
    crowd = " ".join(["<@UBEN|ben> <@UEVA|eva>"] * 25)
    told = await raw_command(office, "ann", f"{crowd} please look at this")

    assert "please look at this" in told + str(office.emulator.sees("ann").modals)
    assert await office.count("requests") == 0


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\n"])
async def test_blanks_open_the_form(office: Office, text: str) -> None:
    await raw_command(office, "ann", text)
    assert office.form("ann")


async def test_payload_as_a_word_of_the_text_is_only_a_word(office: Office) -> None:
    await office.ask("ann", "@Ben what is the payload={of}&command=/svar of this?")
    assert "payload={of}&command=/svar" in (await office.request())["text"]


async def test_a_no_break_space_and_smart_quotes_do_no_harm(office: Office) -> None:
    await raw_command(
        office, "ann", "\u00a0<@UBEN|ben>\u00a0“Which rate”\u00a0applies?\u00a0by\u00a0friday\u00a014:00"
    )

    request = await office.request()
    assert "“Which rate”" in request["text"]
    assert request["wanted_by_at"] is not None


async def test_what_could_not_be_asked_can_be_put_right_in_a_form(office: Office) -> None:
    await office.ask("ann", "@Finn Which rate applies? by friday 14:00")
    if not office.emulator.sees("ann").modals:
        await office.press("ann", office.asking("ann", "Open the form"), "Open the form")
    assert "Which rate applies?" in str(office.modal("ann"))
    assert (await office.submit("ann", owner="UBEN")).ok
    await office.settle()

    request = await office.request()
    assert (request["owner"], request["text"]) == ("UBEN", "Which rate applies?")
    assert request["wanted_by_at"] is not None


async def test_a_long_reply_is_relayed_whole(office: Office) -> None:
    words = "The new rate applies. " + " ".join(f"word{number}" for number in range(4_000))
    await office.ask("ann", "@Ben Which rate applies?")
    await office.say("ben", words, under=office.card("ben"))

    relayed = office.replies("ann", office.card("ann"))[-1]
    assert "word0 " in office.draw(relayed, "ann")
    if "word3999" not in office.thread("ann", office.card("ann")):
        await office.press("ann", relayed, "Show all of it")
        assert "word3999" in office.form("ann")
