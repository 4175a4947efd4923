"""How a requester's reply to an answer is read."""

from __future__ import annotations

from bot.rules.phrases import ALL
from bot.rules.readings.matching import any_of, begins, frame, has
from bot.rules.readings.questions import asked, is_question
from bot.rules.readings.senses import Reading, Sense
from bot.rules.readings.sentences import Reply, Sentence

FEW_WORDS = 2  # spaces, so three words: fewer ask nothing plainly
THANKS_ROOM = 5  # words beside the phrases of a sentence that still only thanks


def read_requesters(reply: Reply) -> Reading:
    """Question, not yet, thanks or unclear."""
    senses = [_sense(sentence) for sentence in reply.sentences]
    said = set(senses) - {Sense.EMPTY}
    good = bool(said & {Sense.THANKS, Sense.PLEASED}) or (not said and reply.thanking_emoji)
    if Sense.NOT_YET in said:
        return Reading.UNCLEAR if Sense.PLEASED in said else Reading.NOT_YET
    if Sense.ASKS in said:
        return Reading.UNCLEAR if senses[-1] is Sense.OTHER else Reading.QUESTION
    return Reading.THANKS if good and said <= {Sense.THANKS, Sense.PLEASED} else Reading.UNCLEAR


def _sense(sentence: Sentence) -> Sense:
    if is_question(sentence):
        return _question(sentence)
    if _is_not_yet(sentence.full):
        return Sense.NOT_YET
    if not sentence.words and not has(f"{ALL.thanks}|{ALL.pleased}", sentence.full):
        return Sense.EMPTY
    return _gratitude(sentence.full)


def _question(sentence: Sentence) -> Sense:
    sense = asked(sentence)
    plain = sentence.words.count(" ") > FEW_WORDS or begins(ALL.asking, sentence.full)
    plain = plain or begins(ALL.asking, sentence.words)
    return sense if plain or sense is not Sense.ASKS else Sense.OTHER


def _is_not_yet(words: str) -> bool:
    left, found = any_of(ALL.not_yet).subn(" ", words)
    left, still = frame(r"{0} (?:\w+ ){{0,3}}?(?:{1}|{2})", ALL.still, ALL.negation, ALL.wrong).subn(
        " ", left
    )
    left, amiss = frame(r"{0} (?:\w+ ){{0,2}}?{1}", ALL.is_wrong, ALL.amiss).subn(" ", left)
    if amiss and (has(ALL.mine, words) or has(ALL.negation, left)):
        amiss = 0
    if not (found or still or amiss) or has(ALL.untried, words):
        return False
    return has(ALL.but, left) or not has(ALL.pleased, left)


def _gratitude(words: str) -> Sense:
    if has(ALL.but, words):
        return Sense.OTHER
    if begins(ALL.thanks_for, words) and not has(ALL.i_will, words):
        return Sense.THANKS
    left = any_of(ALL.thanks).sub(" ", words)
    left, pleased = any_of(ALL.pleased).subn(" ", left)
    if left.count(" ") and len(left.split()) > THANKS_ROOM:
        return Sense.OTHER
    if pleased:
        return Sense.PLEASED
    return Sense.THANKS if left != words else Sense.OTHER
