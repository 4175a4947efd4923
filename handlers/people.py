"""People as Slack tells of them, and Svar's own coming and going."""

from __future__ import annotations

import structlog

from handlers.context import Event
from storage import people

log = structlog.get_logger(__name__)


async def changed(event: Event) -> None:
    """Somebody was renamed, moved to another zone, or left; of whoever never met Svar nothing is kept."""
    house, user = event.house, event.payload["user"]
    if await house.store.read(people.by_slack_id, house.directory.workspace.id, user["id"]) is not None:
        await house.directory.learn(user)


async def uninstalled(event: Event) -> None:
    """The workspace has taken Svar's token away; nothing more can be sent until it is installed again."""
    log.warning("slack.uninstalled", by=event.payload["type"])
