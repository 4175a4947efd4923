"""A reply taken apart into sentences that phrases can be looked for in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.rules.date_words import LEXICON, Sense
from bot.rules.phrases import ALL, LOOKING_EMOJI, THANKING_EMOJI
from bot.rules.readings.matching import any_of, folded, frame, has, without

LINK = "linkhere"
CODE = "codehere"  # a name out of some system: code, a file's name, an address, a form's number
QUOTE = "quotehere"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Its words, folded and with single spaces between them."""

    words: str
    asks: bool  # by its question mark
    full: str  # with its greeting and courtesy


@dataclass(frozen=True, slots=True)
class Reply:
    sentences: tuple[Sentence, ...]
    thanking_emoji: bool
    looking_emoji: bool


_QUOTED = re.compile(r"^(?:>|&gt;)[^\n]*|```.*?```", re.MULTILINE | re.DOTALL)
_SAID = re.compile(
    r"“[^“”\n]{1,300}”|„[^„“”\n]{1,300}[“”]|«[^«»\n]{1,300}»|»[^«»\n]{1,300}«|\"[^\"\n]{1,300}\""
)
_ADDRESS = re.compile(r"<?https?://[^\s>]+>?")
_CODE = re.compile(
    r"`[^`\n]{1,300}`|<mailto:[^<>]*>|(?<![\w.+-])[\w.+-]{1,64}@\w[\w-]{0,63}(?:\.\w[\w-]{0,63}){1,4}"
    r"|(?<![\w.])[^\W\d][\w-]{2,40}\.[a-zA-Z]{2,5}(?![\w.])(?!\.)|(?<!\w)[A-Z]{1,4}-?\d{2,10}(?!\w)"
)
_NAMED = re.compile(r"<[@#!][^<>]*>|@[\w.-]+")
_NAMED_EMOJI = re.compile(r":(?=[0-9-]*[a-z_+])([a-z0-9_+-]++):(?::skin-tone-\d:)?")
_APOSTROPHE = re.compile(r"(?<=\w)['’´`](?=\w)")
_ENDS = re.compile(r"(\.+(?=\s|$)|[!?;\n]+|\s[–—-]\s)")
_MONTHS = "|".join(folded(word) for word in LEXICON if Sense.MONTH in LEXICON[word])
_DAY_OF_MONTH = re.compile(rf"(?<=\d)\.(?= ?(?:{_MONTHS})\b)|(?<=\d)[.:](?=e\b)")
_NO_WORD = re.compile(r"[^\w%€$£]+")
_GAPS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_REPEATED = re.compile(r"(?<!\w)([^\W\d]\w*)(?: \1(?!\w))+")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")


def taken_apart(text: str) -> Reply:
    """The sentences of a reply, without what is quoted in it."""
    own = _without_quotes(text)
    emoji = set(_NAMED_EMOJI.findall(own)) | set(own)
    parts = [*_ENDS.split(_bare(own)), ""]
    sentences = tuple(
        _sentence(words, asks="?" in end)
        for words, end in zip(parts[::2], parts[1::2], strict=True)
        if words.strip()
    )
    return Reply(
        tuple(sentence for sentence in sentences if sentence.full),
        thanking_emoji=not emoji.isdisjoint(THANKING_EMOJI),
        looking_emoji=not emoji.isdisjoint(LOOKING_EMOJI),
    )


def _without_quotes(text: str) -> str:
    """`text` with a word for each link, each name out of some system and each quotation."""
    own = _SAID.sub(f" {QUOTE} ", _QUOTED.sub("\n", text))
    return _CODE.sub(f" {CODE} ", _ADDRESS.sub(f" {LINK} ", own))


def _bare(text: str) -> str:
    """`text` folded, without names and emoji, and with full stops only where sentences end."""
    bare = _APOSTROPHE.sub("", _NAMED_EMOJI.sub(" ", _NAMED.sub(" ", text).lower()))
    bare = _DAY_OF_MONTH.sub("", folded(_DRAWN_OUT.sub(r"\1", bare)))
    bare = _LINES.sub("\n", _REPEATED.sub(r"\1", _GAPS.sub(" ", bare)))
    bare = frame(r"({0})\.(?! ?(?:\n|$))", ALL.abbreviation).sub(r"\1 ", bare)
    bare = frame(r"(^|\n)( ?{0})[.!]+ (?=\w)", ALL.yes_or_no).sub(r"\1\2 ", bare)  # "No. It does not."
    return frame(r"^( ?{0}(?: \w+)?),", ALL.hello).sub(r"\1!", bare)  # "Hi Ann, …"


def _sentence(text: str, *, asks: bool) -> Sentence:
    text = _without_contrast(frame(r"{0}.*$", ALL.offer).sub("", text))
    full = " ".join(any_of(ALL.softener).sub(" ", _NO_WORD.sub(" ", text)).split())
    words = full
    while True:
        shorter = without(_OPENERS, words, ALL.courtesy)
        if shorter == words:
            return Sentence(words, asks, full)
        words = shorter


def _without_contrast(text: str) -> str:
    """ "25, not 15" is no negation; but "25, not sure" stays as it is."""
    found = frame(r"((?:\w+\W+){{3}}.*), ({0}(?: [\w-]+){{1,3}})\W*", ALL.negation).fullmatch(text)
    if found is None or any(has(table, found[2]) for table in (ALL.doubt, ALL.busy, ALL.holding, ALL.away)):
        return text
    return found[1]


_OPENERS = f"{ALL.hello}|{ALL.opener}"
