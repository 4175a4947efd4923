"""Who is speaking, for somebody who never heard of Svar."""

from __future__ import annotations

from bot.i18n import Mrkdwn, Texts
from bot.views.parts import Message, button, section


def introduced(message: Message, hello: Mrkdwn, texts: Texts) -> Message:
    """The message, begun with who is speaking: the first that somebody ever gets from Svar."""
    who = section(hello, accessory=button("svar.what", texts.t("button.what_is_this"), "what"))
    return Message(message.text, [who, {"type": "divider"}, *message.blocks])
