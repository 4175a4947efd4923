"""Blocks refused as Slack refuses them.

Pure functions over parsed JSON. The numbers are Slack's documented ones; which unit Slack counts texts in
is not documented, so it is a switch.
"""

from collections.abc import Mapping
from typing import Any

from bot.emulator.blocks.rules import Spot, utf16_length
from bot.emulator.blocks.surfaces import message_problems, view_problems

__all__ = ["check_message", "check_view"]


def check_message(payload: Mapping[str, Any], *, utf16: bool = False) -> list[str]:
    """Name what Slack would refuse in `blocks` and `attachments` of a message, one line each.

    Lines read like those of `response_metadata.messages` under `invalid_blocks`, with pointers from the
    payload's root. An empty list means accepted. With `utf16` texts are counted in UTF-16 code units.
    """
    return list(message_problems(payload, _start(utf16=utf16)))


def check_view(view: Mapping[str, Any], *, utf16: bool = False) -> list[str]:
    """Name what Slack would refuse in a modal or Home tab; pointers start at `/view`, as Slack's do."""
    return list(view_problems(view, _start(utf16=utf16)))


def _start(*, utf16: bool) -> Spot:
    return Spot("", utf16_length if utf16 else len)
