"""Replies as they are read, against labelled ones: everyday replies, and a file of those made to mislead."""

from __future__ import annotations

import time as stopwatch
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import phrases
from bot.rules.readings import MAX_READ, Reading, read
from storage.records import Side

Labelled = tuple[str, Side, Reading, str]


def labelled(name: str) -> list[Labelled]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return [(language, Side(side), Reading(label), text) for language, side, label, text in rows]


EVERYDAY, TRICKY = labelled("replies.tsv"), labelled("replies_tricky.tsv")
REOPENING = {Reading.QUESTION, Reading.NOT_YET}


def is_decisive(side: Side, reading: Reading) -> bool:
    """An answer, or a reply by the requester that reopens: where a wrong reading costs most."""
    return reading in REOPENING if side is Side.REQUESTER else reading is Reading.ANSWER


def test_answers_and_reopenings_are_right_in_98_of_100() -> None:
    for rows in (EVERYDAY, TRICKY):
        taken = [(label, text) for _, side, label, text in rows if is_decisive(side, read(text, side))]
        right = [text for label, text in taken if label in REOPENING | {Reading.ANSWER}]
        assert len(right) >= 0.98 * len(taken), {text for _, text in taken} - set(right)


def test_every_decided_reading_is_right_in_97_of_100() -> None:
    decided = [(read(text, side), label) for _, side, label, text in EVERYDAY + TRICKY]
    decided = [(reading, label) for reading, label in decided if reading is not Reading.UNCLEAR]
    assert sum(reading is label for reading, label in decided) >= 0.97 * len(decided)


def test_at_most_a_quarter_of_everyday_replies_is_unclear() -> None:
    unclear = [text for _, side, _, text in EVERYDAY if read(text, side) is Reading.UNCLEAR]
    assert len(unclear) <= 0.25 * len(EVERYDAY)


def test_the_labelled_replies_cover_four_languages_and_every_reading() -> None:
    assert len(EVERYDAY) + len(TRICKY) >= 350
    languages = Counter(language for language, *_ in EVERYDAY + TRICKY)
    assert set(languages) == {"en", "no", "sv", "da"}
    assert min(languages.values()) >= 40
    assert {label for _, _, label, _ in EVERYDAY} == set(Reading)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("on it", Reading.ACCEPTANCE),
        ("I'll check tomorrow", Reading.ACCEPTANCE),
        ("jag kollar imorgon", Reading.ACCEPTANCE),
        ("👀", Reading.ACCEPTANCE),
        ("kan du sende filen?", Reading.QUESTION),
        ("The rate is 25 %.", Reading.ANSWER),
        ("> Which rate applies?\nThe rate is 25 %.", Reading.ANSWER),
        ("&gt; Is it done?\non it", Reading.ACCEPTANCE),
        ("<@U1|ben> The rate is 25 %", Reading.ANSWER),
        ("🙏", Reading.UNCLEAR),
        ("✅", Reading.UNCLEAR),
        ("", Reading.UNCLEAR),
        ("> only a quote", Reading.UNCLEAR),
        ("The rate is 25 %. I'll check the other one tomorrow.", Reading.UNCLEAR),
        ("The rate is 25 %. Which contract is it for?", Reading.UNCLEAR),
        ("The rate is 25 %. Does that help?", Reading.ANSWER),
    ],
)
def test_what_an_owner_writes(text: str, reading: Reading) -> None:
    assert read(text) is reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("takk!", Reading.THANKS),
        ("🙏", Reading.THANKS),
        ("Thaaaanks!!!", Reading.THANKS),
        ("Thanks! Could you also send the file?", Reading.QUESTION),
        ("Not yet", Reading.NOT_YET),
        ("Thanks, works now. Before it didn't work", Reading.UNCLEAR),
        ("Thanks, but it is for Sweden", Reading.UNCLEAR),
        ("👍", Reading.UNCLEAR),
    ],
)
def test_what_a_requester_writes_after_an_answer(text: str, reading: Reading) -> None:
    assert read(text, Side.REQUESTER) is reading


@given(st.text(max_size=200), st.sampled_from(Side))
def test_any_text_is_read(text: str, side: Side) -> None:
    assert read(text, side) in Reading


vocabulary = sorted(
    " ".join(phrase.split())
    for table in (
        phrases.HOLDING,
        phrases.THANKS,
        phrases.ASKING,
        phrases.DONE,
        phrases.DOUBT,
        phrases.OPENING,
    )
    for phrase in table.split("|")
    if "…" not in phrase
)


@given(
    st.lists(st.sampled_from(vocabulary), min_size=1, max_size=6),
    st.sampled_from([" ", ". ", "! ", ", ", "\n"]),
)
def test_doubt_is_never_an_answer_and_thanks_never_reopen(said: list[str], between: str) -> None:
    text = between.join(said)
    doubt = {" ".join(phrase.split()) for phrase in phrases.DOUBT.split("|")}
    thanks = {" ".join(phrase.split()) for phrase in phrases.THANKS.split("|")}
    if between != " " and doubt & set(said):
        assert read(f"{text}.") is not Reading.ANSWER
    if thanks >= set(said):
        assert read(text, Side.REQUESTER) in (Reading.THANKS, Reading.UNCLEAR)


def test_case_and_punctuation_do_not_matter() -> None:
    for _, side, _, text in EVERYDAY:
        assert read(f"  {text.upper()}  ", side) is read(text, side) or "http" in text


def test_a_long_text_is_unclear_and_costs_nothing() -> None:
    began = stopwatch.perf_counter()
    assert read("I will check " * 4000) is Reading.UNCLEAR
    for text in (
        " " * MAX_READ,
        ":a" * (MAX_READ // 2),
        "<" * MAX_READ,
        "ill a " * (MAX_READ // 6),
        "@" * MAX_READ,
    ):
        read(text)
    assert stopwatch.perf_counter() - began < 1
