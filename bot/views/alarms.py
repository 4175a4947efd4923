"""What the admins hear when Svar does not work as it should."""

from __future__ import annotations

from bot.i18n import Texts
from bot.rules.alarms import Alarm
from bot.rules.letters import Letter
from bot.views.parts import Message, name_of, section


def alarm(drawn: Letter, what: Alarm, texts: Texts) -> Message:
    """What is wrong, and what can be done about it."""
    said = texts.m(f"alarm.{what}", name=name_of(drawn.to.name if drawn.to else ""))
    return Message(said, [section(said)])
