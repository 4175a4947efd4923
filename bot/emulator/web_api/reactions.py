"""`reactions.*`: emoji under messages."""

import re

from bot.emulator.messages import Message
from bot.emulator.shapes import Json, SlackError
from bot.emulator.web_api.method import Call, Method

_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?$")


def add(call: Call) -> Json:
    message = _message(call)
    if call.workspace.channels.get(message.channel).is_archived:
        raise SlackError("is_archived")
    call.history.react(message, call.bot, _name(call))
    return {}


def remove(call: Call) -> Json:
    call.history.unreact(_message(call), call.bot, _name(call))
    return {}


def get(call: Call) -> Json:
    message = _message(call)
    return {
        "type": "message",
        "channel": message.channel,
        "message": call.workspace.messages.as_json(message),
    }


def list_(call: Call) -> Json:
    """What one person has reacted to, in conversations the bot is in."""
    workspace = call.workspace
    user = call.text("user", call.bot.id)
    items = [
        {"type": "message", "channel": channel.id, "message": workspace.messages.as_json(message)}
        for channel in workspace.channels.by_id.values()
        if call.bot.id in channel.members
        for message in workspace.messages.in_channel(channel.id)
        if any(user in people for people in message.reactions.values())
    ]
    page, more = call.page(items)
    return {"items": page} | more


def _message(call: Call) -> Message:
    channel = call.channel(member=True)
    return call.workspace.messages.get(channel.id, call.need("timestamp"))


def _name(call: Call) -> str:
    name = call.need("name").strip(":")
    if not _NAME.match(name):
        raise SlackError("invalid_name")
    return name


_READ, _WRITE = ("reactions:read",), ("reactions:write",)
METHODS = (
    Method("reactions.add", add, _WRITE, required=("channel", "name", "timestamp")),
    Method("reactions.remove", remove, _WRITE, required=("channel", "name", "timestamp")),
    Method("reactions.get", get, _READ, required=("channel", "timestamp")),
    Method("reactions.list", list_, _READ),
)
