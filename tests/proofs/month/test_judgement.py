"""The judges of the month notice whatever goes wrong: each fault here is planted into what was heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.calendars import Book
from tests.proofs.month import duties, restraint
from tests.proofs.month.ledgers import Ledger
from tests.proofs.month.months import Month
from tests.proofs.month.playing import play_month
from tests.proofs.month.readings import Heard

HOURS, DAYS = 60, 24 * 60
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
)


async def test_each_fault_is_noticed(book: Book) -> None:
    month, cases = await play_month(people=16, days=12, requests=160, seed=7)
    rules = (*restraint.RESTRAINT, *duties.DUTIES)
    assert {rule.__doc__: broken for rule in rules if (broken := list(rule(month)))} == {}
    for kind, change, rule in FAULTS:
        heard = [said for one in month.heard for said in (change(one) if one.kind == kind else [one])]
        ledger = Ledger(cases, month.done, heard, month.ledger.end)
        spoilt = Month(month.people, month.done, heard, ledger)
        assert any(rule(spoilt)), f"{rule.__name__} notices no {kind} that is {change.__name__}"
