"""`files.*`: the three steps of an upload, and looking at what became of it."""

from typing import Any

from bot.emulator.elements import name_blocks
from bot.emulator.files import File
from bot.emulator.messages import Message
from bot.emulator.shapes import Json, SlackError
from bot.emulator.web_api.chat import check_content, sign_as_bot
from bot.emulator.web_api.method import Call, Method


def get_upload_url_external(call: Call) -> Json:
    length = call.number("length", 0)
    workspace = call.workspace
    file = workspace.files.announce(
        call.need("filename"), length, user=call.bot.id, alt_txt=call.text("alt_txt")
    )
    return {"upload_url": f"{workspace.base_url}/upload/{file.id}", "file_id": file.id}


def complete_upload_external(call: Call) -> Json:
    """Ends the upload; with channels it also writes one message in each."""
    entries = call.json("files", "invalid_arguments")
    if not isinstance(entries, list):
        raise SlackError("invalid_arguments")
    uploaded = [_complete(call, entry) for entry in entries]
    for channel_id in call.many("channels") or call.many("channel_id"):
        _share(call, channel_id, uploaded)
    return {"files": [call.workspace.files.as_json(file) for file in uploaded]}


def _complete(call: Call, entry: Any) -> File:
    if not isinstance(entry, dict):
        raise SlackError("invalid_arguments")
    file = call.workspace.files.get(str(entry.get("id")))
    if file.content is None or file.completed is not None:
        raise SlackError("file_not_found" if file.content is None else "file_update_failed")
    file.title = str(entry.get("title") or file.name)
    call.workspace.files.complete(file)
    return file


def _share(call: Call, channel_id: str, files: list[File]) -> None:
    workspace = call.workspace
    channel = call.conversation(channel_id, member=True)
    blocks = call.json("blocks", "invalid_blocks_format") or []
    check_content(workspace, {"blocks": blocks})
    message = Message(channel.id, workspace.next_ts(), call.bot.id, call.text("initial_comment"))
    message.blocks = name_blocks(blocks, workspace.ids)
    message.thread_ts = call.text("thread_ts") or None
    message.subtype = "file_share"
    for file in files:
        file.channels.append(channel.id)
    message.files = [workspace.files.as_json(file) for file in files]
    sign_as_bot(message, workspace)
    call.history.post(message)


def info(call: Call) -> Json:
    file = call.workspace.files.get(call.need("file"))
    return {"file": call.workspace.files.as_json(file)}


_WRITE = ("files:write",)
METHODS = (
    Method("files.getUploadURLExternal", get_upload_url_external, _WRITE, required=("filename", "length")),
    Method("files.completeUploadExternal", complete_upload_external, _WRITE, required=("files",)),
    Method("files.info", info, ("files:read",), required=("file",)),
)
