"""Slack's markup in plain words, and titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.markup import TITLE_LENGTH, title, to_plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<@U1|ben>", "@ben"),
        ("<@U1>", "@Ben Miller"),
        ("<@U1|>", "@Ben Miller"),
        ("<@W9>", "@W9"),
        ("<#C1|ops> <#C98|> <#C2>", "#ops #C98 #C2"),
        ("<!channel> <!here|here> <!everyone|@everyone>", "@channel @here @everyone"),
        ("<!subteam^S1|@pay> <!subteam^S1>", "@pay @S1"),
        ("<!date^1392734382^{date_short}|18 Feb 2014>", "18 Feb 2014"),
        ("<https://x.y/z|the doc>", "the doc (https://x.y/z)"),
        ("<https://x.y/z>", "https://x.y/z"),
        ("<https://x.y/z|https://x.y/z>", "https://x.y/z"),
        ("<mailto:a@b.c|a@b.c> <tel:123|123>", "a@b.c 123"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("&amp;lt;", "&lt;"),
        ("a < b > c", "a  b  c"),
        ("<<@U1|ben>>", "<@ben>"),
        ("a\u00a0b\r\nc\td", "a b\nc d"),
        ("\u202eevil\u202c \x00\x07x\u2066y", "evil xy"),
        ("👩\u200d💻 “smart” quotes’", "👩\u200d💻 “smart” quotes’"),
        ("  x  ", "x"),
    ],
)
def test_markup_is_spelled_out(text: str, plain: str) -> None:
    assert to_plain(text, {"U1": "Ben Miller"}.get) == plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Which rate applies?", "Which rate applies?"),
        ("Which rate applies? It is for Oslo.", "Which rate applies?"),
        ("Hi Ben! Which rate applies? Thanks", "Hi Ben! Which rate applies?"),
        ("First line of it\nand a second", "First line of it"),
        ("We pay 3.5 percent and more", "We pay 3.5 percent and more"),
        ("🙏", "🙏"),
        ("", "…"),
        ("word " * 40, "word " * 15 + "word…"),
        ("x" * 100, "x" * 79 + "…"),
    ],
)
def test_a_title_is_the_first_sentence_or_as_much_as_fits(text: str, expected: str) -> None:
    assert title(text) == expected


@given(st.text(max_size=300))
def test_a_title_fits_and_is_never_empty(text: str) -> None:
    assert 0 < len(title(text)) <= TITLE_LENGTH
    assert "\n" not in title(text)


def test_a_title_never_cuts_an_emoji_in_two() -> None:
    family = "👩\u200d👩\u200d👧\U0001f3fd"
    assert title("a" + family * 30).removesuffix("…").removeprefix("a") == family * (
        (TITLE_LENGTH - 2) // len(family)
    )


@given(st.text(max_size=200))
def test_any_text_has_a_plain_form_without_controls(text: str) -> None:
    plain = to_plain(text)
    assert not any(sign in plain for sign in "\x00\x1b\u202e\u2066\u00a0")
