"""The domain's nouns: frozen dataclasses and enums that every floor shares.

Instants are aware and in UTC, working time is in whole minutes, and a person or a workspace is
always an internal id here: only `Person` and `Workspace` know what Slack calls them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

DAY_MINUTES = 24 * 60


class Kind(StrEnum):
    """What sort of account a person is; only a member owns a request, or a team until one takes it."""

    MEMBER = "member"
    GUEST = "guest"
    BOT = "bot"
    STRANGER = "stranger"  # somebody of another company, met in a shared channel
    TEAM = "team"  # a Slack user group, asked until one of its members takes the request


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


class Side(StrEnum):
    """Whose end of the request a turn belongs to."""

    OWNER = "owner"
    REQUESTER = "requester"
    THIRD = "third"  # somebody the turn was lent to


class Clock(StrEnum):
    """Whether the holder's working time counts while the turn is open."""

    RUNNING = "running"
    HELD = "held"


class Why(StrEnum):
    """Why a turn is its holder's."""

    LOGGED = "logged"
    TEAM_ASKED = "team_asked"  # nobody in the team has taken it yet
    TAKEN = "taken"  # by one of the team
    ANSWERED = "answered"
    ASKED_BACK = "asked_back"
    REPLIED = "replied"
    REOPENED = "reopened"
    HANDED_OVER = "handed_over"
    TAKEN_BACK = "taken_back"  # what was read as an answer was none
    LENT = "lent"
    RETURNED = "returned"
    HELD = "held"
    RESUMED = "resumed"  # the date until which it was held has come
    CANNOT_WAIT = "cannot_wait"  # the requester cannot wait for that date


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
class Span:
    """One stretch of work inside a day: minutes after local midnight of the day on which it starts.

    `end` is exclusive and may pass 24 hours: an overnight shift belongs to the day on which it starts.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < DAY_MINUTES or not self.start < self.end <= self.start + DAY_MINUTES:
            raise ValueError(f"not a stretch of a working day: {self.start}-{self.end} minutes")


@dataclass(frozen=True, slots=True, eq=False)
class DaysOff:
    """Days on which people who work alike do not: public holidays, and the company's closing days.

    `ends` says when work is over on such a day, in minutes after midnight: 0 for a whole day off. It is
    compared as an object, so that a week with a hundred days off is recognised as fast as one without.
    """

    ends: Mapping[date, int]


NO_DAYS_OFF = DaysOff({})


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The public holidays of a region in a year, and which edition of whose list says so.

    A region is a country or a part of it, as an ISO 3166 code: NO, DE-BY.
    """

    region: str
    year: int
    days: tuple[date, ...]
    edition: str


Days = tuple[tuple[Span, ...], ...]
"""The intervals of each day of a week, Monday first, or of several weeks one after the other."""


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """A person's working intervals, Monday first, in an IANA zone, but for days off.

    Weeks that alternate stand one after the other; the first of them is that of Monday 5 January 1970, and
    so again and again.
    """

    zone: str
    days: Days
    off: DaysOff = NO_DAYS_OFF

    def __post_init__(self) -> None:
        if not self.days or len(self.days) % 7:
            raise ValueError("a working week has seven days")


@dataclass(frozen=True, slots=True)
class Schedule:
    """Somebody's working time over the years: from when on which week holds, and when they are away.

    `periods` are in order, and the first holds for what was before it too. `away` is in order, and no two
    of its stretches touch.
    """

    periods: tuple[tuple[datetime, WorkWeek], ...]
    away: tuple[tuple[datetime, datetime], ...] = ()

    def __post_init__(self) -> None:
        if not self.periods:
            raise ValueError("a schedule has at least one period")


Hours = WorkWeek | Schedule
"""Somebody's working time. For most people it is one week, the same for all who work alike."""

OFFICE_DAY = (Span(9 * 60, 17 * 60),)
OFFICE_DAYS: Days = (OFFICE_DAY,) * 5 + ((),) * 2


@lru_cache(maxsize=1024)  # one object for each zone: to recognise it is much cheaper than to compare it
def office_week(zone: str) -> WorkWeek:
    """Monday to Friday 09:00-17:00 in `zone`, without any holiday."""
    return WorkWeek(zone, OFFICE_DAYS)


@dataclass(frozen=True, slots=True)
class Workspace:
    """One Slack workspace (or org-wide installation, whose `team_id` is empty)."""

    id: int
    enterprise_id: str
    team_id: str
    name: str
    bot_user_id: str
    bot_id: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a workspace; the one place that knows their Slack id, name, zone and locale.

    `daily_minutes` is the time of day, in minutes after midnight, that they chose for their daily message;
    `language` the one that they want to be spoken to in, where that is not the one of `locale`, Slack's.
    `is_admin` is whether Slack calls them an admin of the workspace, `full_until` until when they are at
    capacity; that ends by itself. Since `unnudged_at` they want no offers of help. Since `spoken_to_at` Svar
    speaks to them unasked although the workspace begins quietly.
    """

    id: int
    workspace_id: int
    slack_id: str
    name: str
    zone: str
    locale: str
    kind: Kind = Kind.MEMBER
    deactivated_at: datetime | None = None
    dm_channel: str | None = None
    introduced_at: datetime | None = None
    fetched_at: datetime | None = None
    daily_minutes: int | None = None
    language: str | None = None
    is_admin: bool = False
    full_until: datetime | None = None
    unnudged_at: datetime | None = None
    spoken_to_at: datetime | None = None

    @property
    def spoken(self) -> str:
        """The language, or a locale of it, in which Svar speaks with them."""
        return self.language or self.locale


@dataclass(frozen=True, slots=True)
class Crowd:
    """When somebody was first found crowded, and last nudged; and since when they want none of it."""

    id: int
    crowded_on: date | None
    nudged_on: date | None
    unnudged_at: datetime | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a workspace's settings: of which, by whom, from what to what."""

    at: datetime
    by_id: int
    name: str
    was: Any
    becomes: Any


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody's next time of do-not-disturb, or the present one, as Slack said at `asked_at`; none: none."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    asked_at: datetime | None = None

    def covers(self, at: datetime) -> bool:
        """Whether they do not want to be disturbed then."""
        return self.starts_at is not None and self.ends_at is not None and self.starts_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class Absence:
    """A period in which a person is away; no kind of absence is kept.

    Without `ends_at` its end is open. `by_id` is who entered it, the person or a coordinator. Those that
    came of one weekly wish ("every friday") share a `series`. At `asked_at` they seemed to be back and were
    asked; `return_words` ("spring") are shown to others in place of the day on which they are back.
    """

    id: int
    workspace_id: int
    person_id: int
    starts_at: datetime
    ends_at: datetime | None
    note: str | None
    cover_id: int | None
    by_id: int
    series: str | None
    created_at: datetime
    changed_at: datetime | None
    cancelled_at: datetime | None
    asked_at: datetime | None = None
    return_words: str | None = None


@dataclass(frozen=True, slots=True)
class Out:
    """Somebody who is out, as they stand in a list: their name and zone, and their cover's name."""

    absence_id: int
    person_id: int
    name: str
    slack_id: str
    zone: str
    starts_at: datetime
    ends_at: datetime | None
    note: str | None
    cover: str | None
    return_words: str | None = None


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """From an instant on somebody works otherwise; what is none stays as it was before.

    `days` are those of a `WorkWeek`, `region` whose public holidays are kept, empty for none at all.
    """

    starts_at: datetime
    zone: str | None = None
    days: Days | None = None
    region: str | None = None


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
class Turn:
    """One stretch of time in which one person holds the ball.

    A lent turn names the one that it was lent from, which comes back when it is returned. The minutes are
    stored when the turn ends, as in `Minutes`. At `remind_at` it is looked at whether the holder is to be
    reminded; they have been `reminders` times, first at `first_reminded_at` and last at `reminded_at`, and
    may have asked for it at `snoozed_until`, for a reason that they noted for themselves, `later_why`.
    """

    id: int
    request_id: int
    holder_id: int
    side: Side
    why: Why
    clock: Clock
    started_at: datetime
    lent_from_id: int | None = None
    held_until: datetime | None = None
    remind_at: datetime | None = None
    reminders: int = 0
    reminded_at: datetime | None = None
    snoozed_until: datetime | None = None
    ended_at: datetime | None = None
    end_reason: Entry | None = None
    holder_minutes: int | None = None
    requester_minutes: int | None = None
    wall_minutes: int | None = None
    away_minutes: int | None = None
    later_why: str | None = None
    first_reminded_at: datetime | None = None


class Minutes(NamedTuple):
    """What a turn took: the holder's working time, the requester's while it was not theirs, wall time.

    `away` is coverage: what the holder would have worked had they not been away, charged to nobody.
    """

    holder: int
    requester: int
    wall: int
    away: int = 0


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn that is to begin."""

    holder_id: int
    side: Side
    why: Why
    clock: Clock = Clock.RUNNING
    lent_from_id: int | None = None
    held_until: datetime | None = None


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


class AskedRow(NamedTuple):
    """A request as its figures need it. Hundreds of thousands are read: instants stay as they are stored."""

    id: int
    status: str
    outcome: str | None
    first_response_at: str | None
    answered_at: str | None
    promised_at: str | None
    promise_moves: int
    ended_at: str | None
    requester_id: int
    accepted_at: str | None


class HeldRow(NamedTuple):
    """One turn of such a request, on its owner's side; minutes are none while it is open."""

    request_id: int
    holder_id: int
    why: str
    clock: str
    started_at: str
    ended_at: str | None
    end_reason: str | None
    minutes: int | None
    requester_minutes: int | None
    away_minutes: int | None


class SaidRow(NamedTuple):
    """A message that only the clock caused."""

    id: int
    person_id: int
    at: str


class WaitingRow(NamedTuple):
    """A turn that somebody has now, and whose request it is part of."""

    request_id: int
    owner_id: int
    holder_id: int
    started_at: str
