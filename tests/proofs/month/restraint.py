"""When Svar has to keep quiet: what it may say unasked, to whom, how often and at what time.

Each rule yields a sentence for every time it was broken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from tests.proofs.month.calendars import Span
from tests.proofs.month.company import Colleague
from tests.proofs.month.months import LATE, Month, at, every_turn, last_return, named, parts, told
from tests.proofs.month.readings import BY_THE_CLOCK, Heard

MOST, LISTED, A_DAY = 3, 5, 2
DAILY, SPREAD = 30, 10
SILENT, QUIET = 480, 240
SOONEST = 480
CROWD, FORTNIGHT = (3, 5), 14 * 24 * 60
AT_ONCE = {"urgent": 60, "today": 240}


def to_whom(month: Month) -> Iterator[str]:
    """A reminder goes to the current holder of the turn only: never a copy, never in a channel."""
    for one in month.heard:
        if one.kind in BY_THE_CLOCK and one.to not in month.people:
            yield f"{told(one)}: a channel"
        for case in one.items if one.kind in ("reminder", "briefing") else ():
            turn = month.ledger.at(case, one.at)
            if turn is None or turn.holder.name != one.to:
                yield f"{told(one)}: case {case} is not with them"
            elif one.kind == "reminder" and not turn.is_reminded:
                yield f"{told(one)}: case {case} is {turn.why}"


def three_times(month: Month) -> Iterator[str]:
    """At most 3 reminders a turn, 1 and 3 working days after the first; anew when it is still needed."""
    for turn, reminders in every_turn(month):
        for part in parts(turn, reminders):
            if len(part) > MOST:
                yield f"{named(turn)}: reminded {len(part)} times"
            plain = [one for one in part if not month.was_wanted(turn.case.number, one)]
            for later, days in ((1, 1), (2, 3)):
                if len(plain) > later and turn.holder.hours.worked_days(plain[0].at, plain[later].at) < days:
                    yield f"{named(turn)}: {told(plain[later])} too soon after {at(plain[0].at)}"


def few_items(month: Month) -> Iterator[str]:
    """At most 5 items, oldest first; then how many more."""
    for one in month.heard:
        if one.kind not in ("reminder", "briefing"):
            continue
        turns = [month.ledger.at(case, one.at) for case in one.items]
        since = [turn.since for turn in turns if turn is not None]
        if not 1 <= len(one.items) <= LISTED or len(set(one.items)) < len(one.items):
            yield f"{told(one)}: lists {one.items}"
        if one.kind == "reminder" and since != sorted(since):
            yield f"{told(one)}: not the oldest first"
        others = len(month.ledger.open_turns(one.to, one.at)) - len(one.items)
        if one.more > max(0, others):
            yield f"{told(one)}: {one.more} more, but there are {others}"


def one_daily_message(month: Month) -> Iterator[str]:
    """One message a day, 30 minutes into the working day, or after the hours of a return or a quiet time."""
    days = Counter(
        (one.to, month.people[one.to].hours.day(one.at)) for one in month.heard if month.is_daily(one)
    )
    yield from (
        f"{who}: {count} daily messages on day {day}" for (who, day), count in days.items() if count > 1
    )
    for one in month.heard:
        if month.is_daily(one) and not _in_the_morning(month.people[one.to], one.at):
            yield f"{told(one)}: not at the time of the daily message"


def two_a_day(month: Month) -> Iterator[str]:
    """At most 2 direct messages per person and day that only the clock caused."""
    for (who, _), those in month.by_day.items():
        if len(those) > A_DAY:
            yield f"{who}: {[told(one) for one in those]}"


def in_working_time(month: Month) -> Iterator[str]:
    """Only inside the person's working intervals, never during an absence; new cards come at opening."""
    for one in month.heard:
        person = month.people.get(one.to)
        if person is not None and one.kind in BY_THE_CLOCK | {"card"} and not person.hours.works(one.at):
            yield f"{told(one)}: not at work"


def undisturbed(month: Month) -> Iterator[str]:
    """Nothing that only the clock brings while somebody does not want to be disturbed, urgent or not."""
    for one in month.heard:
        person = month.people.get(one.to)
        until = person.quiet_until(one.at) if person is not None and one.kind in BY_THE_CLOCK else None
        if until is not None:
            yield f"{told(one)}: not to be disturbed until {at(until)}"


def silence(month: Month) -> Iterator[str]:
    """No reminder within 8 working hours after the holder acted, nor within 4 after they came back."""
    for turn, reminders in every_turn(month):
        hours = turn.holder.hours
        for one in reminders:
            if month.was_wanted(turn.case.number, one):
                continue
            acted = max((done for done in turn.acted if done <= one.at), default=None)
            if acted is not None and hours.worked(acted, one.at) < SILENT:
                yield f"{named(turn)}: {told(one)} after they acted {at(acted)}"
            if turn.quiet_from is not None and turn.quiet_from <= one.at:
                yield f"{named(turn)}: {told(one)}, and they wanted to hear no more"
            back = last_return(turn.holder, one.at)
            if back is not None and hours.worked(back, one.at) < QUIET:
                yield f"{named(turn)}: {told(one)}, and they came back {at(back)}"


def not_too_soon(month: Month) -> Iterator[str]:
    """Not before the promised day; not before half of what was left; not within 8 working hours otherwise."""
    for turn, reminders in every_turn(month):
        if not reminders or month.was_wanted(turn.case.number, reminders[0]):
            continue
        one, hours = reminders[0], turn.holder.hours
        promise = turn.promise(one.at)
        waited = hours.worked(turn.since, one.at)
        urgent = AT_ONCE.get(turn.case.urgency.strip())
        if promise is not None:
            if hours.day(one.at) < hours.day(promise.by):
                yield f"{named(turn)}: {told(one)}, promised by {at(promise.by)}"
        elif waited < (urgent or SOONEST) and not turn.case.wish:
            yield f"{named(turn)}: {told(one)} after {waited} working minutes"


def seldom_nudged(month: Month) -> Iterator[str]:
    """At most one nudge a person in 14 days, where three people wait in five turns or two for each other."""
    last: dict[str, Heard] = {}
    for one in month.heard:
        if one.kind != "nudge":
            continue
        if one.to in last and one.at - last[one.to].at < FORTNIGHT:
            yield f"{told(one)} after {told(last[one.to])}"
        last[one.to] = one
        turns = month.ledger.open_turns(one.to, one.at)
        waiting = {turn.case.requester.name for turn in turns} - {one.to}
        if not one.items and (len(turns) < CROWD[1] or len(waiting) < CROWD[0]):
            yield f"{told(one)}: {len(waiting)} wait in {len(turns)} turns"


def _in_the_morning(person: Colleague, now: int) -> bool:
    hours = person.hours
    opens = hours.opening(hours.day(now))
    back = last_return(person, now)
    after_return = hours.after(back, QUIET) if back is not None else None
    morning = hours.after(opens, DAILY) if opens is not None else None
    moments = [(at, at + later) for at, later in ((morning, SPREAD), (after_return, 0)) if at is not None]
    return any(
        first <= now <= last + LATE
        for start, last in moments
        for first, last in ((start, last), *_put_off(person, start, last + LATE))
    )


def _put_off(person: Colleague, start: int, end: int) -> Iterator[Span]:
    """When somebody hears what would have come from `start` until `end`, had they wanted to be disturbed."""
    for begins, ends in person.quiet:
        if begins <= end and start < ends and (heard := person.hears(ends)) is not None:
            yield heard, heard


RESTRAINT: Sequence[Callable[[Month], Iterator[str]]] = (
    to_whom,
    three_times,
    few_items,
    one_daily_message,
    two_a_day,
    in_working_time,
    undisturbed,
    silence,
    not_too_soon,
    seldom_nudged,
)
