"""What a person types into the message box, as Slack encodes it: mentions, channels, links and escapes."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.emulator.channels import Channel
from bot.emulator.people import Person, Usergroup
from bot.emulator.shapes import Json
from bot.emulator.workspace import Workspace

_BROADCASTS = ("here", "channel", "everyone")
_SPOT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#](?=\w)|https?://[^\s<>]+")
_TOKEN = re.compile(r"<([^<>]+)>")
# What the message box turns into a style while somebody types it.
_MARKED = re.compile(r"(?<![\w`*_~])([`*_~])(?=\S)([^\n]{0,400}?\S)\1(?!\w)")
_STYLES = {"*": "bold", "_": "italic", "~": "strike", "`": "code"}


def escape(text: str) -> str:
    """The three characters Slack escapes, and no others."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def in_message(text: str, workspace: Workspace) -> str:
    """Text as it arrives in a message: `<@U1>`, `<!subteam^S1>`, `<#C1|ops>`, `<https://…>`."""
    return _Typed(workspace, _in_message, links=True).encode(text)


def in_command(text: str, workspace: Workspace, *, should_escape: bool) -> str:
    """Text as it arrives with a slash command; names stay names unless the command asks for escaping."""
    if not should_escape:
        return escape(text)
    return _Typed(workspace, _in_command, links=True).encode(text)


def as_rich_text(text: str) -> list[Json]:
    """The `rich_text` block Slack adds to what people type."""
    elements: list[Json] = []
    at = 0
    for token in _TOKEN.finditer(text):
        elements += _plain(text[at : token.start()])
        elements.append(_rich(token[1]))
        at = token.end()
    elements += _plain(text[at:])
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}]


def _plain(text: str) -> list[Json]:
    return _styled(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), {})


def _styled(text: str, style: Json) -> list[Json]:
    """Text elements with the styles of the marks around their words; within code, marks are characters."""
    elements: list[Json] = []
    at = 0
    for marked in _MARKED.finditer(text) if "code" not in style else ():
        elements += _text(text[at : marked.start()], style)
        elements += _styled(marked[2], style | {_STYLES[marked[1]]: True})
        at = marked.end()
    return elements + _text(text[at:], style)


def _text(text: str, style: Json) -> list[Json]:
    styled = {"style": style} if style else {}
    return [{"type": "text", "text": text} | styled] if text else []


def _rich(token: str) -> Json:
    target = token.partition("|")[0]
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": target.removeprefix("!subteam^")}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    return {"type": "link", "url": target}


Mentioned = Person | Usergroup | Channel


def _in_message(mentioned: Mentioned) -> str:
    if isinstance(mentioned, Person):
        return f"<@{mentioned.id}>"
    return f"<!subteam^{mentioned.id}>" if isinstance(mentioned, Usergroup) else _channel(mentioned)


def _in_command(mentioned: Mentioned) -> str:
    if isinstance(mentioned, Person):
        return f"<@{mentioned.id}|{mentioned.name}>"
    if isinstance(mentioned, Usergroup):
        return f"<!subteam^{mentioned.id}|@{mentioned.handle}>"
    return _channel(mentioned)


def _channel(channel: Channel) -> str:
    return f"<#{channel.id}|{'' if channel.is_private else channel.name}>"


@dataclass
class _Typed:
    workspace: Workspace
    token: Callable[[Mentioned], str]
    links: bool

    def encode(self, text: str) -> str:
        parts: list[str] = []
        at = 0
        while spot := _SPOT.search(text, at):
            parts.append(escape(text[at : spot.start()]))
            encoded, at = self._encode(text, spot)
            parts.append(encoded)
        return "".join([*parts, escape(text[at:])])

    def _encode(self, text: str, spot: re.Match[str]) -> tuple[str, int]:
        """The token for what starts here, and where the text goes on."""
        if spot[0] == "@":
            return self._mention(text, spot.end())
        if spot[0] == "#":
            return self._channel(text, spot.end())
        if "://" not in spot[0]:
            return f"<mailto:{spot[0]}|{spot[0]}>", spot.end()
        url = spot[0].rstrip(".,;:!?)\"'")
        return f"<{escape(url)}>", spot.start() + len(url)

    def _mention(self, text: str, start: int) -> tuple[str, int]:
        """The longest name that starts here, so that `@Ben Smith` is not taken for `@Ben`."""
        index = self.workspace.people.index
        for end in range(min(len(text), start + index.longest), start, -1):
            word = text[start:end].lower()
            if end < len(text) and (text[end].isalnum() or text[end] == "_"):
                continue
            mentioned = index.names.get(word) or index.handles.get(word)
            if mentioned is not None:
                return self.token(mentioned), end
            if word in _BROADCASTS:
                return f"<!{word}>", end
        return "@", start

    def _channel(self, text: str, start: int) -> tuple[str, int]:
        word = re.match(r"[\w-]+", text[start:])
        channel = self.workspace.channels.named(word[0]) if word else None
        if word is None or channel is None:
            return "#", start
        return self.token(channel), start + len(word[0])
