"""What has happened to a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Entry(StrEnum):
    """The kinds of entry in a paper trail."""

    LOGGED = "logged"
    CHANGED = "changed"
    UNDONE = "undone"
    TAKEN = "taken"
    ONE_ASKED = "one_asked"  # of a team in which nobody had taken it
    NOT_TAKEN = "not_taken"  # by anybody in the team
    STILL_ASKED = "still_asked"  # whether it is still needed, by the clock
    STILL_NEEDED = "still_needed"
    HAND_ASKED = "hand_asked"  # by the requester: that the owner's cover take it, after a working day
    MISSED = "missed"  # the date that was promised has passed
    AWAY_THEN = "away_then"  # the owner will be away when the answer was promised for
    AWAY_TOLD = "away_told"  # somebody said when they are back
    ACCEPTED = "accepted"
    PROMISED = "promised"
    WANTED_BY_DECLINED = "wanted_by_declined"
    ANSWERED = "answered"
    ASKED_BACK = "asked_back"
    REPLIED = "replied"
    WROTE = "wrote"  # words in the thread that moved nothing
    REOPENED = "reopened"
    SHARE_ASKED = "share_asked"  # the requester is asked before a third person sees it
    SHARE_REFUSED = "share_refused"
    HANDED_OVER = "handed_over"
    LENT = "lent"
    RETURNED = "returned"
    CALLED_BACK = "called_back"  # by whoever lent it, before it was returned
    HELD = "held"
    RESUMED = "resumed"
    WAITS = "waits"  # the requester is fine with the date until which it is held
    CANNOT_WAIT = "cannot_wait"
    THANKED = "thanked"
    NOTED = "noted"  # a conversation elsewhere, for the record
    MERGED = "merged"
    JOINED = "joined"  # another one was merged into it
    DECLINED = "declined"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    READ_AS = "read_as"  # the writer corrected how a reply was read
    MESSAGE_EDITED = "message_edited"
    MESSAGE_DELETED = "message_deleted"
    NOT_DELIVERED = "not_delivered"
    LEFT = "left"  # somebody has left the company
    ERASED = "erased"  # somebody wanted nothing kept about them
    LEFT_CHANNEL = "left_channel"  # it is shown in no channel any more


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One line of a paper trail: who, what, when. `by_id` is none where the clock did it.

    `was` is what it changed of the request, as that stood before, and as `turn` the id of the turn that it
    ended: with it the entry can be undone. It is none for what cannot be.
    """

    id: int
    request_id: int
    at: datetime
    by_id: int | None
    kind: Entry
    data: Mapping[str, Any] = field(default_factory=dict)
    was: Mapping[str, Any] | None = None
