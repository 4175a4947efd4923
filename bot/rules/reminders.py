"""When the one whose turn it is hears of it again: at the right moment, seldom, and at last no more.

Reminders wait for one message a day, soon after somebody's working day begins; what is wanted today or is
urgent does not. Once they have been reminded three times, the one who asks is asked instead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from bot.rules import worktime
from bot.rules.thresholds import AS_IT_COMES, Thresholds
from storage.records import Clock, Hours, Person, Request, Side, Turn, Urgency, Why

SPREAD_MINUTES: Final = 10  # so that not everybody is written to in the same minute
NOT_WAITING: Final = frozenset({Urgency.TODAY, Urgency.URGENT})
WORTH_QUIET: Final = timedelta(hours=4)  # of working time that an absence took
DAYS_SEARCHED: Final = 366


@dataclass(frozen=True, slots=True)
class Case:
    """A turn, and what decides when its holder is reminded of it.

    `typical` is within what time 85 % of the workspace's turns end, if that is known; `acted_at` when the
    holder last did something about the request.
    """

    request: Request
    turn: Turn
    holder: Person
    hours: Hours
    acted_at: datetime | None = None
    typical: timedelta | None = None
    thresholds: Thresholds = AS_IT_COMES


def told(case: Case, now: datetime) -> Case:
    """The same once its holder has heard of it at `now`."""
    turn = replace(
        case.turn,
        reminders=case.turn.reminders + 1,
        reminded_at=now,
        first_reminded_at=case.turn.first_reminded_at if case.turn.reminders else now,
        snoozed_until=None,
    )
    return Case(case.request, turn, case.holder, case.hours, case.acted_at, case.typical, case.thresholds)


def is_reminded(turn: Turn) -> bool:
    """Whether anybody is reminded of such a turn: not while it is parked, untaken, or answered."""
    return turn.clock is Clock.RUNNING and turn.why is not Why.ANSWERED


def waits_for_the_day(case: Case) -> bool:
    """Whether a reminder waits for the day's message, or goes at once."""
    if case.turn.snoozed_until is not None:
        return False
    return (
        case.turn.reminders > 0 or case.request.urgency not in NOT_WAITING or _promised_at(case) is not None
    )


def next_at(case: Case) -> datetime | None:
    """When the next reminder of a turn is due; after the last, when the one who asks is asked instead.

    None where there is no such moment, in hours without any work.
    """
    turn, hours = case.turn, case.hours
    if turn.snoozed_until is not None:
        return worktime.next_working_moment(hours, turn.snoozed_until)
    at = _repeated(case, turn.reminded_at) if turn.reminders and turn.reminded_at else _first(case)
    promised_at = _promised_at(case)
    if at is not None and promised_at is not None:
        due = _on_or_after(case, worktime.local_day(hours, promised_at))
        at = max(at, due) if due else at
    if at is not None and case.acted_at is not None:
        silence = timedelta(hours=case.thresholds.silent_hours)
        silent_until = worktime.add(hours, case.acted_at, silence)
        if silent_until is not None and at < silent_until:
            at = daily_after(case, silent_until)
    return at and _after_return(case, at)


def due_at(case: Case, now: datetime) -> datetime | None:
    """The same, looked at `now`: what has been due for a while waits for the quiet hours of a return."""
    at = next_at(case)
    if at is None or at > now or case.turn.snoozed_until is not None:
        return at
    return _after_return(case, now)


def _after_return(case: Case, at: datetime) -> datetime | None:
    return after_return(case.hours, at, timedelta(hours=case.thresholds.back_hours))


def after_return(hours: Hours, at: datetime, quiet: timedelta) -> datetime | None:
    """Not in the first hours after an absence, if it was one that anything can have come together in."""
    returned = [until for _, until in worktime.long_absences(hours, WORTH_QUIET) if until <= at]
    quiet_until = worktime.add(hours, returned[-1], quiet) if returned else at
    return max(at, quiet_until) if quiet_until else None


def daily_after(case: Case, at: datetime) -> datetime | None:
    """The first moment of somebody's daily message from `at` on."""
    day = worktime.local_day(case.hours, at)
    for later in range(DAYS_SEARCHED):
        moment = _daily_on(case, day + timedelta(days=later))
        if moment is not None and moment >= at:
            return moment
    return None


def next_day(case: Case, now: datetime) -> datetime | None:
    """The daily message after today's."""
    return _on_or_after(case, worktime.local_day(case.hours, now) + timedelta(days=1))


def still_good_at(hours: Hours, promised_at: datetime, now: datetime, before: timedelta) -> datetime | None:
    """So much working time `before` a promise is due; none if that has passed."""
    left = worktime.elapsed(hours, now, promised_at) - before
    return worktime.add(hours, now, left) if left > timedelta() else None


def _first(case: Case) -> datetime | None:
    request, turn, hours = case.request, case.turn, case.hours
    promised_at, wanted_by_at = _promised_at(case), _wanted_by_at(case)
    if promised_at is not None:
        return _on_or_after(case, worktime.local_day(hours, promised_at))
    if request.urgency in NOT_WAITING:
        return worktime.add(hours, turn.started_at, _soon(case))
    if wanted_by_at is not None:
        half = worktime.elapsed(hours, turn.started_at, wanted_by_at) / 2
        wished_day = worktime.local_day(hours, wanted_by_at)
        is_later = wished_day > worktime.local_day(hours, turn.started_at)
        of_that_day = _on_or_after(case, wished_day) if is_later else None
        half_way = worktime.add(hours, turn.started_at, half)
        daily = daily_after(case, half_way) if half_way else None
        return min((at for at in (daily, of_that_day) if at is not None), default=None)
    after = worktime.add(hours, turn.started_at, _patience(case))
    return daily_after(case, after) if after else None


def _repeated(case: Case, reminded_at: datetime) -> datetime | None:
    """So many days after the first reminder, and far enough from the last, which may have been asked for."""
    hours, limits = case.hours, case.thresholds
    days = (0, limits.again_days, limits.third_days, limits.asked_days)  # after the first
    heard = min(case.turn.reminders, 3)
    step = 3 if heard >= limits.reminders else heard  # after the last, the one who asks is asked
    later = worktime.working_days_after(hours, reminded_at, days[step] - days[heard - 1])
    first_at = case.turn.first_reminded_at
    if later is not None and first_at is not None and first_at < reminded_at:
        since_first = worktime.working_days_after(hours, first_at, days[step])
        later = max(later, since_first) if since_first else None
    return later and _on_or_after(case, worktime.local_day(hours, later))


def _soon(case: Case) -> timedelta:
    urgent = case.request.urgency is Urgency.URGENT
    return timedelta(hours=case.thresholds.urgent_hours if urgent else case.thresholds.today_hours)


def _patience(case: Case) -> timedelta:
    limits = case.thresholds
    shortest, longest = timedelta(hours=limits.shortest_hours), timedelta(hours=limits.longest_hours)
    if case.typical is None:
        return shortest
    return min(max(limits.typical_percent * case.typical / 100, shortest), longest)


def _promised_at(case: Case) -> datetime | None:
    return case.request.promised_at if case.turn.side is Side.OWNER else None


def _wanted_by_at(case: Case) -> datetime | None:
    """The date that is wished for, if that is this holder's concern and still ahead of when they got it."""
    at = case.request.wanted_by_at
    return at if case.turn.side is Side.OWNER and at is not None and at > case.turn.started_at else None


def _daily_on(case: Case, day: date) -> datetime | None:
    own = _chosen_on(case, day)
    if own is not None:
        return own
    own_minute = case.holder.id % SPREAD_MINUTES
    return worktime.into_the_day(case.hours, day, _moment(case.thresholds.into_the_day_minutes + own_minute))


@cache
def _moment(minutes: int) -> timedelta:
    """One object for each: it is asked for with every turn that is looked at."""
    return timedelta(minutes=minutes)


def _chosen_on(case: Case, day: date) -> datetime | None:
    """The time of day that they chose for it, if they work on that day at that time or later."""
    if case.holder.daily_minutes is None:
        return None
    at = worktime.on_the_clock(case.hours, day, timedelta(minutes=case.holder.daily_minutes))
    moment = worktime.next_working_moment(case.hours, at)
    return moment if moment is not None and worktime.local_day(case.hours, moment) == day else None


def _on_or_after(case: Case, day: date) -> datetime | None:
    """The daily message of that day, or of the next one on which they work."""
    for later in range(DAYS_SEARCHED):
        moment = _daily_on(case, day + timedelta(days=later))
        if moment is not None:
            return moment
    return None
