"""Buttons, menus, pickers and fields, each in one piece of text."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.emulator.plain.dates import date_text
from bot.emulator.plain.rich_texts import cannot_draw, rich_text_lines
from bot.emulator.plain.texts import channel_named, named, text_object
from bot.emulator.plain.viewers import Viewer

Json = Mapping[str, Any]


def element_text(element: Json, viewer: Viewer) -> str:
    """One element; a text object counts as one."""
    draw = _ELEMENTS.get(element.get("type", ""))
    return draw(element, viewer) if draw else cannot_draw(element)


def option_lines(element: Json, viewer: Viewer) -> list[str]:
    """The entries of a menu on a line of their own, group by group, if the viewer asked for them."""
    if not viewer.options or element.get("type") not in _LISTED:
        return []
    plain_ones = [{"options": element["options"]}] if "options" in element else []
    return [_group(group, viewer) for group in [*plain_ones, *element.get("option_groups", [])]]


def _group(group: Json, viewer: Viewer) -> str:
    label = f"{text_object(group['label'], viewer)}: " if "label" in group else ""
    return f"    {label}{' · '.join(_option(one, viewer) for one in group['options'])}"


def _option(option: Json, viewer: Viewer) -> str:
    return text_object(option["text"], viewer)


def _button(button: Json, viewer: Viewer) -> str:
    label = text_object(button["text"], viewer)
    return f"[*{label}*]" if button.get("style") == "primary" else f"[ {label} ]"


def _feedback(element: Json, viewer: Viewer) -> str:
    return f"{_button(element['positive_button'], viewer)}  {_button(element['negative_button'], viewer)}"


def _placeholder(element: Json, viewer: Viewer, *, otherwise: str) -> str:
    return text_object(element["placeholder"], viewer) if element.get("placeholder") else otherwise


def _picked(element: Json, noun: str) -> list[Any]:
    """What is chosen now, or else from the start; a chosen nothing counts as chosen."""
    for name in (f"selected_{noun}", f"initial_{noun}"):
        if name in element:
            value = element[name]
            return value if isinstance(value, list) else [] if value is None else [value]
    return []


def _menu(noun: str, draw: Callable[[Any, Viewer], str], empty: str) -> Callable[[Json, Viewer], str]:
    def drawn(element: Json, viewer: Viewer) -> str:
        chosen = ", ".join(draw(one, viewer) for one in _picked(element, noun))
        return f"[ {chosen or _placeholder(element, viewer, otherwise=empty)} ▾ ]"

    return drawn


def _ticks(noun: str, ticked: str, empty: str) -> Callable[[Json, Viewer], str]:
    def drawn(element: Json, viewer: Viewer) -> str:
        chosen = [one.get("value") for one in _picked(element, noun)]
        marks = (
            (ticked if one["value"] in chosen else empty, _option(one, viewer)) for one in element["options"]
        )
        return "  ".join(f"{mark} {label}" for mark, label in marks)

    return drawn


def _field(element: Json, viewer: Viewer) -> str:
    value = element["value"] if "value" in element else element.get("initial_value")
    return f"[ {value or _placeholder(element, viewer, otherwise='') or '____'} ]"


def _rich_field(element: Json, viewer: Viewer) -> str:
    value = element.get("rich_text_value") or element.get("initial_value") or {}
    lines = rich_text_lines(value, viewer)
    return "\n".join(lines) or f"[ {_placeholder(element, viewer, otherwise='____')} ]"


def _files(element: Json, _viewer: Viewer) -> str:
    names = [str(file.get("name") or file.get("id")) for file in element.get("files") or []]
    return f"[ {', '.join(names) or 'Add files'} ]"


def _place(identity: str, viewer: Viewer) -> str:
    """A conversation: a channel by its name, a direct message by the person's."""
    return named(identity, viewer) if identity in viewer.names else channel_named(identity, viewer)


def _moment(stamp: int, viewer: Viewer) -> str:
    return date_text(stamp, "{date_short} {time}", viewer) or ""


def _as_is(value: Any, _viewer: Viewer) -> str:
    return str(value)


def _words(element: Json, viewer: Viewer) -> str:
    return text_object(element, viewer)


_PICK = "Choose"
_LISTED = {"static_select", "multi_static_select", "overflow"}
_ELEMENTS: dict[str, Callable[[Json, Viewer], str]] = {
    "plain_text": _words,
    "mrkdwn": _words,
    "button": _button,
    "workflow_button": _button,
    "icon_button": _button,
    "feedback_buttons": _feedback,
    "image": lambda element, _: f"[image: {element['alt_text']}]",
    "overflow": lambda _element, _viewer: "[ ⋯ ]",
    "static_select": _menu("option", _option, _PICK),
    "multi_static_select": _menu("options", _option, _PICK),
    "external_select": _menu("option", _option, _PICK),
    "multi_external_select": _menu("options", _option, _PICK),
    "users_select": _menu("user", named, _PICK),
    "multi_users_select": _menu("users", named, _PICK),
    "conversations_select": _menu("conversation", _place, _PICK),
    "multi_conversations_select": _menu("conversations", _place, _PICK),
    "channels_select": _menu("channel", channel_named, _PICK),
    "multi_channels_select": _menu("channels", channel_named, _PICK),
    "datepicker": _menu("date", _as_is, "Pick a date"),
    "timepicker": _menu("time", _as_is, "Pick a time"),
    "datetimepicker": _menu("date_time", _moment, "Pick a date and time"),
    "checkboxes": _ticks("options", "[x]", "[ ]"),
    "radio_buttons": _ticks("option", "(•)", "( )"),
    "plain_text_input": _field,
    "email_text_input": _field,
    "url_text_input": _field,
    "number_input": _field,
    "rich_text_input": _rich_field,
    "file_input": _files,
}
