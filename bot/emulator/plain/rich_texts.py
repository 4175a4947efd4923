"""rich_text blocks and what they are made of."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.emulator.plain.dates import date_text
from bot.emulator.plain.texts import channel_named, linked, named
from bot.emulator.plain.viewers import Viewer

Json = Mapping[str, Any]


def rich_text_lines(block: Json, viewer: Viewer) -> list[str]:
    """A rich_text block."""
    return [line for element in block.get("elements", []) for line in _element(element, viewer)]


def _element(element: Json, viewer: Viewer) -> list[str]:
    draw = _ELEMENTS.get(element.get("type", ""))
    return draw(element, viewer) if draw else [cannot_draw(element)]


def cannot_draw(thing: Json) -> str:
    """The visible sign for what has no drawing."""
    return f"[cannot draw: {thing.get('type', 'untyped')}]"


def _inline(elements: Sequence[Json], viewer: Viewer) -> str:
    return "".join(_marked(one, _INLINE.get(one.get("type", ""), _unknown)(one, viewer)) for one in elements)


def _unknown(element: Json, _viewer: Viewer) -> str:
    return cannot_draw(element)


def _marked(element: Json, words: str) -> str:
    """Struck-out words and code keep the marks they have in mrkdwn; bold and italic are not shown."""
    style = element.get("style") or {}
    words = f"`{words}`" if style.get("code") else words
    return f"~{words}~" if style.get("strike") else words


def _date(element: Json, viewer: Viewer) -> str:
    words = date_text(element["timestamp"], element["format"], viewer)
    words = words if words is not None else element.get("fallback", "")
    return linked(element["url"], words) if element.get("url") else words


def _section(element: Json, viewer: Viewer) -> list[str]:
    return _inline(element["elements"], viewer).rstrip("\n").split("\n")


def _quote(element: Json, viewer: Viewer) -> list[str]:
    return [f"> {line}" for line in _section(element, viewer)]


def _preformatted(element: Json, viewer: Viewer) -> list[str]:
    return ["```", *_section(element, viewer), "```"]


def _list(element: Json, viewer: Viewer) -> list[str]:
    margin = "  " * element.get("indent", 0)
    lines = []
    for number, item in enumerate(element["elements"], start=element.get("offset", 0) + 1):
        mark = f"{number}. " if element.get("style") == "ordered" else "• "
        first, *rest = _element(item, viewer)
        lines += [f"{margin}{mark}{first}", *(f"{margin}{' ' * len(mark)}{line}" for line in rest)]
    return lines


_ELEMENTS: dict[str, Callable[[Json, Viewer], list[str]]] = {
    "rich_text_section": _section,
    "rich_text_list": _list,
    "rich_text_quote": _quote,
    "rich_text_preformatted": _preformatted,
}
_INLINE: dict[str, Callable[[Json, Viewer], str]] = {
    "text": lambda element, _: str(element["text"]),
    "link": lambda element, _: linked(element["url"], element.get("text", "")),
    "user": lambda element, viewer: named(element["user_id"], viewer),
    "usergroup": lambda element, viewer: named(element["usergroup_id"], viewer),
    "team": lambda element, viewer: named(element["team_id"], viewer),
    "channel": lambda element, viewer: channel_named(element["channel_id"], viewer),
    "emoji": lambda element, _: f":{element['name']}:",
    "broadcast": lambda element, _: f"@{element['range']}",
    "color": lambda element, _: str(element["value"]),
    "date": _date,
}
