"""Channels as Slack tells of them."""

from __future__ import annotations

from collections.abc import Callable

from bot.flows import channels as flow
from bot.flows import deliveries
from handlers.context import Event


async def joined(event: Event) -> None:
    """Svar was added to a channel: it says once what it is."""
    said = event.payload
    if said["user"] == event.house.directory.workspace.bot_user_id:
        key = f"hello:{said['channel']}"
        workspace_id = event.house.directory.workspace.id
        await event.write(key, deliveries.greet, workspace_id, said["channel"], now=event.now)


async def left(event: Event) -> None:
    """Somebody left a channel; it matters if that was Svar."""
    if event.payload["user"] == event.house.directory.workspace.bot_user_id:
        await lost(event)


async def lost(event: Event) -> None:
    """A channel was archived or deleted, or Svar was removed from it."""
    await _follow(event, flow.lost)


async def shared(event: Event) -> None:
    """A channel is now shared with another company."""
    await _follow(event, flow.shared)


async def renumbered(event: Event) -> None:
    """A channel got another id, as a private one does when it is shared."""
    said = event.payload
    old, new = said["old_channel_id"], said["new_channel_id"]
    workspace_id = event.house.directory.workspace.id
    await event.write(f"renumbered:{old}:{new}", flow.renumbered, workspace_id, old, new)


async def _follow(event: Event, follow: Callable[..., None]) -> None:
    said = event.payload
    workspace_id = event.house.directory.workspace.id
    key = f"{said['type']}:{said['channel']}:{said['event_ts']}"
    await event.write(key, follow, workspace_id, said["channel"], now=event.now)
