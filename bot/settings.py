"""Everything that can be set, from the environment or from files named there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

COMMAND = r"^/[a-z0-9_-]{1,31}$"


class SettingsError(Exception):
    """The settings cannot be used; the message lists every problem, a line each, and no secret."""


class Settings(BaseModel):
    """What an operator can set. A secret may also be given as NAME_FILE, the path of a file that holds it."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, hide_input_in_errors=True)

    slack_bot_token: SecretStr = Field(default=SecretStr(""), alias="SLACK_BOT_TOKEN")
    """The bot's token, `xoxb-…`. Svar stores it nowhere."""
    slack_app_token: SecretStr = Field(default=SecretStr(""), alias="SLACK_APP_TOKEN")
    """An app-level token, `xapp-…`: with it Svar connects to Slack by itself (Socket Mode)."""
    slack_signing_secret: SecretStr = Field(default=SecretStr(""), alias="SLACK_SIGNING_SECRET")
    """What Slack signs its calls with, where Slack calls Svar (HTTP)."""
    slack_api_url: str = Field(default="https://slack.com/api/", alias="SLACK_API_URL")
    """The Web API to talk to: any Slack-compatible server."""
    database_url: str = Field(default="sqlite:///svar.db", alias="SVAR_DATABASE_URL")
    """`sqlite:///file` or `postgresql://user@host/name`."""
    host: str = Field(default="127.0.0.1", alias="SVAR_HOST")
    """The address to listen on."""
    port: int = Field(default=3000, ge=0, le=65535, alias="SVAR_PORT")
    """The port to listen on; 0 takes any free one."""
    request_command: str = Field(default="/request", pattern=COMMAND, alias="SVAR_REQUEST_COMMAND")
    """The short name for asking a colleague, where another app has taken `/request`."""
    pending_command: str = Field(default="/pending", pattern=COMMAND, alias="SVAR_PENDING_COMMAND")
    """The short name for the list of what waits."""
    ooo_command: str = Field(default="/ooo", pattern=COMMAND, alias="SVAR_OOO_COMMAND")
    """The short name for being out of office."""
    svar_command: str = Field(default="/svar", pattern=COMMAND, alias="SVAR_COMMAND")
    """The long name, under which everything can be had."""
    log_level: str = Field(default="info", pattern="^(debug|info|warning|error)$", alias="SVAR_LOG_LEVEL")
    """How much is logged: debug, info, warning or error."""
    post_seconds: float = Field(default=1.0, ge=0, alias="SVAR_POST_SECONDS")
    """The least time between two messages to one conversation (Slack allows about one a second)."""
    posts_per_second: float = Field(default=5.0, gt=0, alias="SVAR_POSTS_PER_SECOND")
    """The most messages a second over the whole workspace."""

    heartbeat_url: SecretStr = Field(default=SecretStr(""), alias="SVAR_HEARTBEAT_URL")
    """An address that Svar calls every half minute for as long as all is well; whoever knows it could too."""

    @field_validator("slack_api_url")
    @classmethod
    def _ends_in_a_slash(cls, url: str) -> str:
        # The SDK joins method names onto it; without the slash the last part of the path would be lost.
        return url if url.endswith("/") else url + "/"

    @field_validator("heartbeat_url")
    @classmethod
    def _is_an_address(cls, url: SecretStr) -> SecretStr:
        if url.get_secret_value() and not url.get_secret_value().startswith(("http://", "https://")):
            raise ValueError("an address begins with http:// or https://")
        return url

    @property
    def socket_mode(self) -> bool:
        """Whether Svar connects to Slack, rather than Slack to Svar."""
        return bool(self.slack_app_token.get_secret_value())


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `environ`, secrets also from NAME_FILE; raises `SettingsError` with all problems."""
    problems: list[str] = []
    values = _values(environ, problems)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        problems += [f"{'.'.join(map(str, p['loc']))}: {p['msg']}" for p in error.errors()]
    if problems:
        raise SettingsError("\n".join(problems))
    return settings


def names() -> list[str]:
    """The environment names of all settings, in the order in which they are documented."""
    return [str(field.alias) for field in Settings.model_fields.values()]


def _values(environ: Mapping[str, str], problems: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in names():
        file = environ.get(f"{name}_FILE")
        if file:
            try:
                values[name] = Path(file).read_text(encoding="utf-8").strip()
            except OSError as error:
                problems.append(f"{name}_FILE: cannot read {file}: {error.strerror}")
            except UnicodeDecodeError:
                problems.append(f"{name}_FILE: {file} is not a text file")
        elif environ.get(name):
            values[name] = environ[name].strip()
    return values
