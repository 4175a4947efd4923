"""What moves a turn, and who may move it. One table; everything that changes a request goes through it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storage.records import Entry, Outcome, Request, Side, Status, Turn, Why


class Move(StrEnum):
    """Something that changes whose turn it is."""

    ANSWER = "answer"
    ASK_BACK = "ask_back"
    REPLY = "reply"
    REOPEN = "reopen"
    HAND_OVER = "hand_over"
    DECLINE = "decline"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    CLOSE_WITHOUT_WORD = "close_without_word"


class Refusal(StrEnum):
    """Why a move is not made. The request stays as it is."""

    NOT_YOURS = "not_yours"  # somebody else's to make
    NOT_NOW = "not_now"  # the turn has moved on
    OVER = "over"  # the request has ended


class By(StrEnum):
    """Who makes a move."""

    HOLDER = "holder"
    REQUESTER = "requester"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Next:
    """The turn that a move opens."""

    holder_id: int
    side: Side
    why: Why


@dataclass(frozen=True, slots=True)
class Step:
    """What a permitted move does: the entry it leaves, the turn it opens, where the request then stands."""

    entry: Entry
    next: Next | None
    status: Status = Status.OPEN
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    by: By
    entry: Entry
    during: frozenset[Why] | None = None  # none: whatever the turn
    opens: tuple[Side, Why] | None = None
    status: Status = Status.OPEN


_OWNERS = frozenset({Why.LOGGED, Why.REPLIED, Why.REOPENED, Why.HANDED_OVER, Why.TAKEN_BACK})
_RULES = {
    Move.ANSWER: _Rule(By.HOLDER, Entry.ANSWERED, _OWNERS, (Side.REQUESTER, Why.ANSWERED)),
    Move.ASK_BACK: _Rule(By.HOLDER, Entry.ASKED_BACK, _OWNERS, (Side.REQUESTER, Why.ASKED_BACK)),
    Move.HAND_OVER: _Rule(By.HOLDER, Entry.HANDED_OVER, _OWNERS, (Side.OWNER, Why.HANDED_OVER)),
    Move.DECLINE: _Rule(By.HOLDER, Entry.DECLINED, _OWNERS, status=Status.DECLINED),
    Move.REPLY: _Rule(By.REQUESTER, Entry.REPLIED, frozenset({Why.ASKED_BACK}), (Side.OWNER, Why.REPLIED)),
    Move.REOPEN: _Rule(By.REQUESTER, Entry.REOPENED, frozenset({Why.ANSWERED}), (Side.OWNER, Why.REOPENED)),
    Move.CLOSE: _Rule(By.REQUESTER, Entry.CLOSED, status=Status.CLOSED),
    Move.WITHDRAW: _Rule(By.REQUESTER, Entry.WITHDRAWN, status=Status.WITHDRAWN),
    Move.CLOSE_WITHOUT_WORD: _Rule(By.CLOCK, Entry.CLOSED, frozenset({Why.ANSWERED}), status=Status.CLOSED),
}


def step(
    request: Request,
    turn: Turn | None,
    move: Move,
    *,
    by_id: int | None,
    to_id: int | None = None,
    outcome: Outcome | None = None,
) -> Step | Refusal:
    """What `move` by somebody (none: the clock) does now; `to_id` is the new owner at a hand-over."""
    rule = _RULES[move]
    if turn is None:
        return Refusal.OVER
    if by_id != _mover(rule.by, request, turn):
        return Refusal.NOT_NOW if by_id in _people(request) else Refusal.NOT_YOURS
    if rule.during is not None and turn.why not in rule.during:
        return Refusal.NOT_NOW
    return Step(rule.entry, _next(rule, request, to_id), rule.status, outcome)


def _mover(by: By, request: Request, turn: Turn) -> int | None:
    return {By.HOLDER: turn.holder_id, By.REQUESTER: request.requester_id, By.CLOCK: None}[by]


def _people(request: Request) -> tuple[int | None, ...]:
    return request.requester_id, request.owner_id, request.holder_id


def _next(rule: _Rule, request: Request, to_id: int | None) -> Next | None:
    if rule.opens is None:
        return None
    side, why = rule.opens
    holder = request.requester_id if side is Side.REQUESTER else to_id or request.owner_id
    return Next(holder, side, why)
