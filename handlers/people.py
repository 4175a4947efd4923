"""People as Slack tells of them, and Svar's own coming and going."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import structlog

from bot.flows import quiet
from bot.flows.absences import statuses
from bot.rules.absences.statuses import expires_at, looks_away
from bot.rules.quiet import quiet_time
from handlers.context import Event
from storage import people, retention
from storage.records import Person

log = structlog.get_logger(__name__)


async def changed(event: Event) -> None:
    """Somebody was renamed, moved to another zone, or left; of whoever never met Svar nothing is kept."""
    house, user = event.house, event.payload["user"]
    if await house.store.read(people.by_slack_id, house.directory.workspace.id, user["id"]) is not None:
        await _ask_whether_away(event, await house.directory.learn(user), user.get("profile") or {})


async def _ask_whether_away(event: Event, person: Person, profile: Mapping[str, Any]) -> None:
    """A status that looks like an absence leads to a question, once for each."""
    emoji, text = profile.get("status_emoji") or "", profile.get("status_text") or ""
    until = expires_at(int(profile.get("status_expiration") or 0))
    if looks_away(emoji, text, until - event.now if until else None):
        status = sha256(f"{emoji} {text} {until}".encode()).hexdigest()
        await event.write(f"status:{person.id}:{status[:32]}", statuses.ask, person, until, now=event.now)


async def quieted(event: Event) -> None:
    """Somebody wants, or wants no longer, not to be disturbed; of whoever never met Svar nothing is kept."""
    house, now = event.house, event.now
    said = {event.payload["user"]: quiet_time(event.payload.get("dnd_status") or {}, now)}
    await house.store.write_later(quiet.keep, house.directory.workspace.id, said, now=now)
    house.wake()


async def revoked(event: Event) -> None:
    """The workspace has taken Svar's token away; nothing more can be sent until it is installed again."""
    log.warning("slack.uninstalled", by=event.payload["type"])


async def uninstalled(event: Event) -> None:
    """The workspace wants Svar no more: all that is kept of it is forgotten."""
    await revoked(event)
    await event.house.store.write_later(retention.leave, event.house.directory.workspace.id)
