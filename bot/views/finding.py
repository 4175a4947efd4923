"""What somebody's search came to, and the way to what has been between two people."""

from __future__ import annotations

from bot.i18n import Mrkdwn, Texts, zone_of
from bot.rules.letters import Found, Scene
from bot.views.parts import Block, Message, actions, button, cut, name_of, section
from bot.views.requests import asked_line, turn_line
from storage.records import Person

LABEL_LIMIT = 40


def results(found: Found, texts: Texts, *, after: int = 0, more: str = "") -> list[Block]:
    """Each request with its people, sentence, outcome and date, and a way to the rest.

    `after` is how many were shown before, `more` what the button to the next ones carries.
    """
    blocks = [section(_head(found, after, texts)), *(_result(scene, texts) for scene in found.scenes)]
    if found.more:
        blocks.append(actions(button("find.more", texts.t("button.show_more"), more)))
    return blocks


def answer(found: Found, texts: Texts, *, more: str) -> Message:
    """What a command gets to see of it."""
    again = button("find.open", texts.t("button.find"), "find")
    return Message(_head(found, 0, texts), [*results(found, texts, more=more), actions(again)])


def history_button(other: Person, texts: Texts) -> Block:
    """A way to all that has been between the reader and somebody else."""
    label = cut(texts.t("button.earlier_with", name=name_of(other.name)), LABEL_LIMIT)
    return button("find.history", label, other.slack_id)


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
