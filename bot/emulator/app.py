"""The app under test as Slack knows it: its manifest, its tokens, its bot user."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from bot.emulator.shapes import Json, SlackError

BOT_USER_ID = "U00000000BOT"
"""The bot's user id, so that a company can list it among a channel's members."""


@dataclass
class SlackApp:
    """One installed app. What it may do and hear is read from its manifest."""

    manifest: Json
    team_id: str
    id: str = "A0000000001"
    bot_id: str = "B0000000001"
    bot_user_id: str = BOT_USER_ID
    bot_token: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(12)}")
    app_token: str = field(default_factory=lambda: f"xapp-1-{secrets.token_hex(12)}")
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    verification_token: str = field(default_factory=lambda: secrets.token_hex(12))
    request_url: str | None = None
    """Where HTTP deliveries go, whatever the manifest says; known only once the app listens."""
    is_installed: bool = True
    refusal: str | None = None
    """What every call with the bot token is answered, for example `token_revoked`."""

    def __post_init__(self) -> None:
        self.scopes: set[str] = set(self._part("oauth_config", "scopes").get("bot") or ())
        settings = self._part("settings")
        self.events: set[str] = set(self._part("settings", "event_subscriptions").get("bot_events") or ())
        self.socket_mode: bool = bool(settings.get("socket_mode_enabled"))

    @property
    def name(self) -> str:
        return str(self._part("display_information").get("name", "App"))

    @property
    def bot_name(self) -> str:
        return str(self._part("features", "bot_user").get("display_name", self.name))

    @property
    def home_enabled(self) -> bool:
        return bool(self._part("features", "app_home").get("home_tab_enabled"))

    @property
    def messages_tab_enabled(self) -> bool:
        return bool(self._part("features", "app_home").get("messages_tab_enabled", True))

    @property
    def messages_tab_read_only(self) -> bool:
        return bool(self._part("features", "app_home").get("messages_tab_read_only_enabled"))

    def command(self, name: str) -> Json | None:
        """The slash command as the manifest declares it."""
        return self._entry("slash_commands", "command", name)

    def shortcut(self, callback_id: str) -> Json | None:
        """The shortcut as the manifest declares it."""
        return self._entry("shortcuts", "callback_id", callback_id)

    def url_for(self, kind: str, command: Json | None = None) -> str | None:
        """The URL for `events_api`, `slash_commands`, `interactive` or `options`."""
        if self.request_url is not None:
            return self.request_url
        if kind == "slash_commands":
            url = (command or {}).get("url")
        else:
            part = "event_subscriptions" if kind == "events_api" else "interactivity"
            key = "message_menu_options_url" if kind == "options" else "request_url"
            url = self._part("settings", part).get(key)
        return str(url) if url else None

    def need(self, *scopes: str) -> None:
        """Refuse with `missing_scope` unless one of these scopes is granted."""
        if scopes and not self.scopes.intersection(scopes):
            raise SlackError("missing_scope", needed=scopes[0], provided=",".join(sorted(self.scopes)))

    def _part(self, *path: str) -> dict[str, Any]:
        part: Any = self.manifest
        for key in path:
            part = part.get(key) or {}
        return dict(part)

    def _entry(self, section: str, key: str, value: str) -> Json | None:
        entries = self._part("features").get(section) or []
        return next((entry for entry in entries if entry.get(key) == value), None)
