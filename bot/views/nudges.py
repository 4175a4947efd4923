"""An offer of help, for one pair of eyes: what could be done at once, and what is thought of the offer."""

from __future__ import annotations

from bot.i18n import Texts
from bot.rules.letters import Letter
from bot.rules.nudges import Nudge, Thought
from bot.views import capacity
from bot.views.parts import Block, Message, actions, button, context, name_of, section
from bot.views.reminders import items


def nudge(drawn: Letter, said: Nudge, texts: Texts) -> Message:
    """Several wait; or two wait for each other; or, for the admins, that this is said less often."""
    reader = name_of(drawn.to.name if drawn.to else "")
    if said.rest is not None:
        rests = texts.m(f"nudge.rest.{said.rest}")
        return Message(rests, [section(rests)])
    if drawn.reminded:
        other = name_of(drawn.reminded[0].other.name)
        head = texts.m("nudge.mutual", name=reader, other=other)
        return Message(head, [section(head), *items(drawn, texts), *_thoughts(drawn, texts)])
    head = texts.m("nudge.several", name=reader, said=texts.n("nudge.waiting", said.waiting))
    offers = actions(
        button("nudge.together", texts.t("button.answer_together"), "all", primary=True),
        button("nudge.promise", texts.t("button.promise_times"), "all"),
        button("nudge.pass", texts.t("button.pass_some_on"), "all"),
        button("nudge.help", texts.t("button.ask_for_help"), "all"),
    )
    blocks = [section(head), offers, actions(capacity.choice(texts)), *_thoughts(drawn, texts)]
    return Message(head, blocks)


def setting(texts: Texts, *, muted: bool) -> Block:
    """On their Home: whether they are offered help, which nobody else can change."""
    if muted:
        return section(
            texts.m("nudge.off"), accessory=button("nudge.unmute", texts.t("button.offer_again"), "on")
        )
    return section(texts.m("nudge.on"), accessory=button("nudge.mute", texts.t("button.no_offers"), "off"))


def thanked(thought: Thought, texts: Texts) -> Message:
    """What was thought of it is counted."""
    said = texts.m(f"nudge.thanks.{thought}")
    return Message(said, [section(said)])


def muted(texts: Texts) -> Message:
    """No more of them."""
    said = texts.m("nudge.muted")
    again = button("nudge.unmute", texts.t("button.offer_again"), "on")
    return Message(said, [section(said), actions(again)])


def unmuted(texts: Texts) -> Message:
    said = texts.m("nudge.unmuted")
    return Message(said, [section(said)])


def _thoughts(drawn: Letter, texts: Texts) -> list[Block]:
    value = str(drawn.item.id)
    return [
        context(texts.m("nudge.private")),
        actions(
            *(button(f"nudge.{each}", texts.t(f"button.nudge_{each}"), value) for each in Thought),
            button("nudge.mute", texts.t("button.no_offers"), "off"),
        ),
    ]
