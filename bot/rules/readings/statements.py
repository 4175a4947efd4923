"""When a sentence on the owner's side tells the thing itself.

That something is done, a figure, a link, a place, advice or a refusal is plain; a statement about somebody
else that says where or when is less so, and counts only where nothing makes it mere talk.
"""

from __future__ import annotations

import re

from bot.rules.phrases import ALL
from bot.rules.readings.matching import COUNTS, TIME_WORDS, TIMES, begins, frame, has
from bot.rules.readings.sentences import CODE, LINK

FEW_WORDS = 2  # spaces, so three words: fewer tell nothing plainly
SPECIFIC = 3  # spaces, so four words
ID_DIGITS = 5  # a number as long as this is told, whatever stands around it: of a customer, a phone

FIGURE = re.compile(
    r"(?<!\w)[€$£]?\d[\d ]*(?:\s?(?:%|percent|prosent|procent|kr|nok|sek|dkk|eur|usd|€|\$|£)(?!\w))"
)
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNTED = re.compile(rf"(?<!\w)(?:\d+|{COUNTS}) (?!(?:{TIMES})(?!\w)|am |pm )[^\W\d]{{3}}")
_PAST = re.compile(r"(?:\w+ ){1,2}?\w{2,}(?:te|de|ed) ")  # "legal looked at it on Tuesday"
_I_OR_WE = f"{ALL.i}|{ALL.we}"
_NOT_PLAIN = (ALL.i_within, ALL.unsettled, ALL.negation, ALL.still)


def states(told: str, *, after_yes: bool) -> bool:
    """Whether a sentence plainly tells something, and not only a time; `after_yes`, or after a no."""
    if _went_elsewhere(told):
        return False
    if has(ALL.negation, told) and not after_yes:  # but "no, it does not apply" is an answer
        return _declines(told)
    if LINK in told or _is_done(told) or _was_told(told) or _declines(told):
        return True
    if not told or all(word.isdecimal() or word in TIME_WORDS for word in told.split()):
        return _is_number(told)
    if begins(ALL.opening, told):
        return after_yes or told.count(" ") >= FEW_WORDS
    if has(ALL.unsettled, told):
        return FIGURE.search(told) is not None and not begins(ALL.i, told)  # "it was 19 %"
    return _gives_a_figure(told) or _is_located(told) or _opens_loosely(told, after_yes=after_yes)


def tells(told: str) -> bool:
    """Whether a sentence tells something less plainly: advice, or what somebody decided, may or does."""
    if begins(ALL.imperative, told):
        return told.count(" ") >= FEW_WORDS and not (has(ALL.me, told) or has(ALL.negation, told))
    if begins(ALL.i, told) or any(has(table, told) for table in _NOT_PLAIN) or _went_elsewhere(told):
        return False
    if told.count(" ") < FEW_WORDS or _lacks_its_subject(told):
        return False
    decided = frame(r"(?:\w+ ){{1,2}}(?:{0}|{1}) \w", ALL.did, ALL.deed)  # "the customer picked the blue one"
    return decided.match(told) is not None or _is_specific(told)


def _went_elsewhere(told: str) -> bool:
    """ "Sent it to legal": towards somebody else than the one who asked."""
    passed = frame(r"{0} (?:\w+ ){{0,3}}?{1} (?!{2})", ALL.passed_on, ALL.towards, ALL.you)
    return passed.search(told) is not None


def _is_done(told: str) -> bool:
    if has(ALL.no_deed, told):
        return False
    if has(ALL.done, told) or (told.count(" ") <= FEW_WORDS and has(ALL.done_alone, told)):
        return True
    by_me = frame(r"(?:{0} )?(?:{1} )?(?:{2} )?{3}", _I_OR_WE, ALL.have, ALL.before_deed, ALL.deed)
    it_is = frame(r"(?:{0}|{1}) (?:{2} )?{3}", ALL.is_done, ALL.have, ALL.before_deed, ALL.deed)
    it = frame(r"\w+ {0}", ALL.done_alone)  # "access granted"
    return any((by_me.match(told), it_is.search(told), it.match(told)))


def _was_told(told: str) -> bool:
    """The answer was given elsewhere: on the phone, in the corridor."""
    return has(ALL.told, told) or (has(ALL.spoken, told) and has(ALL.outcome, told))


def _declines(told: str) -> bool:
    return has(ALL.decline, told) and not has(ALL.no_decline, told)


def _is_number(told: str) -> bool:
    return sum(map(str.isdecimal, told)) >= ID_DIGITS and _DATED.search(told) is None


def _gives_a_figure(told: str) -> bool:
    if begins(ALL.i, told):
        return False
    if FIGURE.search(told) or _is_number(told):
        return True
    amount = rf"{{0}} (?:\w+ ){{{{0,3}}}}?(?:\d|{CODE}|(?:{COUNTS}) )"
    return frame(amount, ALL.amounts).search(told) is not None


def _is_located(told: str) -> bool:
    return not begins(ALL.i, told) and frame(r"{0} \w", ALL.located).search(told) is not None


def _opens_loosely(told: str, *, after_yes: bool) -> bool:
    if after_yes and told.count(" ") > FEW_WORDS:
        return not (begins(ALL.i, told) or has(ALL.i_within, told))
    return begins(ALL.loose_opening, told) and (CODE in told or has(ALL.concrete, told))


def _lacks_its_subject(told: str) -> bool:
    """It begins with a present tense, which is then the writer's own: "kikker på det", "is" or "has"."""
    verb_first = r"(?!{0})\w{{2,}}(?:r|ing)(?!\w)(?! (?:{1}|{2}|\w{{2,}}r(?!\w)))|(?:er|ar|har)(?!\w)"
    return frame(verb_first, ALL.no_verb, ALL.is_done, ALL.permits).match(told) is not None


def _is_specific(told: str) -> bool:
    if told.count(" ") < SPECIFIC or _PAST.match(told):
        return False
    if not begins(ALL.we, told) and _COUNTED.search(told):
        return True
    if begins(ALL.permits, told):
        return True
    return frame(r"\w+ (?:.* )?(?:{0}|{1}) \w", ALL.at, ALL.permits).match(told) is not None
