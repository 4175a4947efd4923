"""Commands as Ann in Oslo types them on Wednesday 25 November 2026 at 10:12."""

from __future__ import annotations

import time as stopwatch
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.commands import (
    Ask,
    Mention,
    Problem,
    ProblemKind,
    Reader,
    parse_ask,
    parse_request,
    parse_subcommand,
    parse_team,
)
from bot.rules.markup import to_plain
from storage.records import Urgency, office_week

OSLO = office_week("Europe/Oslo")
NOW = datetime(2026, 11, 25, 9, 12, tzinfo=UTC)
BEN = Mention("U1", "ben")
FRIDAY_AT_TWO = datetime(2026, 11, 27, 13, tzinfo=UTC)
FRIDAY_NIGHT = datetime(2026, 11, 27, 16, tzinfo=UTC)


def typed(text: str) -> Ask | Problem:
    return parse_request(text, Reader(NOW, OSLO))


def asked(text: str) -> Ask:
    result = typed(text)
    assert isinstance(result, Ask), result
    return result


def refused(text: str) -> Problem:
    result = typed(text)
    assert isinstance(result, Problem), result
    return result


def test_a_request_names_an_owner_a_sentence_and_a_wish() -> None:
    ask = asked("<@U1|ben> Which rate applies to the Oslo contract? by friday 14:00")
    sentence = "Which rate applies to the Oslo contract?"
    assert ask == Ask(BEN, sentence, Urgency.NORMAL, FRIDAY_AT_TWO, "friday 14:00", has_time=True)


def test_without_a_wish_there_is_none() -> None:
    assert asked("<@U1|ben> Which rate applies?") == Ask(BEN, "Which rate applies?")


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("today <@U1|ben> Call me", Urgency.TODAY),
        ("Today: <@U1|ben> Call me", Urgency.TODAY),
        ("URGENT <@U1|ben> Call me", Urgency.URGENT),
        ("urgent! <@U1|ben> Call me", Urgency.URGENT),
        ("haster <@U1|ben> Call me", Urgency.URGENT),
        ("i dag <@U1|ben> Call me", Urgency.TODAY),
        ("<@U1|ben> Call me", Urgency.NORMAL),
    ],
)
def test_the_word_first_says_how_urgent_it_is(text: str, urgency: Urgency) -> None:
    assert asked(text) == Ask(BEN, "Call me", urgency)


def test_an_urgent_word_later_is_part_of_the_sentence() -> None:
    assert asked("<@U1|ben> urgent question about rates").text == "urgent question about rates"


@pytest.mark.parametrize(
    ("text", "sentence", "words"),
    [
        ("Send the file by friday", "Send the file", "friday"),
        ("Could you send it by friday?", "Could you send it?", "friday"),
        ("Send the file (by friday), thanks! :pray:", "Send the file thanks! :pray:", "friday"),
        ("Send the file before friday, please", "Send the file please", "friday"),
        ("Send the file no later than friday.", "Send the file", "friday"),
        ("Send filen innen fredag", "Send filen", "fredag"),
        ("Kan du sende filen innen fredag?", "Kan du sende filen?", "fredag"),
        ("Skicka filen senast på fredag, tack", "Skicka filen tack", "på fredag"),
        ("Send filen inden fredag, tak!", "Send filen tak!", "fredag"),
        ("Send the file within 2 days", "Send the file", "2 days"),
        ("Send filen innen 2 dager", "Send filen", "2 dager"),
        ("Signed by Ann by friday", "Signed by Ann", "friday"),
        ("Send the file, by\u00a0friday", "Send the file", "friday"),
        ("Send the file\nby friday", "Send the file", "friday"),
        ("Flytt møtet til fredag", "Flytt møtet til fredag", "fredag"),
        ("Please keep it until friday", "Please keep it until friday", "friday"),
    ],
)
def test_a_wish_at_the_end_is_read(text: str, sentence: str, words: str) -> None:
    ask = asked(f"<@U1|ben> {text}")
    assert (ask.text, ask.wanted_by_words) == (sentence, words)
    assert ask.wanted_by == FRIDAY_NIGHT
    assert not ask.has_time


@pytest.mark.parametrize(
    "text",
    [
        "Was it signed by Ann?",
        "Divide it by 4",
        "Extend the contract by 2 weeks",
        "What was the rate before yesterday?",
        "What applied before 1 march 2020?",
        "By friday we must know the rate",
        "Is it done by friday or later?",
        "The standby friday",
        "What did we use before 2020?",
        "Until when?",
        "Stand by",
        "by and by",
    ],
)
def test_what_is_no_wish_stays_in_the_sentence(text: str) -> None:
    assert asked(f"<@U1|ben> {text}") == Ask(BEN, text)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Send it by yesterday", ProblemKind.PAST, "yesterday"),
        ("Send it by 1 march 2020", ProblemKind.PAST, "1 march 2020"),
        ("Send it by 31 feb", ProblemKind.DOES_NOT_EXIST, "31 feb"),
        ("Send it by 25:00", ProblemKind.DOES_NOT_EXIST, "25:00"),
        ("Send it by 10.11", ProblemKind.AMBIGUOUS, "10.11"),
        ("Send it by 1.1.2099", ProblemKind.TOO_FAR, "1.1.2099"),
    ],
)
def test_a_date_that_cannot_be_keeps_everything_else(text: str, kind: ProblemKind, words: str) -> None:
    problem = Problem(kind, f"@ben {text}", Urgency.TODAY, (BEN,), "Send it", words=words)
    assert refused(f"today <@U1|ben> {text}") == Problem(
        kind, f"today {problem.text}", Urgency.TODAY, (BEN,), "Send it", words=words
    )


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u00a0", "\u202e"])
def test_nothing_typed_is_empty(text: str) -> None:
    assert refused(text) == Problem(ProblemKind.EMPTY, "")


@pytest.mark.parametrize("text", ["<@U1|ben>", "<@U1|ben>   ", "<@U1|ben> by friday", "<@U1|ben>: \u202e"])
def test_an_owner_alone_is_asked_nothing(text: str) -> None:
    problem = refused(text)
    assert (problem.kind, problem.mentions) == (ProblemKind.NOTHING_ASKED, (BEN,))


@pytest.mark.parametrize(
    ("text", "name", "names"),
    [
        ("@benn Which rate?", "benn", ("benn Which rate", "benn Which", "benn")),
        ("@Ben.Miller: which?", "Ben.Miller", ("Ben.Miller",)),
        ("@Åse, kan du?", "Åse", ("Åse",)),
        ("today @benn", "benn", ("benn",)),
        ("@ben", "ben", ("ben",)),
    ],
)
def test_a_name_typed_by_hand_is_kept(text: str, name: str, names: tuple[str, ...]) -> None:
    problem = refused(text)
    assert (problem.kind, problem.name, problem.names) == (ProblemKind.UNKNOWN_NAME, name, names)
    assert problem.text == text


def test_a_team_can_be_asked_as_a_person_can() -> None:
    asked = typed("<!subteam^S1|@payroll> Which rate?")
    assert isinstance(asked, Ask)
    assert (asked.owner, asked.text) == (Mention("S1", "payroll"), "Which rate?")
    assert asked.owner.is_team
    assert not Mention("U1", "ben").is_team


def test_a_person_and_a_team_are_several_owners() -> None:
    problem = refused("<@U1|ben> and <!subteam^S1|@payroll> Which rate?")
    assert problem.kind is ProblemKind.SEVERAL
    assert problem.mentions == (Mention("U1", "ben"), Mention("S1", "payroll"))


PAYROLL = Mention("S1", "payroll")


@pytest.mark.parametrize(
    ("text", "owner", "sentence"),
    [
        ("Which rate applies?", PAYROLL, "Which rate applies?"),
        ("<@U1|ben> Which rate?", Mention("U1", "ben"), "Which rate?"),
    ],
)
def test_where_nobody_is_named_the_channels_team_is_asked(text: str, owner: Mention, sentence: str) -> None:
    asked = parse_request(text, Reader(NOW, OSLO, instead=PAYROLL))
    assert isinstance(asked, Ask)
    assert (asked.owner, asked.text) == (owner, sentence)


def test_a_name_typed_by_hand_is_no_question_to_the_channels_team() -> None:
    problem = parse_request("@ben Which rate?", Reader(NOW, OSLO, instead=PAYROLL))
    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.UNKNOWN_NAME
    empty = parse_request("  ", Reader(NOW, OSLO, instead=PAYROLL))
    assert isinstance(empty, Problem)
    assert empty.kind is ProblemKind.EMPTY


def test_a_mention_of_svar_asks_the_channels_team_only_if_it_says_ask() -> None:
    reader = Reader(NOW, OSLO, instead=PAYROLL)
    asked = parse_ask("ask Which rate applies?", reader)
    assert isinstance(asked, Ask)
    assert (asked.owner, asked.text) == (PAYROLL, "Which rate applies?")
    thanks = parse_ask("thank you!", reader)
    assert isinstance(thanks, Problem)
    assert thanks.kind is ProblemKind.NO_OWNER


@pytest.mark.parametrize(
    ("words", "team"), [("<!subteam^S1|@payroll>", PAYROLL), ("payroll", None), ("", None)]
)
def test_a_team_named_to_a_channel(words: str, team: Mention | None) -> None:
    assert parse_team(words) == team


@pytest.mark.parametrize("between", [" ", ", ", " and ", "", " &amp; ", " og ", "\u00a0"])
def test_several_people_at_the_start_are_several_owners(between: str) -> None:
    problem = refused(f"<@U1|ben>{between}<@U2|cleo> Which rate?")
    assert (problem.kind, problem.mentions) == (ProblemKind.SEVERAL, (BEN, Mention("U2", "cleo")))


def test_the_same_person_twice_is_one_owner_and_others_may_be_mentioned_later() -> None:
    assert asked("<@U1|ben> <@U1|ben> Help <@U2|cleo>") == Ask(BEN, "Help @cleo")


@pytest.mark.parametrize(
    "text", ["<!channel> help", "<!here|here> help", "help me", "<#C1|ops> help", "<https://x.y>"]
)
def test_without_a_person_there_is_no_owner(text: str) -> None:
    assert refused(text) == Problem(ProblemKind.NO_OWNER, to_plain(text))


def test_fifty_mentions_are_kept_as_names() -> None:
    many = " ".join(f"<@U{number}|p{number}>" for number in range(2, 52))
    ask = asked(f"<@U1|ben> Invite {many}")
    assert ask.text.startswith("Invite @p2 @p3")
    assert ask.text.endswith("@p51")
    assert len(refused(many).mentions) == 50


@pytest.mark.parametrize("text", ["🙏🙏", "مرحبا، متى الموعد؟", ":pray:", "שלום", "日本語で"])
def test_any_script_and_emoji_can_be_asked(text: str) -> None:
    assert asked(f"<@U1|ben> {text}") == Ask(BEN, text)


def test_markup_in_a_sentence_becomes_plain_words() -> None:
    ask = asked("<@U1|ben> &lt;!channel&gt; a &amp;amp; b <!channel> <https://x.y|doc>")
    assert ask.text == "<!channel> a &amp; b @channel doc (https://x.y)"


def test_names_are_looked_up_where_slack_sent_none() -> None:
    ask = parse_request("<@U1> ask <@U2> and <@U3>", Reader(NOW, OSLO, {"U2": "Cleo"}.get))
    assert ask == Ask(Mention("U1"), "ask @Cleo and @U3")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ask <@U1|ben> Which rate?", Ask(BEN, "Which rate?")),
        (
            "ask <@U1|ben> to send it by friday",
            Ask(BEN, "send it", wanted_by=FRIDAY_NIGHT, wanted_by_words="friday"),
        ),
        ("Request <@U1|ben>: tomatoes", Ask(BEN, "tomatoes")),
        ("urgent ask <@U1|ben> Which rate?", Ask(BEN, "Which rate?", Urgency.URGENT)),
        ("ask today <@U1|ben> Which rate?", Ask(BEN, "Which rate?", Urgency.TODAY)),
        ("spør <@U1|ben> om satsen", Ask(BEN, "om satsen")),
        ("be <@U1|ben> om å sende filen", Ask(BEN, "sende filen")),
        ("<@U1|ben> Which rate?", Ask(BEN, "Which rate?")),
        ("hello there", Problem(ProblemKind.NO_OWNER, "hello there")),
        ("", Problem(ProblemKind.EMPTY, "")),
    ],
)
def test_a_mention_of_svar_asks_in_a_sentence(text: str, expected: Ask | Problem) -> None:
    assert parse_ask(text, Reader(NOW, OSLO)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("help", "")),
        ("help", ("help", "")),
        ("pending", ("pending", "")),
        (" Pending ", ("pending", "")),
        ("request <@U1|ben> hi  there", ("request", "<@U1|ben> hi  there")),
        ("request\n<@U1|ben> hi", ("request", "<@U1|ben> hi")),
        ("pendign now", ("help", "pendign")),
        ("<!channel>", ("help", "@channel")),
    ],
)
def test_the_first_word_names_the_subcommand(text: str, expected: tuple[str, str]) -> None:
    assert parse_subcommand(text) == expected


MARKUP = [
    "<@U1|ben>",
    "<@U2>",
    "<!channel>",
    "<!subteam^S1|@pay>",
    "<https://a.b|c>",
    "&lt;",
    "&amp;",
    "<",
    ">",
    "|",
]
WORDS = [
    "today ",
    "urgent ",
    " by ",
    "by friday",
    "31 feb",
    "@ben",
    "please",
    "innen",
    "?",
    "(",
    " ",
    "🙏",
    "\u202e",
    "\u00a0",
]
pieces = st.sampled_from(MARKUP + WORDS)
texts = st.lists(st.one_of(pieces, st.text(max_size=12)), max_size=12).map("".join)


@given(texts)
def test_no_text_is_ever_lost(text: str) -> None:
    for result in (typed(text), parse_ask(text, Reader(NOW, OSLO))):
        if isinstance(result, Problem):
            assert result.text == to_plain(text)
        else:
            assert result.text
            assert result.owner.slack_id in text
            # Every word is in the sentence or in the wish, but for the markup taken off the start and "by".
            left = f"{result.text} {result.wanted_by_words or ''}"
            assert (
                sum(map(str.isalpha, to_plain(text))) - sum(map(str.isalpha, left))
                <= 60 + text.count("<@U") * 4
            )


@pytest.mark.parametrize(
    "text",
    [
        "<@U1> " + "a by " * 8000,
        "<@U1> " + "<" * 40_000,
        "<@U1>" * 8000,
        "<@U1> " + " " * 40_000 + "x",
        " " * 40_000,
        "<@U1> " + "by friday " * 4000,
        "@" + "a" * 40_000,
        "@a" + " " * 40_000,
        "<@U1> " + ":a" * 20_000,
        "<@U1> a" + " please" * 5700,
        "ask" + " " * 40_000,
        "today" + " " * 40_000,
        "<@U1" + "|" * 40_000,
    ],
)
def test_forty_thousand_signs_are_read_at_once(text: str) -> None:
    began = stopwatch.perf_counter()
    typed(text)
    parse_ask(text, Reader(NOW, OSLO))
    assert stopwatch.perf_counter() - began < 0.5  # a square of that length would take many seconds
