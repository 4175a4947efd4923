"""The words of dates and times in English, Norwegian, Swedish and Danish: data for `dates`, no rules.

Every phrase is in lower case and means one thing in all four languages; a word that means two is left to
the grammar (`morgen` is a morning, `i morgen` is tomorrow). Phrases are at most four words.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Any


class Sense(Enum):
    """What a phrase contributes to a date; the value beside it is given in brackets."""

    DAY = auto()  # so many days from today [days]
    WEEKDAY = auto()  # [0 for Monday]
    MONTH = auto()  # [1 for January]
    PART = auto()  # a part of a day [Part]
    DAY_PART = auto()  # a day and its part in one phrase [(days, Part)]
    WEEK = auto()  # the end of a week [0 this one, 1 the next]
    WEEK_NUMBER = auto()  # "week", before its number
    MONTH_END = auto()  # the end of this month
    PAST = auto()  # yesterday and the like
    THIS = auto()
    NEXT = auto()
    LAST = auto()
    IN = auto()  # "in", before an amount
    AT = auto()  # before a time of day (also after one: "2 o'clock")
    HALF = auto()  # Scandinavian "half three" is 2:30
    UNIT = auto()  # [Unit]
    COUNT = auto()  # a number as a word
    ORDINAL = auto()  # "the", before a day of the month
    FILLER = auto()


class Part(Enum):
    """Parts of a day: minutes after midnight where the clock decides, none where the working day does."""

    MORNING = "morning"
    FORENOON = "forenoon"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    MIDNIGHT = "midnight"
    END = "end"


class Unit(Enum):
    MINUTE = auto()
    HALF_HOUR = auto()
    HOUR = auto()
    DAY = auto()
    WORKING_DAY = auto()
    WEEK = auto()
    MONTH = auto()


_WEEKDAYS = (
    "monday mon mandag måndag mån",
    "tuesday tue tues tirsdag tisdag tir tirs tis",
    "wednesday wed weds onsdag ons",
    "thursday thu thur thurs torsdag tors",
    "friday fri fredag fre",
    "saturday sat lørdag lördag lør lör",
    "sunday sun søndag söndag søn sön",
)

_MONTHS = (
    "january jan januar januari",
    "february feb febr februar februari",
    "march mar mars marts",
    "april apr",
    "may mai maj",
    "june jun juni",
    "july jul juli",
    "august aug augusti",
    "september sep sept",
    "october oct oktober okt",
    "november nov",
    "december dec desember des",
)

_COUNTS = (
    "a|an|one|en|ei|ett|et|én|éi|éin|ein",
    "two|to|två|a couple of|et par|ett par",
    "three|tre",
    "four|fire|fyra",
    "five|fem",
    "six|seks|sex",
    "seven|sju|syv",
    "eight|åtte|åtta|otte",
    "nine|ni|nio",
    "ten|ti|tio",
    "eleven|elleve|elva",
    "twelve|tolv",
)

_PHRASES: tuple[tuple[Sense, Any, str], ...] = (
    (Sense.DAY, 0, "today|i dag|idag"),
    (Sense.DAY, 1, "tomorrow|tmrw|tmw|tomorow|tommorow|tommorrow|i morgen|imorgen|i morgon|imorgon|i mårgen"),
    (Sense.DAY, 2, "day after tomorrow|i overmorgen|overmorgen|iovermorgen|i overmorgon|overmorgon"),
    (Sense.DAY, 2, "i övermorgon|övermorgon|iövermorgon"),
    (Sense.PAST, None, "yesterday|i går|igår|day before yesterday|i forgårs|i förrgår|i forgårs"),
    (Sense.PAST, None, "last week|last month|forrige uke|förra veckan|sidste uge|i morges|i morse"),
    (Sense.DAY, 0, "later today|senere i dag|senare i dag|senare idag"),
    (Sense.PART, Part.END, "end of day|end of the day|end of business|eod|cob|close of business|end of"),
    (Sense.PART, Part.END, "slutten av dagen|dagens slutt|arbeidsdagens slutt|slutet av dagen|dagens slut"),
    (
        Sense.PART,
        Part.END,
        "arbetsdagens slut|slutningen af dagen|i løpet av dagen|under dagen|i løbet af dagen",
    ),
    (Sense.PART, Part.END, "slutten av|slutet av|slutet på|slutningen af"),
    (Sense.DAY_PART, (0, Part.EVENING), "tonight|this evening|i kveld|ikveld|i kväll|ikväll|i aften"),
    (Sense.DAY_PART, (0, Part.AFTERNOON), "this afternoon|i ettermiddag|i eftermiddag|i etterm"),
    (Sense.DAY_PART, (0, Part.FORENOON), "i formiddag|i förmiddag"),
    (Sense.DAY_PART, (0, Part.MORNING), "this morning"),
    (Sense.PART, Part.MORNING, "morning|in the morning|morgen|morgenen|morgon|morgonen|tidlig|bitti"),
    (Sense.PART, Part.MORNING, "om morgenen|på morgenen|på morgonen|tidligt|first thing"),
    (Sense.PART, Part.FORENOON, "formiddag|förmiddag|formiddagen|förmiddagen|late morning"),
    (Sense.PART, Part.NOON, "noon|midday|lunch|lunchtime|lunsj"),
    (Sense.PART, Part.AFTERNOON, "afternoon|in the afternoon|ettermiddag|eftermiddag|ettermiddagen"),
    (Sense.PART, Part.AFTERNOON, "eftermiddagen|på ettermiddagen|på eftermiddagen|om eftermiddagen"),
    (Sense.PART, Part.EVENING, "evening|in the evening|night|kveld|kväll|aften|kvelden|kvällen|aftenen"),
    (Sense.PART, Part.MIDNIGHT, "midnight|midnatt|midnat"),
    (Sense.WEEK, 0, "this week|end of week|end of the week|end of this week|eow|within the week"),
    (
        Sense.WEEK,
        0,
        "denne uken|denne uka|denne veka|slutten av uken|slutten av uka|ukeslutt|utgangen av uken",
    ),
    (Sense.WEEK, 0, "i løpet av uken|i løpet av uka|utgangen av uka|den här veckan|denna vecka|veckans slut"),
    (Sense.WEEK, 0, "slutet av veckan|slutet på veckan|under veckan|denne uge|slutningen af ugen|ugens slut"),
    (Sense.WEEK, 0, "i denne uge|i denne uken|i denne uka|i løbet af ugen|i denna vecka"),
    (Sense.WEEK, 1, "next week|end of next week|neste uke|neste veke|nästa vecka|næste uge|i neste uke"),
    (Sense.WEEK, 1, "i nästa vecka|i næste uge"),
    (Sense.WEEK_NUMBER, None, "week|uke|veke|vecka|uge|v|week no|uke nr"),
    (
        Sense.MONTH_END,
        None,
        "end of month|end of the month|eom|slutten av måneden|månedsslutt|utgangen av måneden",
    ),
    (Sense.MONTH_END, None, "slutet av månaden|månadsslut|slutningen af måneden|this month|denne måneden"),
    (Sense.MONTH_END, None, "denna månad|den här månaden|denne måned"),
    (
        Sense.THIS,
        None,
        "this|this coming|denne|denna|den här|førstkommende|nu på|nå på|kommande|kommende",
    ),
    (Sense.NEXT, None, "next|neste|nästa|næste"),
    (Sense.LAST, None, "last|forrige|förra|sidste"),
    (Sense.IN, None, "in|within|om|innen|inom|inden|inden for|i løpet av|i løbet af"),
    (
        Sense.AT,
        None,
        "at|kl|klokka|klokken|klockan|o'clock|oclock|around|about|ca|cirka|rundt|omkring|runt",
    ),
    (Sense.HALF, None, "halv"),
    (Sense.UNIT, Unit.MINUTE, "minute|minutes|min|mins|minutt|minutter|minut|minuter"),
    (
        Sense.UNIT,
        Unit.HALF_HOUR,
        "half an hour|half hour|en halvtime|halvtime|en halv time|en halvtimme|halvtimme",
    ),
    (Sense.UNIT, Unit.HOUR, "hour|hours|h|hr|hrs|time|timer|timme|timmar"),
    (Sense.UNIT, Unit.DAY, "day|days|dag|dager|dagar|dage|døgn|dygn"),
    (Sense.UNIT, Unit.WORKING_DAY, "working day|working days|business day|business days|workday|workdays"),
    (Sense.UNIT, Unit.WORKING_DAY, "arbeidsdag|arbeidsdager|virkedag|virkedager|arbetsdag|arbetsdagar"),
    (Sense.UNIT, Unit.WORKING_DAY, "arbejdsdag|arbejdsdage|hverdag|hverdage"),
    (Sense.UNIT, Unit.WEEK, "week|weeks|uke|uker|veke|veker|vecka|veckor|uge|uger"),
    (Sense.UNIT, Unit.MONTH, "month|months|måned|måneder|månad|månader"),
    (Sense.ORDINAL, None, "the|den"),
    (
        Sense.FILLER,
        None,
        "on|of|på|til|till|i|by|before|until|innen|inom|inden|før|senest|senast|innan|no later than",
    ),
)


def _lexicon() -> dict[str, dict[Sense, Any]]:
    lexicon: dict[str, dict[Sense, Any]] = {}
    for sense, value, phrases in _PHRASES:
        for phrase in phrases.split("|"):
            lexicon.setdefault(phrase, {})[sense] = value
    for sense, rows, first, gap in (
        (Sense.WEEKDAY, _WEEKDAYS, 0, " "),
        (Sense.MONTH, _MONTHS, 1, " "),
        (Sense.COUNT, _COUNTS, 1, "|"),
    ):
        for number, row in enumerate(rows, first):
            for word in row.split(gap):
                lexicon.setdefault(word, {})[sense] = number
    return lexicon


LEXICON = _lexicon()
LONGEST: dict[str, int] = {}  # of the phrases that begin with a word, the length of the longest in words
for _phrase in LEXICON:
    _first = _phrase.split(" ", 1)[0]
    LONGEST[_first] = max(LONGEST.get(_first, 0), _phrase.count(" ") + 1)
