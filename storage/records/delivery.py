"""What is to be brought to somebody: cards, Homes, heard lines and what channels have asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.records.turns import Side


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request's card should stand, and how far Slack has caught up with it.

    A place is a person's direct messages with Svar (`person_id`) or a channel (`channel_id`). The card is
    due while `sent_version` is behind `version`; `ts` is Slack's name for the message once it stands, and
    `thread_ts` for the thread it opens or was posted in. `offered_in` is the turn in which its reader, as one
    of a team, can take the request.
    """

    id: int
    request_id: int
    side: Side | None  # none: a channel, which belongs to neither
    person_id: int | None
    channel_id: str | None
    key: str
    version: int
    sent_version: int
    ts: str | None
    thread_ts: str | None
    introduces: bool
    due_at: datetime | None
    attempts: int
    lease: str | None
    failure: str | None
    offered_in: int | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Somebody's own page in Slack, and how far Slack has caught up with what it should show.

    `pages` holds, by its name, the page of each list that they have leafed to; `done_id` is the entry of what
    they did last.
    """

    id: int
    person_id: int
    pages: Mapping[str, int]
    done_id: int | None
    version: int
    sent_version: int
    due_at: datetime | None
    attempts: int
    lease: str | None
    failure: str | None


class Reason(StrEnum):
    """Why a row stands in the outbox."""

    LINE = "line"  # something a person should hear about their request
    RELAY = "relay"  # what the other side wrote
    RELAY_EDIT = "relay_edit"
    RELAY_DELETE = "relay_delete"
    PRIVATE = "private"  # to the writer alone: how a reply was read, or a question about it
    CLOSE_WITHOUT_WORD = "close_without_word"  # the clock: nobody said whether the answer helped
    RESUME = "resume"  # the clock: the date until which it was held has come
    CALL_TEAM = "call_team"  # a team was asked: whoever is in it gets a card
    REMINDERS = "reminders"  # the clock: it is somebody's turn
    STILL_GOOD = "still_good"  # the clock: a promise is nearly due
    MISSED = "missed"  # the clock: a promise was due
    HAND = "hand"  # the clock: the owner was to answer or to pass it on by now
    ASK_ONE = "ask_one"  # the clock: nobody in the team has taken it
    ABSENCE = "absence"  # something about somebody's being away
    BRIEFING = "briefing"  # the clock: somebody is back
    NUDGE = "nudge"  # the clock: many wait for somebody, who is offered help
    EXPORT = "export"  # somebody wants a copy of all that is kept about them
    ERASE = "erase"  # the clock: somebody's words go out of one request
    NOTE = "note"  # somebody's own week
    ALARM = "alarm"  # Svar does not work as it should: its admins hear so
    GROUP_DIGEST = "group_digest"  # a channel's
    EVALUATION = "evaluation"  # the day on which admins said they would look at whether it does good
    STATUS = "status"  # somebody's looks as if they were away
    TEAM_NOTICE = "team_notice"  # to a channel: who of its people is out today


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """Why something is to be sent and to whom; what it says is decided when it is sent.

    `place_id` puts it into the thread of that card, after everything that came before it there. `data`
    holds names and ids, never words: those are read from the trail when the item is drawn.
    """

    id: int
    workspace_id: int
    key: str
    reason: Reason
    request_id: int | None
    person_id: int | None
    place_id: int | None
    data: Mapping[str, Any]
    source_channel: str | None
    source_ts: str | None
    channel: str | None
    ts: str | None
    attempts: int
    lease: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ChannelDigest:
    """That a channel gets a digest: of everybody, of a team or of its own people, every week or month.

    `first` names what stands first in it, if its people chose that.

    `by_id` is who asked for it last: it comes on their Monday, in their language.
    """

    id: int
    workspace_id: int
    channel: str
    everybody: bool
    monthly: bool
    by_id: int
    due_at: datetime | None
    team_id: int | None = None
    first: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ChannelNotice:
    """That a channel is told each working morning who of its people is out.

    It comes `minutes` after midnight in `zone`, in a language, both of whoever asked for it last.
    """

    channel: str
    minutes: int
    zone: str
    language: str
