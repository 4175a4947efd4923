"""What a person would see of a message or a view, as plain text for a terminal and for tests."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from bot.emulator.plain.pages import message_lines, view_lines
from bot.emulator.plain.viewers import Viewer

__all__ = ["plain"]


def plain(
    shown: Mapping[str, Any],
    *,
    names: Mapping[str, str],
    channels: Mapping[str, str],
    zone: tzinfo,
    now: datetime,
    options: bool = False,
) -> str:
    """Draw a message or a view as one person sees it, line by line.

    `names` holds people and groups by id, `channels` the channels this person can see; dates are drawn in
    `zone` as of `now`. With `options` the entries of menus follow on lines of their own. What has no
    drawing yet is named as `[cannot draw: type]`.
    """
    viewer = Viewer(names, channels, zone, now, options)
    draw = view_lines if shown.get("type") in {"modal", "home"} else message_lines
    return "\n".join(draw(shown, viewer))
