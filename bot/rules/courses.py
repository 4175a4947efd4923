"""The course that each request took until some moment: who was asked first, and how long each turn lasted.

A request counts for whoever was asked first, also where it has been handed over since: so what a figure
rests on never changes. Instants are text as it is stored, which sorts as time does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from bot.rules.survival import Wait
from storage.records import AskedRow, Clock, Entry, HeldRow, Outcome, Status, Why

Worked = Callable[[int, str], int]  # the working minutes of a person since an instant, until the moment

# Hundreds of thousands of turns are looked at. An enum's member takes as long to find as all else about one,
# so what is compared with a column is the text that stands there.
SAYS = frozenset(entry.value for entry in (Entry.ANSWERED, Entry.DECLINED, Entry.ASKED_BACK))
# What a turn on the owner's side is waited for; whoever it was lent to gives it back with their part done.
ENDS_A_WAIT = SAYS | {Entry.RETURNED.value}
HELD, RUNNING = Clock.HELD.value, Clock.RUNNING.value
ASKED_BACK, HANDED_OVER, LENT = Entry.ASKED_BACK.value, Entry.HANDED_OVER.value, Entry.LENT.value
REOPENED, TEAM_ASKED = Why.REOPENED.value, Why.TEAM_ASKED.value
STATUSES = {status.value: status for status in Status}
OUTCOMES = {outcome.value: outcome for outcome in Outcome}

wait = lru_cache(maxsize=2**16)(Wait)
"""A `Wait`: the same one for all that took as long, of which there are many."""
NO_WAIT = wait(0, False)


class Reached(StrEnum):
    """What became of a request that reached somebody who was away."""

    COVERED = "covered"  # whoever stands in was asked
    PASSED_ON = "passed_on"
    WAITED = "waited"  # for their return
    LOST = "lost"  # nobody has answered, and the one who asked did not know


class Course(NamedTuple):
    """How one request went. `kept` says of a promise that was due at `due_at` whether it was; none:
    there was none.

    `first` is its wait for a first answer on the clock of whoever held it, `turns` every wait on the owner's
    side. `accepted` is its wait on the same clock until somebody had seen it, `resolved` until it was closed,
    dated to the last answer, and `awaited` the same on the requester's clock. `not_yet` counts the answers
    that did not help yet; `reached` is none where nobody was away.
    """

    id: int
    owner_id: int
    first: Wait
    turns: tuple[Wait, ...]
    status: Status
    outcome: Outcome | None
    kept: bool | None
    moves: int
    not_yet: int
    hand_overs: int
    asked_back_first: bool
    due_at: str | None = None
    accepted: Wait = NO_WAIT
    resolved: Wait = NO_WAIT
    awaited: Wait = NO_WAIT
    reached: Reached | None = None


def courses(
    asked: Iterable[AskedRow],
    held: Iterable[HeldRow],
    *,
    until: str,
    worked: Worked,
    absent: Mapping[int, bool] | None = None,
) -> Iterator[Course]:
    """Every request that somebody was asked, with the turns `held` on its owner's side, in order.

    A team's request is left out until one of the team takes it. `absent` are those whose asker knew that
    somebody was away, and whether the cover was asked.
    """
    by_id = {request.id: request for request in asked}
    for request_id, group in groupby(held, itemgetter(0)):
        turns = list(group)
        owner_id = next((turn.holder_id for turn in turns if turn.why != TEAM_ASKED), None)
        request = by_id.get(request_id)
        if owner_id is not None and request is not None:
            view = _View(until, worked, absent.get(request_id) if absent else None)
            yield _course(request, owner_id, _lengths(turns, view), view)


_Lengths = Sequence[tuple[HeldRow, int, str | None]]  # each turn with its minutes, and how it ended


class _View(NamedTuple):
    """From when it is looked at; and whether the asker knew of an absence, and asked the cover."""

    until: str
    worked: Worked
    covered: bool | None


def _lengths(turns: Iterable[HeldRow], view: _View) -> _Lengths:
    found: list[tuple[HeldRow, int, str | None]] = []
    for turn in turns:
        over = turn.ended_at is not None and turn.ended_at <= view.until
        if turn.clock == HELD:
            minutes = 0
        elif over:
            minutes = turn.minutes or 0
        else:
            minutes = view.worked(turn.holder_id, turn.started_at)
        found.append((turn, minutes, turn.end_reason if over else None))
    return found


def _is_over(turn: HeldRow, at: str) -> bool:
    return turn.ended_at is not None and turn.ended_at <= at


def _course(request: AskedRow, owner_id: int, lengths: _Lengths, view: _View) -> Course:
    until = view.until
    response = _by(request.first_response_at, until)
    ended = _by(request.ended_at, until)
    status = STATUSES[request.status] if ended else Status.OPEN
    resolved = status is Status.CLOSED or status is Status.DECLINED
    ends = [end for _, _, end in lengths]
    whole, before = _minutes(lengths, response)
    return Course(
        id=request.id,
        owner_id=owner_id,
        first=wait(before, response is not None),
        turns=tuple(
            [wait(minutes, end in ENDS_A_WAIT) for turn, minutes, end in lengths if turn.clock == RUNNING]
        ),
        status=status,
        outcome=OUTCOMES[request.outcome] if ended and request.outcome else None,
        kept=_kept(request, until),
        moves=request.promise_moves,
        not_yet=[turn.why for turn, _, _ in lengths].count(REOPENED),
        hand_overs=ends.count(HANDED_OVER),
        asked_back_first=next((end for end in ends if end in SAYS), None) == ASKED_BACK,
        due_at=_by(request.promised_at, until),
        accepted=_accepted(request, lengths, before, view),
        resolved=wait(whole, resolved),
        awaited=wait(_awaited(request, lengths, view), resolved),
        reached=_reached(lengths, ends, view.covered, answered=response is not None),
    )


def _minutes(lengths: _Lengths, response: str | None) -> tuple[int, int]:
    """All of them, and those of the turns that had begun before the first response."""
    whole = before = 0
    for turn, minutes, _ in lengths:
        whole += minutes
        if response is None or turn.started_at < response:
            before += minutes
    return whole, before


def _accepted(request: AskedRow, lengths: _Lengths, before: int, view: _View) -> Wait:
    """Until somebody had seen it; what was answered without that has waited no longer than for the answer."""
    at = _by(request.accepted_at, view.until)
    if at is None:
        return wait(before, False)
    minutes = 0
    for turn, took, _ in lengths:
        if turn.started_at < at and turn.clock == RUNNING:
            minutes += took if _is_over(turn, at) else _between(turn, at, view.worked)
    return wait(minutes, True)


def _between(turn: HeldRow, at: str, worked: Worked) -> int:
    return worked(turn.holder_id, turn.started_at) - worked(turn.holder_id, at)


def _awaited(request: AskedRow, lengths: _Lengths, view: _View) -> int:
    """The requester's working minutes while it was not their turn."""
    minutes = 0
    for turn, _, _ in lengths:
        if turn.ended_at is not None and turn.ended_at <= view.until:
            minutes += turn.requester_minutes or 0
        else:
            minutes += view.worked(request.requester_id, turn.started_at)
    return minutes


def _reached(
    lengths: _Lengths, ends: Sequence[str | None], covered: bool | None, *, answered: bool
) -> Reached | None:
    if covered is None and not any(turn.away_minutes for turn, _, _ in lengths):
        return None
    if covered:
        return Reached.COVERED
    if HANDED_OVER in ends or LENT in ends:
        return Reached.PASSED_ON
    return Reached.WAITED if answered or covered is not None else Reached.LOST


def _kept(request: AskedRow, until: str) -> bool | None:
    """Whether a promise that was due has been kept; none where nothing was, or it was over before."""
    due = _by(request.promised_at, until)
    if due is None:
        return None
    answered = request.answered_at or request.first_response_at
    if answered is not None and answered <= due:
        return True
    return None if request.ended_at is not None and request.ended_at <= due else False


def _by(at: str | None, until: str) -> str | None:
    """An instant, if it had come by then."""
    return at if at is not None and at <= until else None
