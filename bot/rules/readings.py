"""How a reply in a thread is read: cautiously, by phrases (`phrases`) and simple rules, without any model.

A wrong answer or a wrong reopening costs more than asking the writer, so both need plain words; whatever is
mixed, doubtful or unknown is unclear. Works on text as Slack sends it as well as on plain text.

1. Quotes and code go; links, mentions, emoji and apostrophes are normalised; the rest falls into sentences.
2. Each sentence, without greetings and courtesy, gets one sense.
3. The senses together decide, differently for the owner's side and the requester's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import cache

from bot.rules import phrases
from bot.rules.date_words import LEXICON, Sense
from storage.records import Side

MAX_READ = 2000  # characters; a longer text is no short reply, and is unclear
FEW_WORDS = 2  # spaces, so three words: fewer tell nothing plainly
LONG_SENTENCE = 16  # words; a holding phrase deep in more than this is told, not meant


class Reading(StrEnum):
    """What a reply is taken for."""

    ACCEPTANCE = "acceptance"
    QUESTION = "question"
    THANKS = "thanks"
    ANSWER = "answer"
    NOT_YET = "not_yet"  # the requester: the answer did not help
    UNCLEAR = "unclear"


def read(text: str, side: Side = Side.OWNER) -> Reading:
    """What a reply by the holder on `side` means.

    The owner's (and a third's) are acceptance, question, thanks, answer or unclear; the requester's, after an
    answer, question, not yet, thanks or unclear.
    """
    if len(text) > MAX_READ:
        return Reading.UNCLEAR
    reply = _taken_apart(text)
    return _requesters(reply) if side is Side.REQUESTER else _owners(reply)


class _Sense(Enum):
    EMPTY = auto()
    HOLDING = auto()
    THANKS = auto()
    PLEASED = auto()
    NOT_YET = auto()
    ASKS = auto()
    CHECKS_IN = auto()
    SOCIAL = auto()
    DOUBT = auto()
    BUSY = auto()
    STATES = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: str
    asks: bool  # by its question mark
    full: str  # with its greeting and courtesy


@dataclass(frozen=True, slots=True)
class _Reply:
    sentences: tuple[_Sentence, ...]
    thanking_emoji: bool
    looking_emoji: bool


# The owner's side


def _owners(reply: _Reply) -> Reading:
    senses = [_owners_sense(sentence) for sentence in reply.sentences]
    said = set(senses) - {_Sense.EMPTY}
    if not said:
        return Reading.ACCEPTANCE if reply.looking_emoji else Reading.UNCLEAR
    if _Sense.ASKS in said:
        return _owners_question(senses)
    if _Sense.HOLDING in said and not said & {_Sense.DOUBT, _Sense.STATES, _Sense.OTHER}:
        return Reading.ACCEPTANCE
    if _Sense.STATES in said and said <= {_Sense.STATES, _Sense.CHECKS_IN, _Sense.THANKS}:
        return Reading.ANSWER
    return Reading.THANKS if said == {_Sense.THANKS} else Reading.UNCLEAR


def _owners_question(senses: list[_Sense]) -> Reading:
    """A closing question asks back, unless an answer stands before it: then it is for the writer to say."""
    closes = senses[-1] in (_Sense.ASKS, _Sense.EMPTY, _Sense.THANKS)
    mixed = not {_Sense.DOUBT, _Sense.STATES}.isdisjoint(senses)
    return Reading.QUESTION if closes and not mixed else Reading.UNCLEAR


def _owners_sense(sentence: _Sentence) -> _Sense:
    if _is(phrases.HOLDING_ALONE, sentence.full):
        return _Sense.HOLDING
    if not sentence.words:
        return _Sense.THANKS if _has(phrases.THANKS, sentence.full) else _Sense.EMPTY
    if _is_question(sentence):
        return _question(sentence)
    return _owners_word(sentence.words, greets=_begins(phrases.HELLO, sentence.full))


def _owners_word(words: str, *, greets: bool) -> _Sense:
    if _has(phrases.HOLDING, words) and words.count(" ") < LONG_SENTENCE:
        return _Sense.DOUBT if _has(phrases.UNSURE, words) else _Sense.HOLDING
    if _has(phrases.DOUBT, words):
        return _Sense.DOUBT
    if _has(phrases.BUSY, words):
        return _Sense.BUSY
    if _states(words):
        return _Sense.STATES
    return _Sense.EMPTY if greets and words.count(" ") < FEW_WORDS else _Sense.OTHER  # "Hi Ann!"


def _question(sentence: _Sentence) -> _Sense:
    if _is(phrases.CHECKING_IN, sentence.words):
        return _Sense.CHECKS_IN
    return _Sense.SOCIAL if _has(phrases.SOCIAL, sentence.words) else _Sense.ASKS


def _is_question(sentence: _Sentence) -> bool:
    return sentence.asks or _begins(phrases.ASKING_BARE, sentence.words)


def _states(words: str) -> bool:
    """Whether a sentence plainly tells something: it opens like a statement, says that something is done, or
    gives a link or a figure, and is more than a bare time."""
    told = _without(phrases.YES_OR_NO, words).strip()
    negated = told == words and _has(phrases.NEGATION, words)  # but "no, it does not apply" is an answer
    if negated or _passed_on().search(told):
        return False
    if _LINK in told or _is_done(told):
        return True
    if not told or all(word.isdecimal() or word in LEXICON for word in told.split()):
        return False
    if _FIGURE.search(told) or _IS_FIGURE.search(told):
        return True
    return _opens_like_an_answer(told, after_yes=told != words)


def _is_done(told: str) -> bool:
    if _has(phrases.DONE, told):
        return True
    to_you = _begins(phrases.DONE_ALONE, told) and _has(phrases.TO_YOU, told)
    return to_you or (told.count(" ") <= FEW_WORDS and _has(phrases.DONE_ALONE, told))


def _opens_like_an_answer(told: str, *, after_yes: bool) -> bool:
    if _begins(phrases.OPENING, told):
        return after_yes or told.count(" ") >= FEW_WORDS
    if after_yes and told.count(" ") > FEW_WORDS:
        return not _begins(phrases.FIRST_PERSON, told)
    return _begins(phrases.LOOSE_OPENING, told) and _has(phrases.CONCRETE, told)


# The requester's side


def _requesters(reply: _Reply) -> Reading:
    senses = [_requesters_sense(sentence) for sentence in reply.sentences]
    said = set(senses) - {_Sense.EMPTY}
    good = bool(said & {_Sense.THANKS, _Sense.PLEASED}) or (not said and reply.thanking_emoji)
    if _Sense.NOT_YET in said:
        return Reading.UNCLEAR if _Sense.PLEASED in said else Reading.NOT_YET
    if _Sense.ASKS in said:
        return Reading.UNCLEAR if senses[-1] is _Sense.OTHER else Reading.QUESTION
    return Reading.THANKS if good and said <= {_Sense.THANKS, _Sense.PLEASED} else Reading.UNCLEAR


def _requesters_sense(sentence: _Sentence) -> _Sense:
    if _is_question(sentence):
        return _requesters_question(sentence)
    if _has(phrases.NOT_YET, sentence.full):
        return _Sense.NOT_YET
    if not sentence.words and not _has(phrases.THANKS, sentence.full):
        return _Sense.EMPTY
    return _gratitude(sentence.full)


def _requesters_question(sentence: _Sentence) -> _Sense:
    sense = _question(sentence)
    plain = sentence.words.count(" ") > FEW_WORDS or _begins(phrases.ASKING, sentence.words)
    return sense if plain or sense is not _Sense.ASKS else _Sense.OTHER


def _gratitude(words: str) -> _Sense:
    if _BUT.search(words):
        return _Sense.OTHER
    left = _any(phrases.THANKS).sub(" ", words)
    left, pleased = _any(phrases.PLEASED).subn(" ", left)
    if left.count(" ") and len(left.split()) > phrases.THANKS_ROOM:
        return _Sense.OTHER
    if pleased:
        return _Sense.PLEASED
    return _Sense.THANKS if left != words else _Sense.OTHER


# Taking a reply apart

_LINK = "linkhere"
_QUOTED = re.compile(r"^(?:>|&gt;)[^\n]*|```.*?```", re.MULTILINE | re.DOTALL)
_ADDRESS = re.compile(r"<?https?://[^\s>]+>?|<mailto:[^>]*>")
_NAMED = re.compile(r"<[@#!][^<>]*>|@[\w.-]+")
_NAMED_EMOJI = re.compile(r":(?=[0-9-]*[a-z_+])([a-z0-9_+-]++):(?::skin-tone-\d:)?")
_APOSTROPHE = re.compile(r"(?<=\w)['’´`](?=\w)")
_ENDS = re.compile(r"(\.+(?=\s|$)|[!?;\n]+|\s[–—-]\s)")
_DAY_OF_MONTH = re.compile(
    rf"(?<=\d)\.(?= ?(?:{'|'.join(word for word in LEXICON if Sense.MONTH in LEXICON[word])})\b)"
)
_NO_WORD = re.compile(r"[^\w%€$£]+")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_FIGURE = re.compile(
    r"(?<!\w)[€$£]?\d[\d ]*(?:\s?(?:%|percent|prosent|procent|kr|nok|sek|dkk|eur|usd|€|\$|£)(?!\w)|$)"
)
_IS_FIGURE = re.compile(
    r"(?<!\w)(?:is|are|was|use|er|är|var|blir|koster|kostar|bruker|använder)\s(?:\w+\s){0,3}\d"
)
_BUT = re.compile(r"(?<!\w)(?:but|however|men|dog|although|except)(?!\w)")


def _taken_apart(text: str) -> _Reply:
    emoji = set(_NAMED_EMOJI.findall(text)) | set(text)
    bare = _NAMED_EMOJI.sub(" ", _NAMED.sub(" ", _ADDRESS.sub(f" {_LINK} ", _QUOTED.sub("\n", text).lower())))
    bare = _DAY_OF_MONTH.sub("", _DRAWN_OUT.sub(r"\1", _APOSTROPHE.sub("", bare)))
    parts = [*_ENDS.split(bare), ""]
    sentences = tuple(
        _sentence(words, asks="?" in end)
        for words, end in zip(parts[::2], parts[1::2], strict=True)
        if words.strip()
    )
    return _Reply(
        tuple(sentence for sentence in sentences if sentence.full),
        thanking_emoji=not emoji.isdisjoint(phrases.THANKING_EMOJI),
        looking_emoji=not emoji.isdisjoint(phrases.LOOKING_EMOJI),
    )


def _sentence(text: str, *, asks: bool) -> _Sentence:
    full = " ".join(_any(phrases.SOFTENERS).sub(" ", _NO_WORD.sub(" ", text)).split())
    words = full
    while True:
        shorter = _without(phrases.GREETING, words, phrases.COURTESY)
        if shorter == words:
            return _Sentence(words, asks, full)
        words = shorter


# Phrases as patterns. They are many, so each table is compiled when it is first asked for.


def _has(table: str, words: str) -> bool:
    return _any(table).search(words) is not None


def _begins(table: str, words: str) -> bool:
    return _any(table).match(words) is not None


def _is(table: str, words: str) -> bool:
    return _any(table).fullmatch(words) is not None


def _without(before: str, words: str, after: str = "") -> str:
    """`words` without a phrase of `before` at their start and one of `after` at their end."""
    start, end = _any(before).match(words), _any(after, "$").search(words) if after else None
    return words[start.end() if start else 0 : end.start() if end else None].strip()


@cache
def _any(table: str, behind: str = r"(?!\w)") -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(table)}){behind}")


@cache
def _passed_on() -> re.Pattern[str]:
    """ "Sent it to legal": towards somebody else than the one who asked."""
    return re.compile(
        rf"(?<!\w)(?:{_alternatives(phrases.PASSED_ON)})\s(?:\w+\s){{0,3}}"
        rf"(?:{_alternatives(phrases.TOWARDS)})\s(?!(?:{_alternatives(phrases.YOU)})(?!\w))"
    )


def _alternatives(table: str) -> str:
    """The longest first, so that a phrase is not cut short by one that it begins with."""
    listed = sorted(
        {" ".join(phrase.split()) for phrase in table.split("|")}, key=lambda each: (-len(each), each)
    )
    return "|".join(re.escape(phrase).replace(r"\ …\ ", r"\ (?:\w+\ ){0,3}") for phrase in listed)
