"""Slack's message markup as plain human words, and the short title of a text.

Works on what Slack sends: `<@U1|ben>`, `<#C1|ops>`, `<!channel>`, `<https://x|label>`, and `&amp; &lt; &gt;`
for the three signs themselves (https://docs.slack.dev/messaging/formatting-message-text). What comes out is
plain: it must be escaped again before it is shown, and `@channel` in it pings nobody by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

Names = Callable[[str], str | None]  # a Slack id of a person → the name to show

TITLE_LENGTH = 80
SHORT_SENTENCE = 12  # "Hi Ben!" is no title
MOST_READ = 1000  # characters looked at for a title

_MARKUP = re.compile(r"<([^<>]*)>")
# C0 and C1 controls but for the line break, bidi embeddings, overrides and isolates, halves of a surrogate
# pair (no database stores those), the byte order mark.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_SPACES = re.compile("[\u00a0\u2007\u202f]")
_SENTENCE_END = re.compile(r"[.?!…](?=\s)|\n")
_GLUE = "\u200d"  # joins emoji into one


def nobody(_: str) -> None:
    """A lookup that knows no names."""
    return


def to_plain(text: str, names: Names = nobody) -> str:
    """What a person would read in `text`, without markup, control characters and bidi overrides.

    Mentions take the name Slack sent along, else `names`' one, else the bare id. A link keeps its label
    and its address. Line breaks stay.
    """
    plain = _MARKUP.sub(lambda found: _spelled_out(found[1], names), text)
    return readable(plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def readable(text: str) -> str:
    """`text` without control characters, bidi overrides and blanks around it. Line breaks stay."""
    return _UNSEEN.sub("", _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\t", " "))).strip()


def title(text: str) -> str:
    """The first sentence of a plain text, or as much of it as fits into 80 characters, never empty."""
    stripped = text.strip()
    end = _SENTENCE_END.search(stripped, SHORT_SENTENCE, TITLE_LENGTH)
    line = " ".join(stripped[: end.end() if end else MOST_READ].split())
    return _cut(line) if len(line) > TITLE_LENGTH else line or "…"


def _spelled_out(markup: str, names: Names) -> str:
    target, _, label = markup.partition("|")
    sign, rest = target[:1], target[1:]
    if sign == "@":
        return f"@{label or names(rest) or rest}"
    if sign == "#":
        return f"#{label or rest}"
    if sign == "!":
        return _special(rest, label)
    return _link(target, label)


def _special(target: str, label: str) -> str:
    """`<!channel>`, `<!subteam^S1|@pay>`, `<!date^…|in words>`."""
    kind, _, detail = target.partition("^")
    if kind == "subteam":
        return f"@{label.removeprefix('@') or detail}"
    return label if kind == "date" and label else f"@{(label or kind).removeprefix('@')}"


def _link(target: str, label: str) -> str:
    address = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in (target, address):
        return address
    return f"{label} ({address})"


def _cut(line: str) -> str:
    end = line.rfind(" ", TITLE_LENGTH // 2, TITLE_LENGTH)
    if end > 0:
        return line[:end].rstrip(" ,;:-") + "…"
    end = TITLE_LENGTH - 1
    while end > 1 and (_clings(line[end]) or line[end - 1] == _GLUE):
        end -= 1
    return line[:end] + "…"


def _clings(sign: str) -> bool:
    """Whether `sign` belongs to the one before it: an accent, a skin tone, a variant, a joiner."""
    return sign == _GLUE or unicodedata.category(sign) in ("Mn", "Me") or "\U0001f3fb" <= sign <= "\U0001f3ff"
