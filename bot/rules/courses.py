"""The course that each request took until some moment: who was asked first, and how long each turn lasted.

A request counts for whoever was asked first, also where it has been handed over since: so what a figure
rests on never changes. Instants are text as it is stored, which sorts as time does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from bot.rules.survival import Wait
from storage.records import AskedRow, Clock, Entry, HeldRow, Outcome, Status, Why

Worked = Callable[[int, str], int]  # the working minutes of a person since an instant, until the moment

# What a turn on the owner's side is waited for; whoever it was lent to gives it back with their part done.
ENDS_A_WAIT = frozenset({Entry.ANSWERED, Entry.DECLINED, Entry.ASKED_BACK, Entry.RETURNED})


@dataclass(frozen=True, slots=True)
class Course:
    """How one request went. `kept` says of a promise that was due at `due_at` whether it was; none:
    there was none.

    `first` is its wait for a first answer on the clock of whoever held it, `turns` every wait on the owner's
    side. `not_yet` counts the answers that did not help yet.
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


def courses(
    asked: Iterable[AskedRow], held: Iterable[HeldRow], *, until: str, worked: Worked
) -> Iterator[Course]:
    """Every request that somebody was asked, with the turns `held` on its owner's side, in order.

    A team's request is left out until one of the team takes it.
    """
    by_id = {request.id: request for request in asked}
    for request_id, group in groupby(held, attrgetter("request_id")):
        theirs = list(group)
        owner_id = next((turn.holder_id for turn in theirs if turn.why != Why.TEAM_ASKED), None)
        if owner_id is not None and request_id in by_id:
            yield _course(by_id[request_id], owner_id, _lengths(theirs, until, worked), until)


_Lengths = Sequence[tuple[HeldRow, int, Entry | None]]  # each turn with its minutes, and how it ended


def _lengths(turns: Iterable[HeldRow], until: str, worked: Worked) -> _Lengths:
    found: list[tuple[HeldRow, int, Entry | None]] = []
    for turn in turns:
        over = turn.ended_at is not None and turn.ended_at <= until
        if turn.clock == Clock.HELD:
            minutes = 0
        else:
            minutes = (turn.minutes or 0) if over else worked(turn.holder_id, turn.started_at)
        found.append((turn, minutes, Entry(turn.end_reason) if over and turn.end_reason else None))
    return found


def _course(request: AskedRow, owner_id: int, lengths: _Lengths, until: str) -> Course:
    response = _by(request.first_response_at, until)
    ended = _by(request.ended_at, until)
    before = sum(minutes for turn, minutes, _ in lengths if response is None or turn.started_at < response)
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
    )


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
