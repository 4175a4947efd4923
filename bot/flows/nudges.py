"""Nudges: whoever many wait for is offered help, and two who wait for each other are told so.

Nobody is told who is crowded, and no list of them is kept: what a look finds is a date on somebody's own row,
and what a nudge leaves is another. What was said stands in the outbox for as long as it can be rated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from bot.errors import Refused
from bot.flows import quiet_start
from bot.flows.hours import hours_of_all
from bot.flows.quiet import after_the_daily, not_before
from bot.flows.requests.seeing import scene_of
from bot.flows.workspaces import admins, thresholds
from bot.rules import nudges as rules
from bot.rules import worktime
from bot.rules.letters import Drop, Letter
from bot.rules.nudges import Load, Next, Nudge, Rest, Thought
from bot.rules.thresholds import Thresholds
from storage import homes, nudges, outbox, people, requests, workspaces
from storage.base import Tx
from storage.nudges import Held, Pair
from storage.outbox import NewItem
from storage.records import Crowd, Hours, OutboxItem, Person, Reason, Request, Status

IDS_AT_ONCE: Final = 100  # a stroke of some milliseconds


def look(tx: Tx, workspace_id: int, after: int, *, now: datetime) -> int | None:
    """Look at the next few people; the id of the last of them, none once everybody was looked at.

    It may be done twice: a second look on the same day finds what the first one left, and leaves the same.
    """
    typical, limits = workspaces.typical(tx, workspace_id), thresholds(tx, workspace_id)
    if typical is None:
        return None
    found = nudges.crowded(
        tx,
        workspace_id,
        after=after,
        before=now - typical,
        people=limits.nudge_people,
        turns=limits.nudge_turns,
    )
    if not found:
        return None
    crowded = _crowded(tx, workspace_id, found, (typical, limits), now=now)
    if crowded:
        _offer(tx, crowded, _gap(tx, workspace_id, limits), now=now)
    return found[-1]


def look_at_pairs(tx: Tx, workspace_id: int, after: int, *, now: datetime) -> int | None:
    """The same, for those who wait for each other: almost nobody, so a stroke is a range of ids."""
    typical, through = workspaces.typical(tx, workspace_id), after + IDS_AT_ONCE
    if typical is None:
        return None
    found = nudges.mutual(tx, workspace_id, after=after, through=through, before=now - typical)
    if found:
        gap = _gap(tx, workspace_id, thresholds(tx, workspace_id))
        for pair in found:
            _tell_both(tx, pair, typical, gap, now=now)
    return through if through < nudges.last(tx, workspace_id) else None


def end_of_look(tx: Tx, workspace_id: int, *, now: datetime) -> None:
    """Everybody was looked at: admins hear once if nudges come less often, and the next look is planned."""
    counted = nudges.thought(tx, workspace_id, lock=True)
    why = rules.rests(counted, *nudges.muted(tx, workspace_id))
    for rest in why:
        if rest not in counted.get("told", ()):
            for admin in admins(tx, workspace_id):
                _say(tx, admin, {"rest": rest}, now, now=now)
    nudges.keep_thought(tx, workspace_id, {**counted, "told": why})
    nudges.looked(tx, workspace_id, rules.EVERY, now=now)


def compose(tx: Tx, item: OutboxItem, *, now: datetime) -> Letter | Drop:
    """The nudge as it is now: in working hours, within what may be said on a day, and if it is still so."""
    person = people.get(tx, item.person_id or 0)
    later = not_before(tx, item, person, now=now)
    if later is not None:
        outbox.release(tx, item, due_at=later, forget_attempt=True)
        return Drop()
    may_hear = person.deactivated_at is None and not quiet_start.is_quiet(tx, person, now=now)
    letter = _letter(tx, item, person) if may_hear else None
    if letter is None:
        nudges.not_nudged(tx, person.id)
        return Drop()
    if "rest" not in item.data:
        nudges.nudged(tx, person.id, now.date())  # the time until the next one begins when it is said
    return letter


def rate(tx: Tx, person: Person, item_id: int, thought: Thought, *, now: datetime) -> None:
    """Somebody says what they think of a nudge that they got; counted once, and not as theirs."""
    del now
    item = outbox.lock(tx, item_id)
    if item is None or item.person_id != person.id or item.reason is not Reason.NUDGE or "rest" in item.data:
        raise Refused("nudge_over")
    if item.data.get("rated"):
        return
    outbox.change_data(tx, item.id, {**item.data, "rated": True})
    counted = nudges.thought(tx, person.workspace_id, lock=True)
    nudges.keep_thought(tx, person.workspace_id, {**counted, thought: counted.get(thought, 0) + 1})


def mute(tx: Tx, person: Person, *, now: datetime) -> None:
    """Somebody wants no nudges; only they themselves can change that."""
    nudges.mute(tx, person.id, now)
    homes.changed_of(tx, person.id, now=now)


def unmute(tx: Tx, person: Person, *, now: datetime) -> None:
    """They want them again."""
    nudges.mute(tx, person.id, None)
    homes.changed_of(tx, person.id, now=now)


def _crowded(
    tx: Tx, workspace_id: int, ids: Sequence[int], limits: tuple[timedelta, Thresholds], *, now: datetime
) -> dict[int, Hours]:
    """Who of them is crowded by their own working time, with their hours."""
    typical, asked = limits
    hours = hours_of_all(tx, people.some(tx, ids))
    old: dict[int, datetime] = {}  # by the hours, which are the same object for all who work alike
    for each in hours.values():
        if id(each) not in old:
            old[id(each)] = rules.old_before(each, now, typical)
    held: dict[int, list[Held]] = defaultdict(list)
    for turn in nudges.held(tx, workspace_id, ids):
        held[turn.holder_id].append(turn)
    loads = {person_id: _load(held[person_id], old[id(own)]) for person_id, own in hours.items()}
    return {person_id: hours[person_id] for person_id, load in loads.items() if rules.is_much(load, asked)}


def _load(held: Sequence[Held], old_before: datetime) -> Load:
    return Load(
        people=len({turn.requester_id for turn in held}),
        old=sum(turn.started_at <= old_before for turn in held),
    )


def _offer(tx: Tx, crowded: Mapping[int, Hours], gap: timedelta, *, now: datetime) -> None:
    """Note that they are, or nudge those who have been for a week."""
    locked = people.lock(tx, list(crowded))
    states = nudges.states(tx, [person.id for person in locked])
    for person in locked:
        hours = crowded[person.id]
        then = rules.after_look(states[person.id], hours, gap, now)
        if then is Next.SEEN:
            nudges.seen(tx, person.id, now.date())
        elif then is Next.NUDGED:
            _plan(tx, person, hours, {}, now=now)


def _tell_both(tx: Tx, pair: Pair, typical: timedelta, gap: timedelta, *, now: datetime) -> None:
    """Two who wait for each other hear so, if both may be nudged and both are there."""
    both = people.lock(tx, (pair.one_id, pair.other_id))
    states, hours = nudges.states(tx, [person.id for person in both]), hours_of_all(tx, both)
    since = {pair.one_id: pair.mine_since, pair.other_id: pair.theirs_since}
    if len(both) == len(since) and all(
        _can_hear(states[person.id], hours[person.id], gap, now)
        and since[person.id] <= rules.old_before(hours[person.id], now, typical)
        for person in both
    ):
        for person in both:
            data = {"requests": [pair.mine_id, pair.theirs_id]}
            _plan(tx, person, hours[person.id], data, now=now)


def _can_hear(state: Crowd, hours: Hours, gap: timedelta, now: datetime) -> bool:
    return rules.may_be_nudged(state, gap, now.date()) and worktime.away_at(hours, now) is None


def _gap(tx: Tx, workspace_id: int, limits: Thresholds) -> timedelta:
    why = nudges.thought(tx, workspace_id).get("told", ())
    return rules.gap(limits, [Rest(each) for each in why])


def _plan(tx: Tx, person: Person, hours: Hours, data: Mapping[str, Any], *, now: datetime) -> None:
    """A while after the daily message, on their next working day."""
    due_at = after_the_daily(tx, person, hours, now=now)
    if due_at is not None:
        nudges.nudged(tx, person.id, now.date())
        _say(tx, person, data, due_at, now=now)


def _say(tx: Tx, person: Person, data: Mapping[str, Any], due_at: datetime, *, now: datetime) -> None:
    item = NewItem(person.workspace_id, Reason.NUDGE, data, person_id=person.id)
    outbox.add(tx, item, due_at=due_at, now=now)


def _letter(tx: Tx, item: OutboxItem, person: Person) -> Letter | None:
    """What there is to say; none if it is no longer so."""
    if "rest" in item.data:
        return Letter(item=item, to=person, nudge=Nudge(rest=Rest(item.data["rest"])))
    if "requests" in item.data:
        mine, theirs = (requests.get(tx, request_id) for request_id in item.data["requests"])
        if mine is None or theirs is None or not _wait_for_each_other(mine, theirs):
            return None
        scenes = tuple(scene_of(tx, request, person) for request in (mine, theirs))
        return Letter(item=item, to=person, nudge=Nudge(), reminded=scenes)
    limits = thresholds(tx, person.workspace_id)
    held = nudges.held(tx, person.workspace_id, [person.id])
    waiting = len({turn.requester_id for turn in held})
    if waiting < limits.nudge_people or len(held) < limits.nudge_turns:
        return None
    return Letter(item=item, to=person, nudge=Nudge(waiting=waiting))


def _wait_for_each_other(mine: Request, theirs: Request) -> bool:
    both_open = mine.status is Status.OPEN and theirs.status is Status.OPEN
    return both_open and (mine.holder_id, theirs.holder_id) == (theirs.requester_id, mine.requester_id)
