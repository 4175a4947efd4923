"""What Svar asks Slack for: the manifest of its app, and each scope with the reason for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from bot.i18n import ENGLISH, texts
from bot.settings import Settings

EVENTS_PATH: Final = "/slack/events"
"""The one address to which Slack brings commands, buttons, forms and events."""

SCOPES: Final = {
    "app_mentions:read": "to hear when somebody writes “@Svar ask @Ben …” in a channel",
    "channels:history": "to hear the replies in a request's thread in a public channel",
    "channels:read": "to know a public channel's name, and when Svar is added to it",
    "chat:write": "to bring requests, answers and reminders",
    "commands": "to offer the slash commands and shortcuts",
    "dnd:read": "to keep quiet while somebody's do-not-disturb is on",
    "files:write": "to send somebody a copy of all that is kept about them",
    "groups:history": "to hear the replies in a request's thread in a private channel",
    "groups:read": "to know a private channel's name, and when Svar is added to it",
    "im:history": "to hear what people answer in their direct messages with Svar",
    "im:write": "to open a direct message with the two people of a request",
    "reactions:read": "to see that the owner has looked, or that the requester is content",
    "usergroups:read": "to know who is in a team that somebody asks",
    "users:read": "to know people's names, time zones and languages, and who is a guest or has left",
}
"""Every scope that Svar may ask for, with the reason in words."""

ALWAYS: Final = ("chat:write", "files:write", "im:write", "usergroups:read", "users:read")
# Source: the reference page of each event. Where an event stands for public and private channels, both.
NEEDED_BY: Final[dict[str, tuple[str, ...]]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_deleted": ("channels:read",),
    "channel_id_changed": (),
    "channel_left": ("channels:read",),
    "channel_shared": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "dnd_updated_user": ("dnd:read",),
    "group_archive": ("groups:read",),
    "group_deleted": ("groups:read",),
    "group_left": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}


@dataclass(frozen=True)
class Command:
    """A slash command as people find it in Slack."""

    name: str
    description: str
    usage_hint: str


@dataclass(frozen=True)
class Shortcut:
    """An entry of a message's menu, or of the menu beside the message field."""

    callback_id: str
    name: str
    description: str
    kind: Literal["message", "global"]


@dataclass(frozen=True)
class Listens:
    """What the code listens to; the manifest asks for just this."""

    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    events: tuple[str, ...]


def commands(settings: Settings) -> tuple[Command, ...]:
    """The slash commands under the names that are set, each name once."""
    t = texts(ENGLISH).t
    offered = (
        Command(settings.request_command, t("manifest.request"), t("manifest.request_hint")),
        Command(settings.pending_command, t("manifest.pending"), ""),
        Command(settings.ooo_command, t("manifest.ooo"), t("manifest.ooo_hint")),
        Command(settings.svar_command, t("manifest.svar"), t("manifest.svar_hint")),
    )
    return tuple({command.name: command for command in offered}.values())


def scopes(listens: Listens) -> list[str]:
    """The least scopes with which `listens` works, in alphabetical order."""
    needed = set(ALWAYS)
    if listens.commands or listens.shortcuts:
        needed.add("commands")
    for event in listens.events:
        needed.update(NEEDED_BY[event])
    return sorted(needed)


def manifest(listens: Listens, url: str | None = None) -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP when `url` says where Slack finds this server.

    Raises ValueError, with a sentence, for a `url` that Slack would not take.
    """
    address = _address(url) if url else None
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Svar",
            "description": texts(ENGLISH).t("manifest.description"),
            "long_description": texts(ENGLISH).t("manifest.long_description"),
            "background_color": "#1f4f46",
        },
        "features": _features(listens, address),
        "oauth_config": {"scopes": {"bot": scopes(listens)}},
        "settings": _settings(listens, address),
    }


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"Slack only calls addresses that begin with https://, and {url!r} is not one.")
    return url.rstrip("/").removesuffix(EVENTS_PATH) + EVENTS_PATH


def _features(listens: Listens, address: str | None) -> dict[str, Any]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Svar", "always_online": True},
        "shortcuts": [_shortcut(shortcut) for shortcut in listens.shortcuts],
        "slash_commands": [_command(command, address) for command in listens.commands],
    }


def _shortcut(shortcut: Shortcut) -> dict[str, Any]:
    return {
        "name": shortcut.name,
        "type": shortcut.kind,
        "callback_id": shortcut.callback_id,
        "description": shortcut.description,
    }


def _command(command: Command, address: str | None) -> dict[str, Any]:
    entry: dict[str, Any] = {"command": command.name, "description": command.description}
    if address:
        entry["url"] = address
    if command.usage_hint:
        entry["usage_hint"] = command.usage_hint
    # Without it a mention arrives as the name that was typed, which names nobody for certain.
    return entry | {"should_escape": True}


def _settings(listens: Listens, address: str | None) -> dict[str, Any]:
    request_url = {"request_url": address} if address else {}
    return {
        "event_subscriptions": request_url | {"bot_events": _sorted(listens.events)},
        "interactivity": {"is_enabled": True} | request_url,
        "org_deploy_enabled": False,
        "socket_mode_enabled": address is None,
        "token_rotation_enabled": False,
    }


def _sorted(events: Iterable[str]) -> list[str]:
    return sorted(set(events))
