"""Texts as they are read: marks and escapes gone, tokens resolved."""

import re
from collections.abc import Mapping
from typing import Any

from bot.emulator.plain.dates import date_text
from bot.emulator.plain.viewers import Viewer

_HELD = "\ue000"  # stands for a token while the text around it is read
_TOKEN = re.compile(r"```.*?```|`[^`\n]+`|<[^<>\n]+>", re.DOTALL)
# A mark inside a word is a letter; stopping at any other keeps the search linear in a text full of marks.
_EMPHASIS = re.compile(r"(?<!\w)([*_])(?=\S)((?:(?!\1)[^\n]|(?<=\w)\1(?=\w))+)(?<=\S)\1(?!\w)")
_QUOTE = re.compile(r"^(?:>|&gt;)+ ?", re.MULTILINE)


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def text_object(text: Mapping[str, Any], viewer: Viewer) -> str:
    """A text object."""
    words = str(text.get("text", ""))
    return mrkdwn(words, viewer) if text.get("type") == "mrkdwn" else _unescape(words)


def mrkdwn(text: str, viewer: Viewer) -> str:
    """mrkdwn as read: tokens resolved, bold and italic marks gone, quotes and code marked, escapes undone.

    Tokens are held back while the marks around them are read, so that a name keeps its underscores.
    """
    text = text.replace(_HELD, "\ufffd")
    tokens = iter([_token(found.group(), viewer) for found in _TOKEN.finditer(text)])
    text = _QUOTE.sub("&gt; ", _TOKEN.sub(_HELD, text))
    for _ in range(2):  # bold within italic, or the other way round
        text = _EMPHASIS.sub(r"\2", text)
    return re.sub(_HELD, lambda _: next(tokens), _unescape(text))


def _token(token: str, viewer: Viewer) -> str:
    if token.startswith("`"):
        return _unescape(token)
    target, _, label = _unescape(token[1:-1]).partition("|")
    if target.startswith("@"):
        return named(target[1:], viewer, label=label)
    if target.startswith("#"):
        return channel_named(target[1:], viewer, label=label)
    if target.startswith("!date^"):
        return _dated(target, label, viewer)
    if target.startswith("!subteam^"):
        return named(target.removeprefix("!subteam^"), viewer, label=label)
    return f"@{target[1:]}" if target.startswith("!") else linked(target, label)


def named(identity: str, viewer: Viewer, *, label: str = "") -> str:
    """A person or group by name; by the id where nobody told the name."""
    name = viewer.names.get(identity) or label or identity
    return f"@{name.removeprefix('@')}"


def channel_named(identity: str, viewer: Viewer, *, label: str = "") -> str:
    """A channel by name; one that the viewer cannot know is a "private channel", as in Slack."""
    name = viewer.channels.get(identity) or label
    return f"#{name.removeprefix('#')}" if name else "private channel"


def linked(url: str, label: str) -> str:
    """A link as its label with the address behind it."""
    address = url.removeprefix("mailto:")
    return f"{label} ({address})" if label and label != address else address


def _dated(target: str, fallback: str, viewer: Viewer) -> str:
    _, stamp, form, link, *_ = [*target.split("^"), "", "", ""]
    words = date_text(stamp, form, viewer)
    if not words:
        return fallback
    return linked(link, words) if link else words
