"""The forms for doing the same with several requests at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.i18n import Texts
from bot.views.modals import date_fields
from bot.views.parts import Block, field_of, modal, option, text_field
from storage.records import Waiting


def answer(waiting: Sequence[Waiting], chosen: int | None, texts: Texts) -> Block:
    """One answer to several alike; to the one `chosen`, if one is."""
    blocks = [
        _which(waiting, [each for each in waiting if each.id == chosen], texts),
        text_field("text", texts.t("form.answer"), hint=texts.t("form.together_hint")),
    ]
    return _form("request.together", "form.together_title", blocks, texts)


def promise(waiting: Sequence[Waiting], texts: Texts, zone: ZoneInfo, by_at: datetime) -> Block:
    """One time by which several are answered."""
    blocks = [
        _which(waiting, waiting, texts),
        *date_fields(by_at, texts, zone, label="form.promise_day"),
    ]
    return _form("request.promise_together", "form.promise_title", blocks, texts)


def pass_on(waiting: Sequence[Waiting], texts: Texts) -> Block:
    """Several to one colleague: for good, for their part, or as somebody who could help better."""
    ways = [option(texts.t(f"form.pass.{way}"), way) for way in ("hand_over", "lend", "suggest")]
    how: Block = {"type": "radio_buttons", "options": ways, "initial_option": ways[0]}
    blocks = [
        _which(waiting, (), texts),
        field_of("to", texts.t("form.pass_to"), {"type": "users_select"}),
        field_of("way", texts.t("form.pass_how"), how, hint=texts.t("form.pass_hint")),
        text_field("word", texts.t("form.word"), optional=True),
    ]
    return _form("request.pass_together", "form.pass_title", blocks, texts)


def _which(waiting: Sequence[Waiting], chosen: Sequence[Waiting], texts: Texts) -> Block:
    """Boxes for some of what waits, those that are `chosen` ticked."""
    options = {
        each.id: option(
            texts.t("choice.request", name=each.other, title=each.title), f"{each.id}:{each.turn_id}"
        )
        for each in waiting
    }
    boxes: Block = {"type": "checkboxes", "options": list(options.values())}
    if chosen:
        boxes["initial_options"] = [options[each.id] for each in chosen]
    return field_of("requests", texts.t("form.together_which"), boxes)


def _form(callback_id: str, title: str, blocks: list[Block], texts: Texts) -> Block:
    buttons = {"submit": texts.t("form.submit"), "close": texts.t("form.cancel")}
    return modal(callback_id, texts.t(title), blocks, **buttons)
