"""The team notice: a channel that asked for it is told on working mornings who of its people is out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from bot.calendars import week
from bot.flows.absences import seeing
from bot.rules import worktime
from bot.rules.absences.shown import WhoIsOut
from storage import channels, outbox
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import ChannelNotice, OutboxItem, Reason

AT_ONCE: Final = 50
DAYS_SEARCHED: Final = 60  # no country is on holiday for longer
LATE: Final = timedelta(hours=8)  # after that nobody needs to hear of the day any more


def want(tx: Tx, workspace_id: int, wanted: ChannelNotice, *, now: datetime) -> str | None:
    """A channel wants to be told; when that is for the first time, as text. None: never."""
    first_at = _next_at(workspace_id, wanted, now)
    channels.set_notice(tx, workspace_id, wanted, at=first_at)
    return first_at.isoformat() if first_at else None


def sweep(tx: Tx, *, now: datetime) -> int:
    """Plan the notices that are due, each once a day; how many that were."""
    due = channels.notices_due(tx, now=now, limit=AT_ONCE)
    for workspace_id, channel in due:
        wanted = channels.notice(tx, workspace_id, channel)
        if wanted is not None:
            item = NewItem(workspace_id, Reason.TEAM_NOTICE, {"channel": channel})
            outbox.add(tx, item, due_at=now, now=now)
            channels.set_notice(tx, workspace_id, wanted, at=_next_at(workspace_id, wanted, now))
    return len(due)


def wanted(tx: Tx, item: OutboxItem, *, now: datetime) -> ChannelNotice | None:
    """What a planned notice is for; none if nobody wants it any more, or the day is nearly over."""
    if now - item.created_at > LATE:
        return None
    return channels.notice(tx, item.workspace_id, item.data["channel"])


def out_today(
    tx: Tx, workspace_id: int, asked: ChannelNotice, members: Collection[str], *, now: datetime
) -> WhoIsOut:
    """Who of a channel's people (Slack ids) is out for some of the rest of the day."""
    hours = week(asked.zone)
    midnight = worktime.on_the_clock(hours, worktime.local_day(hours, now), timedelta(days=1))
    return seeing.out(tx, workspace_id, (now, midnight), members)


def _next_at(workspace_id: int, wanted: ChannelNotice, now: datetime) -> datetime | None:
    """When the next notice is due: at its time of the next day that is worked in its zone."""
    hours = week(wanted.zone, workspace_id=workspace_id)
    today = worktime.local_day(hours, now)
    for day in (today + timedelta(days=ahead) for ahead in range(DAYS_SEARCHED)):
        at = worktime.on_the_clock(hours, day, timedelta(minutes=wanted.minutes))
        if at > now and worktime.day_start(hours, day) is not None:
            return at
    return None
