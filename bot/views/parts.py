"""The few pieces of Block Kit that every view is made of, kept inside Slack's limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.i18n import Mrkdwn, escape

Block = dict[str, Any]

EVENT_TYPE = "svar_message"

# Slack's limits (its Block Kit reference), with a little room since it does not say what it counts.
SECTION_LIMIT = 2_800
OPTION_LIMIT = 72
FALLBACK_LIMIT = 2_800
_MARKUP = str.maketrans("", "", "*_~`")


@dataclass(frozen=True, slots=True)
class Message:
    """A message as Slack shows it; `text` is its whole sense in one sentence, as a notification shows it."""

    text: str
    blocks: list[Block] = field(default_factory=list)


def keyed(message: Message, key: str) -> Message:
    """The message with `key` in its first block, by which it is recognised should we forget sending it."""
    return Message(message.text, [message.blocks[0] | {"block_id": key}, *message.blocks[1:]])


def metadata(key: str) -> Block:
    """The same key where Slack keeps it beside a message (anybody may read that: it says nothing)."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def key_of(message: Mapping[str, Any]) -> str | None:
    """The key that one of our own messages bears, in its metadata or in its first block."""
    beside = message.get("metadata") or {}
    if beside.get("event_type") == EVENT_TYPE:
        return str(beside.get("event_payload", {}).get("key"))
    blocks = message.get("blocks") or [{}]
    first: str | None = blocks[0].get("block_id")
    return first


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, with an ellipsis where something was left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def name_of(name: str) -> str:
    """A person's name with nothing in it that Slack would take for markup."""
    return name.translate(_MARKUP).replace("\n", " ").strip() or "?"


def quote(text: str, limit: int = SECTION_LIMIT) -> Mrkdwn:
    """What a person wrote, as a quotation in which nothing comes alive; cut to `limit` characters."""
    lines = escape(cut(text, limit * 4 // 5)).splitlines() or [""]
    quoted = "\n".join(f"> {line}" for line in lines)
    # Escaping lengthens the text: a heap of ampersands must not burst the block.
    return Mrkdwn(
        quoted if len(quoted) <= SECTION_LIMIT else cut(quoted[:limit], limit).rpartition("&")[0] + "…"
    )


def section(text: Mrkdwn, *, block_id: str | None = None, accessory: Block | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if block_id:
        block["block_id"] = block_id
    if accessory:
        block["accessory"] = accessory
    return block


def context(text: Mrkdwn) -> Block:
    return {"type": "context", "elements": [mrkdwn(text)]}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def mrkdwn(text: Mrkdwn) -> Block:
    """A text object; `verbatim` keeps Slack from reading names and links into what people typed."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def button(action_id: str, label: str, value: str, *, primary: bool = False) -> Block:
    block: Block = {"type": "button", "action_id": action_id, "text": plain(label), "value": value}
    return block | {"style": "primary"} if primary else block


def option(label: str, value: str) -> Block:
    return {"text": plain(cut(label, OPTION_LIMIT)), "value": value}


def select(action_id: str, placeholder: str, options: Sequence[Block]) -> Block:
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder),
        "options": list(options),
    }


def overflow(action_id: str, options: Sequence[Block]) -> Block:
    return {"type": "overflow", "action_id": action_id, "options": list(options)}


def field_of(block_id: str, label: str, element: Block, *, optional: bool = False, hint: str = "") -> Block:
    """A field of a form; its element is found again under the same name."""
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label), "optional": optional}
    if hint:
        block["hint"] = plain(hint)
    return block | {"element": {"action_id": block_id} | element}


def text_field(
    block_id: str, label: str, *, initial: str = "", optional: bool = False, hint: str = ""
) -> Block:
    element: Block = {"type": "plain_text_input", "multiline": True, "max_length": 3_000}
    if initial:
        element["initial_value"] = cut(initial, 3_000)
    return field_of(block_id, label, element, optional=optional, hint=hint)


def modal(callback_id: str, title: str, blocks: Sequence[Block], **extra: Any) -> Block:
    """A form or a page; `extra` are Slack's own fields, such as `submit` and `private_metadata`."""
    view: Block = {"type": "modal", "callback_id": callback_id, "title": plain(title), "blocks": list(blocks)}
    return view | {key: plain(value) if key in ("submit", "close") else value for key, value in extra.items()}
