"""What a Web API method is, and the call it gets."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from bot.emulator.channels import Channel
from bot.emulator.history import History
from bot.emulator.office import Office
from bot.emulator.people import Person
from bot.emulator.shapes import Json, SlackError
from bot.emulator.workspace import Workspace

T = TypeVar("T")
_FALSE = ("", "0", "false", "False", None, False, 0)
_MOST_ITEMS = 1000


@dataclass(frozen=True)
class Call:
    """One call of one method: its arguments, and the workspace it is made in."""

    office: Office
    args: Json

    @property
    def workspace(self) -> Workspace:
        return self.office.workspace

    @property
    def history(self) -> History:
        return self.office.history

    @property
    def bot(self) -> Person:
        return self.workspace.bot

    def need(self, name: str) -> str:
        """A text argument that must be there."""
        value = self.text(name)
        if not value:
            raise missing(name)
        return value

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        if isinstance(value, dict | list):
            raise SlackError("invalid_arguments")
        return default if value is None else str(value)

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise SlackError("invalid_arguments") from None

    def many(self, name: str, default: str = "") -> list[str]:
        """A list as clients send it: as JSON, or as one text with commas."""
        value = self.args.get(name)
        if isinstance(value, list):
            return [str(one) for one in value]
        return [one.strip() for one in self.text(name, default).split(",") if one.strip()]

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Booleans come as JSON, as 1 and 0, or as words."""
        return self.args[name] not in _FALSE if name in self.args else default

    def json(self, name: str, error: str) -> Any:
        """A structured argument, which may come as text holding JSON; None when absent."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error) from None

    def channel(self, name: str = "channel", *, member: bool = False) -> Channel:
        """The conversation an argument names by id, if the bot can see it (or is in it)."""
        return self.conversation(self.need(name), member=member)

    def conversation(self, channel_id: str, *, member: bool = False) -> Channel:
        channel = self.workspace.channels.get(channel_id)
        if not channel.is_open_to(self.bot.id):
            raise SlackError("channel_not_found")
        if member and self.bot.id not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def page(self, items: Sequence[T], *, default: int = 100) -> tuple[list[T], Json]:
        """One page of a list, and the `response_metadata` that leads to the next."""
        try:
            start = int(self.text("cursor").removeprefix("c:") or 0)
        except ValueError:
            raise SlackError("invalid_cursor") from None
        limit = min(self.number("limit", default), _MOST_ITEMS)
        if limit <= 0:
            raise SlackError("invalid_limit")
        if start < 0:
            raise SlackError("invalid_cursor")
        more = start + limit < len(items)
        return list(items[start : start + limit]), {
            "response_metadata": {"next_cursor": f"c:{start + limit}" if more else ""}
        }


@dataclass(frozen=True)
class Method:
    """One method: the scopes of which one is needed, who may call it, what it must be told."""

    name: str
    answer: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    caller: Literal["bot", "app", "anyone"] = "bot"
    required: tuple[str, ...] = field(default=())


def missing(name: str) -> SlackError:
    """The refusal of a call that lacks an argument."""
    messages = [f"[ERROR] missing required field: {name}"]
    return SlackError("missing_argument", response_metadata={"messages": messages})
