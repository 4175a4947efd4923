"""What follows when a channel that shows requests is lost, shared with others, or gets another id."""

from __future__ import annotations

from datetime import datetime

from bot.flows.requests.hearing import Said, hear
from bot.rules.letters import Line
from storage import channels, digests, places, requests, trail
from storage.base import Tx
from storage.records import Entry
from storage.trail import NewEntry


def lost(tx: Tx, workspace_id: int, channel: str, *, now: datetime) -> None:
    """Svar can neither write nor hear there any more: it was archived, deleted, or Svar was removed."""
    digests.end(tx, workspace_id, channel)
    channels.end_notice(tx, workspace_id, channel)
    for request_id in requests.open_in(tx, workspace_id, channel):
        for place in places.of_request(tx, request_id):
            if place.channel_id == channel:
                places.lose(tx, place.id, "channel_lost")
        _goes_on_in_private(tx, request_id, Line.CHANNEL_GONE, now=now)


def shared(tx: Tx, workspace_id: int, channel: str, *, now: datetime) -> None:
    """People of another company read along there from now on: what it showed is taken out of it."""
    digests.end(tx, workspace_id, channel)
    channels.end_notice(tx, workspace_id, channel)
    for request_id in requests.open_in(tx, workspace_id, channel):
        _goes_on_in_private(tx, request_id, Line.CHANNEL_SHARED, now=now)
        places.changed(tx, request_id, now=now)


def renumbered(tx: Tx, workspace_id: int, old: str, new: str) -> None:
    """Slack calls the same channel by another id."""
    digests.renumber(tx, workspace_id, old, new)
    channels.renumber(tx, workspace_id, old, new)
    requests.renumber_channel(tx, workspace_id, old, new)
    places.renumber_channel(tx, old, new)


def _goes_on_in_private(tx: Tx, request_id: int, line: Line, *, now: datetime) -> None:
    request = requests.lock(tx, request_id)
    if request is None or request.channel_id is None:
        return
    requests.leave_channel(tx, request_id)
    entry = trail.add(tx, request_id, NewEntry(Entry.LEFT_CHANNEL, None), now=now)
    hear(tx, request, request.requester_id, Said(line, entry), now=now)
