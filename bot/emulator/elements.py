"""The interactive elements of Block Kit: where they stand, what they hold, what a person may choose."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bot.emulator.shapes import Ids, Json


@dataclass(frozen=True)
class Field:
    """How one type of element keeps its choice: under which key, starting from which other key."""

    key: str
    initial: str
    holds: Literal["plain", "option", "options", "list"] = "plain"

    @property
    def empty(self) -> Any:
        return [] if self.holds in ("options", "list") else None


FIELDS = {
    "plain_text_input": Field("value", "initial_value"),
    "email_text_input": Field("value", "initial_value"),
    "url_text_input": Field("value", "initial_value"),
    "number_input": Field("value", "initial_value"),
    "rich_text_input": Field("rich_text_value", "initial_value"),
    "static_select": Field("selected_option", "initial_option", "option"),
    "external_select": Field("selected_option", "initial_option", "option"),
    "radio_buttons": Field("selected_option", "initial_option", "option"),
    "overflow": Field("selected_option", "initial_option", "option"),
    "multi_static_select": Field("selected_options", "initial_options", "options"),
    "multi_external_select": Field("selected_options", "initial_options", "options"),
    "checkboxes": Field("selected_options", "initial_options", "options"),
    "users_select": Field("selected_user", "initial_user"),
    "multi_users_select": Field("selected_users", "initial_users", "list"),
    "conversations_select": Field("selected_conversation", "initial_conversation"),
    "multi_conversations_select": Field("selected_conversations", "initial_conversations", "list"),
    "channels_select": Field("selected_channel", "initial_channel"),
    "multi_channels_select": Field("selected_channels", "initial_channels", "list"),
    "datepicker": Field("selected_date", "initial_date"),
    "timepicker": Field("selected_time", "initial_time"),
    "datetimepicker": Field("selected_date_time", "initial_date_time"),
    "file_input": Field("files", "initial_files", "list"),
}
"""Every element that holds something. A button holds nothing."""

_WITHOUT_STATE = ("overflow",)


class NotOffered(Exception):
    """The person cannot choose this: it is not among what the element offers."""


@dataclass(frozen=True)
class Placed:
    """An element and the block it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block.get("block_id", ""))

    @property
    def action_id(self) -> str:
        return str(self.element.get("action_id", ""))

    @property
    def type(self) -> str:
        return str(self.element.get("type", ""))

    @property
    def is_input(self) -> bool:
        return self.block.get("type") == "input"

    @property
    def is_required(self) -> bool:
        return self.is_input and not self.block.get("optional")

    def values(self) -> list[str]:
        """What a press can be told apart by: the button's value or the options' values."""
        own = [self.element["value"]] if "value" in self.element else []
        return own + [option.get("value", "") for option in options_of(self.element)]


def options_of(element: Json) -> list[Json]:
    """All options of a static element, those in groups included."""
    options = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        options += group.get("options") or []
    return options


def placed(blocks: list[Json]) -> Iterator[Placed]:
    """Every interactive element of these blocks, outermost first."""
    for block in blocks:
        standing = [block.get("accessory"), block.get("element")]
        standing += block.get("elements") or []
        standing += block.get("buttons") or []
        for element in standing:
            if element and (element.get("type") in FIELDS or _is_pressable(element)):
                yield Placed(block, element)
        yield from placed([*(block.get("blocks") or []), *(block.get("cards") or [])])
        if block.get("type") == "carousel":
            yield from placed(block.get("elements") or [])


def _is_pressable(element: Json) -> bool:
    return element.get("type") in ("button", "workflow_button", "icon_button", "feedback_buttons")


def name_blocks(blocks: list[Json], ids: Ids) -> list[Json]:
    """The same blocks with the block_id and action_id that Slack makes up where the app gave none."""
    return [_named(block, ids) for block in blocks]


def _named(block: Json, ids: Ids) -> Json:
    named: Json = {"block_id": ids.next("b")} | block
    for part in ("accessory", "element"):
        if _can_act(block.get(part)):
            named[part] = {"action_id": ids.next("a")} | block[part]
    if block.get("type") == "actions":
        named["elements"] = [{"action_id": ids.next("a")} | one for one in block.get("elements") or []]
    return named


def _can_act(element: Any) -> bool:
    return isinstance(element, dict) and (element.get("type") in FIELDS or _is_pressable(element))


def initial_state(blocks: list[Json], default_channel: str | None = None) -> dict[str, Json]:
    """`state.values` before anybody has touched anything."""
    values: dict[str, Json] = {}
    for one in placed(blocks):
        kind = FIELDS.get(one.type)
        if kind is None or one.type in _WITHOUT_STATE:
            continue
        choice = one.element.get(kind.initial, kind.empty)
        if choice in (None, []) and one.element.get("default_to_current_conversation"):
            choice = [default_channel] if kind.holds == "list" and default_channel else default_channel
        values.setdefault(one.block_id, {})[one.action_id] = holding(one, choice)
    return values


def holding(one: Placed, choice: Any) -> Json:
    """The element's entry in `state.values` once it holds this choice."""
    held: Json = {"type": one.type, FIELDS[one.type].key: choice}
    if one.type == "timepicker" and "timezone" in one.element:
        held["timezone"] = one.element["timezone"]
    return held


def chosen(one: Placed, value: Any, offered: list[Json] | None = None) -> Any:
    """What the element holds when a person chooses `value`: plain, or the option(s) with that value."""
    kind = FIELDS[one.type]
    if value is None or value == []:
        return kind.empty
    options = options_of(one.element) + (offered or [])
    if kind.holds == "option":
        return _option(options, value)
    if kind.holds == "options":
        return [_option(options, single) for single in value]
    return list(value) if kind.holds == "list" else value


def _option(options: list[Json], value: Any) -> Json:
    wanted = value.get("value") if isinstance(value, dict) else value
    for option in options:
        if wanted in (option.get("value"), option.get("text", {}).get("text")):
            return option
    raise NotOffered(str(wanted))


def problem_with(one: Placed, held: Any) -> str | None:
    """Why Slack's own client would not send this field yet."""
    if held in (None, "", []):
        return "Please complete this required field." if one.is_required else None
    if one.type != "plain_text_input":
        return None
    length, element = len(held), one.element
    if length < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if length > element.get("max_length", 3000):
        return f"Please enter at most {element.get('max_length', 3000)} characters."
    return None
