"""What blocks are composed of: texts, options, confirm dialogs, filters and pictures."""

from collections.abc import Iterator
from typing import Any

from bot.emulator.blocks.rules import (
    Rule,
    Spot,
    by_type,
    choice,
    exactly_one_of,
    flag,
    items,
    matching,
    shape,
    string,
    typed,
)

STYLES = choice("primary", "danger")
URL = string(3000, least=1)


def _plain(most: int) -> Rule:
    return typed({"text": string(most, least=1)}, {"emoji": flag})


def _mrkdwn(most: int) -> Rule:
    return typed({"text": string(most, least=1)}, {"verbatim": flag})


def plain_text(most: int = 3000) -> Rule:
    """A text object where Slack takes `plain_text` only."""
    return by_type({"plain_text": _plain(most)})


def any_text(most: int = 3000) -> Rule:
    """A text object where Slack takes `plain_text` and `mrkdwn`."""
    return by_type({"plain_text": _plain(most), "mrkdwn": _mrkdwn(most)})


def option(text: Rule, *, description: Rule, linked: bool = False) -> Rule:
    """An option; only those of an overflow menu may be `linked`."""
    return shape(
        {"text": text, "value": string(150, least=1)},
        {"description": description, **({"url": URL} if linked else {})},
    )


SELECT_OPTION = option(plain_text(75), description=plain_text(75))
CHOICE_OPTION = option(any_text(75), description=any_text(75))
OVERFLOW_OPTION = option(plain_text(75), description=plain_text(75), linked=True)
OPTION_GROUP = shape({"label": plain_text(75), "options": items(SELECT_OPTION, least=1, most=100)})

CONFIRM = shape(
    {"title": plain_text(100), "text": any_text(300)},
    {"confirm": plain_text(30), "deny": plain_text(30), "style": STYLES},
)
DISPATCH_CONFIG = shape(
    {"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), least=1)},
)
CONVERSATION_FILTER = shape(
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), least=1),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
SLACK_FILE = shape(
    {},
    {"id": matching("F[A-Z0-9]{8,}", meaning="the id of a file"), "url": URL},
    also=[exactly_one_of("id", "url")],
)


def offered(element: Any) -> list[Any]:
    """All options of a menu, those in groups included."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(one for group in groups for one in group["options"])]


def initial_among_options(element: Any, at: Spot) -> Iterator[str]:
    """What is chosen at first must be one of the options, word for word."""
    options = offered(element)
    if "initial_option" in element and element["initial_option"] not in options:
        yield at.into("initial_option").problem("must match one of the given options")
    for index, chosen in enumerate(element.get("initial_options", [])):
        if chosen not in options:
            yield at.into("initial_options").into(index).problem("must match one of the given options")
