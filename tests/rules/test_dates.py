"""Dates in words, said by Ann in Oslo on Wednesday 25 November 2026 at 10:12 unless a test says otherwise."""

from __future__ import annotations

import time as stopwatch
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import dateparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.date_drafts import Trouble
from bot.rules.date_words import LEXICON
from bot.rules.dates import Unclear, When, parse
from storage.records import Span, WorkWeek, office_week

OSLO = office_week("Europe/Oslo")
NOW = datetime(2026, 11, 25, 9, 12, tzinfo=UTC)


def said(words: str, at: str = "2026-11-25 10:12", week: WorkWeek = OSLO) -> str:
    """What was understood, in local time; a day without an hour is marked with a star."""
    zone = ZoneInfo(week.zone)
    read = parse(words, now=datetime.fromisoformat(at).replace(tzinfo=zone).astimezone(UTC), hours=week)
    if isinstance(read, Unclear):
        return read.kind.value
    assert read.at.tzinfo is UTC
    return f"{read.at.astimezone(zone):%a %d %b %H:%M}{'' if read.has_time else '*'}"


TODAY, TOMORROW, FRIDAY, NEXT = (
    "Wed 25 Nov 17:00*",
    "Thu 26 Nov 17:00*",
    "Fri 27 Nov 17:00*",
    "Fri 04 Dec 17:00*",
)
AT_TWO, FRIDAY_AT_TWO, TOMORROW_AT_TWO = "Wed 25 Nov 14:00", "Fri 27 Nov 14:00", "Thu 26 Nov 14:00"

UNDERSTOOD = {
    TODAY: "today|Today.|i dag|idag|eod|COB|end of day|by the end of the day|later today|slutten av dagen"
    "|i løpet av dagen|dagens slut|slutet av dagen|wednesday",
    TOMORROW: "tomorrow|i morgen|imorgen|imorgon|i morgon|tmrw|in 1 day|om en dag|om en dag|thursday",
    FRIDAY: "friday|fri|on friday|by Friday|this friday|fredag|på fredag|day after tomorrow"
    "|the day after tomorrow"
    "|i overmorgen|i övermorgon|övermorgon|this week|end of week|the end of the week|EOW|denne uken|denne uge"
    "|slutten av uka|slutet av veckan|den här veckan|slutningen af ugen|uke 48|vecka 48|uge 48|week 48"
    "|27 nov|nov 27|27 November|27. november|den 27. november|den 27:e|27:e november|the 27th"
    "|27th of november"
    "|november 27th|27.11.|27.11.2026|27.11.26|2026-11-27|27/11|11/27|27/11/2026|friday 27 nov|end of friday"
    "|friday eod|in two days|om två dagar|om 2 dage|in 2 working days|om to virkedager|within 2 days"
    "|førstkommende fredag",
    NEXT: "next friday|neste fredag|nästa fredag|næste fredag|next week|neste uke|nästa vecka"
    "|næste uge|uke 49"
    "|friday next week|fredag neste uke|end of next week|4 dec|4 des",
    AT_TWO: "14:00|2pm|2 pm|2:00 pm|2.00 p.m.|at 14|at 2|2 o'clock|2 o’clock|kl 14|kl. 14.00|kl.14|klokken 14"
    "|klockan 14"
    "|klokka 2|today 14:00|today at 2pm|i dag kl 14|14.00|at two|kl to",
    FRIDAY_AT_TWO: "friday 14:00|friday at 2|friday 2pm|14:00 friday|2pm on friday|fredag kl 14"
    "|på fredag klockan 14"
    "|27 nov 14:00|27.11. kl 14|27/11 14:00|2026-11-27T14:00|2026-11-27 14:00|2026-11-27T14:00:00+01:00"
    "|2026-11-27T13:00:00Z|friday, 14:00|27.11 kl. 14.00|friday 14.00",
    TOMORROW_AT_TWO: "tomorrow 14:00|tomorrow at 2 pm|imorgon kl 14|i morgen kl. 14.00|i morgen klokken 14",
    "Wed 25 Nov 12:12": "in 2 hours|om 2 timer|om två timmar|om to timer|within two hours|innen 2 timer",
    "Wed 25 Nov 10:42": "in half an hour|in 30 minutes|om en halvtime|om en halv time|om 30 minuter",
    "Wed 25 Nov 11:12": "in an hour|in 1 hour|om en time|om en timme|om én time",
    "Sat 28 Nov 17:00*": "in three days|om tre dager|om tre dagar|in 3 days",
    "Wed 02 Dec 17:00*": "in a week|om en uke|om en vecka|om en uge|2 dec|2. desember|2 december",
    "Fri 25 Dec 17:00*": "in a month|om en måned|om en månad|25.12.|25 dec",
    "Mon 30 Nov 09:00": "monday morning|mandag morgen|måndag morgon|monday 9:00|monday at 9",
    "Mon 30 Nov 12:00": "monday noon|monday at noon|måndag lunch|mandag lunsj|monday 12:00",
    "Mon 30 Nov 15:00": "monday afternoon|mandag ettermiddag|måndag eftermiddag|mandag eftermiddag"
    "|monday at 3",
    "Mon 30 Nov 17:00*": "monday|end of month|monday next week|mandag neste uke|månadsslut|the 30th",
    "Thu 26 Nov 09:00": "tomorrow morning|i morgen tidlig|imorgon bitti|9:00|at 9|kl 9|kl. 09.00|9am",
    "Wed 25 Nov 20:00": "tonight|this evening|i kveld|ikväll|i aften|tonight at 8|8 in the evening",
    "Wed 25 Nov 14:30": "2:30|2.30 pm|14.30|14:30|halv tre|kl halv 3",
    "Thu 24 Dec 09:30": "24 dec 9:30|24/12 09:30|dec 24 at 9:30|24. desember kl 9.30",
    "Fri 27 Nov 10:11": "friday 10.11|fredag kl 10.11",
    "Thu 03 Dec 17:00*": "the 3rd|3rd|den 3.",
    "Fri 01 Jan 17:00*": "1 jan|1 januari|1.1.",
    "Fri 15 Jan 17:00*": "uke 2|vecka 2|uge 2",
    "Mon 01 Feb 17:00*": "1/2/2027|01/02/2027|2027-02-01",
    "Thu 26 Nov 00:00": "midnight|24:00|midnatt",
    "not_a_date": "foo|friday foo|in 5|now|may|2020|14h|by|on|, ,||Ann|tomorrow Ann|asap|in 2|next|this"
    "|last|the"
    "|the house|5 euro|friday and|kl|halv|week|99999999|in 5 apples|uke|1234567|🙏|\x00|v1.2.3.4",
    "past": "yesterday|i går|igår|last friday|forrige uke|27 nov 2025|2025-01-01|20 nov|today 9am|10/11"
    "|this monday|i dag kl 9",
    "does_not_exist": "31 feb|25:00|29 feb|31.4.|32/12|30.02.2027|2026-13-01|0 jan|12:75|27/13|24:30|32 nov"
    "|the 32nd|0am|uke 53 14:75",
    "ambiguous": "10.11|friday 26 nov|today tomorrow|14:00 15:00|in 2 hours tomorrow|monday in 2 days",
    "too_far": "3 mar 2030|in 900 days|in 9999 weeks|in 30 months|1/1/2099",
}


@pytest.mark.parametrize(
    ("words", "meaning"),
    [(words, meaning) for meaning, row in UNDERSTOOD.items() for words in row.split("|")],
)
def test_words_mean(words: str, meaning: str) -> None:
    assert said(words) == meaning


@pytest.mark.parametrize(
    ("words", "at", "meaning"),
    [
        ("friday", "2026-11-27 10:00", "Fri 27 Nov 17:00*"),  # said on a Friday at work
        ("friday", "2026-11-27 17:00", "Fri 04 Dec 17:00*"),  # after work
        ("friday 14:00", "2026-11-27 14:00", "Fri 04 Dec 14:00"),
        ("friday 14:00", "2026-11-27 13:59", "Fri 27 Nov 14:00"),
        ("next friday", "2026-11-27 10:00", "Fri 04 Dec 17:00*"),
        ("next monday", "2026-11-29 10:00", "Mon 30 Nov 17:00*"),  # said on a Sunday
        ("this week", "2026-11-28 10:00", "Fri 04 Dec 17:00*"),  # on a Saturday: the coming one
        ("today", "2026-11-25 18:00", "Wed 25 Nov 23:59*"),
        ("eod", "2026-11-25 18:00", "Wed 25 Nov 23:59*"),
        ("this afternoon", "2026-11-25 15:30", "Wed 25 Nov 17:00"),
        ("noon", "2026-11-25 12:30", "Thu 26 Nov 12:00"),
        ("today", "2026-11-25 23:59", "past"),
        ("saturday", "2026-11-25 10:00", "Sat 28 Nov 17:00*"),  # a day off ends when an office would
        ("the 31st", "2026-11-25 10:00", "Thu 31 Dec 17:00*"),
        ("the 25th", "2026-11-25 18:00", "Wed 25 Nov 23:59*"),
        ("25 nov", "2026-11-25 18:00", "Wed 25 Nov 23:59*"),
        ("31 dec", "2026-12-31 10:00", "Thu 31 Dec 17:00*"),
        ("29 feb", "2027-11-25 10:00", "Tue 29 Feb 17:00*"),
        ("week 1", "2026-12-30 10:00", "Fri 08 Jan 17:00*"),
        ("in 1 hour", "2026-03-29 01:30", "Sun 29 Mar 03:30"),  # the clocks go forward at two
        ("2:30am", "2026-03-28 23:00", "Sun 29 Mar 03:00"),  # skipped: the instant of the change
        ("02:30", "2026-10-24 23:00", "Sun 25 Oct 02:30"),
    ],
)
def test_what_words_mean_depends_on_when_they_are_said(words: str, at: str, meaning: str) -> None:
    assert said(words, at) == meaning


def test_an_hour_shown_twice_is_the_first_of_the_two() -> None:
    read = parse("02:30", now=datetime(2026, 10, 24, 21, tzinfo=UTC), hours=OSLO)
    assert read == When(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), has_time=True)


def test_the_end_of_a_day_is_that_of_the_persons_own_hours() -> None:
    early = WorkWeek("Asia/Tokyo", ((Span(7 * 60, 15 * 60),),) * 4 + ((Span(22 * 60, 30 * 60),), (), ()))
    assert said("thursday", week=early) == "Thu 26 Nov 15:00*"
    assert said("friday", week=early) == "Sat 28 Nov 06:00*"
    assert said("friday morning", week=early) == "Fri 27 Nov 22:00"


def test_a_bare_hour_is_the_one_at_which_the_person_works() -> None:
    nights = WorkWeek("Europe/Oslo", ((Span(22 * 60, 30 * 60),),) * 7)
    assert said("friday at 3", week=nights) == "Fri 27 Nov 03:00"
    assert said("friday at 3") == "Fri 27 Nov 15:00"
    assert said("friday at 5") == "Fri 27 Nov 17:00"  # the end of the day is still the day
    assert said("friday at 7") == "Fri 27 Nov 07:00"


def test_nobody_works_and_yet_there_are_dates() -> None:
    never = WorkWeek("Europe/Oslo", ((),) * 7)
    assert said("friday", week=never) == "Fri 27 Nov 17:00*"
    assert said("next week", week=never) == "Fri 04 Dec 17:00*"
    assert said("in 2 working days", week=never) == "does_not_exist"


words_known = st.lists(
    st.one_of(
        st.sampled_from(sorted(LEXICON)),
        st.integers(0, 9999).map(str),
        st.from_regex(r"\d{1,4}[-./:]\d{1,2}([-./:]\d{1,4})?( ?[ap]m)?", fullmatch=True),
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware
weeks = st.sampled_from(["Europe/Oslo", "America/New_York", "Asia/Tokyo", "Pacific/Apia"]).map(office_week)


@given(st.one_of(words_known, st.text(max_size=100)), moments, weeks)
def test_any_words_are_a_time_ahead_or_unclear(words: str, now: datetime, week: WorkWeek) -> None:
    read = parse(words, now=now, hours=week)
    if isinstance(read, When):
        assert now < read.at <= now + timedelta(days=2 * 366)
        assert read.at.second == read.at.microsecond == 0
    else:
        assert read.kind in Trouble


@given(
    moments,
    weeks,
    st.integers(5, 700 * 24 * 60),
    st.sampled_from(["%Y-%m-%d %H:%M", "%d.%m.%Y kl %H:%M", "%d %b %Y, %H:%M"]),
)
def test_a_date_written_out_is_read_back(now: datetime, week: WorkWeek, ahead: int, form: str) -> None:
    zone = ZoneInfo(week.zone)
    at = (now + timedelta(minutes=ahead)).replace(second=0, microsecond=0)
    local = at.astimezone(zone)
    shown_twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    read = parse(local.strftime(form), now=now, hours=week)
    literal = local.hour == 0 or local.hour >= 12 or f"{local:%H}".startswith("0")
    assert isinstance(read, When)
    if literal and not shown_twice:
        assert read == When(at, has_time=True)


def test_known_words_are_read_in_a_tenth_of_dateparsers_time() -> None:
    known = ("friday 14:00", "tomorrow", "in 2 hours", "27 nov", "2026-11-27 14:00")

    def cost(read: object, rounds: int) -> float:
        assert callable(read)
        began = stopwatch.perf_counter()
        for _ in range(rounds):
            for words in known:
                read(words)
        return (stopwatch.perf_counter() - began) / rounds

    def theirs(words: str) -> None:
        dateparser.parse(words, languages=["en"])

    def ours(words: str) -> None:
        parse(words, now=NOW, hours=OSLO)

    cost(theirs, 1)
    assert min(cost(ours, 20) for _ in range(5)) < 0.1 * min(cost(theirs, 2) for _ in range(5))
