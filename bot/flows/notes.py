"""The weekly note: when it is due, and what it says of somebody to themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.flows import quiet_start
from bot.flows.digests import own
from bot.flows.hours import hours_of
from bot.flows.workspaces import thresholds
from bot.rules import notes as rules
from bot.rules import worktime
from bot.rules.courses import Course
from bot.rules.digests import WEEK, week_end
from bot.rules.letters import Drop, Letter
from bot.rules.notes import Away, Note
from bot.rules.reminders import after_return
from storage import absences, outbox, people, requests, trail
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import Hours, OutboxItem, Person, Reason
from storage.rows import SOME, stamp

AWAITED_AT_MOST: Final = 50
DAY: Final = timedelta(days=1)


def begin(tx: Tx, person: Person, *, now: datetime) -> None:
    """Somebody has met Svar, or wants the note again: it comes once there is a week to tell of."""
    first = rules.next_at(hours_of(tx, person), person.id, now + rules.ENOUGH_OF_A_WEEK)
    people.plan_note(tx, person.id, first)


def stop(tx: Tx, person: Person, *, now: datetime) -> None:
    """They want none."""
    del now
    people.plan_note(tx, person.id, None)


def sweep(tx: Tx, *, now: datetime) -> int:
    """Plan the notes that are due, each once; of how many people that were."""
    due = dict(people.notes_due(tx, now=now, limit=SOME))
    for person in people.lock(tx, due) if due else ():
        _plan(tx, person, due[person.id], now=now)
    return len(due)


def compose(tx: Tx, item: OutboxItem, *, now: datetime) -> Letter | Drop:
    """The note as it is now, in their working hours only; nothing where there is nothing to say."""
    person = people.get(tx, item.person_id or 0)
    hours = hours_of(tx, person)
    if person.deactivated_at is not None:
        return Drop()
    opens = _opens(tx, person, hours, now)
    if opens != now:
        if opens is not None:
            outbox.release(tx, item, due_at=opens, forget_attempt=True)
        return Drop()
    found = note(tx, person, now=now)
    return Letter(item=item, to=person, note=found) if found.says_something else Drop()


def _opens(tx: Tx, person: Person, hours: Hours, now: datetime) -> datetime | None:
    """When it can be told: while they work, and not in the first hours back from an absence."""
    quiet = timedelta(hours=thresholds(tx, person.workspace_id).back_hours)
    later = after_return(hours, now, quiet)
    return worktime.next_working_moment(hours, later) if later else None


def note(tx: Tx, person: Person, *, now: datetime) -> Note:
    """Somebody's own last week that is over, and what waits now."""
    until = week_end(now)
    known = _own(tx, person, until, WEEK + rules.USUAL)
    due = [course for course in known if course.due_at is not None and course.due_at > stamp(until - WEEK)]
    waits = requests.load(tx, person.id), requests.awaited(tx, person.id)
    week, before = _own(tx, person, until, WEEK), _own(tx, person, until - WEEK, rules.USUAL)
    thanks = trail.thanks_to(tx, person.id, ended_since=until - rules.USUAL, since=until - WEEK, until=until)
    return replace(rules.noted(waits, due, week, before), thanks=thanks, away=_away(tx, person, now))


def _own(tx: Tx, person: Person, until: datetime, length: timedelta) -> list[Course]:
    """What they were asked themselves: what was handed over to them has waited on other clocks too."""
    return [course for course in own(tx, person.id, until, length) if course.owner_id == person.id]


def _away(tx: Tx, person: Person, now: datetime) -> tuple[Away, ...]:
    """Whom they wait for and who will be away within the week."""
    awaited = requests.awaited_by(tx, person.id, limit=AWAITED_AT_MOST)
    holders = sorted({request.holder_id for request in awaited if request.holder_id is not None})
    found = []
    for holder_id in holders:
        ahead = absences.of_person(tx, holder_id, since=now)
        if ahead and ahead[0].starts_at < now + WEEK:
            name = people.get(tx, holder_id).name
            found.append(Away(name, ahead[0].starts_at, ahead[0].ends_at))
    return tuple(found)


def _plan(tx: Tx, person: Person, due_at: datetime, *, now: datetime) -> None:
    hours = hours_of(tx, person)
    following = rules.next_at(hours, person.id, now)
    if person.deactivated_at is not None or now - due_at > rules.LATE:
        people.plan_note(tx, person.id, following if person.deactivated_at is None else None)
        return
    quiet_until = quiet_start.until(tx, now=now)(person)
    if quiet_until is not None:
        people.plan_note(tx, person.id, rules.next_at(hours, person.id, quiet_until))
        return
    today = worktime.local_day(hours, now)
    if not worktime.is_working(hours, now) or _has_enough(tx, person, hours, now):
        people.plan_note(tx, person.id, rules.on_or_after(hours, person.id, today + DAY))
        return
    item = NewItem(person.workspace_id, Reason.NOTE, {}, person_id=person.id)
    outbox.add(tx, item, due_at=now, now=now)
    people.plan_note(tx, person.id, following)


def _has_enough(tx: Tx, person: Person, hours: Hours, now: datetime) -> bool:
    """Whether the clock has written to them as often today as it may."""
    midnight = worktime.on_the_clock(hours, worktime.local_day(hours, now), timedelta())
    said = outbox.by_the_clock(tx, [person.id], since=midnight).get(person.id, ())
    return (
        sum(each.is_between(midnight, midnight + DAY) for each in said)
        >= thresholds(tx, person.workspace_id).messages
    )
