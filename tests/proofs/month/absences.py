"""What whoever asks somebody who is away has to know, and what covers and those they cover for hear.

Each rule yields a sentence for every time it was broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from zoneinfo import ZoneInfo

from tests.proofs.month.calendars import instant
from tests.proofs.month.company import Colleague
from tests.proofs.month.ledgers import Done
from tests.proofs.month.months import Month, at, told
from tests.proofs.month.stories import Case

OFFERED = re.compile(r"'Ask (Person \d+)'")


def known_first(month: Month) -> Iterator[str]:
    """Whoever asks somebody who is away knows it first: until when, who stands in, and what they can do."""
    for done in month.done:
        if done.what != "ask":
            continue
        case = month.ledger.of_case[done.case][0].case
        absent = case.instead_of or case.owner
        reached = absent.scheduled.next(done.at)
        is_told = " is away" in done.told
        if reached is not None and absent.is_away(reached) and not is_told:
            yield f"case {case.number} at {at(done.at)}: not told that {absent.name} is away"
        if is_told and not case.wish and (reached is None or not absent.is_away(reached)):
            yield f"case {case.number} at {at(done.at)}: told that {absent.name} is away"
        if is_told:
            yield from _told_rightly(month, case, absent, done)


def covers_know(month: Month) -> Iterator[str]:
    """Whoever is to stand in hears it once, as soon as they work, if the absence is not over by then."""
    expected = {
        (cover.name, person.shown_as): heard
        for person in month.people.values()
        for leave, (_, end) in zip(person.leaves, person.away, strict=True)
        if (cover := _cover(month, leave.cover)) is not None
        and (heard := cover.hears(month.begin)) is not None
        and heard < min(end, month.ledger.end)
    }
    yield from _exactly(month, "cover_asked", expected)


def missing_covers(month: Month) -> Iterator[str]:
    """Whoever has named a cover who plans to be away then hears it once, as soon as they work."""
    expected = {}
    for person in month.people.values():
        for leave, away in zip(person.leaves, person.away, strict=True):
            cover, heard = _cover(month, leave.cover), person.hears(month.begin)
            if cover is None or heard is None or cover.number < person.number:
                continue  # one that was planned before can be seen by whoever names a cover
            both_away = [min(end, away[1]) for start, end in cover.away if start < away[1] and away[0] < end]
            if both_away and heard < min(max(both_away), month.ledger.end):
                expected[person.name, cover.shown_as] = heard
    yield from _exactly(month, "cover_away", expected)


def _told_rightly(month: Month, case: Case, absent: Colleague, done: Done) -> Iterator[str]:
    """Whether it is so: the end of the absence, who stands in in the end, and whether they can be asked."""
    moment = max(done.at, _absence(absent, done.at)[0])
    chain = _chain(month, absent, moment)
    last = chain[-1] if chain else None
    is_there = last is not None and last not in (chain[:-1], absent) and not last.is_away(moment)
    cover = last if is_there and last is not case.requester else None
    offered = OFFERED.findall(done.told)
    if set(offered) != ({cover.shown_as} if cover else set()):
        yield f"case {case.number} at {at(done.at)}: offered {offered}, and {cover and cover.name} stands in"
    if case.instead_of is not None and case.owner is not cover:
        yield f"case {case.number} at {at(done.at)}: asked of {case.owner.name}, who does not stand in"
    if _sentence(case, absent, chain, is_there=is_there) not in done.told:
        yield f"case {case.number} at {at(done.at)}: {[each.name for each in chain]} in {done.told[:300]}"
    back = absent.hours.next(_absence(absent, done.at)[1])
    if back is not None and not _is_said(absent, back, done.told):
        yield f"case {case.number} at {at(done.at)}: {absent.name} is back {at(back)}, not {done.told[:300]}"


def _sentence(case: Case, absent: Colleague, chain: Sequence[Colleague], *, is_there: bool) -> str:
    """What is said of who stands in."""
    if not chain:
        return "Nobody stands in."
    named, last = chain[0].shown_as, chain[-1]
    if last in (*chain[:-1], absent):
        return f"Nobody stands in: {named} was to and is away too, and their covers lead in a circle."
    if not is_there:
        return f"Nobody stands in: {named} was to, and is away too."
    if last is case.requester:
        return "It is you who stands in."
    return f"{last.shown_as} stands in" + ("." if len(chain) == 1 else f", because {named} is away too.")


def _is_said(absent: Colleague, back: int, told: str) -> bool:
    """Whether they are said to be back on that day at that time, by their own clock."""
    local, (_, _, said) = instant(back).astimezone(ZoneInfo(absent.zone)), told.partition("back at work ")
    return f"{local:%a} {local.day} {local:%b}" in said[:60] and f"{local:%H:%M}" in said[:60]


def _chain(month: Month, absent: Colleague, moment: int) -> list[Colleague]:
    """Who was named to stand in, for whoever was named before and is away; a circle ends with its first."""
    chain: list[Colleague] = []
    person = absent
    while person.is_away(moment) and person not in chain[:-1]:
        named = [
            leave.cover
            for leave, (start, end) in zip(person.leaves, person.away, strict=True)
            if start <= moment < end
        ]
        cover = _cover(month, named[0])
        if cover is None:
            break
        chain.append(cover)
        if cover is absent:
            break
        person = cover
    return chain


def _absence(person: Colleague, now: int) -> tuple[int, int]:
    """The one that is under way, or comes next."""
    return next((start, end) for start, end in person.away if end > now)


def _cover(month: Month, number: int | None) -> Colleague | None:
    return None if number is None else month.people[f"p{number:03}"]


def _exactly(month: Month, kind: str, expected: dict[tuple[str, str], int]) -> Iterator[str]:
    """Whether everybody heard it of each of these people, then and once, and nobody else did."""
    left = dict(expected)
    for one in month.heard:
        if one.kind != kind:
            continue
        about = re.search(r"Person \d+", one.text)
        if about is None or left.pop((one.to, about[0]), None) != one.at:
            yield f"{told(one)}: {one.text}"
    yield from (f"{who} did not hear {at(when)} of {whom}: {kind}" for (who, whom), when in left.items())


ABSENCES: Sequence[Callable[[Month], Iterator[str]]] = (known_first, covers_know, missing_covers)
