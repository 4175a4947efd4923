"""A channel's digest: asked for by anybody in it, due on Mondays, and guarded when it is sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.errors import Refused
from bot.flows import quiet_start
from bot.flows.digests import Digest, Group, digest
from bot.flows.hours import hours_of
from bot.rules import worktime
from bot.rules.digests import CHOICE, SCORECARD, WINDOW, Figures, Measure, from_data, week_end
from bot.rules.notes import LATE, next_at
from storage import digests, outbox, people, weeks
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import ChannelDigest, OutboxItem, Person, Reason

AT_ONCE: Final = 20
FIRST_WEEK: Final = 7  # days of a month that hold its first Monday
MONDAYS: Final = 6  # of which one is a month's first


def want(tx: Tx, actor: Person, wanted: ChannelDigest, *, now: datetime) -> str | None:
    """Somebody asks for a digest in a channel; when the first comes, as text. None: it never does."""
    due_at = _next(tx, replace(wanted, by_id=actor.id), now)
    digests.put(tx, replace(wanted, due_at=due_at))
    return due_at.isoformat() if due_at else None


def sweep(tx: Tx, *, now: datetime) -> int:
    """Plan the digests that are due, each once; how many that were. What is very late waits for the next."""
    due = digests.due(tx, now=now, limit=AT_ONCE)
    for wanted in due:
        asker = people.get(tx, wanted.by_id)
        late = wanted.due_at is None or now - wanted.due_at > LATE
        if not late and not quiet_start.is_quiet(tx, asker, now=now):
            item = NewItem(wanted.workspace_id, Reason.GROUP_DIGEST, {"digest": wanted.id})
            outbox.add(tx, item, due_at=now, now=now)
        digests.plan(tx, wanted.id, _next(tx, wanted, now))
    return len(due)


def wanted(tx: Tx, item: OutboxItem) -> tuple[ChannelDigest, Person] | None:
    """What a planned digest is of, and who asked for it; none if nobody wants it any more."""
    found = digests.get(tx, item.data["digest"])
    return (found, people.get(tx, found.by_id)) if found else None


def look(tx: Tx, asked: ChannelDigest, members: Collection[str] | None, *, now: datetime) -> Digest:
    """The digest as it may now be shown; `members` are its people as Slack calls them (none: everybody)."""
    if members is None:
        return digest(tx, Group(asked.workspace_id), week_end(now), now=now)
    found = (people.by_slack_id(tx, asked.workspace_id, slack_id) for slack_id in members)
    group = Group(asked.workspace_id, _key(tx, asked), frozenset(each.id for each in found if each))
    return digest(tx, group, week_end(now), now=now)


def shown_then(
    tx: Tx, reader: Person, digest_id: int, until: datetime
) -> tuple[ChannelDigest, tuple[Figures, Figures]]:
    """What a digest showed of the weeks before `until`, and of the four before. Raises `Refused`."""
    asked = _asked(tx, reader, digest_id)
    ends = (until, until - WINDOW)
    kept = [weeks.get(tx, (asked.workspace_id, _key(tx, asked)), end) for end in ends]
    now, before = (from_data(week.figures) if week else Figures() for week in kept)
    return asked, (now, before)


def choose(tx: Tx, actor: Person, digest_id: int, first: Sequence[str], *, now: datetime) -> None:
    """What its channel's people see first from the next one on: one to four of the usual measures."""
    del now
    chosen = [measure for measure in CHOICE if measure in first]
    if not 1 <= len(chosen) <= len(SCORECARD):
        raise Refused("not_one_to_four")
    digests.choose(tx, _asked(tx, actor, digest_id).id, chosen)


def first_in(asked: ChannelDigest) -> tuple[Measure, ...]:
    """What stands first in a digest, in the usual order."""
    return tuple(measure for measure in CHOICE if measure in (asked.first or SCORECARD))


def _asked(tx: Tx, reader: Person, digest_id: int) -> ChannelDigest:
    found = digests.get(tx, digest_id)
    if found is None or found.workspace_id != reader.workspace_id:
        raise Refused("digest_gone")
    return found


def _key(tx: Tx, asked: ChannelDigest) -> str:
    """By what the group is known of which a digest tells."""
    if asked.everybody:
        return ""
    return people.get(tx, asked.team_id).slack_id if asked.team_id else asked.channel


def _next(tx: Tx, wanted: ChannelDigest, now: datetime) -> datetime | None:
    """The next Monday, or a month's first, in the hours of whoever asked."""
    asker = people.get(tx, wanted.by_id)
    hours, at = hours_of(tx, asker), next_at(hours_of(tx, asker), asker.id, now)
    for _ in range(MONDAYS):
        if at is None or not wanted.monthly or worktime.local_day(hours, at).day <= FIRST_WEEK:
            return at
        at = next_at(hours, asker.id, at)
    return at
