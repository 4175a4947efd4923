"""What people type: `/request [today | urgent] @owner What is needed? by friday 14:00`, and its kin.

Text is as Slack sends it with `should_escape`: people as `<@U1|ben>`, `&amp; &lt; &gt;` escaped. Whatever
cannot be a request comes back as a `Problem` with the whole text kept, so that nobody types anything twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.rules import dates
from bot.rules.date_drafts import Trouble
from bot.rules.markup import Names, nobody, to_plain
from storage.records import Hours, Urgency

WISH_LENGTH = 100  # characters at the end of a text among which "by …" is looked for

URGENCIES = {
    Urgency.TODAY: "today|i dag|idag",
    Urgency.URGENT: "urgent|asap|haster|hastar|hastende|brådskande|akut",
}
VERBS = "ask|request|spør|be|fråga|spørg|bed"
AFTER_VERB = "to|om å|att|om at"  # "ask @ben to send it" asks "send it"
# After these a date is a wish, and one in the past a mistake.
WISHING = "no later than|not later than|by|within|innen|inom|inden for|inden|senest|senast|frist|deadline|due"
# These also tell of the past ("the rate before 1 March"), which then is part of the sentence.
TELLING = "before|før|innan"
# And these are part of it either way ("move it to Friday"): the date is a wish, the sentence stays whole.
STAYING = "until|till|til|fram til|fram till|frem til"
COURTESY = "please|pls|plz|thanks|thank you|thx|many thanks|cheers|takk|tusen takk|tack|tack snälla|tak|mvh"
SUBCOMMANDS = (
    "request", "pending", "find", "trail", "settings", "capacity", "team", "ooo", "digest", "speak", "export",
    "help",
)  # fmt: skip


class ProblemKind(StrEnum):
    """Why a text is not a request yet."""

    EMPTY = "empty"
    NO_OWNER = "no_owner"
    UNKNOWN_NAME = "unknown_name"  # "@ben" typed without Slack making it a person
    SEVERAL = "several"  # owners
    NOTHING_ASKED = "nothing_asked"
    PAST = "past"
    DOES_NOT_EXIST = "does_not_exist"
    AMBIGUOUS = "ambiguous"
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody (`U…`, `W…`) or a team, Slack's user group (`S…`), as named in a text; `name` may be empty."""

    slack_id: str
    name: str = ""

    @property
    def is_team(self) -> bool:
        return self.slack_id.startswith("S")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as typed. `wanted_by` is in UTC; `wanted_by_words` are the person's own words for it."""

    owner: Mention
    text: str
    urgency: Urgency = Urgency.NORMAL
    wanted_by: datetime | None = None
    wanted_by_words: str | None = None
    has_time: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no request, with all of the `text` as typed, in plain words.

    What could be read of it helps to fill in a form: `mentions` are the people or the group at its start,
    `sentence` what follows them. `name` is the first word of a name typed by hand and `names` what the name
    may be, longest first; `words` are those of a date that cannot be.
    """

    kind: ProblemKind
    text: str
    urgency: Urgency = Urgency.NORMAL
    mentions: tuple[Mention, ...] = ()
    sentence: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """What a text is read with: the time and the requester's hours, for dates in words.

    `names` gives names to mentions that Slack sent without one; `instead` is whom a request is for that
    names nobody, if there is somebody.
    """

    now: datetime
    hours: Hours
    names: Names = nobody
    instead: Mention | None = None


def parse_request(text: str, reader: Reader) -> Ask | Problem:
    """Read `[today | urgent] @owner text [by when]`.

    "by …" counts at the end only and only if all of it is a date; "signed by Ann" stays in the sentence.
    """
    urgency, rest = _take_urgency(text.lstrip(_BLANKS))
    return _parse_named(rest, _Typed(text, urgency, reader))


def parse_ask(text: str, reader: Reader) -> Ask | Problem:
    """Read what follows Svar's own mention in a channel: `ask @owner to …`, else as `parse_request`."""
    urgency, rest = _take_urgency(text.lstrip(_BLANKS))
    verb = _VERB.match(rest)
    if not verb:
        bare = _BARE_VERB.match(rest) if reader.instead else None
        if bare is None:  # "thanks" to Svar is nothing to ask a team
            return _parse_named(rest, _Typed(text, urgency, replace(reader, instead=None)))
        return _parse_named(rest[bare.end() :], _Typed(text, urgency, reader))
    later, rest = _take_urgency(rest[verb.end() :])
    urgency = later if urgency is Urgency.NORMAL else urgency
    return _parse_named(_AFTER_VERB.sub(r"\1 ", rest, count=1), _Typed(text, urgency, reader))


def parse_subcommand(text: str) -> tuple[str, str]:
    """Split `/svar pending …` into the subcommand and the rest; an unknown word is `help` with that word."""
    word, rest = [*text.split(maxsplit=1), "", ""][:2]
    return (word.lower(), rest.rstrip()) if word.lower() in SUBCOMMANDS else ("help", to_plain(word))


@dataclass(frozen=True, slots=True)
class DigestWish:
    """What `/svar digest …` wants in a channel."""

    monthly: bool = False
    everybody: bool = False
    off: bool = False
    team: Mention | None = None


def parse_digest(text: str) -> DigestWish | None:
    """Read `weekly`, `monthly everybody`, `weekly @payroll`, `off`; none where it is something else."""
    found = GROUP.search(text)
    team = Mention(found[1], found[2] or "") if found else None
    words = set(GROUP.sub(" ", text).lower().split())
    if words == {"off"}:
        return DigestWish(off=True)
    often = words - {"everybody"}
    if often not in ({"weekly"}, {"monthly"}) or (team and "everybody" in words):
        return None
    return DigestWish(monthly=often == {"monthly"}, everybody="everybody" in words, team=team)


def parse_find(text: str) -> tuple[Mention | None, str]:
    """Split `/svar find [@colleague] [words]` into the first colleague named in it and the words around."""
    found = PERSON.search(text)
    if not found:
        return None, to_plain(text)
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return Mention(found[1], found[2] or ""), to_plain(rest)


# The owner

_BLANKS = " \t\r\n\u00a0\u2007\u202f\u200b"
PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>")
GROUP = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|@?([^<>]*))?>")
# Possessive, so that 40,000 blanks are walked through once.
_BETWEEN = re.compile(r"[\s,;+/]*+(?:(?:and|og|och)\b|&amp;)?\s*+(?=<(?:@|!subteam))")
TYPED_NAME = re.compile(r"@([^\s\u00a0@<>,:;?!]+(?:[ \u00a0][^\W\d_][^\s\u00a0@<>,:;?!]*){0,2})")
_URGENCY = re.compile(
    rf"(?:(?P<today>{URGENCIES[Urgency.TODAY]})|(?P<urgent>{URGENCIES[Urgency.URGENT]}))"
    rf"\s*+[:,!–-]?\s*+(?=<|@|(?:{VERBS})\b)",
    re.IGNORECASE,
)
_VERB = re.compile(rf"(?:{VERBS})\s++(?=<|@|(?:today|urgent)\b)", re.IGNORECASE)
_BARE_VERB = re.compile(rf"(?:{VERBS})\s++", re.IGNORECASE)
_AFTER_VERB = re.compile(rf"(<[^<>]*>)\s*+(?:{AFTER_VERB})\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*+(?:(?!:[\w+-]+:)[,:;–—-])*+\s*+")  # but not the colon of :pray:


@dataclass(frozen=True, slots=True)
class _Typed:
    """A text being read, and what reading needs."""

    text: str
    urgency: Urgency
    reader: Reader

    def problem(self, kind: ProblemKind, *, mentions: tuple[Mention, ...] = ()) -> Problem:
        return Problem(kind, self.plain(self.text), self.urgency, mentions)

    def plain(self, text: str) -> str:
        return to_plain(text, self.reader.names)


def parse_team(text: str) -> Mention | None:
    """The team that `/svar team @payroll` names, if it names one."""
    found = GROUP.match(text)
    return Mention(found[1], found[2] or "") if found else None


def _take_urgency(text: str) -> tuple[Urgency, str]:
    found = _URGENCY.match(text)
    if not found:
        return Urgency.NORMAL, text
    return Urgency(found.lastgroup or ""), text[found.end() :]


def _parse_named(rest: str, typed: _Typed) -> Ask | Problem:
    owners, end = _owners(rest)
    if not owners and typed.reader.instead and rest and not TYPED_NAME.match(rest):
        owners = (typed.reader.instead,)
    if not owners:
        return _nobody_named(rest, typed)
    if len(owners) > 1:
        return typed.problem(ProblemKind.SEVERAL, mentions=owners)
    wish = _take_wish(_SEPARATOR.sub("", rest[end:], count=1), typed)
    sentence = typed.plain(wish.sentence)
    if wish.trouble:
        found = typed.problem(_PROBLEMS[wish.trouble], mentions=owners)
        return replace(found, sentence=sentence, words=wish.words)
    if not sentence:
        return typed.problem(ProblemKind.NOTHING_ASKED, mentions=owners)
    return Ask(owners[0], sentence, typed.urgency, wish.at, wish.words or None, wish.has_time)


def _owners(text: str) -> tuple[tuple[Mention, ...], int]:
    """The different people and teams mentioned right at the start, and where the mentions end."""
    owners: dict[str, Mention] = {}
    end = 0
    while found := PERSON.match(text, end) or GROUP.match(text, end):
        owners.setdefault(found[1], Mention(found[1], found[2] or ""))
        end = found.end()
        between = _BETWEEN.match(text, end)
        if not between:
            break
        end = between.end()
    return tuple(owners.values()), end


def _nobody_named(rest: str, typed: _Typed) -> Problem:
    if not to_plain(typed.text):
        return Problem(ProblemKind.EMPTY, "")
    name = TYPED_NAME.match(rest)
    if not name:
        return typed.problem(ProblemKind.NO_OWNER)
    words = name[1].rstrip(".").split()
    names = tuple(" ".join(words[:count]) for count in range(len(words), 0, -1))
    return replace(typed.problem(ProblemKind.UNKNOWN_NAME), name=names[-1], names=names)


# The wish at the end

_INITIALS = "".join({word[0] for word in f"{WISHING}|{TELLING}|{STAYING}".split("|")})
_INTRODUCTION = re.compile(  # one look at a letter passes over most words
    rf"(?<!\w)(?=[{_INITIALS}])(?:(?P<wishing>{WISHING})|(?P<telling>{TELLING})|(?P<staying>{STAYING}))(?!\w):?",
    re.IGNORECASE,
)
# A text is read for it backwards, words and all, since nearly none ends so: the first sign decides.
_KINDLY = "|".join(sorted((words[::-1] for words in COURTESY.split("|")), key=len, reverse=True))
_COURTESY = re.compile(
    rf"(?:[\s.!]*+(?:(?:{_KINDLY})(?!\w)|:[a-z0-9_+-]+:|🙏|🙂|😊)[\s,.!?)–-]*+)+", re.IGNORECASE
)
_PROBLEMS = {
    Trouble.PAST: ProblemKind.PAST,
    Trouble.DOES_NOT_EXIST: ProblemKind.DOES_NOT_EXIST,
    Trouble.AMBIGUOUS: ProblemKind.AMBIGUOUS,
    Trouble.TOO_FAR: ProblemKind.TOO_FAR,
}


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is left of a sentence without the wish at its end, and what that wish is or why it cannot be."""

    sentence: str
    words: str = ""
    at: datetime | None = None
    has_time: bool = False
    trouble: Trouble | None = None


def _take_wish(text: str, typed: _Typed) -> _Wish:
    start = max(0, len(text) - WISH_LENGTH)
    courtesy = _COURTESY.match(text[start:][::-1])
    end = len(text) - (courtesy.end() if courtesy else 0)
    for found in reversed(list(_INTRODUCTION.finditer(text, start, end))):
        words = text[found.end() : end].replace("\u00a0", " ").strip(" \n\t,.!?)")
        read = _read_wish(found[0], words, typed)
        sentence = (
            text if found["staying"] else _joined(text[: found.start()], text[found.end() :], text[end:])
        )
        if isinstance(read, dates.When):
            return _Wish(sentence, words, read.at, read.has_time)
        if read.kind is not Trouble.NOT_A_DATE and (read.kind is not Trouble.PAST or found["wishing"]):
            return _Wish(sentence, words, trouble=read.kind)
    return _Wish(text)


def _joined(head: str, wish: str, courtesy: str) -> str:
    """A sentence without its wish; the question mark that stood behind the wish moves up."""
    head = head.rstrip(_BLANKS + ",;–-(")
    asks = "?" in wish[: len(wish) - len(courtesy) + 1] and head and head[-1] not in ".?!:"
    return f"{head}{'?' if asks else ''} {courtesy.lstrip(_BLANKS + ',.!?)–-')}"


def _read_wish(introduction: str, words: str, typed: _Typed) -> dates.When | dates.Unclear:
    """A bare small number is no hour here: "divide it by 4"."""
    if words.isdecimal() and int(words) <= 12:
        return dates.Unclear(Trouble.NOT_A_DATE)
    reader = typed.reader
    read = dates.parse(words, now=reader.now, hours=reader.hours)
    if isinstance(read, dates.When) or read.kind is not Trouble.NOT_A_DATE:
        return read
    return dates.parse(f"{introduction} {words}", now=reader.now, hours=reader.hours)  # "within 2 hours"
