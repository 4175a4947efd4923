"""What words are folded to, and which questions are alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.finding import LONGEST_WORD, MOST_WORDS, most_alike, words_of

ANY_TEXT = st.text(max_size=200)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Når går båten?", "nar gar baten"),
        ("Växelkurs för Öland, ÅR 2026", "vaxelkurs for oland ar 2026"),
        ("Rød grød på Ærø", "rod grod pa aero"),
        ("Þórður ætlar í Łódź", "thordur aetlar i lodz"),
        ("re\u0301sume\u0301 = résumé", "resume"),  # however its marks are written
        ("STRASSE Straße", "strasse"),
        ("Ｆｕｌｌ ½ ﬁne", "full 1 2 fine"),
        ("snake_case e-mail 1.5", "snake case e mail 1 5"),
        ("한국어 がく", "한국어 かく"),
        ("🙂 ... --", ""),
    ],
)
def test_words_are_small_and_bare_and_each_is_there_once(text: str, words: str) -> None:
    assert words_of(text) == words.split()


@given(ANY_TEXT)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words
    assert all(word and len(word) <= LONGEST_WORD and not set(word) & set(" '\"*:&|!()\\") for word in words)


def test_a_novel_is_not_kept_whole() -> None:
    assert len(words_of(" ".join(f"word{number}" for number in range(2 * MOST_WORDS)))) == MOST_WORDS
    assert words_of("x" * 4_000) == ["x" * LONGEST_WORD]


def test_words_that_say_nothing_are_not_compared() -> None:
    said = words_of("Kan du hjälpa mig? Når får jeg det? What is this for?")
    assert most_alike(said, {1: said}, limit=3) == []


@pytest.mark.parametrize(
    ("asked", "before"),
    [
        ("Which rate applies to the Oslo contract?", "What rate applies for the contract in Oslo?"),
        ("Hvilken sats gjelder for kontrakten i Oslo?", "Hva er satsen for Oslo-kontrakten?"),
        ("Vilken momssats gäller för böcker?", "Vilka momssatser gäller böcker?"),
        ("Hvornår lukker kantinen om fredagen?", "Lukker kantinen tidligt fredag?"),
        ("nar stanger kontoret pa fredag", "När stänger kontoret på fredag?"),
    ],
)
def test_the_same_question_in_other_words_is_alike(asked: str, before: str) -> None:
    others = {1: words_of("Where is the parking garage?"), 2: words_of(before), 3: words_of("Who signs it?")}
    assert most_alike(words_of(asked), others, limit=3) == [2]


@pytest.mark.parametrize(
    ("asked", "before"),
    [
        ("Which rate applies to the Oslo contract?", "Who signs the Oslo contract?"),
        ("Can you send me the file for invoice 4711?", "Can you send me the file for invoice 4712?"),
        ("What was the turnover of Bergen in 2025?", "What was the turnover of Bergen in 2026?"),
        ("Kan du sende meg rapporten?", "Kan du sende meg nøkkelen?"),
        ("Please help me with this", "Please help me with that"),
        ("Rate?", "Rate?"),  # one word in common is not enough
    ],
)
def test_another_question_in_like_words_is_not(asked: str, before: str) -> None:
    others = {1: words_of(before), 2: words_of("Where is the parking garage?"), 3: words_of("Who pays?")}
    assert most_alike(words_of(asked), others, limit=3) == []


@given(ANY_TEXT, st.dictionaries(st.integers(), ANY_TEXT, max_size=8), st.integers(0, 3))
def test_no_words_break_the_comparison(asked: str, before: dict[int, str], limit: int) -> None:
    found = most_alike(words_of(asked), {key: words_of(text) for key, text in before.items()}, limit=limit)
    assert len(found) <= limit
    assert set(found) <= set(before)
