"""A small company, its clock, and a small Bolt app that works in it."""

import copy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.emulator import Emulator
from bot.emulator.events import SCOPES

COMPANY: dict[str, Any] = {
    "team": {"id": "T1", "name": "Acme", "domain": "acme"},
    "people": [
        {
            "id": "U1",
            "name": "ann",
            "real_name": "Ann Lee",
            "display_name": "Ann",
            "tz": "Europe/Oslo",
            "locale": "nb-NO",
        },
        {
            "id": "U2",
            "name": "ben",
            "real_name": "Ben Ode",
            "display_name": "Ben",
            "tz": "America/New_York",
            "is_admin": True,
        },
        {"id": "U3", "name": "cleo", "real_name": "Cleo Ito", "display_name": "", "tz": "Asia/Tokyo"},
        {"id": "U4", "name": "dag", "real_name": "Dag Far", "team_id": "T9", "is_stranger": True},
        {"id": "U5", "name": "eve", "real_name": "Eve Left", "deleted": True},
        {"id": "U6", "name": "gus", "real_name": "Gus Guest", "is_restricted": True},
        {"id": "U7", "name": "otto", "real_name": "Otto Bot", "is_bot": True, "bot_id": "B7"},
        {"id": "U8", "name": "ida", "real_name": "Ida Partner", "team_id": "T9"},
    ],
    "channels": [
        {"id": "C1", "name": "ops", "members": ["U1", "U2", "U3", "U00000000BOT"]},
        {"id": "C2", "name": "random", "members": ["U1", "U2"]},
        {"id": "C3", "name": "board", "members": ["U1", "U00000000BOT"], "is_private": True},
        {"id": "C4", "name": "secret", "members": ["U2"], "is_private": True},
        {"id": "C5", "name": "partners", "members": ["U1", "U8", "U00000000BOT"], "is_ext_shared": True},
        {"id": "C6", "name": "old", "members": ["U1", "U00000000BOT"], "is_archived": True},
    ],
    "usergroups": [{"id": "S1", "handle": "finance", "name": "Finance", "users": ["U1", "U2"]}],
}

SCOPES_GRANTED = [
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "dnd:read",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:history",
    "mpim:read",
    "mpim:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
    "users:read.email",
]

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Helper"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "helper", "always_online": True},
        "shortcuts": [
            {"name": "New", "type": "global", "callback_id": "new", "description": "A new one"},
            {"name": "Track", "type": "message", "callback_id": "track", "description": "Track it"},
        ],
        "slash_commands": [
            {"command": "/ask", "description": "Ask", "should_escape": True},
            {"command": "/raw", "description": "Ask without escaping"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES_GRANTED}},
    "settings": {
        "event_subscriptions": {"bot_events": sorted(SCOPES)},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


Start = Callable[..., Any]
"""A fixture that starts something the way a test asks for it."""


class Clock:
    """The workspace's time, which a test moves."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **ahead: float) -> None:
        self.time += timedelta(**ahead)


def manifest(**settings: Any) -> dict[str, Any]:
    """The app's manifest, with other settings."""
    changed = copy.deepcopy(MANIFEST)
    changed["settings"] |= settings
    return changed


def client_of(emulator: Emulator, session: aiohttp.ClientSession) -> AsyncWebClient:
    return AsyncWebClient(token=emulator.bot_token, base_url=emulator.api_url, session=session)


class Listener:
    """A small Bolt app, joined to a workspace the way a test wants it."""

    def __init__(self, emulator: Emulator, session: aiohttp.ClientSession) -> None:
        self.emulator = emulator
        self.client = client_of(emulator, session)

        async def authorize() -> AuthorizeResult:
            return AuthorizeResult(
                enterprise_id=None,
                team_id=emulator.team_id,
                bot_user_id=emulator.bot_user_id,
                bot_id="B0000000001",
                bot_token=emulator.bot_token,
            )

        self.app = AsyncApp(
            signing_secret=emulator.signing_secret,
            authorize=authorize,
            client=self.client,
            process_before_response=True,
        )
        self.heard: list[dict[str, Any]] = []

        async def keep(event: dict[str, Any]) -> None:
            self.heard.append(event)

        self._keep = keep

    def listen_to(self, *events: str) -> None:
        """Keep every event of these types."""
        for event in events:
            self.app.event(event)(self._keep)


async def refused(call: Any) -> str:
    """The error the official client raises."""
    with pytest.raises(SlackApiError) as failure:
        await call
    return str(failure.value.response["error"])
