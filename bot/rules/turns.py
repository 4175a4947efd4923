"""What moves a turn, and who may move it. One table; everything that changes a request goes through it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.records import Clock, Entry, NewTurn, Outcome, Request, Side, Status, Turn, Why


class Move(StrEnum):
    """Something that changes whose turn it is."""

    TAKE = "take"
    ANSWER = "answer"
    ASK_BACK = "ask_back"
    REPLY = "reply"
    REOPEN = "reopen"
    HAND_OVER = "hand_over"
    GIVE_TO_COVER = "give_to_cover"  # of an owner who is away
    LEND = "lend"
    RETURN = "return"
    CALL_BACK = "call_back"
    HOLD = "hold"
    RESUME = "resume"
    CANNOT_WAIT = "cannot_wait"
    DECLINE = "decline"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    CLOSE_WITHOUT_WORD = "close_without_word"


class Refusal(StrEnum):
    """Why a move is not made. The request stays as it is."""

    NOT_YOURS = "not_yours"  # somebody else's to make
    NOT_NOW = "not_now"  # the turn has moved on
    OVER = "over"  # the request has ended


class By(StrEnum):
    """Who makes a move."""

    HOLDER = "holder"
    MEMBER = "member"  # of the team that was asked
    REQUESTER = "requester"
    LENDER = "lender"  # whoever waits for a lent turn to come back
    EITHER = "either"  # the requester or the owner
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Made:
    """A move that somebody makes (none: the clock), and what it needs.

    `to_id` is who gets the turn at a hand-over and a loan, `until` the date until which it is held,
    `lenders` the turns that it was lent from, the nearest first, `members` who of a team can take it;
    `to_team`: whoever gets it is a team.
    """

    how: Move
    by_id: int | None
    to_id: int | None = None
    outcome: Outcome | None = None
    until: datetime | None = None
    lenders: tuple[Turn, ...] = ()
    members: frozenset[int] = frozenset()
    to_team: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What a permitted move does: the entry it leaves, the turn it opens, where the request then stands."""

    entry: Entry
    next: NewTurn | None
    status: Status = Status.OPEN
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    """Who may do it while the turn is on which sides (and for which reasons), and what it does."""

    by: By
    entry: Entry
    sides: frozenset[Side]
    during: frozenset[Why] | None = None  # none: whatever the reason
    opens: tuple[Side, Why] | None = None
    status: Status = Status.OPEN


_OWNERS, _REQUESTERS, _THIRDS = (frozenset({side}) for side in (Side.OWNER, Side.REQUESTER, Side.THIRD))
_ANY = frozenset(Side)
_ANSWERED, _ASKED, _HELD, _UNTAKEN = (
    frozenset({why}) for why in (Why.ANSWERED, Why.ASKED_BACK, Why.HELD, Why.TEAM_ASKED)
)
_TO_REQUESTER, _TO_OWNER, _TO_THIRD = Side.REQUESTER, Side.OWNER, Side.THIRD
_RULES = {
    Move.TAKE: _Rule(By.MEMBER, Entry.TAKEN, _OWNERS, _UNTAKEN, (_TO_OWNER, Why.TAKEN)),
    Move.ANSWER: _Rule(By.HOLDER, Entry.ANSWERED, _OWNERS, opens=(_TO_REQUESTER, Why.ANSWERED)),
    Move.ASK_BACK: _Rule(By.HOLDER, Entry.ASKED_BACK, _OWNERS, opens=(_TO_REQUESTER, Why.ASKED_BACK)),
    Move.HAND_OVER: _Rule(By.HOLDER, Entry.HANDED_OVER, _OWNERS, opens=(_TO_OWNER, Why.HANDED_OVER)),
    Move.GIVE_TO_COVER: _Rule(By.REQUESTER, Entry.HANDED_OVER, _OWNERS, opens=(_TO_OWNER, Why.HANDED_OVER)),
    Move.LEND: _Rule(By.HOLDER, Entry.LENT, _OWNERS | _THIRDS, opens=(_TO_THIRD, Why.LENT)),
    Move.RETURN: _Rule(By.HOLDER, Entry.RETURNED, _THIRDS, opens=(_TO_THIRD, Why.RETURNED)),
    Move.CALL_BACK: _Rule(By.LENDER, Entry.CALLED_BACK, _THIRDS, opens=(_TO_THIRD, Why.RETURNED)),
    Move.HOLD: _Rule(By.HOLDER, Entry.HELD, _OWNERS, opens=(_TO_OWNER, Why.HELD)),
    Move.RESUME: _Rule(By.CLOCK, Entry.RESUMED, _OWNERS, _HELD, (_TO_OWNER, Why.RESUMED)),
    Move.CANNOT_WAIT: _Rule(By.REQUESTER, Entry.CANNOT_WAIT, _OWNERS, _HELD, (_TO_OWNER, Why.CANNOT_WAIT)),
    Move.DECLINE: _Rule(By.HOLDER, Entry.DECLINED, _OWNERS, status=Status.DECLINED),
    Move.REPLY: _Rule(By.REQUESTER, Entry.REPLIED, _REQUESTERS, _ASKED, (_TO_OWNER, Why.REPLIED)),
    Move.REOPEN: _Rule(By.REQUESTER, Entry.REOPENED, _REQUESTERS, _ANSWERED, (_TO_OWNER, Why.REOPENED)),
    Move.CLOSE: _Rule(By.REQUESTER, Entry.CLOSED, _ANY, status=Status.CLOSED),
    Move.WITHDRAW: _Rule(By.REQUESTER, Entry.WITHDRAWN, _ANY, status=Status.WITHDRAWN),
    Move.MERGE: _Rule(By.EITHER, Entry.MERGED, _ANY, status=Status.MERGED),
    Move.CLOSE_WITHOUT_WORD: _Rule(By.CLOCK, Entry.CLOSED, _REQUESTERS, _ANSWERED, status=Status.CLOSED),
}


def step(request: Request, turn: Turn | None, made: Made) -> Step | Refusal:
    """What a move does now, or why it is not made."""
    rule = _RULES[made.how]
    if turn is None:
        return Refusal.OVER
    if made.by_id not in _movers(rule.by, request, turn, made):
        lenders = (lender.holder_id for lender in made.lenders)
        people = {request.requester_id, request.owner_id, *lenders, *made.members}
        return Refusal.NOT_NOW if made.by_id in people else Refusal.NOT_YOURS
    if turn.side not in rule.sides or (rule.during is not None and turn.why not in rule.during):
        return Refusal.NOT_NOW
    return Step(rule.entry, _next(rule, request, turn, made), rule.status, made.outcome)


def _movers(by: By, request: Request, turn: Turn, made: Made) -> frozenset[int | None]:
    return {
        By.HOLDER: frozenset({turn.holder_id}),
        By.MEMBER: made.members,
        By.REQUESTER: frozenset({request.requester_id}),
        By.LENDER: frozenset(lender.holder_id for lender in made.lenders),
        By.EITHER: frozenset({request.requester_id, request.owner_id}),
        By.CLOCK: frozenset({None}),
    }[by]


def _next(rule: _Rule, request: Request, turn: Turn, made: Made) -> NewTurn | None:
    if rule.opens is None:
        return None
    side, why = rule.opens
    if why is Why.RETURNED:
        back = _goes_back_to(made)
        return NewTurn(back.holder_id, back.side, why, lent_from_id=back.lent_from_id)
    if why is Why.LENT:
        return NewTurn(made.to_id or turn.holder_id, side, why, lent_from_id=turn.id)
    if why is Why.HELD:
        return NewTurn(turn.holder_id, side, why, Clock.HELD, held_until=made.until)
    if made.to_team:
        return NewTurn(made.to_id or turn.holder_id, side, Why.TEAM_ASKED, Clock.HELD)
    holder = request.requester_id if side is Side.REQUESTER else made.to_id or request.owner_id
    return NewTurn(holder, side, why)


def _goes_back_to(made: Made) -> Turn:
    """The turn that a returned one goes back to: the nearest lender's, or that of the one who calls it."""
    called = (lender for lender in made.lenders if made.how is Move.CALL_BACK)
    return next((lender for lender in called if lender.holder_id == made.by_id), made.lenders[0])
