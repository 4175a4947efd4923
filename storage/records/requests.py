"""Requests, and how they stand in a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.records.turns import Side, Why


class Status(StrEnum):
    """Where a request stands. While it is open, exactly one turn is open."""

    OPEN = "open"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"  # into another that asks the same


class Outcome(StrEnum):
    """How a closed request ended."""

    YES = "yes"
    PARTLY = "partly"
    GOT_ANSWER = "got_answer"
    WITHOUT_WORD = "without_word"


class Urgency(StrEnum):
    NORMAL = "normal"
    TODAY = "today"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Request:
    """Something one colleague asks of another.

    `channel_id` is the Slack id of the channel that shows it; none means it stays between its people. Since
    `faded_at` every instant of it tells the day alone.
    """

    id: int
    workspace_id: int
    number: int
    title: str
    text: str
    requester_id: int
    owner_id: int
    holder_id: int | None
    status: Status
    urgency: Urgency
    created_at: datetime
    outcome: Outcome | None = None
    channel_id: str | None = None
    source_url: str | None = None
    quote: str | None = None
    wanted_by_at: datetime | None = None
    wanted_by_declined_at: datetime | None = None
    accepted_at: datetime | None = None
    promised_at: datetime | None = None
    promise_moves: int = 0
    first_response_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    merged_into_id: int | None = None
    faded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open request as it stands in somebody's list: no more of it than one line holds.

    `other` is the name of whoever is at the other end, `holder` of whoever's turn it has been `since`;
    `asked` is whether it is the reader who asked.
    """

    id: int
    title: str
    wanted_by_at: datetime | None
    wanted_by_declined_at: datetime | None
    promised_at: datetime | None
    turn_id: int
    side: Side
    why: Why
    since: datetime
    held_until: datetime | None
    asked: bool
    other: str
    holder: str


@dataclass(frozen=True, slots=True)
class Due:
    """An open request in which an answer is promised, or at least wished for, by `at`.

    `mine`: it is the reader who is to answer. `other` is the name of whoever is at the other end.
    """

    id: int
    title: str
    at: datetime
    promised: bool
    mine: bool
    other: str
