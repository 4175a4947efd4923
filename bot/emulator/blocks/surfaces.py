"""Whole messages and views: what a surface takes, and what only shows when all blocks are looked at."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.emulator.blocks.kinds import KINDS, SURFACES
from bot.emulator.blocks.objects import plain_text
from bot.emulator.blocks.rules import Fields, Rule, Spot, anything, by_type, flag, items, string, typed

Placed = tuple[Mapping[str, Any], Spot]

_MOST_ATTACHMENTS = 100
_MARKDOWN_TOTAL = 12_000
_TABLES_TOTAL = 20_000
_MOST_CHARTS = 2


def _inner_blocks(block: Mapping[str, Any]) -> tuple[str, list[Mapping[str, Any]]]:
    name = {"container": "child_blocks", "carousel": "elements"}.get(block["type"], "")
    return name, block.get(name, [])


def _placed(blocks: Iterable[Mapping[str, Any]], at: Spot) -> Iterator[Placed]:
    """Every block with its spot, those inside other blocks included."""
    for index, block in enumerate(blocks):
        here = at.into(index)
        yield block, here
        name, inner = _inner_blocks(block)
        yield from _placed(inner, here.into(name))


def _elements(block: Mapping[str, Any], at: Spot) -> Iterator[Placed]:
    """The elements of one block that can be acted on, not those of blocks inside it."""
    for name in ("accessory", "element"):
        if name in block:
            yield block[name], at.into(name)
    for name in ("elements", "actions"):
        if block["type"] not in {"carousel", "rich_text"}:
            for index, element in enumerate(block.get(name, [])):
                yield element, at.into(name).into(index)


def _repeats(name: str, placed: Iterable[Placed]) -> Iterator[str]:
    seen: set[str] = set()
    for thing, at in placed:
        if name in thing:
            if thing[name] in seen:
                yield at.into(name).problem(f'`{name}` "{thing[name]}" already exists')
            seen.add(thing[name])


def _strays(surface: str, placed: Iterable[Placed]) -> Iterator[str]:
    """A response_url can be asked for only from an input block of a modal."""
    for block, here in placed:
        for element, at in _elements(block, here):
            if element.get("response_url_enabled") and (surface, block["type"]) != ("modal", "input"):
                yield at.into("response_url_enabled").problem("only available in an input block of a modal")


def _totals(placed: list[Placed], at: Spot) -> Iterator[str]:
    markdown = sum(at.length(block["text"]) for block, _ in placed if block["type"] == "markdown")
    if markdown > _MARKDOWN_TOTAL:
        yield at.problem(f"markdown blocks must be less than {_MARKDOWN_TOTAL + 1} characters in all")
    tables = [block for block, _ in placed if block["type"] == "data_table"]
    cells = (cell for table in tables for row in table["rows"] for cell in row)
    if sum(at.length(cell.get("text", "")) for cell in cells) > _TABLES_TOTAL:
        yield at.problem(f"data_table blocks must be less than {_TABLES_TOTAL + 1} characters in all")
    if sum(block["type"] == "data_visualization" for block, _ in placed) > _MOST_CHARTS:
        yield at.problem(f"no more than {_MOST_CHARTS} data_visualization blocks allowed")


def _focuses(placed: Iterable[Placed]) -> Iterator[str]:
    found = (
        at for block, here in placed for element, at in _elements(block, here) if element.get("focus_on_load")
    )
    for at in list(found)[1:]:
        yield at.into("focus_on_load").problem("only one element can have `focus_on_load`")


def _blocks(surface: str, most: int) -> Rule:
    """All blocks of a surface: each by itself, then, when each is sound, together."""
    kinds: Fields = {name: KINDS[name] for name in SURFACES[surface]}
    each = items(by_type(kinds), most=most)

    def check(value: Any, at: Spot) -> Iterator[str]:
        problems = list(each(value, at))
        yield from problems
        if problems:
            return
        placed = list(_placed(value, at))
        for block, here in placed:
            if block["type"] not in kinds:
                yield here.into("type").problem(f"unsupported type: {block['type']}")
            yield from _repeats("action_id", _elements(block, here))
        yield from _repeats("block_id", placed)
        yield from _strays(surface, placed)
        yield from _focuses(placed)
        yield from _totals(placed, at)

    return check


def _submit_for_inputs(view: Any, at: Spot) -> Iterator[str]:
    for index, block in enumerate(view["blocks"]):
        if block["type"] == "input" and "submit" not in view:
            here = at.into("blocks").into(index).into("input")
            yield here.problem("must define `submit` to use an `input` block in modals")


_MESSAGE_BLOCKS = _blocks("message", 50)
_COUNTED = items(anything, most=_MOST_ATTACHMENTS)
_NAMED: Fields = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_VIEW = by_type(
    {
        "modal": typed(
            {"title": plain_text(24), "blocks": _blocks("modal", 100)},
            {
                **_NAMED,
                "submit": plain_text(24),
                "close": plain_text(24),
                "clear_on_close": flag,
                "notify_on_close": flag,
            },
            also=[_submit_for_inputs],
        ),
        # A title is shown nowhere on a Home tab, yet Slack's own samples send one.
        "home": typed({"blocks": _blocks("home", 100)}, {**_NAMED, "title": plain_text(24)}),
    }
)


def message_problems(payload: Mapping[str, Any], at: Spot) -> Iterator[str]:
    """What Slack would refuse in the blocks and attachments of a message."""
    if "blocks" in payload:
        yield from _MESSAGE_BLOCKS(payload["blocks"], at.into("blocks"))
    attachments = payload.get("attachments", [])
    here = at.into("attachments")
    problems = list(_COUNTED(attachments, here))
    yield from problems
    for index, attachment in enumerate([] if problems else attachments):
        if isinstance(attachment, Mapping) and "blocks" in attachment:
            yield from _MESSAGE_BLOCKS(attachment["blocks"], here.into(index).into("blocks"))


def view_problems(view: Mapping[str, Any], at: Spot) -> Iterator[str]:
    """What Slack would refuse in a modal or a Home tab."""
    yield from _VIEW(view, at.into("view"))
