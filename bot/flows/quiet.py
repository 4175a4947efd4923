"""When nobody is disturbed by what the clock alone has to say: looked at when it is planned, and when sent.

It waits until the do-not-disturb that somebody set in Slack is over, and then for their working hours.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.flows.hours import hours_of
from bot.flows.workspaces import thresholds
from bot.rules import worktime
from bot.rules.absences.shown import News
from bot.rules.letters import Line
from bot.rules.notes import on_or_after
from storage import outbox, people, turns
from storage.base import Tx
from storage.records import Hours, OutboxItem, Person, Quiet, Reason

DAY: Final = timedelta(days=1)
AFTER_THE_DAILY: Final = timedelta(hours=1)
FRESH_FOR: Final = timedelta(hours=1)
LINES: Final = frozenset(
    {
        *(Line.STILL_GOOD, Line.MISSED, Line.YOU_MISSED, Line.STILL_NEEDED, Line.AWAY_THEN, Line.ASKED_AGAIN),
        *(Line.ONE_ASKED, Line.NOT_TAKEN, Line.RESUMED, Line.CLOSED_WITHOUT_WORD),
    }
)
UNASKED: Final = frozenset(
    {Reason.REMINDERS, Reason.NOTE, Reason.BRIEFING, Reason.NUDGE, Reason.ALARM, Reason.EVALUATION}
)
ASKED_FOR: Final = frozenset({News.MENTIONED, News.COVER_DECLINED})  # by what somebody has just done


def is_by_the_clock(item: OutboxItem) -> bool:
    """Whether nobody did anything just now because of which somebody is to hear this."""
    if item.person_id is None:
        return False
    if item.reason is Reason.ABSENCE:
        return item.data["news"] not in ASKED_FOR
    return item.reason in UNASKED or item.data.get("line") in LINES


def to_ask(tx: Tx, person_id: int, *, now: datetime) -> str | None:
    """What Slack calls somebody of whom it is not known whether they may be disturbed; none if it is."""
    quiet = people.quiet(tx, person_id)
    return None if _is_known(quiet, now) else people.get(tx, person_id).slack_id


def to_ask_next(tx: Tx, *, now: datetime, limit: int) -> list[str]:
    """What Slack calls those who are to be reminded next, and of whom it has not said so lately."""
    return outbox.readers_to_ask(tx, now=now, asked_before=now - FRESH_FOR, limit=limit)


def _is_known(quiet: Quiet, now: datetime) -> bool:
    """Whether Slack said so lately, and the time that it told of is not over since then."""
    if quiet.asked_at is None or not timedelta() <= now - quiet.asked_at < FRESH_FOR:
        return False
    return quiet.ends_at is None or not quiet.asked_at < quiet.ends_at <= now


def keep(tx: Tx, workspace_id: int, said: Mapping[str, Quiet], *, now: datetime) -> None:
    """Keep what Slack said of some people, by what it calls them.

    What waits for the end of a quiet time is looked at when that has come earlier, or is another.
    """
    for slack_id, quiet in said.items():
        person = people.by_slack_id(tx, workspace_id, slack_id)
        if person is None:
            continue
        before = people.quiet(tx, person.id)
        people.keep_quiet(tx, person.id, quiet)
        if before.ends_at is not None and before.covers(now) and quiet.ends_at != before.ends_at:
            outbox.hasten_put_off(tx, person.id, before.ends_at, now=now)
            turns.look_at_put_off(tx, person.id, before.ends_at, now=now)


def opens_at(tx: Tx, item: OutboxItem, *, now: datetime) -> datetime:
    """When somebody may hear what only the clock has to say: `now`, or when to look again."""
    if item.person_id is None or not is_by_the_clock(item):
        return now
    quiet = people.quiet(tx, item.person_id)
    if quiet.ends_at is not None and quiet.covers(now):
        return quiet.ends_at
    if item.reason is Reason.ALARM or item.data.get("line") in LINES:
        return worktime.reached_at(hours_of(tx, people.get(tx, item.person_id)), now)
    return now  # the others look at the hours themselves, each in its way


def not_before(tx: Tx, item: OutboxItem, person: Person, *, now: datetime) -> datetime | None:
    """When the clock may say this to somebody, by their hours and what it has said today; none: now."""
    hours = hours_of(tx, person)
    if not worktime.is_working(hours, now):
        return worktime.next_working_moment(hours, now)
    midnight = worktime.on_the_clock(hours, worktime.local_day(hours, now), timedelta())
    said = outbox.by_the_clock(tx, [person.id], since=midnight).get(person.id, ())
    others = [each for each in said if each.id != item.id and each.is_between(midnight, midnight + DAY)]
    if len(others) < thresholds(tx, person.workspace_id).messages:
        return None
    return after_the_daily(tx, person, hours, now=now)


def after_the_daily(tx: Tx, person: Person, hours: Hours, *, now: datetime) -> datetime | None:
    """A while after the daily message of their next working day; it is to have its place in that day."""
    into_the_day = timedelta(minutes=thresholds(tx, person.workspace_id).into_the_day_minutes)
    tomorrow = worktime.local_day(hours, now) + DAY
    daily = on_or_after(hours, person.id, tomorrow, into_the_day)
    return worktime.add(hours, daily, AFTER_THE_DAILY) if daily else None


def put_off(tx: Tx, item: OutboxItem, at: datetime) -> None:
    """Look at it again at `at`; what is to be said in the same thread meanwhile does not wait for it."""
    if item.place_id is not None:
        outbox.leave_line(tx, item)
    outbox.release(tx, item, due_at=at, forget_attempt=True)
