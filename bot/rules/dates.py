"""Dates in words, as colleagues type them: "friday 14:00", "in 2 hours", "i morgen kl 9", "27/11".

A small grammar of our own: phrases (`date_words`) and figures are read from left to right into a draft, and
the draft is composed into one instant in the asker's zone. A single unknown word makes the whole no date,
so that sentences are never half understood. Choices a reader could make otherwise:

- a weekday, an hour, a day of the month or a date without a year is the next one still ahead; a date without
  a year that went by within the last two months is taken as past, not as next year's;
- "next friday" is the Friday of next week, "this week" ends with its last working day;
- 27/11 and 2/3 put the day first; 11/27 can only be the 27th; 10.11 alone could be an hour and is ambiguous;
- of "at 3" and "2:30" the hour that is working time is meant, failing that the one from 07:00 to 18:59;
- a time skipped by a clock change is the instant of the change, one shown twice is the first of the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot.rules.date_drafts import FARTHEST, Draft, Stop, Trouble
from bot.rules.date_grammar import Item, Reader
from bot.rules.date_words import LEXICON, LONGEST
from storage.records import Hours

MAX_WORDS = 80  # characters; no date is longer


@dataclass(frozen=True, slots=True)
class When:
    """An instant in UTC. Without `has_time` only a day was named, and the instant is its working end."""

    at: datetime
    has_time: bool


@dataclass(frozen=True, slots=True)
class Unclear:
    kind: Trouble


def parse(words: str, *, now: datetime, hours: Hours) -> When | Unclear:
    """Read a whole text as a date in the zone and with the hours given; the result is after `now`.

    A day without an hour means the end of the person's working day, 17:00 on a day off.
    """
    items = items_of(words) if len(words) <= MAX_WORDS else None
    if not items:
        return Unclear(Trouble.NOT_A_DATE)
    draft = Draft(now, hours)
    try:
        Reader(items, draft).read()
        at = draft.compose()
    except Stop as stop:
        return Unclear(stop.kind)
    except (ValueError, OverflowError):  # the calendar's own refusal: 31 February, the year 12000
        return Unclear(Trouble.DOES_NOT_EXIST)
    if at <= now:
        return Unclear(Trouble.PAST)
    return When(at, draft.has_time) if at - now <= FARTHEST else Unclear(Trouble.TOO_FAR)


# Figures and phrases

_TOKEN = re.compile(
    r"""
      (?P<iso>\d{4}-\d{1,2}-\d{1,2})(?:t(?=\d))?
    | (?P<stamp>\d\d:\d\d:\d\d(?:\.\d+)?(?:z|[+-]\d\d:?\d\d)?|\d\d:\d\d(?:z|[+-]\d\d:?\d\d))
    | (?P<date>\d{1,2}([./-])\d{1,2}\4(?:\d{4}|\d\d)(?!\d)|\d{1,2}/\d{1,2}|\d{1,2}\.\d{1,2}\.)
    | (?P<pm>\d{1,2}(?:[:.]\d\d)?\ ?[ap]\.?m\b\.?)
    | (?P<clock>\d{1,2}:\d\d)(?!\d)
    | (?P<dotted>\d{1,2}\.\d{1,2})(?!\d)
    | (?P<nth>\d{1,2}(?:st|nd|rd|th|:?e|:a|\.(?!\d)))(?!\w)
    | (?P<num>\d{1,4})(?!\d)
    | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)\.?
    | (?P<gap>[\s,]+|-(?=\s))
    """,
    re.VERBOSE,
)


def items_of(words: str) -> list[Item] | None:
    """The figures and known phrases of a text; none where anything else stands in it."""
    tokens = _tokens(words.lower().replace("’", "'").strip(" \t\n.,;:!?()"))
    items: list[Item] = []
    position = 0
    while tokens and position < len(tokens):
        kind, text = tokens[position]
        if kind != "word":
            items.append((kind, text))
            position += 1
            continue
        for length in range(LONGEST.get(text, 0), 0, -1):
            senses = LEXICON.get(" ".join(text for _, text in tokens[position : position + length]))
            if senses:
                items.append(("phrase", senses))
                position += length
                break
        else:
            return None
    return items


def _tokens(words: str) -> list[tuple[str, str]] | None:
    tokens = []
    position = 0
    while position < len(words):
        match = _TOKEN.match(words, position)
        if match is None:
            return None
        position = match.end()
        kind = match.lastgroup or ""
        if kind != "gap":
            tokens.append((kind, match[kind]))
    return tokens
