"""What is kept about somebody: told, copied, erased."""

from __future__ import annotations

from bot.i18n import Texts
from bot.rules.letters import Kept
from bot.views.parts import Block, Message, actions, button, modal, name_of, section


def kept(known: Kept, texts: Texts) -> Block:
    """What there is, where it comes from, and what there is not."""
    person = known.person
    blocks = [
        section(texts.m("kept.profile", name=name_of(person.name), zone=person.zone, locale=person.locale)),
        section(texts.m("kept.requests", asked=known.asked, owned=known.owned)),
        section(texts.m("kept.drafts", count=known.drafts)),
        section(texts.m("kept.nudges")),
        section(texts.m("kept.nothing_else")),
        actions(
            button("kept.copy", texts.t("button.send_me_a_copy"), "copy"),
            button("kept.erase", texts.t("button.erase"), "erase"),
        ),
    ]
    return modal("page", texts.t("kept.title"), blocks, close=texts.t("form.close"))


def erase(texts: Texts) -> Block:
    """What would go, and what would stay."""
    blocks = [section(texts.m(f"erase.{part}")) for part in ("goes", "stays", "after")]
    return _question("kept.erase", "erase.go_on", blocks, texts)


def erase_now(texts: Texts) -> Block:
    """The last question."""
    return _question("kept.erase_now", "erase.yes", [section(texts.m("erase.sure"))], texts)


def erased(texts: Texts) -> Block:
    """What stays on the Home of somebody of whom nothing is known."""
    return {"type": "home", "blocks": [section(texts.m("erase.done"))]}


def copy_sent(texts: Texts) -> Message:
    """What goes with the file."""
    text = texts.m("kept.copy")
    return Message(text, [section(text)])


def copy_failed(reason: str, texts: Texts) -> Message:
    """Slack would not take the file."""
    text = texts.m("kept.copy_failed", reason=reason)
    return Message(text, [section(text)])


def _question(callback_id: str, submit: str, blocks: list[Block], texts: Texts) -> Block:
    close = texts.t("form.cancel")
    return modal(callback_id, texts.t("erase.title"), blocks, submit=texts.t(submit), close=close)
