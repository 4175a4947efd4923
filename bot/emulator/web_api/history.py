"""`conversations.history` and `conversations.replies`: reading what was said."""

import math
from collections.abc import Iterable

from bot.emulator.channels import Channel
from bot.emulator.messages import Message
from bot.emulator.shapes import Json, SlackError
from bot.emulator.web_api.method import Call, Method

_DEFAULT_PAGE = 100
_FIRST, _LAST = (-math.inf, 0), (math.inf, 0)


def history(call: Call) -> Json:
    channel = _readable(call)
    if channel.is_im and not call.workspace.switches.history_readable_in_dms:
        raise SlackError("channel_not_found")
    messages = call.workspace.messages.in_channel(channel.id)
    shown = [m for m in reversed(messages) if not m.is_reply or m.subtype == "thread_broadcast"]
    return _answer(call, _within(call, shown)) | {"pin_count": 0}


def replies(call: Call) -> Json:
    channel = _readable(call)
    if not channel.is_im and not call.workspace.switches.replies_readable_in_channels:
        raise SlackError("method_not_supported_for_channel_type")
    message = call.workspace.messages.get(channel.id, call.need("ts"), error="thread_not_found")
    if message.is_reply:
        return {"messages": [_shape(call, message)], "has_more": False}
    return _answer(call, _within(call, call.workspace.messages.thread(message)))


def _readable(call: Call) -> Channel:
    channel = call.channel(member=True)
    call.workspace.app.need(f"{channel.scope}:history")
    return channel


def _within(call: Call, messages: Iterable[Message]) -> list[Message]:
    """Between `oldest` and `latest`, both left out unless `inclusive`."""
    oldest = _moment(call.text("oldest"), _FIRST)
    latest = _moment(call.text("latest"), _LAST)
    inclusive = call.flag("inclusive")

    def is_within(message: Message) -> bool:
        ts = _moment(message.ts, _FIRST)
        return oldest < ts < latest or (inclusive and ts in (oldest, latest))

    return [message for message in messages if is_within(message)]


def _moment(ts: str, otherwise: tuple[float, int]) -> tuple[float, int]:
    if not ts or ts == "0":
        return otherwise
    seconds, _, fraction = ts.partition(".")
    try:
        return int(seconds), int(fraction.ljust(6, "0")[:6])
    except ValueError:
        raise SlackError("invalid_ts_oldest") from None


def _answer(call: Call, messages: list[Message]) -> Json:
    page, more = call.page(messages, default=_DEFAULT_PAGE)
    cursor = more["response_metadata"]["next_cursor"]
    shown = [_shape(call, message) for message in page]
    return {"messages": shown, "has_more": bool(cursor)} | (more if cursor else {})


def _shape(call: Call, message: Message) -> Json:
    with_metadata = call.flag("include_all_metadata")
    return call.workspace.messages.as_json(message, metadata=with_metadata)


_SCOPES = ("channels:history", "groups:history", "im:history", "mpim:history")
METHODS = (
    Method("conversations.history", history, _SCOPES, required=("channel",)),
    Method("conversations.replies", replies, _SCOPES, required=("channel", "ts")),
)
