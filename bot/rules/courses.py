"""The course that each request took until some moment: who was asked first, and how long each turn lasted.

A request counts for whoever was asked first, also where it has been handed over since: so what a figure
rests on never changes. Instants are text as it is stored, which sorts as time does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from bot.rules.survival import Wait
from storage.records import AskedRow, Clock, Entry, HeldRow, Outcome, Status, Why

Worked = Callable[[int, str], int]  # the working minutes of a person since an instant, until the moment

# What a turn on the owner's side is waited for; whoever it was lent to gives it back with their part done.
ENDS_A_WAIT = frozenset({Entry.ANSWERED, Entry.DECLINED, Entry.ASKED_BACK, Entry.RETURNED})


NO_WAIT = Wait(0, answered=False)


class Reached(StrEnum):
    """What became of a request that reached somebody who was away."""

    COVERED = "covered"  # whoever stands in was asked
    PASSED_ON = "passed_on"
    WAITED = "waited"  # for their return
    LOST = "lost"  # nobody has answered, and the one who asked did not know


@dataclass(frozen=True, slots=True)
class Course:
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
    for request_id, group in groupby(held, attrgetter("request_id")):
        theirs = list(group)
        owner_id = next((turn.holder_id for turn in theirs if turn.why != Why.TEAM_ASKED), None)
        if owner_id is not None and request_id in by_id:
            view = _View(until, worked, (absent or {}).get(request_id))
            yield _course(by_id[request_id], owner_id, _lengths(theirs, view), view)


_Lengths = Sequence[tuple[HeldRow, int, Entry | None]]  # each turn with its minutes, and how it ended


class _View(NamedTuple):
    """From when it is looked at; and whether the asker knew of an absence, and asked the cover."""

    until: str
    worked: Worked
    covered: bool | None


def _lengths(turns: Iterable[HeldRow], view: _View) -> _Lengths:
    found: list[tuple[HeldRow, int, Entry | None]] = []
    for turn in turns:
        over = _is_over(turn, view.until)
        if turn.clock == Clock.HELD:
            minutes = 0
        else:
            minutes = (turn.minutes or 0) if over else view.worked(turn.holder_id, turn.started_at)
        found.append((turn, minutes, Entry(turn.end_reason) if over and turn.end_reason else None))
    return found


def _is_over(turn: HeldRow, at: str) -> bool:
    return turn.ended_at is not None and turn.ended_at <= at


def _course(request: AskedRow, owner_id: int, lengths: _Lengths, view: _View) -> Course:
    until = view.until
    response = _by(request.first_response_at, until)
    ended = _by(request.ended_at, until)
    before = sum(minutes for turn, minutes, _ in lengths if response is None or turn.started_at < response)
    resolved = ended is not None and request.status in (Status.CLOSED, Status.DECLINED)
    ends = [ended_by for _, _, ended_by in lengths]
    said = (end for end in ends if end in (Entry.ANSWERED, Entry.DECLINED, Entry.ASKED_BACK))
    return Course(
        id=request.id,
        owner_id=owner_id,
        first=Wait(before, answered=response is not None),
        turns=tuple(
            Wait(minutes, answered=end in ENDS_A_WAIT)
            for turn, minutes, end in lengths
            if turn.clock == Clock.RUNNING
        ),
        status=Status(request.status) if ended else Status.OPEN,
        outcome=Outcome(request.outcome) if ended and request.outcome else None,
        kept=_kept(request, until),
        moves=request.promise_moves,
        not_yet=sum(turn.why == Why.REOPENED for turn, _, _ in lengths),
        hand_overs=ends.count(Entry.HANDED_OVER),
        asked_back_first=next(said, None) is Entry.ASKED_BACK,
        due_at=_by(request.promised_at, until),
        accepted=_accepted(request, lengths, before, view),
        resolved=Wait(sum(minutes for _, minutes, _ in lengths), resolved),
        awaited=Wait(_awaited(request, lengths, view), resolved),
        reached=_reached(lengths, ends, view.covered, answered=response is not None),
    )


def _accepted(request: AskedRow, lengths: _Lengths, before: int, view: _View) -> Wait:
    """Until somebody had seen it; what was answered without that has waited no longer than for the answer."""
    at = _by(request.accepted_at, view.until)
    if at is None:
        return Wait(before, answered=False)
    minutes = 0
    for turn, took, _ in lengths:
        if turn.started_at < at and turn.clock == Clock.RUNNING:
            whole = _is_over(turn, at)
            minutes += took if whole else _between(turn, at, view.worked)
    return Wait(minutes, answered=True)


def _between(turn: HeldRow, at: str, worked: Worked) -> int:
    return worked(turn.holder_id, turn.started_at) - worked(turn.holder_id, at)


def _awaited(request: AskedRow, lengths: _Lengths, view: _View) -> int:
    """The requester's working minutes while it was not their turn."""
    return sum(
        (turn.requester_minutes or 0)
        if _is_over(turn, view.until)
        else view.worked(request.requester_id, turn.started_at)
        for turn, _, _ in lengths
    )


def _reached(
    lengths: _Lengths, ends: Sequence[Entry | None], covered: bool | None, *, answered: bool
) -> Reached | None:
    if covered is None and not any(turn.away_minutes for turn, _, _ in lengths):
        return None
    if covered:
        return Reached.COVERED
    if Entry.HANDED_OVER in ends or Entry.LENT in ends:
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
