"""What an app says about an interaction: in its ack or through the `response_url`."""

from typing import Any

from bot.emulator import limits
from bot.emulator.elements import name_blocks
from bot.emulator.messages import Message
from bot.emulator.office import Office
from bot.emulator.shapes import Json, SlackError
from bot.emulator.web_api.chat import check_content, sign_as_bot


def respond(office: Office, key: str, body: Json) -> None:
    """One use of a `response_url`."""
    url = office.workspace.triggers.use_url(key, office.workspace.now())
    message = url.message
    if body.get("delete_original") in (True, "true"):
        if message is not None:
            office.history.delete(message)
        return
    office.workspace.channels.get(url.channel)
    replaces = body.get("replace_original") in (True, "true")
    if replaces and message is not None:
        content = _content(office, body)
        office.history.edit(message, office.workspace.bot, marked=False, **content)
        return
    url.message = say(office, body, channel=url.channel, user=url.user)


def say(office: Office, body: Json, *, channel: str, user: str) -> Message:
    """A new message where the person acted: for that person alone, or `in_channel`."""
    workspace = office.workspace
    content = _content(office, body)
    shown_to = None if body.get("response_type") == "in_channel" else user
    message = Message(channel, workspace.next_ts(), workspace.bot.id, **content, shown_to=shown_to)
    message.thread_ts = body.get("thread_ts")
    sign_as_bot(message, workspace)
    office.history.post(message)
    return message


def has_content(body: Json | None) -> bool:
    """Whether an ack says something, rather than only that it was heard."""
    return bool(body) and any((body or {}).get(part) for part in ("text", "blocks", "attachments"))


def _content(office: Office, body: Json) -> dict[str, Any]:
    if not has_content(body):
        raise SlackError("no_text")
    check_content(office.workspace, body)
    text = str(body.get("text") or "")[: limits.POST_TEXT]
    blocks = name_blocks(body.get("blocks") or [], office.workspace.ids)
    return {"text": text, "blocks": blocks, "attachments": body.get("attachments") or []}
