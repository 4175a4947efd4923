"""What Svar owes everybody: what has to be said, to whom, when, and once.

Each rule yields a sentence for every time it was broken.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from tests.proofs.month.company import Colleague
from tests.proofs.month.ledgers import Promise, Turn
from tests.proofs.month.months import LATE, Month, at, every_turn, last_return, named, parts, told
from tests.proofs.month.readings import Heard
from tests.proofs.month.restraint import A_DAY, DAILY, LISTED, MOST, QUIET, SILENT, SPREAD

PATIENCE = 1440  # the longest that somebody is left alone with a turn, in working minutes
DAYS_UNTIL_ASKED, DAYS_UNTIL_CLOSED = 7, 3
LINES = {"answer": "answered", "ask_back": "asked_back", "reply": "replied", "not_yet": "reopened"} | {
    "decline": "declined",
    "hold": "held",
    "on_it": "accepted",
    "Yes": "helped",
    "No longer needed": "withdrawn",
}
"""What the other side hears of what somebody does."""


def cards(month: Month) -> Iterator[str]:
    """The owner has one card, at once in their working hours and at opening otherwise; so does who asks."""
    shown: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for one in month.heard:
        if one.kind in ("card", "own_card"):
            shown[one.to, one.case].append(one.at)
    for done in month.done:
        if done.what != "ask":
            continue
        case = month.ledger.of_case[done.case][0].case
        opening, asked = case.owner.hours.next(done.at), at(done.at)
        own, theirs = shown[case.requester.name, done.case], shown[case.owner.name, done.case]
        if own != [done.at]:
            yield f"case {done.case}: {case.requester.name} has cards {[at(each) for each in own]}"
        ended = month.ledger.of_case[done.case][0].until
        is_late = opening is None or opening >= month.ledger.end or (ended is not None and ended <= opening)
        if theirs != [opening] and not (is_late and not theirs):
            yield f"case {done.case}: {case.owner.name} has cards {[at(n) for n in theirs]}, asked {asked}"


def told_at_once(month: Month) -> Iterator[str]:
    """Who asks somebody who is not at work is told at once when they are back."""
    alone = {
        (one.to, one.at, name[0])
        for one in month.heard
        if one.kind == "reached_later" and (name := re.search(r"Person \d+", one.text))
    }
    for done in month.done:
        owner = month.ledger.of_case[done.case][0].case.owner if done.what == "ask" else None
        if owner is None or "is away" in done.told:
            continue
        is_told = "back at work" in done.told or (done.who, done.at, owner.shown_as) in alone
        if owner.hours.works(done.at) == is_told:
            yield f"case {done.case} at {at(done.at)}: {done.told[:200]}"


def nothing_lost_or_doubled(month: Month) -> Iterator[str]:
    """Whatever somebody says or does reaches the other side, at once and one time."""
    met = {(one.to, one.case): one.at for one in month.heard if one.kind in ("card", "own_card")}
    expected = Counter(
        (who, done.case, LINES[name], done.at)
        for done in month.ledger.moved
        if (name := done.option if done.what.startswith("press") else done.what) in LINES
        for who in month.others(done)
        if met.get((who, done.case), done.at + 1) <= done.at
    )
    lines = set(LINES.values())
    heard = Counter((one.to, one.case, one.kind, one.at) for one in month.heard if one.kind in lines)
    for who, case, kind, when in expected - heard:
        yield f"case {case}: {kind} at {at(when)} was not heard by {who}"
    for who, case, kind, when in heard - expected:
        yield f"case {case}: {kind} at {at(when)} was heard by {who} once too often"
    by_clock = Counter((one.to, one.kind, one.case, one.text) for one in month.heard if one.kind in ONCE)
    yield from (f"{each} {count} times" for each, count in by_clock.items() if count > 1)


ONCE = frozenset({"missed", "you_missed", "asked_again", "closed_without_word", "still_good"})


def still_good(month: Month) -> Iterator[str]:
    """One working hour before it is due the owner is offered to move it, and at no other time."""
    asked = {(one.case, one.when): one.at for one in month.heard if one.kind == "still_good"}
    for turn, promise in _promises(month):
        due = _one_hour_before(turn, promise)
        due = turn.holder.hears(due) if due is not None else None
        heard = asked.pop((turn.case.number, promise.by), None)
        if (
            due is None
            or due >= promise.by
            or _ends_before(promise, due + 1)
            or due >= month.ledger.end
            or _is_away(turn, promise.by)
        ):
            if heard is not None:
                yield f"{named(turn)}: asked {at(heard)} whether {at(promise.by)} is still good"
        elif heard is None and not _is_full(month, turn.holder.name, due):
            yield f"{named(turn)}: not asked {at(due)} whether {at(promise.by)} is still good"
        elif heard is not None and not due <= heard <= due + LATE:
            yield f"{named(turn)}: asked {at(heard)} and not {at(due)} whether {at(promise.by)} is still good"
    yield from (
        f"case {case}: asked {at(when)} of a promise nobody made" for (case, _), when in asked.items()
    )


def missed(month: Month) -> Iterator[str]:
    """A missed promise is told plainly to who waits and to who made it, once each, when they are at work."""
    heard = {(one.case, one.kind, one.to, one.when): one.at for one in month.heard if "missed" in one.kind}
    for turn, promise in _promises(month):
        is_missed = not _ends_before(promise, promise.by + 1) and not _is_away(turn, promise.by)
        for person, kind in ((turn.case.requester, "missed"), (turn.holder, "you_missed")):
            due = person.hears(promise.by)
            when = heard.pop((turn.case.number, kind, person.name, promise.by), None)
            if (
                due is None
                or due + LATE >= month.ledger.end
                or not is_missed
                or _ends_before(promise, due + 1)
            ):
                if when is not None and (not is_missed or _ends_before(promise, when)):
                    yield f"{named(turn)}: {kind} heard by {person.name} {at(when)}, due {at(promise.by)}"
            elif when is None or not due <= when <= due + LATE:
                yield f"{named(turn)}: {kind} not heard by {person.name} {at(due)} but {when and at(when)}"
    yield from (f"case {case}: {kind} of a promise nobody made" for case, kind, _, _ in heard)


def asks_who_waits(month: Month) -> Iterator[str]:
    """After the last reminder, 7 working days after the first, who asks is asked if it is still needed."""
    asked: dict[int | None, list[Heard]] = defaultdict(list)
    for one in month.heard:
        if one.kind == "still_needed":
            asked[one.case].append(one)
    for turn, reminders in every_turn(month):
        edges = [turn.since, *turn.renewed, turn.until or month.ledger.end]
        for n, part in enumerate(parts(turn, reminders)):
            until = max(edges[n + 1], edges[n] + 1)
            those = [one for one in asked[turn.case.number] if edges[n] <= one.at < until]
            asked[turn.case.number] = [one for one in asked[turn.case.number] if one not in those]
            yield from _asked_once(month, turn, part, those, until)
    yield from (f"{told(one)}: nobody was reminded" for those in asked.values() for one in those)


def closes_by_silence(month: Month) -> Iterator[str]:
    """An answered request is closed on the third working day of who asked, and not before."""
    for turn, _ in every_turn(month):
        if turn.why != "answered":
            continue
        hours, closed = turn.case.requester.hours, month.ledger.closed.get(turn.case.number)
        since = hours.next(turn.since)
        by_clock = closed is not None and turn.until == closed
        if since is None:
            continue
        days = hours.worked_days(since, turn.until if turn.until is not None else month.ledger.end - 1)
        if by_clock and days != DAYS_UNTIL_CLOSED:
            yield f"{named(turn)}: closed {at(closed or 0)} after {days} days"
        if not by_clock and days > DAYS_UNTIL_CLOSED:
            yield f"{named(turn)}: not closed after {days} days"


def briefings(month: Month) -> Iterator[str]:
    """Who comes back hears first what came together, if anything did, and how often their cover was asked."""
    heard = {(one.to, one.at): one for one in month.heard if one.kind == "briefing"}
    for person in month.people.values():
        for start, end in person.away:
            back = person.hears(end)
            if not person.scheduled.worked(start, end) or back is None or back >= month.ledger.end:
                continue
            waiting = [t for t in month.ledger.open_turns(person.name, back - 1) if t.is_open(back)]
            covered = _asked_of_cover(month, person, start, end)
            briefing = next(
                (one for late in range(LATE) if (one := heard.get((person.name, back + late)))), None
            )
            if briefing is None and (covered or any(turn.is_reminded for turn in waiting)):
                yield f"{person.name} is back {at(back)} and hears nothing of {len(waiting)}, {covered}"
            if briefing is not None and briefing.covered != covered:
                yield f"{told(briefing)}: {briefing.covered} covered, but {covered} were"


def nobody_is_forgotten(month: Month) -> Iterator[str]:
    """Every turn that is left lying is reminded of in the daily message, unless five older ones fill it."""
    for turn, reminders in every_turn(month):
        if not turn.is_reminded or turn.later or turn.quiet_from is not None:
            continue
        for n, part in enumerate(parts(turn, reminders)):
            since = [turn.since, *turn.renewed][n]
            until = ([*turn.renewed, turn.until or month.ledger.end])[n]
            first = part[0].at if part else until
            yield from _forgotten(month, turn, since, first)


OF_OWN_ABSENCE = frozenset({"cover_away", "briefing"})


def introduces_itself(month: Month) -> Iterator[str]:
    """The first message to somebody says what this is, and no later one does."""
    met: set[str] = set()
    asked = {done.who: done.at for done in reversed(month.done) if done.what == "ask"}
    for one in month.heard:
        if one.to not in month.people or one.kind in OF_OWN_ABSENCE:
            continue  # of which they had told it themselves
        is_first = one.to not in met and asked.get(one.to, one.at + 1) > one.at
        met.add(one.to)
        if one.introduces != is_first:
            yield f"{told(one)}: {'says' if one.introduces else 'does not say'} what this is"


def kindly(month: Month) -> Iterator[str]:
    """No exclamation marks, and nothing that is not understood."""
    for one in month.heard:
        if "!" in one.text.replace("<!date", "") or one.kind == "unknown":
            yield f"{told(one)}: {one.text}"


def _asked_of_cover(month: Month, person: Colleague, start: int, end: int) -> int:
    """How often whom they named was asked in their place while they were away."""
    covers = {
        leave.cover for leave, away in zip(person.leaves, person.away, strict=True) if away == (start, end)
    }
    return sum(
        case.instead_of == person and case.owner.number in covers and start <= case.asked_at < end
        for case in month.ledger.cases
    )


def briefings_first(month: Month) -> Iterator[str]:
    """Who comes back and hears what came together is reminded of nothing before."""
    last: dict[str, int] = {}
    for one in month.heard:
        if one.kind == "reminder":
            last[one.to] = one.at
        back = last_return(month.people[one.to], one.at) if one.kind == "briefing" else None
        if back is not None and last.get(one.to, back - 1) >= back:
            yield f"{told(one)}: after a reminder {at(last[one.to])}"


def _asked_once(
    month: Month, turn: Turn, part: Sequence[Heard], those: Sequence[Heard], until: int
) -> Iterator[str]:
    if len(those) > 1:
        yield f"{named(turn)}: asked {len(those)} times whether it is still needed"
    for one in those:
        if len(part) < MOST or turn.holder.hours.worked_days(part[0].at, one.at) < DAYS_UNTIL_ASKED:
            yield f"{named(turn)}: {told(one)} after {[at(each.at) for each in part]}"
    is_left_alone = turn.quiet_from is not None or turn.later
    if len(part) == MOST and not those and not is_left_alone and _long_past(turn, part[0].at, until):
        yield f"{named(turn)}: nobody was asked by {at(until)} whether it is still needed"


def _forgotten(month: Month, turn: Turn, since: int, reminded: int) -> Iterator[str]:
    """The days on which a reminder was due and none came, and no other message stood in its way."""
    hours, name = turn.holder.hours, turn.holder.name
    ripe = hours.after(since, PATIENCE)
    for day in hours.workdays():
        opens = hours.opening(day)
        morning = hours.after(opens, DAILY + SPREAD) if opens is not None else None
        morning = turn.holder.hears(morning) if morning is not None else None
        if ripe is None or opens is None or morning is None or opens < ripe:
            continue
        if morning + LATE >= min(reminded, turn.until or reminded, month.ledger.end):
            return
        if hours.day(morning) != day:
            continue  # it comes with the message of the day on which they may be disturbed
        if not _has_to_wait(turn, day, opens) and not _is_crowded_out(month, turn, name, day):
            yield f"{named(turn)}: not reminded of {at(morning)}"


def _has_to_wait(turn: Turn, day: int, morning: int) -> bool:
    """Whether its holder acted or came back too recently, or promised it for a later day."""
    hours, promise = turn.holder.hours, turn.promise(morning)
    acted = max((done for done in turn.acted if done <= morning), default=None)
    back = last_return(turn.holder, morning)
    return (
        (acted is not None and hours.worked(acted, morning) < SILENT)
        or (back is not None and hours.worked(back, morning) < QUIET)
        or (promise is not None and hours.day(promise.by) >= day)
    )


def _is_crowded_out(month: Month, turn: Turn, name: str, day: int) -> bool:
    """Whether five older ones filled the message of that day, or two messages the day itself."""
    that_day = month.by_day.get((name, day), [])
    daily = [one for one in that_day if month.is_daily(one)]
    full = any(
        len(one.items) == LISTED
        and all(other is not None and other.since <= turn.since for other in _turns(month, one))
        for one in daily
    )
    return full or (not daily and len(that_day) >= A_DAY)


def _turns(month: Month, one: Heard) -> list[Turn | None]:
    return [month.ledger.at(case, one.at) for case in one.items]


def _long_past(turn: Turn, first: int, until: int) -> bool:
    """Whether both were at work when the eighth working day after the first reminder was over."""
    hours = turn.holder.hours
    acted = max(turn.acted, default=turn.since)
    over = next((day for day in hours.workdays() if _count(turn, first, day) > DAYS_UNTIL_ASKED + 1), None)
    opens = hours.opening(over) if over is not None else None
    heard = turn.case.requester.hears(opens) if opens is not None else None
    if heard is None or opens is None or heard + LATE >= until or turn.promise(opens) is not None:
        return False
    back = last_return(turn.holder, opens)
    rested = back is None or hours.worked(back, opens) >= QUIET
    return rested and hours.worked(acted, opens) > SILENT + PATIENCE


def _count(turn: Turn, first: int, day: int) -> int:
    opens = turn.holder.hours.opening(day)
    return turn.holder.hours.worked_days(first, opens) if opens is not None and opens > first else 0


def _promises(month: Month) -> Iterator[tuple[Turn, Promise]]:
    for turn, _ in every_turn(month):
        yield from ((turn, promise) for promise in turn.promises)


def _one_hour_before(turn: Turn, promise: Promise) -> int | None:
    hours = turn.holder.hours
    left = hours.worked(promise.at, promise.by) - 60
    return hours.after(promise.at, left) if left > 0 else None


def _ends_before(promise: Promise, when: int) -> bool:
    return promise.until is not None and promise.until < when


def _is_away(turn: Turn, when: int) -> bool:
    return any(start <= when < end for start, end in turn.holder.away)


def _is_full(month: Month, name: str, when: int) -> bool:
    """Whether two messages had gone out that day by then."""
    day = month.people[name].hours.day(when)
    return len([one for one in month.by_day.get((name, day), []) if one.at <= when]) >= A_DAY


DUTIES: Sequence[Callable[[Month], Iterator[str]]] = (
    cards,
    told_at_once,
    nothing_lost_or_doubled,
    still_good,
    missed,
    asks_who_waits,
    closes_by_silence,
    briefings,
    briefings_first,
    nobody_is_forgotten,
    introduces_itself,
    kindly,
)
