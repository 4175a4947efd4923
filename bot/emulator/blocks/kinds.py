"""The table of block kinds and of the surfaces they may stand on."""

from collections.abc import Iterator
from typing import Any

from bot.emulator.blocks.elements import BUTTON, IMAGE, IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION
from bot.emulator.blocks.figures import FIGURES
from bot.emulator.blocks.objects import SLACK_FILE, URL, any_text, plain_text
from bot.emulator.blocks.rich_texts import RICH_TEXT
from bot.emulator.blocks.rules import (
    Fields,
    Rule,
    Spot,
    any_of,
    by_type,
    choice,
    exactly_one_of,
    flag,
    items,
    string,
    typed,
)

_IMAGE = by_type({"image": IMAGE})
_RICH = by_type({"rich_text": RICH_TEXT})
_SOURCE = by_type({"url": typed({"url": URL, "text": string(least=1)})})


def _block(required: Fields, optional: Fields | None = None, *, also: list[Rule] | None = None) -> Rule:
    return typed(required, {"block_id": string(255, least=1), **(optional or {})}, also=also or [])


def _task(*statuses: str) -> Rule:
    return _block(
        {"task_id": string(least=1), "title": string(least=1), "status": choice(*statuses)},
        {"details": _RICH, "output": _RICH, "sources": items(_SOURCE)},
    )


def _folds_or_has_a_line(container: Any, at: Spot) -> Iterator[str]:
    """A container that folds has no header divider, and only such a one can start folded."""
    folds = container.get("is_collapsible", False)
    if folds and container.get("has_header_divider"):
        yield at.into("has_header_divider").problem("must not be set when `is_collapsible` is true")
    if container.get("default_collapsed") and not folds:
        yield at.into("default_collapsed").problem("must not be set unless `is_collapsible` is true")


_CARD = _block(
    {},
    {
        "hero_image": _IMAGE,
        "icon": _IMAGE,
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": any_text(200),
        "subtext": any_text(200),
        "actions": items(by_type({"button": BUTTON}), least=1, most=3),
    },
    also=[any_of("title", "body", "hero_image", "actions")],
)

_SIMPLE: Fields = {
    **FIGURES,
    "actions": _block({"elements": items(IN_ACTIONS, least=1, most=25)}),
    "alert": _block(
        {"text": any_text(200)}, {"level": choice("default", "info", "warning", "error", "success")}
    ),
    "card": _CARD,
    "carousel": _block({"elements": items(by_type({"card": _CARD}), least=1, most=10)}),
    "context": _block(
        {
            "elements": items(
                by_type({"plain_text": any_text(), "mrkdwn": any_text(), "image": IMAGE}), least=1, most=10
            )
        }
    ),
    "context_actions": _block({"elements": items(IN_CONTEXT_ACTIONS, least=1, most=5)}),
    "divider": _block({}),
    "file": _block({"external_id": string(least=1), "source": choice("remote")}),
    "header": _block({"text": plain_text(150)}),
    "image": _block(
        {"alt_text": string(2000, least=1)},
        {"image_url": URL, "slack_file": SLACK_FILE, "title": plain_text(2000)},
        also=[exactly_one_of("image_url", "slack_file")],
    ),
    "input": _block(
        {"label": plain_text(2000), "element": IN_INPUT},
        {"hint": plain_text(2000), "optional": flag, "dispatch_action": flag},
    ),
    "markdown": _block({"text": string(12_000, least=1)}),
    "plan": _block(
        {"title": string(least=1)},
        {
            "tasks": items(
                by_type({"task_card": _task("pending", "in_progress", "complete", "error")}), most=50
            )
        },
    ),
    "rich_text": RICH_TEXT,
    "section": _block(
        {},
        {
            "text": any_text(),
            "fields": items(any_text(2000), least=1, most=10),
            "accessory": IN_SECTION,
            "expand": flag,
        },
        also=[any_of("text", "fields")],
    ),
    "task_card": _task("in_progress", "complete", "error"),
    "video": _block(
        {"title": plain_text(200), "alt_text": string(least=1), "video_url": URL, "thumbnail_url": URL},
        {
            "title_url": URL,
            "description": plain_text(200),
            "provider_icon_url": URL,
            "provider_name": string(),
            "author_name": string(50),
        },
    ),
}
KINDS: Fields = {
    **_SIMPLE,
    "container": _block(
        {"child_blocks": items(by_type(_SIMPLE), least=1, most=10)},
        {
            "title": plain_text(150),
            "rich_text_title": _RICH,
            "subtitle": any_text(150),
            "width": choice("narrow", "standard", "wide", "full"),
            "icon": _IMAGE,
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
        },
        also=[any_of("title", "rich_text_title"), _folds_or_has_a_line],
    ),
}

# Everything that stands on all three surfaces, then what each has beyond it.
_EVERYWHERE = "actions card context divider header image input rich_text section video"
_SHOWN = "carousel container data_table data_visualization table"
SURFACES = {
    "message": frozenset(
        f"{_EVERYWHERE} {_SHOWN} context_actions file markdown plan task_card".split(),
    ),
    "modal": frozenset(f"{_EVERYWHERE} alert".split()),
    "home": frozenset(f"{_EVERYWHERE} {_SHOWN}".split()),
}
