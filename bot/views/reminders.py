"""The one message a day that says whose hope rests on the reader, with what is needed to act."""

from __future__ import annotations

from bot.i18n import Mrkdwn, Texts, zone_of
from bot.rules.letters import Letter, Scene
from bot.views import buttons
from bot.views.buttons import value_of
from bot.views.parts import Block, Message, actions, button, context, name_of, section
from storage.records import Side


def reminder(drawn: Letter, texts: Texts) -> Message:
    """Each request in a line with its buttons, the oldest first, and how many more there are."""
    reader = drawn.to.name if drawn.to else ""
    waiting = {scene.other.id for scene in drawn.reminded}
    if len(waiting) == 1:
        other = drawn.reminded[0].other.name
        head = texts.m("reminder.one", name=name_of(reader), other=name_of(other))
    else:
        head = texts.m("reminder.several", name=name_of(reader), count=len(waiting))
    return Message(head, [section(head), *items(drawn, texts)])


def items(drawn: Letter, texts: Texts) -> list[Block]:
    """The requests themselves, each with what can be done, and how many more there are."""
    blocks: list[Block] = []
    for scene in drawn.reminded:
        blocks += [section(_line(scene, texts)), *_noted(scene, texts), _actions(scene, texts)]
    if drawn.more:
        blocks.append(context(texts.m("reminder.more", count=drawn.more)))
    return blocks


def _noted(scene: Scene, texts: Texts) -> list[Block]:
    """What the reader noted for themselves when they put it off."""
    turn, viewer = scene.turn, scene.viewer
    own = turn is not None and viewer is not None and turn.holder_id == viewer.id
    return [context(texts.m("reminder.why", why=turn.later_why))] if own and turn and turn.later_why else []


def _line(scene: Scene, texts: Texts) -> Mrkdwn:
    request, turn = scene.request, scene.turn
    zone = zone_of((scene.viewer or scene.owner).zone)
    facts = {
        "name": name_of(scene.other.name),
        "title": request.title,
        "since": texts.token(turn.started_at if turn else request.created_at, zone),
    }
    if turn is not None and turn.side is Side.REQUESTER:
        return texts.m("reminder.asked_back", **facts)
    if request.promised_at is not None and turn is not None and turn.side is Side.OWNER:
        return texts.m("reminder.promised", when=texts.token(request.promised_at, zone), **facts)
    if request.wanted_by_at is not None and turn is not None and turn.side is Side.OWNER:
        return texts.m("reminder.wanted_by", when=texts.token(request.wanted_by_at, zone), **facts)
    return texts.m("reminder.since", **facts)


def _actions(scene: Scene, texts: Texts) -> Block:
    value = value_of(scene)
    if scene.turn is not None and scene.turn.side is Side.OWNER:
        return actions(*buttons.for_owner(value, texts))
    if scene.turn is not None and scene.turn.side is Side.THIRD:
        return actions(button("request.return", texts.t("button.give_back"), value, primary=True))
    return actions(
        button("request.got_answer", texts.t("button.got_my_answer"), value),
        button("request.withdraw", texts.t("button.no_longer_needed"), value),
    )
