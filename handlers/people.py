"""People and places as Slack tells of them."""

from __future__ import annotations

import structlog

from bot.flows import deliveries
from handlers.context import Event

log = structlog.get_logger(__name__)


async def changed(event: Event) -> None:
    """Somebody was renamed, moved to another zone, or left."""
    await event.house.directory.learn(event.payload["user"])


async def joined(event: Event) -> None:
    """Svar was added to a channel: it says once what it is."""
    said = event.payload
    if said["user"] == event.house.directory.workspace.bot_user_id:
        key = f"hello:{said['channel']}"
        workspace_id = event.house.directory.workspace.id
        await event.write(key, deliveries.greet, workspace_id, said["channel"], now=event.now)


async def uninstalled(event: Event) -> None:
    """The workspace has taken Svar's token away; nothing more can be sent until it is installed again."""
    log.warning("slack.uninstalled", by=event.payload["type"])
