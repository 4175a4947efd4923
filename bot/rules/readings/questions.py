"""What is a question, and what is none although it looks like one."""

from __future__ import annotations

from bot.rules.phrases import ALL
from bot.rules.readings.matching import begins, frame, has, is_one_of
from bot.rules.readings.senses import Sense
from bot.rules.readings.sentences import Sentence

FEW_WORDS = 3  # spaces, so four words; a question of social life is no longer


def is_question(sentence: Sentence) -> bool:
    """By its mark, or by how it begins."""
    return sentence.asks or begins(ALL.asking_bare, sentence.words) or _asks_bare(sentence.words)


def asked(sentence: Sentence) -> Sense:
    """What a question is about."""
    if is_one_of(ALL.checking_in, sentence.words):
        return Sense.CHECKS_IN
    if has(ALL.social, sentence.words) and sentence.words.count(" ") <= FEW_WORDS:
        return Sense.SOCIAL
    return Sense.OTHER if begins(ALL.unsure, sentence.words) else Sense.ASKS  # "Maybe Cleo knows?"


def _asks_bare(words: str) -> bool:
    """Without its mark: "which project", "what size do you wear", "where is it"; not "which is a pity"."""
    if frame(r"{0}(?: (?!{1})\w+){{1,3}}", ALL.which, ALL.question_verb).fullmatch(words):
        return True
    if frame(r"{0} (?:\w+ ){{1,2}}?{1}", ALL.question_word, ALL.asked_you).match(words):
        return True
    return (
        frame(r"{0}(?: (?!i )\w+){{0,2}}? {1}", ALL.question_word, ALL.question_verb).match(words) is not None
    )
