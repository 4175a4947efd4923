"""How a reply on the owner's side is read."""

from __future__ import annotations

from bot.rules.phrases import ALL
from bot.rules.readings.matching import any_of, begins, frame, has, is_one_of, without
from bot.rules.readings.questions import asked, is_question
from bot.rules.readings.senses import Reading, Sense
from bot.rules.readings.sentences import Reply, Sentence
from bot.rules.readings.statements import FIGURE, states, tells
from bot.rules.readings.undertakings import holds

FEW_WORDS = 2  # spaces, so three words


def read_owners(reply: Reply) -> Reading:
    """Acceptance, question, thanks, answer or unclear."""
    senses = [_sense(sentence) for sentence in reply.sentences]
    said = set(senses) - {Sense.EMPTY}
    if not said:
        return Reading.ACCEPTANCE if reply.looking_emoji else Reading.UNCLEAR
    if Sense.ASKS in said:
        return _asks_back(senses)
    is_told = not said.isdisjoint(_TELLING)
    if Sense.HOLDING in said and not is_told:
        return Reading.ACCEPTANCE
    if is_told and said <= _TELLING | {Sense.OTHER, Sense.EXPLAINS, Sense.CHECKS_IN, Sense.THANKS}:
        return Reading.ANSWER
    return Reading.THANKS if said == {Sense.THANKS} else Reading.UNCLEAR


_TELLING = frozenset({Sense.STATES, Sense.TELLS})
_MAY_FOLLOW_A_QUESTION = frozenset({Sense.EMPTY, Sense.THANKS, Sense.EXPLAINS, Sense.TELLS, Sense.DOUBT})


def _asks_back(senses: list[Sense]) -> Reading:
    """A closing question asks back, unless an answer stands before it: then it is for the writer to say."""
    last = max(place for place, sense in enumerate(senses) if sense is Sense.ASKS)
    closes = _MAY_FOLLOW_A_QUESTION.issuperset(senses[last + 1 :])
    return Reading.QUESTION if closes and Sense.STATES not in senses else Reading.UNCLEAR


def _sense(sentence: Sentence) -> Sense:
    if is_one_of(ALL.holding_alone, sentence.full):
        return Sense.HOLDING
    if is_one_of(ALL.doubt, sentence.full):
        return Sense.DOUBT
    if not sentence.words:
        return Sense.THANKS if has(ALL.thanks, sentence.full) else Sense.EMPTY
    if is_question(sentence):
        return asked(sentence)
    return _word(sentence.words, greets=begins(ALL.hello, sentence.full))


def _word(words: str, *, greets: bool) -> Sense:
    told = without(ALL.yes_or_no, words)
    if holds(told):
        return Sense.DOUBT if has(ALL.unsure, words) or FIGURE.search(words) else Sense.HOLDING
    told, directs = frame(r"{0} (?=\w)", ALL.directive).subn("", told)
    if _doubts(words, told) or has(ALL.away, told):
        return Sense.DOUBT
    if has(ALL.busy, told):
        return Sense.BUSY
    if directs or states(told, after_yes=told != words):
        return Sense.STATES
    if tells(told):
        return Sense.TELLS
    return _talk(told, greets=greets)


def _doubts(words: str, told: str) -> bool:
    """In what is told; in the whole too by more words than one, which "no" or "you have to" may be of."""
    return has(ALL.doubt, told) or any(" " in found for found in any_of(ALL.doubt).findall(words))


def _talk(told: str, *, greets: bool) -> Sense:
    if has(ALL.negation, told):
        return Sense.DOUBT
    if begins(ALL.there_are, told):
        return Sense.EXPLAINS
    return Sense.EMPTY if greets and told.count(" ") < FEW_WORDS else Sense.OTHER  # "Hi Ann!"
