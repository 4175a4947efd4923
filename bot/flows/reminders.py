"""Reminders: what is due is planned here, and told or not told when it is sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.errors import Refused
from bot.flows import quiet_start
from bot.flows.absences.promises import is_away_then
from bot.flows.hours import hours_of, hours_of_all
from bot.flows.requests.hearing import Said, hear, opens_at
from bot.flows.requests.moving import Held, Target, held_as_it_is, hold
from bot.flows.requests.seeing import scene_of
from bot.flows.workspaces import thresholds
from bot.rules import reminders as rules
from bot.rules import worktime
from bot.rules.letters import Drop, Letter, Line
from bot.rules.reminders import Case
from bot.rules.workweeks import LAST
from storage import outbox, people, places, requests, trail, turns, workspaces
from storage.base import Tx
from storage.outbox import ByTheClock, NewItem
from storage.records import Entry, OutboxItem, Person, Reason, Request, TrailEntry, Turn, Urgency
from storage.rows import instant
from storage.trail import NewEntry

A_DAY_AND_MORE: Final = timedelta(days=2)  # in which the midnight of every zone lies
ON_ITS_WAY: Final = timedelta(minutes=2)  # what is due within these may be under way at this moment
LONGEST_WHY: Final = 300
HOLDERS_AT_ONCE: Final = 25  # a stroke of some milliseconds, for which whoever asks meanwhile waits
LOOK_AGAIN: Final = timedelta(days=1)  # for somebody of whom nobody knows when they are back


def sweep(tx: Tx, *, now: datetime) -> int:
    """Plan the messages of those with a turn to be looked at; how many people that were.

    The plan, what is counted as reminded and when each turn is looked at next are one transaction, so that
    each reminder is planned once, whatever happens afterwards.
    """
    due = turns.holders_to_remind(tx, now=now, limit=HOLDERS_AT_ONCE)
    if due:
        look_at(tx, due, now=now)
    return len(due)


def look_at(tx: Tx, holder_ids: Sequence[int], *, now: datetime) -> None:
    """Look at every turn of some people that is to be looked at, but for those whom another process has."""
    _look_at(tx, people.lock(tx, holder_ids), now=now)


def compose(tx: Tx, item: OutboxItem, *, now: datetime) -> Letter | Drop:
    """The message as it should now be: without what was answered meanwhile, and in working hours only."""
    holder = people.get(tx, item.person_id or 0)
    hours = hours_of(tx, holder)
    if holder.deactivated_at is not None:
        return Drop()
    if not worktime.is_working(hours, now):
        opening = worktime.next_working_moment(hours, now)
        if opening is not None:
            take_back(tx, item, opening, now=now)
        return Drop()
    open_ones = [_still_open(tx, holder, turn_id) for turn_id in item.data["turns"]]
    listed = [request for request in open_ones if request is not None]
    if not listed:
        return Drop()
    more = requests.load(tx, holder.id) - len(listed)
    scenes = tuple(scene_of(tx, request, holder) for request in listed)
    return Letter(item=item, to=holder, reminded=scenes, more=max(0, more))


def take_back(tx: Tx, item: OutboxItem, at: datetime, *, now: datetime) -> None:
    """A message that may not go now counts as never planned: its turns are looked at again at `at`.

    By then one message holds whatever is due, and the newest step of each. One that may have arrived is
    looked for, and so waits as it is.
    """
    if item.attempts > 1 or "before" not in item.data:
        outbox.release(tx, item, due_at=at, forget_attempt=True)
        return
    for turn_id, (reminded_at, snoozed_until) in zip(item.data["turns"], item.data["before"], strict=True):
        turn = turns.get(tx, turn_id)
        if turn.ended_at is None and turn.reminded_at == item.created_at:
            before = replace(
                turn,
                reminders=turn.reminders - 1,
                reminded_at=instant(reminded_at),
                snoozed_until=instant(snoozed_until),
            )
            turns.plan_reminder(tx, before, at)
    outbox.settle(tx, item, channel=None, ts=None, now=now)


def watch_promise(tx: Tx, held: Held, promised: TrailEntry, *, now: datetime) -> None:
    """Ask shortly before a promise is due whether it still holds, and say so when it was missed."""
    turn, place = held.turn, places.of_person(tx, held.request.id, held.request.owner_id)
    if turn is None or place is None:
        return
    by_at = datetime.fromisoformat(promised.data["by"])
    hours = hours_of(tx, people.get(tx, turn.holder_id))
    data = {"turn": turn.id, "entry": promised.id, "line": Line.STILL_GOOD, "under": place.id}
    workspace_id, request_id = held.request.workspace_id, held.request.id
    before = timedelta(hours=thresholds(tx, workspace_id).still_good_hours)
    asked_at = rules.still_good_at(hours, by_at, now, before)
    if asked_at is not None:
        asked = NewItem(workspace_id, Reason.STILL_GOOD, data, request_id, person_id=turn.holder_id)
        outbox.add(tx, asked, due_at=asked_at, now=now)
    missed = NewItem(workspace_id, Reason.MISSED, {"turn": turn.id, "entry": promised.id}, request_id)
    outbox.add(tx, missed, due_at=by_at, now=now)


def is_still_good(tx: Tx, item: OutboxItem, *, now: datetime) -> bool:
    """Whether the promise that an item asks about still stands, and there is room to ask about it."""
    request = _promised(tx, item.data)
    if request is None or request.promised_at is None or request.promised_at <= now:
        return False
    holder_id = turns.get(tx, item.data["turn"]).holder_id
    holder = people.get(tx, holder_id)
    if is_away_then(tx, request) or quiet_start.is_quiet(tx, holder, now=now):
        return False
    return not _has_enough(tx, holder, item, now=now)


def _promised(tx: Tx, data: Mapping[str, Any]) -> Request | None:
    """The request of which the promise in `data` is the last one, and still to be kept."""
    turn = turns.get(tx, data["turn"])
    request = requests.get(tx, turn.request_id)
    by = datetime.fromisoformat(trail.get(tx, data["entry"]).data["by"])
    return request if turn.ended_at is None and request is not None and request.promised_at == by else None


def _has_enough(tx: Tx, holder: Person, item: OutboxItem, *, now: datetime) -> bool:
    """Whether the clock has written to them as often today as it may; of two promises the first goes."""
    hours = hours_of(tx, holder)
    midnight = worktime.on_the_clock(hours, worktime.local_day(hours, now), timedelta())
    said = outbox.by_the_clock(tx, [holder.id], since=midnight).get(holder.id, ())
    today = [each for each in said if each.is_between(midnight, now + ON_ITS_WAY)]
    counted = sum(each.settled_at is not None or _goes_before(tx, each.data, item.data) for each in today)
    return counted >= thresholds(tx, holder.workspace_id).messages


def _goes_before(tx: Tx, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether what is on its way goes before something about a promise."""
    if "entry" not in one:
        return True
    return bool(one["entry"] < other["entry"]) and _promised(tx, one) is not None


def missed(tx: Tx, request_id: int, *, turn: int, entry: int, now: datetime) -> None:
    """The clock: what was promised by now has not come. The one who waits is told plainly, and in a quiet
    start nobody else: to whoever promised it that would be a reminder.
    """
    request = requests.lock(tx, request_id)
    open_turn = turns.open_turn(tx, request_id)
    if request is None or open_turn is None or open_turn.id != turn:
        return
    promised = trail.get(tx, entry)
    by = promised.data["by"]
    if request.promised_at != datetime.fromisoformat(by):
        return
    if is_away_then(tx, request):
        _ask_again(tx, request, open_turn, promised, now=now)
        return
    quietly = quiet_start.is_quiet(tx, people.get(tx, open_turn.holder_id), now=now)
    data = {"by": by, "turn": turn} | ({"quietly": True} if quietly else {})
    noted = trail.add(tx, request_id, NewEntry(Entry.MISSED, None, data), now=now)
    heard = {request.requester_id: Line.MISSED}
    if not quietly:
        heard[open_turn.holder_id] = Line.YOU_MISSED
    for person_id, line in heard.items():
        due_at = opens_at(tx, people.get(tx, person_id), now)
        hear(tx, request, person_id, Said(line, noted), not_before=due_at, now=now)


def _ask_again(tx: Tx, request: Request, turn: Turn, promised: TrailEntry, *, now: datetime) -> None:
    """A promise that fell due in an absence is not missed: its owner is asked again once they are back."""
    hours = hours_of(tx, people.get(tx, turn.holder_id))
    if worktime.is_working(hours, now):
        hear(tx, request, turn.holder_id, Said(Line.ASKED_AGAIN, promised), now=now)
        return
    again = NewItem(request.workspace_id, Reason.MISSED, {"turn": turn.id, "entry": promised.id}, request.id)
    back_at = worktime.next_working_moment(hours, now)
    outbox.add(tx, again, due_at=back_at or now + LOOK_AGAIN, now=now)


def remind_later(
    tx: Tx, actor: Person, target: Target, at: datetime, *, why: str = "", now: datetime
) -> None:
    """Whoever has the turn wants to hear of it at `at` instead, and then be told `why`. Raises `Refused`."""
    turn = _own_turn(tx, actor, target)
    if at <= now:
        raise Refused("remind_in_the_past")
    turns.plan_reminder(tx, replace(turn, snoozed_until=at), at)
    if why.strip() or turn.later_why:
        turns.keep_why(tx, turn.id, why.strip()[:LONGEST_WHY] or None)


def remind_no_more(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """Whoever has the turn wants to hear no more of it. Raises `Refused`."""
    del now
    turn = _own_turn(tx, actor, target)
    turns.plan_reminder(tx, replace(turn, snoozed_until=None), None)


def still_needed(tx: Tx, actor: Person, target: Target, *, now: datetime) -> None:
    """The one who asks still needs it: whoever has the turn is reminded anew. Raises `Refused`."""
    held = hold(tx, actor, target)
    if actor.id != held.request.requester_id or held.turn is None:
        raise Refused("not_yours")
    trail.add(tx, held.request.id, NewEntry(Entry.STILL_NEEDED, actor.id), now=now)
    turn = replace(held.turn, reminders=0, reminded_at=None, first_reminded_at=None)
    holder = people.get(tx, turn.holder_id)
    limits = thresholds(tx, holder.workspace_id)
    case = Case(held.request, turn, holder, hours_of(tx, holder), thresholds=limits)
    _look_again(tx, turn, rules.daily_after(case, now) if rules.waits_for_the_day(case) else now)


def _look_at(tx: Tx, holders: Sequence[Person], *, now: datetime) -> None:
    """Look at every turn of some people that is to be looked at; what is known of them is read at once."""
    ids = [holder.id for holder in holders]
    hours, by_id = hours_of_all(tx, holders), {holder.id: holder for holder in holders}
    asked = requests.to_remind(tx, ids, now=now)
    acted = trail.last_acted(tx, ids, now=now)
    workspace_ids = {holder.workspace_id for holder in holders}
    usual = {each: (workspaces.typical(tx, each), thresholds(tx, each)) for each in workspace_ids}
    due: dict[int, list[Case]] = defaultdict(list)
    quiet = quiet_start.until(tx, now=now)
    for turn in turns.to_remind(tx, ids, now=now):
        request, holder = asked[turn.request_id], by_id[turn.holder_id]
        quiet_until = quiet(holder)
        if quiet_until is not None:
            turns.plan_reminder(tx, turn, quiet_until)
            continue
        known = acted.get(request.id), *usual[holder.workspace_id]
        case = Case(request, turn, holder, hours[holder.id], *known)
        if _is_due(tx, case, now=now):
            due[holder.id].append(case)
    said = outbox.by_the_clock(tx, list(due), since=now - A_DAY_AND_MORE) if due else {}
    for holder_id, cases in due.items():
        _plan(tx, cases, said.get(holder_id, ()), now=now)


def _is_due(tx: Tx, case: Case, *, now: datetime) -> bool:
    """Whether the holder is to hear of it now; if not, it is planned when it is looked at again."""
    if not rules.is_reminded(case.turn):
        turns.plan_reminder(tx, case.turn, None)
        return False
    at = rules.due_at(case, now)
    if at is None or at > now:
        _look_again(tx, case.turn, at)
        return False
    if case.turn.reminders >= case.thresholds.reminders:
        _ask_requester(tx, case, now=now)
        return False
    return True


def _plan(tx: Tx, due: Sequence[Case], said: Sequence[ByTheClock], *, now: datetime) -> None:
    """One message with the oldest of what is due, if one may go now; the others wait for the next day."""
    holder, hours, limits = due[0].holder, due[0].hours, due[0].thresholds
    midnight = worktime.on_the_clock(hours, worktime.local_day(hours, now), timedelta())
    sent_today = [each for each in said if each.is_between(midnight, now + ON_ITS_WAY)]
    in_hours = worktime.is_working(hours, now)
    daily_sent = any(item.data.get("daily") for item in sent_today)
    full = len(sent_today) >= limits.messages
    now_or_later = {
        case.turn.id: in_hours and _may_go(case, daily_sent=daily_sent, full=full) for case in due
    }
    going = sorted(
        (case for case in due if now_or_later[case.turn.id]), key=lambda case: case.turn.started_at
    )
    listed, waiting = going[: limits.listed], going[limits.listed :]
    waiting += [case for case in due if not now_or_later[case.turn.id]]
    for case in waiting:
        later = rules.next_day(case, now) if in_hours else rules.daily_after(case, now)
        _look_again(tx, case.turn, later)
    if not listed:
        return
    daily = any(rules.waits_for_the_day(case) for case in listed)
    before = [(case.turn.reminded_at, case.turn.snoozed_until) for case in listed]
    counted = not all(_is_beyond_count(case) for case in listed)
    data = {
        "turns": [case.turn.id for case in listed],
        "daily": daily,
        "counted": counted,
        "before": before,
    }
    outbox.add(
        tx, NewItem(holder.workspace_id, Reason.REMINDERS, data, person_id=holder.id), due_at=now, now=now
    )
    for case in listed:
        told = rules.told(case, now)
        _look_again(tx, told.turn, rules.next_at(told))


def _look_again(tx: Tx, turn: Turn, at: datetime | None) -> None:
    """Plan when a turn is looked at again. With no such moment, as while somebody is away with an open end,
    that is once their hours are known to be others.
    """
    turns.plan_reminder(tx, turn, at or LAST)


def _may_go(case: Case, *, daily_sent: bool, full: bool) -> bool:
    if rules.waits_for_the_day(case):
        return not daily_sent and not full
    return not full or _is_beyond_count(case)


def _is_beyond_count(case: Case) -> bool:
    """Whether a reminder is not one of the few that a day may bring: urgent, or asked for at that hour."""
    is_urgent = case.request.urgency is Urgency.URGENT and not rules.waits_for_the_day(case)
    return is_urgent or case.turn.snoozed_until is not None


def _ask_requester(tx: Tx, case: Case, *, now: datetime) -> None:
    """Nobody is reminded for ever: the one who asks says whether it is still needed."""
    request = case.request
    turns.plan_reminder(tx, case.turn, None)
    entry = trail.add(tx, request.id, NewEntry(Entry.STILL_ASKED, None, {"turn": case.turn.id}), now=now)
    requester = people.get(tx, request.requester_id)
    due_at = opens_at(tx, requester, now)
    hear(tx, request, requester.id, Said(Line.STILL_NEEDED, entry), not_before=due_at, now=now)


def _still_open(tx: Tx, holder: Person, turn_id: int) -> Request | None:
    turn = turns.get(tx, turn_id)
    if turn.ended_at is not None or turn.holder_id != holder.id:
        return None
    return requests.get(tx, turn.request_id)


def _own_turn(tx: Tx, actor: Person, target: Target) -> Turn:
    held = held_as_it_is(tx, hold(tx, actor, target).request)
    if held.turn is None or held.turn.holder_id != actor.id:
        raise Refused("not_now")
    return held.turn
