"""A channel's team notice: who is in the channel is asked just before."""

from __future__ import annotations

from bot.delivery.sender import Sender
from bot.flows.absences import notices
from bot.house import House
from bot.i18n import texts, zone_of
from bot.views import absences as views
from bot.views.parts import keyed
from storage.records import OutboxItem


async def send(house: House, sender: Sender, item: OutboxItem) -> tuple[tuple[str | None, str | None], str]:
    """Where it stands now, and how it came to; where nobody is out, nothing is said."""
    now = house.clock.now()
    wanted = await house.store.read(notices.wanted, item, now=now)
    if wanted is None:
        return (None, None), "dropped"
    if item.attempts > 1:  # it was tried before, and may have arrived all the same
        ts = await sender.find(wanted.channel, item.key)
        if ts is not None:
            return (wanted.channel, ts), "found"
    members = set(await sender.members(wanted.channel))
    found = await house.store.read(notices.out_today, item.workspace_id, wanted, members, now=now)
    if not found.out:
        return (None, None), "dropped"
    message = keyed(views.notice(found, zone_of(wanted.zone), texts(wanted.language)), item.key)
    return await sender.post(wanted.channel, message, item.key), "posted"
