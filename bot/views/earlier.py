"""What has been before, offered beside something new."""

from __future__ import annotations

from bot.i18n import Texts, zone_of
from bot.rules.letters import Scene
from bot.views.parts import Block, button, cut, name_of, section
from storage.records import Kind, Person

LABEL_LIMIT = 40


def history_buttons(other: Person | None, texts: Texts) -> list[Block]:
    """The way to all that has been between the reader and somebody else: a colleague who is still there."""
    if other is None or other.kind is Kind.TEAM or other.deactivated_at is not None:
        return []
    label = cut(texts.t("button.earlier_with", name=name_of(other.name)), LABEL_LIMIT)
    return [button("find.history", label, other.slack_id)]


def answered_before(similar: tuple[Scene, ...], texts: Texts) -> list[Block]:
    """What somebody asked before, much like what they ask now, each with the way to its answer."""
    if not similar:
        return []
    return [section(texts.m("similar.head")), *(_similar(scene, texts) for scene in similar)]


def who_answered(like: Scene, texts: Texts) -> Block:
    """A colleague who has answered something like it."""
    return section(
        texts.m("similar.who_answered", name=name_of(like.owner.name), title=like.request.title),
        accessory=button("request.trail", texts.t("button.details"), str(like.request.id)),
    )


def _similar(scene: Scene, texts: Texts) -> Block:
    at = scene.request.answered_at or scene.request.created_at
    line = texts.m(
        "similar.item",
        name=name_of(scene.owner.name),
        title=scene.request.title,
        day=texts.day(at, zone_of(scene.requester.zone)),
    )
    see = button("request.trail", texts.t("button.see_the_answer"), str(scene.request.id))
    return section(line, accessory=see)
