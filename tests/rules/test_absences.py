"""What is typed after `/ooo` by Ann in Oslo on Thursday 26 November 2026 at 10:12, and what comes of it."""

from __future__ import annotations

import time as stopwatch
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.absences.commands import Away, Kind, Problem, parse_away, parse_subcommand, times_of
from bot.rules.absences.covers import Chain, End, back_at, who_covers
from bot.rules.commands import Mention
from bot.rules.date_words import LEXICON
from storage.records import DaysOff, WorkWeek, office_week

OSLO = office_week("Europe/Oslo")
ZONE = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)
BEN = Mention("U2", "ben")

TODAY = "Thu 26 Nov 00:00 - Fri 27 Nov 00:00"
FRIDAY = "Fri 27 Nov 00:00 - Sat 28 Nov 00:00"
AFTERNOON = "Fri 27 Nov 12:00 - Sat 28 Nov 00:00"
CHRISTMAS = "Thu 24 Dec 00:00 - Sun 03 Jan 00:00"
MON_TO_WED = "Mon 30 Nov 00:00 - Thu 03 Dec 00:00"
NEXT_WEEK = "Mon 30 Nov 00:00 - Mon 07 Dec 00:00"
FROM_THREE = "Thu 26 Nov 15:00 - Fri 27 Nov 00:00"
UNTIL_TUESDAY = "Thu 26 Nov 10:12 - Tue 01 Dec 10:00"
TWO_WEEKS = "Thu 26 Nov 00:00 - Thu 10 Dec 00:00"
FROM_NOW = "Thu 26 Nov 10:12 - open"
MORNING = "Fri 27 Nov 09:00 - Fri 27 Nov 12:00"

UNDERSTOOD = {
    TODAY: "today|i dag|idag|off today|all day|the whole day|syk i dag",
    FRIDAY: "tomorrow|i morgen|i morgon|friday|fri|fredag|off tomorrow|fri i morgen|27.11.|27/11"
    "|tomorrow to friday|vacation tomorrow|ledig i morgon",
    AFTERNOON: "friday afternoon|fredag ettermiddag|fredag eftermiddag|tomorrow afternoon",
    CHRISTMAS: "24 dec - 2 jan|24. desember til 2. januar|24/12-2/1|24.12 - 2.1|24.12.2026-2.1.2027"
    "|24 dec to 2 jan|from 24 dec to 2 jan|ferie 24.12. – 2.1.|semester 24 december till 2 januari"
    "|dec 24 through jan 2",
    MON_TO_WED: "mon-wed|monday to wednesday|mandag til onsdag|mandag til og med onsdag|måndag-onsdag"
    "|from monday to wednesday|mon, tue and wed",
    NEXT_WEEK: "next week|neste uke|nästa vecka|næste uge|uke 49|på ferie neste uke",
    FROM_THREE: "from 3pm|from 15:00|fra kl 15|från 15|today from 3pm",
    UNTIL_TUESDAY: "until tuesday 10:00|til tirsdag kl 10|till tisdag 10:00|now until tuesday 10am",
    TWO_WEEKS: "for 2 weeks|i to uker|två veckor|2 weeks",
    FROM_NOW: "sick|syk|sjuk|syg|vab|now|off sick|home sick|barn sykt",
    MORNING: "tomorrow 9-12|9-12 tomorrow|friday from 9 to 12|fredag kl 9-12|9:00-12:00 tomorrow",
    "Mon 30 Nov 00:00 - open": "from monday|fra mandag|från måndag|parental leave from monday",
    "Mon 01 Feb 00:00 - Thu 01 Jul 00:00": "parental leave 1 feb - 30 june|permisjon 1. februar - 30. juni",
    "Thu 26 Nov 10:12 - Mon 30 Nov 00:00": "until monday|sick until monday|til mandag|back monday",
}
REFUSED = {
    Kind.PAST: "yesterday|1 nov - 3 nov",
    Kind.REVERSED: "24 dec to 20 dec|5 jan - 24 dec",
    Kind.TOO_LONG: "24 dec - 24 dec 2029|1 jan 2027 - 1 jan 2031",
    Kind.TOO_FAR: "1 march 2030",
    Kind.DOES_NOT_EXIST: "31 feb|30 feb - 2 mar",
    Kind.AMBIGUOUS: "10.10 - 12.10",
    Kind.WHICH_HALF: "half a day|half day tomorrow|halv dag i morgen",
    Kind.SEVERAL: "mon, wed|monday and thursday|24 dec and 31 dec",
    Kind.UNCLEAR: "at the dentist|whenever|when the ship comes in",
    Kind.EMPTY: "|  ",
}


def shown(at: datetime | None) -> str:
    return f"{at.astimezone(ZONE):%a %d %b %H:%M}" if at else "open"


def said(text: str, hours: WorkWeek = OSLO) -> str:
    read = parse_away(text, now=NOW, hours=hours)
    if isinstance(read, Problem):
        return read.kind.value
    return f"{shown(read.starts_at)} - {shown(read.ends_at)}"


@pytest.mark.parametrize(
    ("words", "meant"), [(word, meant) for meant, row in UNDERSTOOD.items() for word in row.split("|")]
)
def test_words_come_to_a_period(words: str, meant: str) -> None:
    assert said(words) == meant


@pytest.mark.parametrize(
    ("words", "kind"), [(word, kind) for kind, row in REFUSED.items() for word in row.split("|")]
)
def test_what_cannot_be_has_its_own_answer(words: str, kind: Kind) -> None:
    assert said(words) == kind.value


@pytest.mark.parametrize(
    "text",
    [
        'tomorrow to friday, cover <@U2|ben> "In the mountains"',
        "tomorrow to friday <@U2|ben> “In the mountains”",
        '"In the mountains" i morgen til fredag, vikar: <@U2|ben>',
        "ferie i morgen, dekkes av <@U2|ben> «In the mountains»",
        'i morgon, ersättare <@U2|ben>, "In the mountains"',
    ],
)
def test_cover_and_note_may_stand_anywhere(text: str) -> None:
    read = parse_away(text, now=NOW, hours=OSLO)
    assert isinstance(read, Away)
    assert (read.cover, read.note, shown(read.starts_at)) == (BEN, "In the mountains", FRIDAY[:16])


def test_a_dash_in_a_note_is_no_period() -> None:
    read = parse_away('friday "mon-wed 24 dec"', now=NOW, hours=OSLO)
    assert isinstance(read, Away)
    assert (shown(read.starts_at), read.note) == (FRIDAY[:16], "mon-wed 24 dec")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cover <@U2|ben>", Kind.NO_DATE),
        ('"in the mountains"', Kind.NO_DATE),
        ("friday, cover @benn", Kind.UNKNOWN_COVER),
        ("friday <@U2|ben> <@U3|cleo>", Kind.SEVERAL_COVERS),
        ("friday, cover <!subteam^S1|@payroll>", Kind.GROUP_AS_COVER),
        (f'friday "{"x" * 201}"', Kind.NOTE_TOO_LONG),
    ],
)
def test_covers_and_notes_that_cannot_be(text: str, kind: Kind) -> None:
    read = parse_away(text, now=NOW, hours=OSLO)
    assert isinstance(read, Problem)
    assert read.kind is kind


def test_an_illness_is_in_nothing_that_was_understood() -> None:
    for text in (
        "sick",
        "syk til mandag",
        "sjuk i dag",
        "child sick tomorrow",
        "sick when the ship comes in",
    ):
        read = parse_away(text, now=NOW, hours=OSLO)
        assert not any(word in repr(read).lower() for word in ("sick", "syk", "sjuk", "ill'"))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("every friday", ["Fri 27 Nov 00:00", "Fri 04 Dec 00:00", "Fri 11 Dec 00:00"]),
        ("fridays", ["Fri 27 Nov 00:00", "Fri 04 Dec 00:00", "Fri 11 Dec 00:00"]),
        ("hver fredag", ["Fri 27 Nov 00:00", "Fri 04 Dec 00:00", "Fri 11 Dec 00:00"]),
        ("varannan fredag", ["Fri 27 Nov 00:00", "Fri 11 Dec 00:00", "Fri 25 Dec 00:00"]),
        ("every friday afternoon", ["Fri 27 Nov 12:00", "Fri 04 Dec 12:00", "Fri 11 Dec 12:00"]),
        ("every monday and friday", ["Fri 27 Nov 00:00", "Mon 30 Nov 00:00", "Fri 04 Dec 00:00"]),
        ("every friday until 1 dec", ["Fri 27 Nov 00:00"]),
    ],
)
def test_a_weekly_absence_comes_again(text: str, times: list[str]) -> None:
    read = parse_away(text, now=NOW, hours=OSLO)
    assert isinstance(read, Away)
    assert [shown(starts) for starts, _ in times_of(read, OSLO)][:3] == times


def test_a_weekly_absence_keeps_its_hours_through_the_change_of_clocks() -> None:
    read = parse_away("every friday 9-12", now=NOW, hours=OSLO)
    assert isinstance(read, Away)
    every = list(times_of(read, OSLO))
    assert len(every) == 160
    assert {f"{starts.astimezone(ZONE):%a %H:%M}" for starts, _ in every} == {"Fri 09:00"}
    assert {f"{ends.astimezone(ZONE):%a %H:%M}" for _, ends in every if ends} == {"Fri 12:00"}


@pytest.mark.parametrize(
    ("typed", "split"),
    [
        ("who", ("who", "")),
        ("who this week", ("who", "this week")),
        ("WHO <@U2|ben>", ("who", "<@U2|ben>")),
        ("mine", ("mine", "")),
        ("cancel", ("cancel", "")),
        ("back", ("back", "")),
        ("back monday", ("", "back monday")),
        (" tomorrow ", ("", "tomorrow")),
        ("", ("", "")),
    ],
)
def test_subcommands(typed: str, split: tuple[str, str]) -> None:
    assert parse_subcommand(typed) == split


WORDS = [
    *LEXICON,
    "-",
    "to",
    "from",
    "until",
    "every",
    "sick",
    "24.",
    "3pm",
    "9-12",
    "2.1",
    "mon-wed",
    ",",
    "and",
    '"',
]


@given(
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    st.integers(0, 5_000_000),
)
def test_no_words_raise_and_whatever_is_understood_is_ahead(text: str, later: int) -> None:
    now = NOW + timedelta(minutes=later)
    read = parse_away(text, now=now, hours=OSLO)
    if isinstance(read, Away):
        assert read.ends_at is None or read.ends_at > max(now, read.starts_at)


def test_nonsense_is_read_in_no_time() -> None:
    for text in (
        "mon-" * 5_000,
        '"' * 20_000,
        "<@U2> " * 5_000,
        " to ".join(["fri"] * 5_000),
        "1.1-" * 5_000,
    ):
        started = stopwatch.perf_counter()
        parse_away(text, now=NOW, hours=OSLO)
        assert stopwatch.perf_counter() - started < 1


# What it comes to


def test_somebody_is_back_when_their_work_begins_again() -> None:
    off = WorkWeek("Europe/Oslo", OSLO.days, DaysOff({date(2027, 1, 4): 0}))
    ends = datetime(2027, 1, 2, 23, tzinfo=UTC)
    assert shown(back_at(off, ends)) == "Tue 05 Jan 09:00"
    assert back_at(off, None) is None


@pytest.mark.parametrize(
    ("covers", "chain"),
    [
        ({1: 2}, Chain((2,), End.FOUND)),
        ({1: 2, 2: 3}, Chain((2, 3), End.FOUND)),
        ({1: None}, Chain((), End.NOBODY)),
        ({1: 2, 2: None}, Chain((2,), End.NOBODY)),
        ({1: 2, 2: 1}, Chain((2,), End.LOOP)),
        ({1: 2, 2: 3, 3: 2}, Chain((2, 3), End.LOOP)),
    ],
)
def test_covers_are_followed_to_whoever_is_there(covers: dict[int, int | None], chain: Chain) -> None:
    assert who_covers(1, covers) == chain
    assert chain.stands_in == (chain.covers[-1] if chain.end is End.FOUND else None)


@given(st.dictionaries(st.integers(1, 20), st.none() | st.integers(1, 25)), st.integers(1, 20))
def test_no_chain_goes_on_for_ever_or_ends_with_somebody_who_is_away(
    covers: dict[int, int | None], person_id: int
) -> None:
    chain = who_covers(person_id, covers)
    assert len(set(chain.covers)) == len(chain.covers) <= 10
    assert chain.stands_in is None or chain.stands_in not in covers


def test_a_long_chain_has_an_end() -> None:
    assert who_covers(1, {number: number + 1 for number in range(1, 50)}).end is End.NOBODY
