"""What somebody's search came to, and the form for it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from bot.i18n import Mrkdwn, Texts, zone_of
from bot.rules.letters import LIST_LIMIT, Found, Scene
from bot.views.parts import (
    TYPED_LIMIT,
    Block,
    Message,
    actions,
    button,
    cut,
    field_of,
    modal,
    name_of,
    section,
)
from bot.views.requests import asked_line, turn_line

MARK_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody looked for: words, a colleague's Slack id, and how many they have been shown before."""

    text: str = ""
    colleague: str | None = None
    after: int = 0

    @property
    def mark(self) -> str:
        """The same for the same words and colleague, and short enough for a button."""
        words = " ".join(cut(self.text, TYPED_LIMIT).split())
        return sha256(f"{self.colleague}\n{words}".encode()).hexdigest()[:MARK_LENGTH]


def answer(found: Found, texts: Texts, *, more: str) -> Message:
    """What a command gets to see of it; `more` is what the button to the next ones carries."""
    again = button("find.open", texts.t("button.find"), "find")
    return Message(_head(found, 0, texts), [*_results(found, 0, more, texts), actions(again)])


def form(looked: Looked, found: Found | None, texts: Texts) -> Block:
    """The form for finding one's own requests again, with what was found below it."""
    user: Block = {"type": "users_select"} | ({"initial_user": looked.colleague} if looked.colleague else {})
    words: Block = {"type": "plain_text_input", "max_length": TYPED_LIMIT}
    words |= {"initial_value": cut(looked.text, TYPED_LIMIT)} if looked.text else {}
    blocks = [
        field_of("sought", texts.t("form.sought"), words, optional=True, hint=texts.t("form.sought_hint")),
        field_of("colleague", texts.t("form.colleague"), user, optional=True),
    ]
    if found is not None:
        blocks += _results(found, looked.after, f"{looked.mark}:{looked.after + LIST_LIMIT}", texts)
    return modal(
        "find",
        texts.t("form.find_title"),
        blocks,
        submit=texts.t("form.find"),
        close=texts.t("form.cancel"),
    )


def _results(found: Found, after: int, more: str, texts: Texts) -> list[Block]:
    """Each request with its people, sentence, outcome and date, and a way to the rest."""
    blocks = [section(_head(found, after, texts)), *(_result(scene, texts) for scene in found.scenes)]
    if found.more:
        blocks.append(actions(button("find.more", texts.t("button.show_more"), more)))
    return blocks


def _head(found: Found, after: int, texts: Texts) -> Mrkdwn:
    key = "found" if found.scenes else "rest" if after or found.more else "none"
    if found.colleague is None:
        return texts.m(f"find.{key}")
    return texts.m(f"find.{key}_with", name=name_of(found.colleague.name))


def _result(scene: Scene, texts: Texts) -> Block:
    zone = zone_of((scene.viewer or scene.requester).zone)
    facts = texts.m(
        "find.facts", outcome=turn_line(scene, texts), when=texts.token(scene.request.created_at, zone)
    )
    details = button("request.trail", texts.t("button.details"), str(scene.request.id))
    return section(Mrkdwn(f"{asked_line(scene, texts)}\n{facts}"), accessory=details)
