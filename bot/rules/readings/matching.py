"""Phrases as patterns. They are many, so each table is compiled when it is first asked for."""

from __future__ import annotations

import re
from functools import cache

from bot.rules.date_words import LEXICON, Sense

_PLAIN = str.maketrans("åäæöøéèü", "aaaooeeu")


def folded(text: str) -> str:
    """`text` in lower case, with the letters that every keyboard has: "på" and "paa" as "pa"."""
    return text.lower().translate(_PLAIN).replace("aa", "a").replace("ae", "a")


COUNTS = "|".join(
    folded(word) for word in LEXICON if Sense.COUNT in LEXICON[word] and LEXICON[word][Sense.COUNT] > 1
)
TIME_WORDS = frozenset(folded(word) for word in LEXICON)
TIMES = "|".join(re.escape(word) for word in sorted(TIME_WORDS, key=len, reverse=True))


def has(table: str, words: str) -> bool:
    """Whether a phrase of `table` stands in `words`, which are folded."""
    return any_of(table).search(words) is not None


def begins(table: str, words: str) -> bool:
    """Whether `words` begin with a phrase of `table`."""
    return any_of(table).match(words) is not None


def is_one_of(table: str, words: str) -> bool:
    """Whether `words` are a phrase of `table`, and no more."""
    return any_of(table).fullmatch(words) is not None


def without(before: str, words: str, after: str = "") -> str:
    """`words` without a phrase of `before` at their start and one of `after` at their end."""
    start, end = any_of(before).match(words), any_of(after, "$").search(words) if after else None
    return words[start.end() if start else 0 : end.start() if end else None].strip()


@cache
def any_of(table: str, behind: str = r"(?!\w)") -> re.Pattern[str]:
    """Any phrase of `table`, as whole words."""
    return re.compile(rf"(?<!\w)(?:{alternatives(table)}){behind}")


@cache
def frame(pattern: str, *tables: str) -> re.Pattern[str]:
    """`pattern` with each "{0}", "{1}" … standing for any phrase of that table, and a space for one."""
    return re.compile(pattern.format(*(f"(?<!\\w)(?:{alternatives(table)})(?!\\w)" for table in tables)))


@cache
def alternatives(table: str) -> str:
    """The phrases of `table`: the longest first, so that none is cut short by one that it begins with."""
    listed = {folded(" ".join(phrase.split())) for phrase in table.split("|")} - {""}
    longest_first = sorted(listed, key=lambda each: (-len(each), each))
    return "|".join(re.escape(phrase).replace(r"\ …\ ", r"\ (?:\w+\ ){0,3}") for phrase in longest_first)
