"""Saying what should be heard: lines, relays and asides."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot import metrics
from bot.delivery import copies, digests, notices
from bot.delivery.pacing import POST
from bot.delivery.sender import Sender
from bot.errors import Permanent
from bot.flows import deliveries as flow
from bot.flows.requests import teams
from bot.house import House
from bot.i18n import ENGLISH, texts, zone_of
from bot.rules.letters import Aside, Drop, Letter
from bot.views.lines import letter as draw
from bot.views.paper import copy
from bot.views.parts import Message, keyed
from storage import outbox, people
from storage.records import OutboxItem, Reason

THREAD_GONE: Final = "thread_not_found"
_APART: Final = {
    Reason.EXPORT: copies.send,
    Reason.GROUP_DIGEST: digests.send,
    Reason.TEAM_NOTICE: notices.send,
}


async def deliver(house: House, sender: Sender, item: OutboxItem) -> None:
    """Say it, in its thread and once. Raises `Transient` if it has to be tried again."""
    if item.reason is Reason.CALL_TEAM and item.request_id is not None:
        await _call_team(house, sender, item, item.request_id)
        return
    if item.reason in _APART:
        await _send_apart(house, sender, item)
        return
    await _line_up(house, sender, item)
    drawn = await house.store.write_later(flow.compose_letter, item, now=house.clock.now())
    if isinstance(drawn, Drop):
        await _settle(house, item, (None, None), "dropped")
        return
    try:
        channel, ts, outcome = await _say(sender, drawn)
    except Permanent as error:
        if error.reason == THREAD_GONE and drawn.thread_ts is not None:
            await _say_elsewhere(house, sender, drawn)
            return
        await _fail(house, item, error.reason)
        return
    await _settle(house, item, (channel, ts), outcome)


async def _line_up(house: House, sender: Sender, item: OutboxItem) -> None:
    """Of reminders there may be many at once: none is composed before its turn has come."""
    if item.reason is Reason.REMINDERS and item.person_id is not None:
        channel = await house.store.read(people.conversation, item.person_id)
        sender.line_up(POST, channel, item.key, yields=True)


async def _send_apart(house: House, sender: Sender, item: OutboxItem) -> None:
    try:
        where, outcome = await _APART[item.reason](house, sender, item)
    except Permanent as error:
        await _fail(house, item, error.reason)
        return
    await _settle(house, item, where, outcome)


async def _call_team(house: House, sender: Sender, item: OutboxItem, request_id: int) -> None:
    """Somebody asked a team: find out who is in it, and bring it to them."""
    team = await house.store.read(teams.asked, request_id)
    if team is not None:
        try:
            group = await sender.group(team.slack_id)
        except Permanent:
            await house.store.write_later(teams.unknown, request_id, now=house.clock.now())
        else:
            ids = [person.id for person in await house.directory.members(group)]
            await house.store.write_later(teams.call, request_id, ids, now=house.clock.now())
    await _settle(house, item, (None, None), "dropped")


async def _say_elsewhere(house: House, sender: Sender, drawn: Letter) -> None:
    """Somebody deleted the card: its lines follow it to where it is posted anew, or stand by themselves."""
    if await house.store.write_later(flow.thread_gone, drawn.item, now=house.clock.now()):
        metrics.sent.labels("line", "retried").inc()
        return
    try:
        channel, ts, outcome = await _say(sender, replace(drawn, thread_ts=None))
    except Permanent as error:
        await _fail(house, drawn.item, error.reason)
        return
    await _settle(house, drawn.item, (channel, ts), outcome)


async def _say(sender: Sender, drawn: Letter) -> tuple[str | None, str | None, str]:
    """Where it stands now, and how it came to."""
    item, message = drawn.item, _message(drawn)
    reader = drawn.to.slack_id if drawn.to else ""
    channel = drawn.channel or (drawn.to.dm_channel if drawn.to else None)
    if drawn.replaces is not None and channel is not None:
        return await _follow(sender, drawn, channel, message)
    if drawn.channel is not None and drawn.to is not None:
        await sender.whisper((drawn.channel, reader), message, item.key, thread_ts=drawn.thread_ts)
        return drawn.channel, None, "posted"
    if item.attempts > 1:  # it was tried before, and may have arrived all the same
        channel = channel or await sender.open_dm(reader)
        found = await sender.find(channel, item.key, thread_ts=drawn.thread_ts)
        if found is not None:
            return channel, found, "found"
    yields = item.reason is Reason.REMINDERS
    channel, ts = await sender.post(
        channel or reader, message, item.key, thread_ts=drawn.thread_ts, yields=yields
    )
    return channel, ts, "posted"


async def _follow(
    sender: Sender, drawn: Letter, channel: str, message: Message
) -> tuple[str | None, str | None, str]:
    """An edit or a deletion of words that have been passed on."""
    if drawn.item.reason is Reason.RELAY_DELETE:
        await sender.delete(channel, drawn.replaces or "", drawn.item.key)
    else:
        await sender.update(channel, drawn.replaces or "", message, drawn.item.key)
    return channel, drawn.replaces, "updated"


def _message(drawn: Letter) -> Message:
    spoken = texts(drawn.to.spoken if drawn.to else ENGLISH)
    if drawn.aside is Aside.TRAIL and drawn.trail is not None and drawn.to is not None:
        return keyed(copy(drawn.trail, spoken, zone_of(drawn.to.zone)), drawn.item.key)
    return draw(drawn, spoken)


async def _fail(house: House, item: OutboxItem, failure: str) -> None:
    await house.store.write_later(flow.letter_failed, item, failure, now=house.clock.now())
    metrics.sent.labels("line", "failed").inc()


async def _settle(house: House, item: OutboxItem, where: tuple[str | None, str | None], outcome: str) -> None:
    channel, ts = where
    await house.store.write_later(outbox.settle, item, channel=channel, ts=ts, now=house.clock.now())
    metrics.sent.labels("line", outcome).inc()
