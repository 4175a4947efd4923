"""What is known when a month is over, and how it is spoken of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.proofs.month.calendars import instant
from tests.proofs.month.company import Colleague
from tests.proofs.month.ledgers import Done, Ledger, Turn
from tests.proofs.month.readings import Heard

COUNTED = frozenset({"reminder", "still_good", "briefing", "nudge", "digest"})
LATE = 3  # minutes that something due may be late, with all that is due in the same minute


@dataclass
class Month:
    """What is known when the month is over; at its `begin` everybody says when they will be away."""

    people: Mapping[str, Colleague]
    done: Sequence[Done]
    heard: Sequence[Heard]
    ledger: Ledger
    begin: int

    @cached_property
    def reminded(self) -> dict[int, list[Heard]]:
        """The reminders of each turn, by the turn's identity, in order."""
        found: dict[int, list[Heard]] = defaultdict(list)
        for one in self.heard:
            for case in one.items if one.kind == "reminder" else ():
                turn = self.ledger.at(case, one.at)
                if turn is not None:
                    found[id(turn)].append(one)
        return found

    @cached_property
    def by_day(self) -> dict[tuple[str, int], list[Heard]]:
        """What only the clock brought to somebody on one of their days; not what is urgent or asked for."""
        found: dict[tuple[str, int], list[Heard]] = defaultdict(list)
        for one in self.heard:
            if one.kind in COUNTED and not self.is_beyond_count(one):
                found[one.to, self.people[one.to].hours.day(one.at)].append(one)
        return found

    def others(self, done: Done) -> set[str]:
        """Who is at the other end of a case for whoever did something about it.

        For the one who asks that is whoever it was handed to in the end, and whoever had it lent then.
        """
        turns = self.ledger.of_case[done.case]
        requester = turns[0].case.requester.name
        if done.who != requester:
            return {requester}
        owned = [turn.holder.name for turn in turns if turn.why == "asked" and turn.since < done.at]
        lent = [turn.holder.name for turn in turns if turn.why == "lent" and turn.until == done.at]
        return {*owned[-1:], *lent}

    def is_beyond_count(self, one: Heard) -> bool:
        return one.kind == "reminder" and all(
            self._does_not_wait(case, one, "urgent") or self.was_wanted(case, one) for case in one.items
        )

    def is_daily(self, one: Heard) -> bool:
        """Whether a reminder is the one of the day: it names something that had to wait for it."""
        return one.kind == "reminder" and not all(
            self._does_not_wait(case, one, "urgent", "today") or self.was_wanted(case, one)
            for case in one.items
        )

    def was_wanted(self, case: int, one: Heard) -> bool:
        """Whether its reader had asked to be reminded of this at such a time."""
        turn = self.ledger.at(case, one.at)
        if turn is None:
            return False
        wished = (self.people[one.to].hears(at) for said, at in turn.later.items() if said <= one.at)
        return any(at is not None and at <= one.at <= at + LATE for at in wished)

    def _does_not_wait(self, case: int, one: Heard, *urgencies: str) -> bool:
        turn = self.ledger.at(case, one.at)
        if turn is None or turn.case.urgency.strip() not in urgencies:
            return False
        return any(part[:1] == [one] for part in parts(turn, self.reminded[id(turn)]))


def every_turn(month: Month) -> Iterator[tuple[Turn, list[Heard]]]:
    for turns in month.ledger.of_case.values():
        for turn in turns:
            yield turn, month.reminded.get(id(turn), [])


def last_return(person: Colleague, now: int) -> int | None:
    """The end of their last absence that took any of their working time."""
    ended = [end for start, end in person.away if end <= now and person.scheduled.worked(start, end)]
    return max(ended, default=None)


def parts(turn: Turn, reminders: Sequence[Heard]) -> list[list[Heard]]:
    """The reminders before it was said that it is still needed, and after."""
    edges = [turn.since, *turn.renewed, 1 << 30]
    return [[one for one in reminders if edges[n] <= one.at < edges[n + 1]] for n in range(len(edges) - 1)]


def told(one: Heard) -> str:
    return f"{one.kind} to {one.to} {at(one.at)}" + (f" of case {one.case}" if one.case is not None else "")


def named(turn: Turn) -> str:
    return f"case {turn.case.number} with {turn.holder.name} ({turn.holder.zone}) since {at(turn.since)}"


def at(now: int) -> str:
    return f"{instant(now):%a %d %b %H:%M}"
