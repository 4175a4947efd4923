"""Everything that can be set, from the environment or from files named there."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

LEVELS = ("debug", "info", "warning", "error")
COMMAND = re.compile(r"/[a-z0-9_-]{1,31}")
PORTS = range(65_536)


class SettingsError(Exception):
    """The settings cannot be used; the message lists every problem, a line each, and no secret."""


def _setting(name: str, default: Any, read: Callable[[str], Any] = str, *, secret: bool = False) -> Any:
    """A setting and its name in the environment; `read` takes what stands there, or says what is needed."""
    return field(default=default, repr=not secret, metadata={"name": name, "read": read})


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) not in PORTS:
        raise ValueError("a whole number from 0 to 65535 is needed")
    return int(text)


def _command(text: str) -> str:
    if not COMMAND.fullmatch(text):
        raise ValueError("a slash is needed and then up to 31 of a-z, 0-9, - and _")
    return text


def _level(text: str) -> str:
    if text not in LEVELS:
        raise ValueError(f"one of {', '.join(LEVELS)} is needed")
    return text


def _seconds(text: str) -> float:
    seconds = _number(text)
    if seconds < 0:
        raise ValueError("less than no time at all is not possible")
    return seconds


def _rate(text: str) -> float:
    rate = _number(text)
    if rate <= 0:
        raise ValueError("more than 0 is needed")
    return rate


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError("a number is needed, such as 0.5")
    return number


def _web_api(text: str) -> str:
    # The SDK joins method names onto it; without the slash the last part of the path would be lost.
    return _address(text).rstrip("/") + "/"


def _address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError("an address begins with http:// or https://")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator can set. A secret may also be given as NAME_FILE, the path of a file that holds it."""

    slack_bot_token: str = _setting("SLACK_BOT_TOKEN", "", secret=True)
    """The bot's token, `xoxb-…`. Svar stores it nowhere."""
    slack_app_token: str = _setting("SLACK_APP_TOKEN", "", secret=True)
    """An app-level token, `xapp-…`: with it Svar connects to Slack by itself (Socket Mode)."""
    slack_signing_secret: str = _setting("SLACK_SIGNING_SECRET", "", secret=True)
    """What Slack signs its calls with, where Slack calls Svar (HTTP)."""
    slack_api_url: str = _setting("SLACK_API_URL", "https://slack.com/api/", _web_api)
    """The Web API to talk to: any Slack-compatible server."""
    database_url: str = _setting("SVAR_DATABASE_URL", "sqlite:///svar.db", secret=True)
    """`sqlite:///file` or `postgresql://user@host/name`; it may hold a password."""
    host: str = _setting("SVAR_HOST", "127.0.0.1")
    """The address to listen on."""
    port: int = _setting("SVAR_PORT", 3000, _port)
    """The port to listen on; 0 takes any free one."""
    request_command: str = _setting("SVAR_REQUEST_COMMAND", "/request", _command)
    """The short name for asking a colleague, where another app has taken `/request`."""
    pending_command: str = _setting("SVAR_PENDING_COMMAND", "/pending", _command)
    """The short name for the list of what waits."""
    ooo_command: str = _setting("SVAR_OOO_COMMAND", "/ooo", _command)
    """The short name for being out of office."""
    svar_command: str = _setting("SVAR_COMMAND", "/svar", _command)
    """The long name, under which everything can be had."""
    log_level: str = _setting("SVAR_LOG_LEVEL", "info", _level)
    """How much is logged: debug, info, warning or error."""
    post_seconds: float = _setting("SVAR_POST_SECONDS", 1.0, _seconds)
    """The least time that a process leaves between two messages to one conversation (Slack allows about one
    a second)."""
    posts_per_second: float = _setting("SVAR_POSTS_PER_SECOND", 5.0, _rate)
    """The most messages a second over the whole workspace, by all processes on one database together."""
    heartbeat_url: str = _setting("SVAR_HEARTBEAT_URL", "", _address, secret=True)
    """An address that Svar calls every half minute for as long as all is well; whoever knows it could too."""

    @property
    def socket_mode(self) -> bool:
        """Whether Svar connects to Slack, rather than Slack to Svar."""
        return bool(self.slack_app_token)


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `environ`, also from NAME_FILE; raises `SettingsError` with all problems."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    for setting in fields(Settings):
        name, read = setting.metadata["name"], setting.metadata["read"]
        try:
            text = _text(environ, name)
            if text:
                values[setting.name] = read(text)
        except ValueError as problem:
            problems.append(f"{name}: {problem}.")
    if problems:
        raise SettingsError("\n".join(problems))
    return Settings(**values)


def names() -> list[str]:
    """The environment names of all settings, in the order in which they are documented."""
    return [setting.metadata["name"] for setting in fields(Settings)]


def _text(environ: Mapping[str, str], name: str) -> str:
    """What a setting is given as, none if it is not; raises ValueError for a file that cannot be read."""
    file = environ.get(f"{name}_FILE")
    if not file:
        return environ.get(name, "").strip()
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError(f"cannot read {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{file} is not a text file") from error
