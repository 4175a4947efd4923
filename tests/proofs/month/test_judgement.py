"""The judges of the month notice whatever goes wrong: each fault here is planted into what was heard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.calendars import Book
from tests.proofs.month import absences, channels, duties, restraint
from tests.proofs.month.calendars import LENGTH
from tests.proofs.month.ledgers import Ledger
from tests.proofs.month.months import Month
from tests.proofs.month.playing import play_month
from tests.proofs.month.readings import Heard
from tests.proofs.month.test_month import RULES

HOURS, DAYS = 60, 24 * 60
COVER = re.compile(r"Person \d+ stands in(?:, because Person \d+ is away too)?\.")
Change = Callable[[Heard], list[Heard]]


def lost(one: Heard) -> list[Heard]:
    return []


def doubled(one: Heard) -> list[Heard]:
    return [one, one]


def a_day_later(one: Heard) -> list[Heard]:
    return [replace(one, at=one.at + DAYS)]


def at_night(one: Heard) -> list[Heard]:
    return [replace(one, at=one.at + 12 * HOURS)]


def in_a_channel(one: Heard) -> list[Heard]:
    return [replace(one, to="ops")]


def to_somebody_else(one: Heard) -> list[Heard]:
    return [replace(one, to="p001" if one.to == "p000" else "p000")]


def thrice_more(one: Heard) -> list[Heard]:
    return [replace(one, at=one.at + later) for later in (0, 1, 2, 3)]


def loud(one: Heard) -> list[Heard]:
    return [replace(one, text=f"{one.text} Please hurry!")]


def with_since_when(one: Heard) -> list[Heard]:
    return [replace(one, text=f"{one.text} since <!date^1760000000^>")]


def of_one_more_covered(one: Heard) -> list[Heard]:
    return [replace(one, covered=one.covered + 1)]


def with_somebody_else(one: Heard) -> list[Heard]:
    return [replace(one, text=one.text.replace("\nWith Person", "\nWith Somebody"))]


FAULTS: Sequence[tuple[str, Change, Callable[[Month], Iterator[str]]]] = (
    ("reminder", to_somebody_else, restraint.to_whom),
    ("reminder", in_a_channel, restraint.to_whom),
    ("reminder", thrice_more, restraint.three_times),
    ("reminder", doubled, restraint.one_daily_message),
    ("reminder", at_night, restraint.in_working_time),
    ("reminder", lost, duties.nobody_is_forgotten),
    ("still_good", thrice_more, restraint.two_a_day),
    ("still_good", lost, duties.still_good),
    ("still_good", a_day_later, duties.still_good),
    ("missed", lost, duties.missed),
    ("missed", at_night, restraint.in_working_time),
    ("you_missed", a_day_later, duties.missed),
    ("card", lost, duties.cards),
    ("card", doubled, duties.cards),
    ("answered", lost, duties.nothing_lost_or_doubled),
    ("answered", doubled, duties.nothing_lost_or_doubled),
    ("answered", a_day_later, duties.nothing_lost_or_doubled),
    ("closed_card", lost, duties.closes_by_silence),
    ("closed_without_word", at_night, restraint.in_working_time),
    ("briefing", lost, duties.briefings),
    ("reminder", loud, duties.kindly),
    ("briefing", of_one_more_covered, duties.briefings),
    ("reached_later", lost, duties.told_at_once),
    ("cover_asked", lost, absences.covers_know),
    ("cover_asked", doubled, absences.covers_know),
    ("cover_asked", at_night, restraint.in_working_time),
    ("cover_away", to_somebody_else, absences.missing_covers),
    ("cover_away", lost, absences.missing_covers),
    ("hello", doubled, channels.by_choice),
    ("answered", in_a_channel, channels.by_choice),
    ("channel_card", lost, channels.by_choice),
    ("channel_card", doubled, channels.by_choice),
    ("channel_card", a_day_later, channels.by_choice),
    ("channel_card", with_since_when, channels.nothing_of_waiting),
    ("redrawn", lost, channels.as_it_stands),
    ("redrawn", with_somebody_else, channels.as_it_stands),
)


def at_quiet_times(month: Month) -> Month:
    quiet = {name: replace(each, quiet=((0, LENGTH),)) for name, each in month.people.items()}
    return replace(month, people=quiet)


def not_told_of_absences(month: Month) -> Month:
    return replace(month, done=[replace(one, told="") for one in month.done])


def told_of_no_cover(month: Month) -> Month:
    return replace(
        month, done=[replace(one, told=COVER.sub("Nobody stands in.", one.told)) for one in month.done]
    )


def told_of_another_return(month: Month) -> Month:
    return replace(month, done=[replace(one, told=one.told.replace("09:00", "09:30")) for one in month.done])


def offered_nothing(month: Month) -> Month:
    return replace(month, done=[replace(one, told=one.told.replace("'Ask P", "'P")) for one in month.done])


SPOILT: Sequence[tuple[Callable[[Month], Month], Callable[[Month], Iterator[str]]]] = (
    (at_quiet_times, restraint.undisturbed),
    (not_told_of_absences, absences.known_first),
    (told_of_no_cover, absences.known_first),
    (told_of_another_return, absences.known_first),
    (offered_nothing, absences.known_first),
)


async def test_each_fault_is_noticed(book: Book) -> None:
    month, cases = await play_month(people=16, days=12, requests=160, seed=7)
    assert {rule.__doc__: broken for rule in RULES if (broken := list(rule(month)))} == {}
    for kind, change, rule in FAULTS:
        heard = [said for one in month.heard for said in (change(one) if one.kind == kind else [one])]
        ledger = Ledger(cases, month.done, heard, month.ledger.end)
        spoilt = Month(month.people, month.done, heard, ledger, month.begin)
        assert any(rule(spoilt)), f"{rule.__name__} notices no {kind} that is {change.__name__}"
    for spoil, rule in SPOILT:
        assert any(rule(spoil(month))), f"{rule.__name__} notices no {spoil.__name__}"
