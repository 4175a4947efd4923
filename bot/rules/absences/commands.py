"""What people type after `/ooo`.

`/ooo tomorrow to friday, cover @ben "In the mountains"`, `/ooo sick`, `/ooo every friday`. The text is as
Slack sends it. The words for a kind of absence are read over, and those for an illness are in no value
that leaves this module: no kind of absence is ever kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.rules import worktime
from bot.rules.absences.periods import read_period
from bot.rules.absences.stretches import Fault, Period, Precision, Wrong
from bot.rules.commands import GROUP, PERSON, TYPED_NAME, Mention
from bot.rules.date_drafts import Trouble
from bot.rules.date_words import LEXICON, Sense
from bot.rules.markup import Names, nobody, to_plain
from storage.records import Hours

ALONE = ("mine", "cancel", "back")
WITH_WORDS = ("who", "closed", "coordinators", "notice")
NOTE_LENGTH = 200
RETURN_LENGTH = 40
WORDS_LENGTH = 300  # of all but the note, as Slack sends it; no time takes more
MOST_TIMES = 160  # of a weekly absence: three years of them


class Kind(StrEnum):
    """Why words are no absence yet."""

    EMPTY = "empty"
    NO_DATE = "no_date"  # a cover or a note, and nothing else
    UNCLEAR = "unclear"
    PAST = "past"
    REVERSED = "reversed"
    TOO_FAR = "too_far"  # begins more than two years from now
    TOO_LONG = "too_long"  # lasts more than three years
    DOES_NOT_EXIST = "does_not_exist"
    AMBIGUOUS = "ambiguous"
    WHICH_HALF = "which_half"  # "half a day"
    SEVERAL = "several"  # days with work between them
    SEVERAL_COVERS = "several_covers"
    GROUP_AS_COVER = "group_as_cover"
    UNKNOWN_COVER = "unknown_cover"  # a name typed by hand
    NOTE_TOO_LONG = "note_too_long"


@dataclass(frozen=True, slots=True)
class Weekly:
    """The weekdays (0 for Monday) that come again, every so many weeks, up to an instant or for good."""

    days: tuple[int, ...]
    every: int = 1
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """An absence as typed; without `ends_at` its end is open. Of a weekly one this is the first time.

    `return_words` ("in spring") stand for the day on which they are back.
    """

    starts_at: datetime
    ends_at: datetime | None
    precision: Precision
    cover: Mention | None = None
    note: str = ""
    weekly: Weekly | None = None
    return_words: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no absence, with the words for its time, the cover and the note that were read.

    `name` is that of a cover who is nobody Slack knows, `away` the absence if the cover is all that is wrong.
    """

    kind: Kind
    words: str = ""
    cover: Mention | None = None
    note: str = ""
    name: str = ""
    away: Away | None = None


def parse_subcommand(text: str) -> tuple[str, str]:
    """Split `/ooo who …` into subcommand and rest; without one the subcommand is empty."""
    word, rest = [*text.split(maxsplit=1), "", ""][:2]
    word = word.lower()
    of_colleague = word == "for" and PERSON.match(rest.strip()) is not None
    known = word in WITH_WORDS or of_colleague or (word in ALONE and not rest)
    return (word, rest.strip()) if known else ("", text.strip())


def parse_away(text: str, *, now: datetime, hours: Hours, names: Names = nobody) -> Away | Problem:
    """Read when somebody is away, in their own zone and hours, who stands in and what they let be known.

    `names` gives names to mentions that Slack sent without one.
    """
    note, rest = _take_note(text, names)
    if len(rest) > WORDS_LENGTH:
        return Problem(Kind.UNCLEAR, to_plain(rest, names), note=note)
    cover, rest = _take_cover(rest)
    back, rest = _take_return(rest)
    ill = _ILL.search(rest) is not None
    words = _tidy(to_plain(_KIND.sub(" ", _ILL.sub(" ", rest)), names))
    told = _read(words, ill, now, hours)
    away = told if isinstance(told, Away) else None
    known = cover if isinstance(cover, Mention) else None
    if isinstance(cover, Problem):
        told = cover
    elif len(note) > NOTE_LENGTH:
        told = Problem(Kind.NOTE_TOO_LONG)
    elif isinstance(told, Problem) and told.kind is Kind.EMPTY and (note or cover):
        told = Problem(Kind.NO_DATE)
    if isinstance(told, Problem):
        return replace(told, words=words, cover=known, note=note, away=away)
    return replace(told, cover=known, note=note, return_words=back)


def times_of(away: Away, hours: Hours) -> Iterator[tuple[datetime, datetime | None]]:
    """From when until when somebody is away: once, or every time of a weekly absence, at most 160.

    Later times are at the same hours of the wall clock as the first.
    """
    if away.weekly is None or away.ends_at is None:
        yield away.starts_at, away.ends_at
        return
    first = worktime.local_day(hours, away.starts_at)
    monday = first - first.weekday() * timedelta(days=1)
    opens, closes = (_since_midnight(hours, first, at) for at in (away.starts_at, away.ends_at))
    given = 0
    for number in range(MOST_TIMES):
        for weekday in away.weekly.days:
            day = monday + timedelta(days=7 * number * away.weekly.every + weekday)
            starts, ends = (worktime.on_the_clock(hours, day, since) for since in (opens, closes))
            over = away.weekly.until is not None and starts >= away.weekly.until
            if over or given == MOST_TIMES:
                return
            if day >= first:
                given += 1
                yield starts, ends


# The note and the cover

_QUOTES = re.compile(r"\"([^\"]*)\"|[“”„»]([^“”„»«]*)[“”«]|«([^«»]*)»")
_COVER_WORDS = (
    r"(?:my\s+|min\s+)?(?:cover(?:ed)?(?:\s+(?:is|by))?|backup|stand-?in|deputy|vikar|stedfortreder|dekkes av"
    r"|dekker|vikarie|ersättare|täcks av|täcker|afløser|dækkes af|dækker|ask|spør|fråga|spørg)\s*[:=]?\s*"
)
_COVER = re.compile(rf"[,;]?\s*(?:\b{_COVER_WORDS})?({PERSON.pattern})", re.IGNORECASE)
_COVER_TYPED = re.compile(rf"[,;]?\s*\b{_COVER_WORDS}@?(?P<name>[^\W\d_][^\s,;]*)", re.IGNORECASE)
_COVER_GROUP = re.compile(rf"[,;]?\s*(?:\b{_COVER_WORDS})?{GROUP.pattern}", re.IGNORECASE)


def _take_note(text: str, names: Names) -> tuple[str, str]:
    notes = [next(filter(None, found.groups()), "") for found in _QUOTES.finditer(text)]
    return " ".join(filter(None, (to_plain(note, names) for note in notes))), _QUOTES.sub(" ", text)


def _take_cover(text: str) -> tuple[Mention | Problem | None, str]:
    if _COVER_GROUP.search(text):
        return Problem(Kind.GROUP_AS_COVER), _COVER_GROUP.sub(" ", text)
    named = {found[2]: Mention(found[2], found[3] or "") for found in _COVER.finditer(text)}
    rest = _COVER.sub(" ", text)
    if len(named) > 1:
        return Problem(Kind.SEVERAL_COVERS), rest
    typed = _COVER_TYPED.search(rest) or TYPED_NAME.search(rest)
    if typed is not None and not named:
        name = typed.groupdict().get("name") or typed[1]
        return Problem(Kind.UNKNOWN_COVER, name=name), rest.replace(typed[0], " ")
    return next(iter(named.values()), None), rest


# A return that is only roughly known

_SEASONS = (
    "spring|summer|autumn|fall|winter|new year|våren|vår|sommeren|sommer|sommaren|sommar|høsten|høst|hösten"
    "|höst|vinteren|vinter|vintern|foråret|forår|efteråret|efterår|nyttår|nyår|nytår"
)
_RETURN = re.compile(
    rf"[,;]?\s*\b(?:back|returning|tilbake|tillbaka|tilbage)\s+(?P<words>(?:(?:in|around|at|by|til|i|om|på|over|efter"
    rf"|etter)\s+)?(?:(?:the|early|late|next)\s+)*(?:{_SEASONS})(?:\s+\d{{4}})?)\b",
    re.IGNORECASE,
)


def _take_return(text: str) -> tuple[str, str]:
    found = _RETURN.search(text)
    return (found["words"].strip(), text.replace(found[0], " ", 1)) if found else ("", text)


# The words for a kind of absence

_ILLNESS = (
    "sick|ill|unwell|migraine|flu|covid|syke?|sykt|sykmeldt|sykemeldt|egenmelding|migrene|influensa"
    "|sjuka?|sjukt|sjukskriven|sjukanmäld|migrän|vab|vabbar|vabba|syge?|sygt|sygemeldt"
)
_ILL = re.compile(
    rf"\b(?:(?:off|calling in|called in|home|hjemme|hemma)\s+)?(?:{_ILLNESS})"
    r"(?:\s+(?:leave|day|kid|child|barn|fravær))?\b"
    r"|\b(?:barn|child|kid)(?:'s)?\s+(?:er\s+|är\s+|is\s+)?(?=sick|syk|sjuk|syg)",
    re.IGNORECASE,
)
_LEAVE = (
    r"(?:on\s+|på\s+)?(?:(?:annual|parental|paternity|maternity|paid|medical)\s+)?leave|(?:on\s+)?(?:vacation|holidays?)"
    r"|pto|(?:på\s+)?(?:ferie|sommerferie|permisjon|foreldrepermisjon|pappaperm|semester|föräldraledighet"
    r"|föräldraledig|tjänstledig|orlov|barsel)"
)
_GONE = (
    "out of the office|out of office|ooo|oof|out|away|off|travell?ing|ledig|borte|bortreist|bortrest"
    "|fraværende|fravær|frånvarande|på reise|på resa|på rejse"
)
_I_AM = "i['’]?m|i am|i will be|i'll be|will be|jeg er|jeg har|eg er|jag är|jag har|er|är|is"
_KIND = re.compile(rf"\b(?:{_I_AM}|{_LEAVE}|{_GONE})\b", re.IGNORECASE)
_OFF_DUTY = re.compile(r"^fri\s+|\s+fri$")  # "fri i morgen"; by itself it is a Friday


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:.!?()")


# Times, once or weekly

_DAYS = "|".join(sorted((word for word, senses in LEXICON.items() if Sense.WEEKDAY in senses), key=len)[::-1])
_EVERY = re.compile(
    r"(?:on\s+|på\s+)?(?:(?P<other>every (?:other|second)|annenhver|annenhvert|annankvar|varannan|hver anden"
    r"|hver andre|hveranden)|every|each|hver|hvert|kvar|varje|var)\s+(?P<days>.+)"
)
_ON = re.compile(r"^(?:on|på|om)\s+")
_PLURALS = {
    word + ending: word
    for word, senses in LEXICON.items()
    for end, endings in (("day", ("s",)), ("dag", ("er", "ar", "e")))
    if Sense.WEEKDAY in senses and word.endswith(end)
    for ending in endings
}
_PLURAL = re.compile(rf"\b(?:{'|'.join(_PLURALS)})\b")
_LIMIT = re.compile(
    r"(?P<days>.+?)\s+(?P<limit>(?:until|till|til|through|til og med|till och med|fram til)\s+.+)"
)
_DAY_LIST = re.compile(
    rf"(?P<days>(?:{_DAYS})(?:(?:\s*[,&+]\s*|\s+(?:and|og|och)\s+)(?:{_DAYS}))*)(?P<hours>(?:\s.*)?)"
)
KINDS: dict[Wrong, Kind] = {
    Trouble.NOT_A_DATE: Kind.UNCLEAR,
    Trouble.PAST: Kind.PAST,
    Trouble.DOES_NOT_EXIST: Kind.DOES_NOT_EXIST,
    Trouble.AMBIGUOUS: Kind.AMBIGUOUS,
    Trouble.TOO_FAR: Kind.TOO_FAR,
    Fault.REVERSED: Kind.REVERSED,
    Fault.TOO_LONG: Kind.TOO_LONG,
    Fault.WHICH_HALF: Kind.WHICH_HALF,
    Fault.SEVERAL: Kind.SEVERAL,
    Fault.DAYS_OR_HOURS: Kind.AMBIGUOUS,
}


def _read(words: str, ill: bool, now: datetime, hours: Hours) -> Away | Problem:
    if not words:
        return Away(now, None, Precision.EXACT) if ill else Problem(Kind.EMPTY)
    words = words.lower()
    once = _PLURAL.sub(lambda found: _PLURALS[found[0]], words)
    every = _EVERY.fullmatch(words) or (once != words and _EVERY.fullmatch(f"every {_ON.sub('', once)}"))
    if every:
        return _read_weekly(every["days"], 2 if every["other"] else 1, now, hours)
    found = read_period(words, now=now, hours=hours)
    if found is Trouble.NOT_A_DATE or found is Trouble.AMBIGUOUS:
        off_duty = _OFF_DUTY.sub("", words)
        found = read_period(off_duty, now=now, hours=hours) if off_duty != words else found
    if isinstance(found, Period):
        return Away(found.starts_at, found.ends_at, found.precision)
    return Problem(KINDS[found])


def _read_weekly(words: str, every: int, now: datetime, hours: Hours) -> Away | Problem:
    limited = _LIMIT.fullmatch(words)
    limit = read_period(limited["limit"], now=now, hours=hours) if limited else None
    found = _DAY_LIST.fullmatch(limited["days"] if isinstance(limit, Period) and limited else words)
    if found is None:
        return Problem(Kind.UNCLEAR)
    days = re.split(r"\s*[,&+]\s*|\s+(?:and|og|och)\s+", found["days"])
    times = [read_period(f"{day}{found['hours']}", now=now, hours=hours) for day in days]
    periods = sorted((each for each in times if isinstance(each, Period)), key=lambda each: each.starts_at)
    wrong = next((each for each in times if not isinstance(each, Period)), None)
    if wrong is not None:
        return Problem(KINDS[wrong])
    first = periods[0]
    weekdays = sorted({worktime.local_day(hours, each.starts_at).weekday() for each in periods})
    until = limit.ends_at if isinstance(limit, Period) else None
    return Away(first.starts_at, first.ends_at, first.precision, weekly=Weekly(tuple(weekdays), every, until))


def _since_midnight(hours: Hours, day: date, at: datetime) -> timedelta:
    """What the wall clock shows at an instant, counted from the midnight of a day."""
    wall = at.astimezone(worktime.zone_at(hours, at)).replace(tzinfo=None)
    return wall - datetime.combine(day, time())
