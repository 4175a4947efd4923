"""What is said to whom: the values that flows compose and views draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.rules.absences.shown import OwnAbsence, Told
from bot.rules.alarms import Alarm
from bot.rules.notes import Note
from bot.rules.nudges import Nudge
from storage.records import Due, Hours, Out, OutboxItem, Person, Place, Request, TrailEntry, Turn, Waiting

LIST_LIMIT = 20
"""How many requests a list shows at once."""


class Line(StrEnum):
    """Something that should be heard, in the thread of a request."""

    TAKEN = "taken"  # by one of the team that was asked
    ONE_ASKED = "one_asked"  # of the team: could you take it?
    NOT_TAKEN = "not_taken"  # by anybody in the team
    STILL_NEEDED = "still_needed"  # is it?
    HAND_ASKED = "hand_asked"  # by the requester: that the owner's cover take it, after a working day
    STILL_GOOD = "still_good"  # is what was promised?
    MISSED = "missed"
    YOU_MISSED = "you_missed"
    AWAY_THEN = "away_then"  # the owner will be when the answer was promised for
    AWAY_TOLD = "away_told"  # by whoever will be away
    ASKED_AGAIN = "asked_again"  # back from an absence in which a promise fell due: by when now?
    TEAM_EMPTY = "team_empty"
    TEAM_TOO_LARGE = "team_too_large"
    ACCEPTED = "accepted"
    SEEN = "seen"  # accepted without a word
    PROMISED = "promised"
    PROMISE_MOVED = "promise_moved"
    WANTED_BY_DECLINED = "wanted_by_declined"
    ANSWERED = "answered"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    ASKED_BACK = "asked_back"
    DECLINED = "declined"
    SHARE_ASKED = "share_asked"  # may a third person see it?
    SHARE_WAITS = "share_waits"
    SHARE_REFUSED = "share_refused"
    SHARE_AGREED = "share_agreed"
    HANDED_OVER = "handed_over"
    LENT = "lent"
    RETURNED = "returned"  # to whoever lent it, with the words
    CAME_BACK = "came_back"  # to everybody else
    CALLED_BACK = "called_back"
    HELD = "held"
    RESUMED = "resumed"
    CANNOT_WAIT = "cannot_wait"
    THANKED = "thanked"
    NOTED = "noted"
    MERGED = "merged"
    UNDONE = "undone"
    REPLIED = "replied"
    REOPENED = "reopened"
    CLOSED = "closed"
    CLOSED_WITHOUT_WORD = "closed.without_word"  # by the clock
    WITHDRAWN = "withdrawn"
    WORDS = "words"  # the other side wrote something that moved nothing
    TAKEN_BACK = "taken_back"  # what was read as an answer was none
    UNREACHABLE = "unreachable"  # the owner cannot be reached in Slack
    ASKER_UNREACHABLE = "asker_unreachable"  # and so does not have what was said to them
    CHANNEL_GONE = "channel_gone"
    CHANNEL_SHARED = "channel_shared"  # with another company
    REQUESTER_LEFT = "requester_left"
    OWNER_LEFT = "owner_left"
    THIRD_LEFT = "third_left"


class Aside(StrEnum):
    """Something for the writer alone."""

    PASSED_ON = "passed_on"  # they wrote about a request that is no longer theirs
    READ_AS_ANSWER = "read_as_answer"
    READ_AS_ACCEPTANCE = "read_as_acceptance"
    READ_AS_QUESTION = "read_as_question"
    READ_AS_RETURNED = "read_as_returned"
    READ_AS_REPLY = "read_as_reply"
    READ_AS_WORD = "read_as_word"  # by the owner: thanks, which are no answer
    READ_AS_REOPENED = "read_as_reopened"
    WAS_IT_AN_ANSWER = "was_it_an_answer"
    WAS_IT_THEIR_PART = "was_it_their_part"  # of what was lent to them
    STILL_THEIRS = "still_theirs"  # they have it, or said thanks, and their part is to come
    DID_IT_HELP = "did_it_help"
    CLOSE_IT = "close_it"
    TAKE_IT = "take_it"  # they wrote about what their team was asked
    SEEMS_AWAY = "seems_away"  # by their Slack status
    DONE = "done"  # what they have just done, and how to undo it
    SOLVED = "solved"  # they put a tick under it
    FILES = "files"
    WHICH = "which"  # words outside any thread: which request are they about?
    TRAIL = "trail"
    REACHED_LATER = "reached_later"  # whom they have asked by a mention is not at work
    REFUSED = "refused"  # a mention that could not become a request
    EVALUATION = "evaluation"  # the day for it has come
    HELLO = "hello"  # to a channel that Svar has been added to


@dataclass(frozen=True, slots=True)
class Scene:
    """A request with its people, as one of them looks at it; `viewer` is none in a channel.

    While it is lent, `third` is who has it and `lenders` are who lent it, the nearest first.
    """

    request: Request
    turn: Turn | None
    requester: Person
    owner: Person
    viewer: Person | None
    third: Person | None = None
    lenders: tuple[Person, ...] = ()

    @property
    def holder(self) -> Person | None:
        """Whose turn it is; none once the request has ended."""
        if self.turn is None or self.third is not None:
            return self.third
        return self.requester if self.turn.holder_id == self.requester.id else self.owner

    @property
    def lender_of_viewer(self) -> Person:
        """Who lent it to the viewer: the next in the chain; for everybody else the owner."""
        chain = [person.id for person in (self.third, *self.lenders) if person]
        if self.viewer is None or self.viewer.id not in chain[:-1]:
            return self.owner
        return self.lenders[chain.index(self.viewer.id)]

    @property
    def other(self) -> Person:
        """The person at the other end, seen from the viewer."""
        asked = self.viewer is not None and self.viewer.id == self.requester.id
        return self.owner if asked else self.requester


@dataclass(frozen=True, slots=True)
class PaperTrail:
    """Everything that happened to a request, with the names of whoever it names."""

    scene: Scene
    entries: tuple[TrailEntry, ...]
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Pending:
    """What is open for somebody: where it is their turn, and where it is another's."""

    mine: tuple[Waiting, ...]
    others: tuple[Waiting, ...]
    offered: tuple[Waiting, ...] = ()  # to their teams
    more: bool = False  # than are shown


class Listed(StrEnum):
    """The lists on a Home."""

    MINE = "mine"
    OTHERS = "others"
    OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: `items` begin behind the first `skipped` of all `count`."""

    items: tuple[Waiting, ...]
    skipped: int
    count: int
    number: int


@dataclass(frozen=True, slots=True)
class Done:
    """Something that somebody has just done and can undo; `named` is whom it names."""

    scene: Scene
    entry: TrailEntry
    named: Person | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """What somebody's Home shows `at` a moment: a page of each list, and what falls due on that day.

    `hours` is when the viewer works, by which it is told how long something has waited; `out` is who is out
    on that day, with how many more there are, and `away` what the viewer has planned. With `hand` they
    may ask for one.
    """

    viewer: Person
    hours: Hours
    at: datetime
    pages: Mapping[Listed, Page]
    today: tuple[Due, ...] = ()
    done: Done | None = None
    out: tuple[Out, ...] = ()
    more_out: int = 0
    away: tuple[OwnAbsence, ...] = ()
    hand: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody's search came to: their own requests, those with `colleague` if one was named."""

    scenes: tuple[Scene, ...]
    colleague: Person | None = None
    more: bool = False  # than are shown


@dataclass(frozen=True, slots=True)
class Kept:
    """How much is kept about somebody: requests that they asked and were asked, and drafts."""

    person: Person
    asked: int
    owned: int
    drafts: int


@dataclass(frozen=True, slots=True)
class Card:
    """The card of a request as it should now stand in `place`; `introduces`: its reader meets Svar by it.

    While nobody has acted on it, `similar` are requests of the reader's own that were answered, and `earlier`
    is who is at the other end, if there has been anything between the two before. With `hand` the reader may
    ask for one.
    """

    place: Place
    scene: Scene
    introduces: bool
    similar: tuple[Scene, ...] = ()
    earlier: Person | None = None
    hand: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person (to a channel: none): a line or an aside about what happened in `entry`.

    `by` is who did it, `named` whom it names. It stands in the thread `thread_ts` of the reader's direct
    messages, or is seen by them alone in `channel`; `replaces` is the message that it rewrites, if it is no
    new one. `choices` are the requests an aside may be about, `draft` the words it keeps, `trail` what a
    copy of the paper trail holds. `reminded` are the requests that a reminder lists, while `more` wait too;
    `note` is somebody's own week, `nudge` an offer of help, `alarm` what an admin should look after.
    """

    item: OutboxItem
    to: Person | None
    scene: Scene | None = None
    line: Line | None = None
    aside: Aside | None = None
    entry: TrailEntry | None = None
    by: Person | None = None
    named: Person | None = None
    channel: str | None = None
    thread_ts: str | None = None
    replaces: str | None = None
    choices: tuple[Scene, ...] = ()
    draft: Mapping[str, Any] = field(default_factory=dict)
    trail: PaperTrail | None = None
    told: Told | None = None
    reminded: tuple[Scene, ...] = ()
    more: int = 0
    note: Note | None = None
    nudge: Nudge | None = None
    alarm: Alarm | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """There is nothing to say any more."""
