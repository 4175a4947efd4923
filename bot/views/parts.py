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
TYPED_LIMIT = 3_000  # in a field of a form
HEADER_LIMIT = 145
FALLBACK_LIMIT = 2_800
_MARKUP = str.maketrans("", "", "*_~`")


@dataclass(frozen=True, slots=True)
class Message:
    """A message as Slack shows it; `text` is its whole sense in one sentence, as a notification shows it."""

    text: str
    blocks: list[Block] = field(default_factory=list)

    def in_words(self) -> str:
        """The texts of its sections and contexts, for a terminal."""
        return "\n".join(text["text"] for block in self.blocks for text in _texts(block))


def _texts(block: Block) -> Sequence[Block]:
    return block.get("elements") or [block["text"]]


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


def units(text: str) -> int:
    """The length of `text` in the larger of the two units that Slack may count in: UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` units, with an ellipsis where something was left out."""
    if 2 * len(text) <= limit or units(text) <= limit:
        return text
    kept = text[: limit - 1]
    while units(kept) > limit - 1:
        kept = kept[: limit - 1 - units(kept)]
    return kept.rstrip() + "…"


def pieces(text: str, limit: int) -> list[str]:
    """`text` in pieces that are at most `limit` units each once they are escaped."""
    found, start, size = [], 0, 0
    for at, sign in enumerate(text):
        wide = units(escape(sign))
        if size + wide > limit:
            found.append(text[start:at])
            start, size = at, 0
        size += wide
    return [*found, text[start:]]


def name_of(name: str) -> str:
    """A person's name with nothing in it that Slack would take for markup."""
    return name.translate(_MARKUP).replace("\n", " ").strip() or "?"


def city_of(zone: str) -> str:
    """The city by which a zone is called: "New York"."""
    return zone.rpartition("/")[2].replace("_", " ")


def quote(text: str, limit: int = SECTION_LIMIT) -> Mrkdwn:
    """What a person wrote, as a quotation in which nothing comes alive, in at most `limit` units."""
    room = limit - 2 * min(text.count("\n") + 1, limit // 4)
    shown = pieces(text[:room], room - 1)[0] if units(text) * 5 > room else text
    quoted = "\n".join(f"> {escape(line)}" for line in (shown.splitlines() or [""])[: limit // 4])
    return Mrkdwn(quoted if shown == text else f"{quoted.rstrip()}…")


def is_cut(text: str) -> bool:
    """Whether a quotation of `text` in a block of its own cannot hold all of it."""
    return quote(text).endswith("…") and not text.endswith("…")


def section(text: Mrkdwn, *, block_id: str | None = None, accessory: Block | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if block_id:
        block["block_id"] = block_id
    if accessory:
        block["accessory"] = accessory
    return block


def header(text: str) -> Block:
    return {"type": "header", "text": plain(cut(text, HEADER_LIMIT))}


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
    element: Block = {"type": "plain_text_input", "multiline": True, "max_length": TYPED_LIMIT}
    if initial:
        element["initial_value"] = cut(initial, TYPED_LIMIT)
    return field_of(block_id, label, element, optional=optional, hint=hint)


def modal(callback_id: str, title: str, blocks: Sequence[Block], **extra: Any) -> Block:
    """A form or a page; `extra` are Slack's own fields, such as `submit` and `private_metadata`."""
    view: Block = {"type": "modal", "callback_id": callback_id, "title": plain(title), "blocks": list(blocks)}
    return view | {key: plain(value) if key in ("submit", "close") else value for key, value in extra.items()}
