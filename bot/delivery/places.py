"""Bringing each card to its newest state."""

from __future__ import annotations

from bot import metrics
from bot.delivery.pacing import POST, UPDATE
from bot.delivery.sender import Sender
from bot.errors import Permanent
from bot.flows import deliveries as flow
from bot.house import House
from bot.i18n import texts
from bot.rules.letters import Card, Drop
from bot.views.parts import Message
from bot.views.requests import card as draw
from storage import people
from storage.records import Person, Place

GONE = "message_not_found"
# Slack keeps the old message and will never take the new one: what it shows is what stays.
FROZEN = frozenset({"cant_update_message", "edit_window_closed", "is_inactive", "is_archived"})


async def deliver(house: House, sender: Sender, place: Place) -> None:
    """Post the card or draw it anew. Raises `Transient` if it has to be tried again."""
    await _line_up(house, sender, place)
    drawn = await house.store.write_later(flow.compose_card, place, now=house.clock.now())
    if isinstance(drawn, Drop):
        await _settle(house, place, None, "dropped")
        return
    try:
        if place.ts is None:
            await _post(house, sender, drawn)
        else:
            await _update(house, sender, drawn)
    except Permanent as error:
        await house.store.write_later(flow.card_failed, place, error.reason, now=house.clock.now())
        metrics.sent.labels("card", "failed").inc()


async def _line_up(house: House, sender: Sender, place: Place) -> None:
    """No card is composed before its turn has come."""
    if place.ts is not None:
        sender.line_up(UPDATE, "", _state(place))
        return
    channel = place.channel_id
    if channel is None and place.person_id is not None:
        channel = await house.store.read(people.conversation, place.person_id)
    sender.line_up(POST, channel or "", place.key)


async def _post(house: House, sender: Sender, drawn: Card) -> None:
    place, viewer = drawn.place, drawn.scene.viewer
    channel = place.channel_id or (viewer.dm_channel if viewer else None)
    found = None
    if place.attempts > 1:  # it was tried before, and may have arrived all the same
        channel = channel or await sender.open_dm(viewer.slack_id if viewer else "")
        found = await sender.find(channel, place.key, thread_ts=place.thread_ts)
    ts = found
    if ts is None:
        target = channel or (viewer.slack_id if viewer else "")
        channel, ts = await sender.post(target, _message(drawn), place.key, thread_ts=place.thread_ts)
    if viewer is not None and viewer.dm_channel != channel and channel is not None:
        await _met(house, viewer, channel)
    await _settle(house, place, ts, "found" if found else "posted")


async def _update(house: House, sender: Sender, drawn: Card) -> None:
    place, viewer = drawn.place, drawn.scene.viewer
    channel = place.channel_id or (viewer.dm_channel if viewer else None)
    channel = channel or await sender.open_dm(viewer.slack_id if viewer else "")
    try:
        await sender.update(channel, place.ts or "", _message(drawn), _state(place))
    except Permanent as error:
        if error.reason == GONE:
            await house.store.write_later(flow.card_gone, place, now=house.clock.now())
            return
        if error.reason not in FROZEN:
            raise
    await _settle(house, place, place.ts, "updated")


def _state(place: Place) -> str:
    return f"{place.key}:{place.version}"


def _message(drawn: Card) -> Message:
    scene = drawn.scene
    return draw(drawn, texts((scene.viewer or scene.requester).spoken))


async def _met(house: House, person: Person, channel: str) -> None:
    await house.store.write_later(people.set_dm_channel, person.id, channel)


async def _settle(house: House, place: Place, ts: str | None, outcome: str) -> None:
    await house.store.write_later(flow.settle_card, place, ts=ts, now=house.clock.now())
    metrics.sent.labels("card", outcome).inc()
