"""When the writer says that they have it, or what they are about to do."""

from __future__ import annotations

from bot.rules.phrases import ALL
from bot.rules.readings.matching import frame, has

LONG_SENTENCE = 16  # words; a holding phrase deep in more than this is told, not meant


def holds(told: str) -> bool:
    """Whether a sentence accepts."""
    if has(ALL.holding, told):
        return told.count(" ") < LONG_SENTENCE
    if has(ALL.negation, told):
        return False
    if has(ALL.i_will, told):
        return not has(ALL.away, told)
    return _undertakes(told) or _is_doing(told) or _does_soon(told)


def _undertakes(told: str) -> bool:
    """ "Will fix it", "and then I chase them", "det tar jeg"."""
    mine = frame(r"(?:{0} )*(?:{1} )?(?:{0} )?{2}|.*{2} {3}", ALL.lead, ALL.i, ALL.undertaking, ALL.i_within)
    return mine.match(told) is not None


def _is_doing(told: str) -> bool:
    """A present tense of the writer's own, which ends in -r: "jeg maser på lageret", "det retter jeg"."""
    doing = r"(?:{0} )*{1} (?!{2})\w+r(?!\w)|.*(?<!\w)(?!{2})\w+r {1}"
    return frame(doing, ALL.lead, ALL.i_within, ALL.stative).match(told) is not None


def _does_soon(told: str) -> bool:
    """A present tense with nobody before it, and a time behind: "tjatar på lagret nu", "doing it now"."""
    soon = r"(?:{0} )*(?!{1}|{2})\w{{2,}}(?:r|ing) (?!{3})(?:.* )?{4}"
    tables = (ALL.lead, ALL.stative, ALL.no_verb, ALL.is_done, ALL.shortly)
    return frame(soon, *tables).match(told) is not None
