"""Blocks, each as one or more lines."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.emulator.plain.elements import element_text, option_lines
from bot.emulator.plain.rich_texts import cannot_draw, rich_text_lines
from bot.emulator.plain.texts import text_object
from bot.emulator.plain.viewers import Viewer

Json = Mapping[str, Any]

_RULE = "─" * 24


def block_lines(block: Json, viewer: Viewer) -> list[str]:
    """One block; a kind without a drawing becomes a visible line."""
    draw = _BLOCKS.get(block.get("type", ""))
    return draw(block, viewer) if draw else [cannot_draw(block)]


def _lines(text: Json, viewer: Viewer) -> list[str]:
    return text_object(text, viewer).split("\n")


def _row(elements: Iterable[Json], viewer: Viewer) -> list[str]:
    """Elements side by side, the entries of their menus below."""
    drawn = list(elements)
    row = "  ".join(element_text(element, viewer) for element in drawn)
    return [*row.split("\n"), *(line for element in drawn for line in option_lines(element, viewer))]


def _section(block: Json, viewer: Viewer) -> list[str]:
    texts = [*([block["text"]] if block.get("text") else []), *(block.get("fields") or [])]
    lines = [line for text in texts for line in _lines(text, viewer)]
    return lines + (_row([block["accessory"]], viewer) if block.get("accessory") else [])


def _elements(block: Json, viewer: Viewer) -> list[str]:
    return _row(block["elements"], viewer)


def _input(block: Json, viewer: Viewer) -> list[str]:
    label = text_object(block["label"], viewer) + (" (optional)" if block.get("optional") else "")
    field, *options = _row([block["element"]], viewer)
    hint = [f"  {line}" for line in _lines(block["hint"], viewer)] if block.get("hint") else []
    return [f"{label}  {field}", *options, *hint]


def _image(block: Json, viewer: Viewer) -> list[str]:
    title = _lines(block["title"], viewer) if block.get("title") else []
    return [*title, f"[image: {block['alt_text']}]"]


def _container(block: Json, viewer: Viewer) -> list[str]:
    lines = [line for name in ("title", "subtitle") if name in block for line in _lines(block[name], viewer)]
    if "rich_text_title" in block:
        lines = rich_text_lines(block["rich_text_title"], viewer) + lines
    return lines + [f"  {line}" for child in block["child_blocks"] for line in block_lines(child, viewer)]


def _cell(cell: Json, viewer: Viewer) -> str:
    return " ".join(rich_text_lines(cell, viewer)) if cell["type"] == "rich_text" else str(cell["text"])


def _table(block: Json, viewer: Viewer) -> list[str]:
    caption = [block["caption"]] if "caption" in block else []
    return caption + [" | ".join(_cell(cell, viewer) for cell in row) for row in block["rows"]]


def _chart(block: Json, _viewer: Viewer) -> list[str]:
    chart = block["chart"]
    series = chart.get("series") or [{"name": chart["type"], "data": chart.get("segments", [])}]
    return [block["title"], *(f"{one['name']}: {_points(one['data'])}" for one in series)]


def _points(data: list[Json]) -> str:
    return ", ".join(f"{point['label']} {point['value']}" for point in data)


_BLOCKS: dict[str, Callable[[Json, Viewer], list[str]]] = {
    "section": _section,
    "actions": _elements,
    "context": _elements,
    "context_actions": _elements,
    "input": _input,
    "image": _image,
    "rich_text": rich_text_lines,
    "container": _container,
    "table": _table,
    "data_table": _table,
    "data_visualization": _chart,
    "header": lambda block, viewer: [f"== {text_object(block['text'], viewer)} =="],
    "alert": lambda block, viewer: [f"! {line}" for line in _lines(block["text"], viewer)],
    "divider": lambda _block, _viewer: [_RULE],
    "markdown": lambda block, _: str(block["text"]).split("\n"),
    "file": lambda block, _: [f"[file: {block['external_id']}]"],
    "video": lambda block, _: [f"[video: {block['alt_text']}]"],
}
