"""What Svar says, in a person's language: sentences from the catalogues, dates and lengths of time.

A catalogue is one file, `bot/locale/<language>.po`, whose msgids are the keys used in the code. English is
complete; where another language lacks a sentence, English speaks.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parent / "locale"
ENGLISH = "en"
HOUR, WORKING_DAY = 60, 8 * 60
_NEAR = {-1: "date.yesterday", 0: "date.today", 1: "date.tomorrow"}


class Mrkdwn(str):
    """Text in which Slack's markup is meant, not typed by a person."""

    __slots__ = ()


def escape(text: str) -> Mrkdwn:
    """`text` as Slack shows it to the letter: no mention, link or channel in it comes alive.

    Slack knows three escapes and no others (its formatting page).
    """
    return Mrkdwn(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def clock_time(local: datetime) -> str:
    """The time on the clock, "14:00"."""
    return f"{local.hour:02}:{local.minute:02}"


class Texts:
    """One language's sentences."""

    def __init__(self, language: str, sentences: Mapping[str, tuple[str, ...]], plural: Callable[[int], int]):
        self.language = language
        self._sentences = sentences
        self._plural = plural
        self._weekdays = self.t("date.weekdays").split()
        self._months = self.t("date.months").split()

    def t(self, key: str, **values: object) -> str:
        """The sentence `key` as plain text."""
        sentence = self._sentences[key][0]
        return sentence.format_map(values) if values else sentence

    def n(self, key: str, count: int, **values: object) -> str:
        """The form of sentence `key` that goes with `count`, as plain text."""
        return self._sentences[key][self._plural(count)].format(count=count, **values)

    def m(self, key: str, **values: object) -> Mrkdwn:
        """The sentence `key` as mrkdwn: every value is escaped unless it is `Mrkdwn` itself."""
        for name, value in values.items():
            if type(value) is not Mrkdwn:
                values[name] = escape(str(value))
        sentence = self._sentences[key][0]
        return Mrkdwn(sentence.format_map(values) if values else sentence)

    def day(self, instant: datetime, zone: ZoneInfo) -> str:
        """The day of `instant` in `zone`, "Fri 27 Nov"."""
        return self._day(instant.astimezone(zone))

    def date(self, instant: datetime, zone: ZoneInfo) -> str:
        """Day and time of `instant` in `zone`, "Fri 27 Nov 14:00": what may stay on a screen."""
        local = instant.astimezone(zone)
        return f"{self._day(local)} {clock_time(local)}"

    def when(self, instant: datetime, zone: ZoneInfo, now: datetime) -> str:
        """`instant` as people say it, with the date behind: "tomorrow 14:00 (Fri 27 Nov)"."""
        local = instant.astimezone(zone)
        days = local.toordinal() - now.astimezone(zone).toordinal()
        word = _NEAR.get(days)
        if word is None:
            return f"{self._day(local)} {clock_time(local)}"
        return self.t("date.near", word=self.t(word), time=clock_time(local), day=self._day(local))

    def _day(self, local: datetime) -> str:
        weekday, month = self._weekdays[local.weekday()], self._months[local.month - 1]
        return self.t("date.day", weekday=weekday, day=local.day, month=month)

    def token(self, instant: datetime, zone: ZoneInfo) -> Mrkdwn:
        """`instant` as Slack's date token, drawn in each reader's zone; `zone` serves where it cannot be."""
        fallback = escape(self.date(instant, zone))
        return Mrkdwn(f"<!date^{int(instant.timestamp())}^{{date_long_pretty}} {{time}}|{fallback}>")

    def how_long(self, working_minutes: int) -> str:
        """A length of working time in words, "about a working day"."""
        if working_minutes < HOUR:
            return self.t("long.minutes")
        if working_minutes < WORKING_DAY:
            return self.n("long.hours", round(working_minutes / HOUR))
        return self.n("long.days", round(working_minutes / WORKING_DAY))


@lru_cache(maxsize=32)
def texts(locale: str) -> Texts:
    """The sentences for a Slack locale such as "nb-NO"; English where there is no catalogue for it."""
    language = locale.partition("-")[0].lower()
    path = CATALOGUES / f"{language}.po"
    if not path.exists():
        return texts(ENGLISH)
    sentences, plural = _read(path)
    if language != ENGLISH:
        sentences = _read(CATALOGUES / f"{ENGLISH}.po")[0] | sentences
    return Texts(language, sentences, plural)


def languages() -> dict[str, str]:
    """Every language that there is a catalogue for, and what its speakers call it."""
    spoken = sorted(path.stem for path in CATALOGUES.glob("*.po"))
    return {language: Locale.parse(language).get_display_name(language) or language for language in spoken}


def _read(path: Path) -> tuple[dict[str, tuple[str, ...]], Callable[[int], int]]:
    with path.open("rb") as file:
        catalogue = read_po(file)
    sentences = {_key(m.id): _forms(m.string) for m in catalogue if m.id and _forms(m.string)[0]}
    return sentences, gettext.c2py(catalogue.plural_expr)


def _key(msgid: str | tuple[str, ...] | list[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _forms(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string or "",) if isinstance(string, str) or string is None else tuple(string)


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone called `name`, kept: opening one reads a file."""
    return ZoneInfo(name)
