"""`chat.*`: the app writes, edits and takes back."""

import re
from typing import Any

from bot.emulator import limits
from bot.emulator.blocks import check_message
from bot.emulator.channels import Channel
from bot.emulator.elements import name_blocks
from bot.emulator.messages import Message
from bot.emulator.shapes import Json, SlackError
from bot.emulator.web_api.method import Call, Method
from bot.emulator.workspace import Workspace

_USER_ID = re.compile(r"[UW][A-Z0-9]+$")


class RateLimited(SlackError):
    """429: this call again only after so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds


def post_message(call: Call) -> Json:
    workspace = call.workspace
    channel = destination(call)
    seconds = workspace.pace.seconds_to_wait(channel.id)
    if seconds:
        raise RateLimited(seconds)
    content = written(call)
    thread_ts = _parent(call, channel)
    message = Message(channel.id, workspace.next_ts(), call.bot.id, **content, thread_ts=thread_ts)
    if thread_ts and call.flag("reply_broadcast"):
        message.subtype = "thread_broadcast"
    sign_as_bot(message, workspace)
    call.history.post(message)
    return {"channel": channel.id, "ts": message.ts, "message": workspace.messages.as_json(message)}


def update(call: Call) -> Json:
    channel = call.channel()
    message = call.workspace.messages.get(channel.id, call.need("ts"))
    if message.user != call.bot.id:
        raise SlackError("cant_update_message")
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.workspace.switches.length(call.text("text")) > limits.UPDATE_TEXT:
        raise SlackError("msg_too_long")
    content = written(call)
    if "metadata" not in call.args:
        content.pop("metadata")
    if not call.text("text") and content["blocks"]:
        content.pop("text")
    call.history.edit(message, call.bot, marked=not content["blocks"], **content)
    shape = call.workspace.messages.as_json(message)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shape}


def delete(call: Call) -> Json:
    channel = call.channel()
    message = call.workspace.messages.get(channel.id, call.need("ts"))
    if message.user != call.bot.id:
        raise SlackError("cant_delete_message")
    call.history.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    channel = destination(call)
    person = call.workspace.people.get(call.need("user"))
    if person.id not in channel.members:
        raise SlackError("user_not_in_channel")
    content = written(call)
    ts = call.workspace.next_ts()
    thread_ts = call.text("thread_ts") or None
    message = Message(channel.id, ts, call.bot.id, **content, thread_ts=thread_ts, shown_to=person.id)
    sign_as_bot(message, call.workspace)
    call.history.post(message)
    return {"message_ts": ts}


def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.workspace.messages.get(channel.id, call.need("message_ts"))
    return {"channel": channel.id, "permalink": permalink(call.workspace, message)}


def permalink(workspace: Workspace, message: Message) -> str:
    """The link by which people quote a message."""
    site = f"https://{workspace.team['domain']}.slack.com"
    link = f"{site}/archives/{message.channel}/p{message.ts.replace('.', '')}"
    return f"{link}?thread_ts={message.thread_ts}&cid={message.channel}" if message.is_reply else link


def destination(call: Call) -> Channel:
    """Where the app may post: a channel it is in, or a person, meaning their direct message."""
    workspace = call.workspace
    reference = call.need("channel")
    if _USER_ID.match(reference):
        if reference not in workspace.people.by_id:
            raise SlackError("channel_not_found")
        channel = workspace.direct(reference)
    else:
        channel = _writable_channel(call)
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.is_im:
        _check_partner(workspace, channel)
    return channel


def _writable_channel(call: Call) -> Channel:
    workspace = call.workspace
    channel = workspace.channels.by_id.get(call.need("channel")) or workspace.channels.named(
        call.need("channel")
    )
    if channel is None or not channel.is_open_to(call.bot.id):
        raise SlackError("channel_not_found")
    if call.bot.id not in channel.members and "chat:write.public" not in workspace.app.scopes:
        raise SlackError("not_in_channel")
    return channel


def _check_partner(workspace: Workspace, channel: Channel) -> None:
    partner = workspace.people.by_id[channel.other(workspace.app.bot_user_id)]
    if partner.deleted:
        raise SlackError(workspace.switches.dm_to_deactivated_error)
    if partner.is_bot:
        raise SlackError(workspace.switches.dm_to_bot_error)
    if partner.is_stranger:
        raise SlackError("channel_not_found")
    if not workspace.app.messages_tab_enabled:
        raise SlackError("messages_tab_disabled")


def written(call: Call) -> dict[str, Any]:
    """Text, blocks, attachments and metadata of a message, checked as Slack checks them."""
    workspace = call.workspace
    blocks = call.json("blocks", "invalid_blocks_format") or []
    attachments = call.json("attachments", "invalid_attachments") or []
    markdown = call.text("markdown_text")
    text = call.text("text") or markdown
    if markdown and (call.text("text") or blocks):
        raise SlackError("markdown_text_conflict")
    if len(markdown) > limits.MARKDOWN_TEXT:
        raise SlackError("msg_too_long")
    if not (text or blocks or attachments):
        raise SlackError("no_text")
    check_content(workspace, {"text": text, "blocks": blocks, "attachments": attachments})
    content: dict[str, Any] = {"text": text[: limits.POST_TEXT], "attachments": attachments}
    content["blocks"] = name_blocks(blocks, workspace.ids)
    return content | {"metadata": _metadata(call)}


def check_content(workspace: Workspace, content: Json) -> None:
    """Refuse with `invalid_blocks` and say where, in the way Slack says it."""
    blocks = content.get("blocks") or []
    problems: list[str] = []
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems += check_message(content, utf16=workspace.switches.utf16)
    for number, block in enumerate(blocks):
        reference = block.get("slack_file") if isinstance(block, dict) else None
        if isinstance(reference, dict) and not workspace.files.is_shown_by(reference):
            problems.append(f"[ERROR] invalid slack file [json-pointer:/blocks/{number}/slack_file]")
    if problems:
        raise SlackError("invalid_blocks", errors=problems, response_metadata={"messages": problems})


def sign_as_bot(message: Message, workspace: Workspace) -> None:
    """What marks a message as the app's."""
    app = workspace.app
    message.bot_id = app.bot_id
    message.more |= {"app_id": app.id, "team": app.team_id}
    message.more["bot_profile"] = {"id": app.bot_id, "app_id": app.id, "name": app.name, "deleted": False}


def _parent(call: Call, channel: Channel) -> str | None:
    """The thread to answer in; a reply's ts means its parent's thread."""
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return None
    parent = call.workspace.messages.find(channel.id, thread_ts)
    error = call.workspace.switches.missing_parent_error
    if parent is None and error is not None:
        raise SlackError(error)
    if parent is None:
        return None
    return parent.root_ts


def _metadata(call: Call) -> Json | None:
    metadata = call.json("metadata", "invalid_metadata_format")
    if not metadata:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_schema")
    if len(str(metadata)) > limits.METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return metadata


_WRITE = ("chat:write",)
METHODS = (
    Method("chat.postMessage", post_message, _WRITE, required=("channel",)),
    Method("chat.update", update, _WRITE, required=("channel", "ts")),
    Method("chat.delete", delete, _WRITE, required=("channel", "ts")),
    Method("chat.postEphemeral", post_ephemeral, _WRITE, required=("channel", "user")),
    Method("chat.getPermalink", get_permalink, required=("channel", "message_ts")),
)
