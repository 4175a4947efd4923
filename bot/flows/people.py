"""What follows when somebody is renamed, moves to another time zone, or leaves the company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.flows.absences.seeing import absent_owner
from bot.flows.absences.telling import tell_covered
from bot.flows.hours import hours_of
from bot.flows.requests.hearing import Said, hear, hear_all, opens_at
from bot.flows.requests.moving import Held, held_as_it_is, take
from bot.rules.letters import Line
from bot.rules.schedules import week_at
from bot.rules.turns import Step
from storage import absences, homes, outbox, people, places, requests, schedules, trail, turns
from storage.base import Tx
from storage.people import Profile
from storage.records import Days, Entry, NewTurn, Person, ScheduleChange, Status, Why
from storage.trail import NewEntry

MOST_TEAMS: Final = 10_000


def learned(tx: Tx, workspace_id: int, profile: Profile, *, now: datetime) -> Person:
    """Keep what Slack says of somebody, and let their open requests follow."""
    before = people.by_slack_id(tx, workspace_id, profile.slack_id)
    person = people.put(tx, workspace_id, profile, now=now)
    if before is not None:
        _follow(tx, before, person, now=now)
    return person


def _follow(tx: Tx, before: Person, person: Person, *, now: datetime) -> None:
    if before.name != person.name:
        _show_anew(tx, person, now=now)
    if (before.zone, before.locale) != (person.zone, person.locale):
        homes.changed_of(tx, person.id, now=now)
    if before.zone != person.zone:
        _moved(tx, person, before, now=now)
    if person.deactivated_at is not None and before.deactivated_at is None:
        for request_id in requests.open_with(tx, person.id):
            leave(tx, person, request_id, Entry.LEFT, now=now)
        tell_covered(tx, absences.covered_by(tx, person.id, since=now), now=now)


def _show_anew(tx: Tx, person: Person, *, now: datetime) -> None:
    for request_id in requests.open_with(tx, person.id):
        places.changed(tx, request_id, now=now)


def _moved(tx: Tx, person: Person, before: Person, *, now: datetime) -> None:
    """Somebody is in another zone: what they have yet to see waits for their morning there."""
    if before.fetched_at is not None:  # until Slack was asked, their zone was somebody else's
        schedules.move(tx, person.id, old=before.zone, new=person.zone, now=now)
    for place in places.unposted_of(tx, person.id):
        places.due(tx, place.id, due_at=opens_at(tx, person, now))
    outbox.hasten_absences(tx, person.id, now=now)


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody sets for themselves: their week, the time of their daily message, their language.

    `region` is whose public holidays they keep, empty for none at all; none leaves that as it is.
    """

    days: Days
    daily_minutes: int | None = None
    language: str | None = None
    region: str | None = None


def choose(tx: Tx, person: Person, choice: Choice, *, now: datetime) -> None:
    """Somebody works, is reminded and is spoken to otherwise from now on."""
    is_other_week = week_at(hours_of(tx, person), now).days != choice.days
    if is_other_week or choice.region is not None:
        days = choice.days if is_other_week else None
        schedules.put(tx, person.id, ScheduleChange(now, days=days, region=choice.region), now=now)
        for place in places.unposted_of(tx, person.id):
            places.due(tx, place.id, due_at=opens_at(tx, person, now))
        outbox.hasten_absences(tx, person.id, now=now)
    people.choose(tx, person.id, daily_minutes=choice.daily_minutes, language=choice.language)
    if choice.language != person.language:
        _show_anew(tx, person, now=now)
    turns.look_at_all(tx, person.id, now=now)
    homes.changed_of(tx, person.id, now=now)


def learned_teams(tx: Tx, workspace_id: int, told: Sequence[Profile], *, now: datetime) -> None:
    """Keep the teams that there are; a team that Slack does not tell of any more can be asked no longer."""
    for profile in told:
        people.put(tx, workspace_id, profile, now=now)
    there = {profile.slack_id for profile in told}
    for team in people.teams(tx, workspace_id, limit=MOST_TEAMS):
        if team.slack_id not in there:
            people.leave(tx, team.id, now=now)


def leave(tx: Tx, person: Person, request_id: int, why: Entry, *, now: datetime) -> None:
    """Somebody is gone in the middle of a request: nobody goes on waiting without knowing it.

    `why` is LEFT, or ERASED for whoever wants nothing kept about them.
    """
    request = requests.lock(tx, request_id)
    held = held_as_it_is(tx, request) if request else None
    if held is None or held.turn is None:
        return
    new = NewEntry(why, None, {"to": person.id})
    if person.id == held.request.requester_id:
        entry = take(tx, held, Step(why, None, Status.WITHDRAWN), new, now=now)
        hear_all(tx, held, person.id, Said(Line.REQUESTER_LEFT, entry), now=now)
    elif person.id == held.request.owner_id:
        place = places.of_person(tx, request_id, person.id)
        if place is not None and place.failure is not None:
            return  # they were found to be out of reach, and the requester knows
        if place is not None:
            places.lose(tx, place.id, "person_left")
            outbox.fail_in_place(tx, place.id, "person_left", now=now)
        requester = people.get(tx, held.request.requester_id)
        absent = absent_owner(tx, person, requester, None, now=now) if why is Entry.LEFT else None
        data = {"to": person.id} | ({"cover": absent.cover.id} if absent and absent.cover else {})
        entry = trail.add(tx, request_id, NewEntry(why, None, data), now=now)
        hear(tx, held.request, requester.id, Said(Line.OWNER_LEFT, entry), now=now)
    elif person.id == held.turn.holder_id and held.lenders:
        _goes_back(tx, held, new, now=now)


def _goes_back(tx: Tx, held: Held, new: NewEntry, *, now: datetime) -> None:
    """It was lent to somebody who has left: whoever lent it has it again."""
    lender = held.lenders[0]
    back = NewTurn(lender.holder_id, lender.side, Why.RETURNED, lent_from_id=lender.lent_from_id)
    entry = take(tx, held, Step(new.kind, back), new, now=now)
    hear(tx, held.request, lender.holder_id, Said(Line.THIRD_LEFT, entry), now=now)
