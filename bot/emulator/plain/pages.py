"""Whole messages and views."""

from collections.abc import Mapping
from typing import Any

from bot.emulator.plain.blocks import block_lines
from bot.emulator.plain.texts import mrkdwn, text_object
from bot.emulator.plain.viewers import Viewer

Json = Mapping[str, Any]


def message_lines(message: Json, viewer: Viewer) -> list[str]:
    """A message: its blocks, or its text where it has none, then attachments and files."""
    lines = [line for block in message.get("blocks") or [] for line in block_lines(block, viewer)]
    if not lines and message.get("text"):
        lines = mrkdwn(message["text"], viewer).split("\n")
    for attachment in message.get("attachments") or []:
        inner = {"text": attachment.get("fallback"), **attachment}
        lines += [f"│ {line}" for line in message_lines(inner, viewer)]
    return lines + [f"[file: {file.get('title') or file.get('name')}]" for file in message.get("files") or []]


def view_lines(view: Json, viewer: Viewer) -> list[str]:
    """A modal or Home tab, with what the person has entered so far."""
    title = [f"== {text_object(view['title'], viewer)} =="] if view.get("title") else []
    body = [line for block in _filled(view) for line in block_lines(block, viewer)]
    ends = [f"[ {text_object(view['close'], viewer)} ]"] if view.get("close") else []
    ends += [f"[*{text_object(view['submit'], viewer)}*]"] if view.get("submit") else []
    return [*title, *body, *(["  ".join(ends)] if ends else [])]


def _filled(view: Json) -> list[Json]:
    """The blocks of a view, the state of each element laid over what it starts with."""
    values = (view.get("state") or {}).get("values", {})
    return [_entered(block, values.get(block.get("block_id", ""), {})) for block in view.get("blocks") or []]


def _entered(block: Json, values: Json) -> Json:
    def laid_over(element: Json) -> Json:
        return {**element, **values.get(element.get("action_id", ""), {})}

    held = {name: laid_over(block[name]) for name in ("element", "accessory") if name in block}
    if "elements" in block:
        return {**block, "elements": [laid_over(element) for element in block["elements"]]}
    return {**block, **held}
