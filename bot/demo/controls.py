"""What can be pressed on a message and filled in on a form, under the names that people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

Json = dict[str, Any]
MENUS = ("static_select", "overflow")


@dataclass(frozen=True)
class Control:
    """A button, or one entry of a menu."""

    label: str
    menu: str
    action_id: str
    block_id: str
    value: str

    @property
    def words(self) -> str:
        """As one would say it: "Got it: Tomorrow"."""
        return f"{self.menu}: {self.label}" if self.menu else self.label


@dataclass(frozen=True)
class Field:
    """A field of a form."""

    label: str
    name: str
    block_id: str
    type: str
    hint: str
    is_optional: bool
    options: tuple[str, ...]
    initial: str


def controls(blocks: Sequence[Json]) -> list[Control]:
    """Everything that can be pressed, in the order in which it is read."""
    return [control for block, element in _elements(blocks) for control in _of(block, element)]


def lettered(blocks: Sequence[Json]) -> list[Json]:
    """The same blocks with a letter before each thing that can be pressed."""
    copied = deepcopy(list(blocks))
    letters = iter(ascii_lowercase)
    for _, element in _elements(copied):
        for labelled in [element] if element["type"] == "button" else element["options"]:
            labelled["text"]["text"] = f"{next(letters, '?')} {labelled['text']['text']}"
    return copied


def fields(view: Json) -> list[Field]:
    """The fields of a form, from top to bottom."""
    return [_field(block) for block in view["blocks"] if block["type"] == "input"]


def _elements(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    for block in blocks:
        inside = [block.get("accessory"), *(block.get("elements") or [])]
        for element in inside:
            if element and element.get("type") in ("button", *MENUS):
                yield block, element


def _of(block: Json, element: Json) -> list[Control]:
    where = {"action_id": element["action_id"], "block_id": block.get("block_id", "")}
    if element["type"] == "button":
        return [Control(element["text"]["text"], "", value=element.get("value", ""), **where)]
    menu = element["placeholder"]["text"] if "placeholder" in element else "⋯"
    return [
        Control(option["text"]["text"], menu, value=option["value"], **where) for option in element["options"]
    ]


def _field(block: Json) -> Field:
    element = block["element"]
    return Field(
        label=block["label"]["text"],
        name=element["action_id"],
        block_id=block["block_id"],
        type=element["type"],
        hint=(block.get("hint") or {}).get("text", ""),
        is_optional=bool(block.get("optional")),
        options=tuple(option["text"]["text"] for option in element.get("options", ())),
        initial=_initial(element),
    )


def _initial(element: Json) -> str:
    if "initial_option" in element:
        return str(element["initial_option"]["text"]["text"])
    names = ("initial_value", "initial_user", "initial_date", "initial_time", "initial_conversation")
    return next((str(element[name]) for name in names if element.get(name)), "")
