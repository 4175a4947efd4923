"""The form for sorting before one goes: which requests, and what is done with them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.i18n import Texts, zone_of
from bot.rules.absences.shown import OwnAbsence
from bot.views.parts import (
    OPTION_LIMIT,
    Block,
    cut,
    field_of,
    modal,
    name_of,
    option,
    plain,
    section,
    text_field,
)
from storage.records import Waiting


def form(shown: OwnAbsence, held: Sequence[Waiting], asked: Sequence[Waiting], texts: Texts) -> Block:
    """What is with somebody and what they have asked, each with what can be done."""
    blocks: list[Block] = []
    if held:
        blocks += [
            field_of(
                "requests", texts.t("form.sort_which"), _boxes(held, shown, texts), optional=bool(asked)
            ),
            field_of("how", texts.t("form.sort_how"), _radio(_ways(shown, texts)), hint=_hint(shown, texts)),
            text_field("text", texts.t("form.sort_text"), optional=True),
            field_of("to", texts.t("form.sort_to"), {"type": "users_select"}, optional=True),
        ]
        if not shown.is_long:
            blocks.append(field_of("day", texts.t("form.sort_day"), {"type": "datepicker"}, optional=True))
    if asked:
        ways = [("tell", texts.t("form.sort_tell_them")), ("withdraw", texts.t("form.sort_withdraw"))]
        blocks += [
            section(texts.m("form.sort_asked")),
            field_of("asks", texts.t("form.sort_which"), _boxes(asked, shown, texts), optional=True),
            field_of("asks_how", texts.t("form.sort_how"), _radio(ways)),
        ]
    return modal(
        "absence.sort",
        texts.t("form.sort_title"),
        blocks,
        submit=texts.t("form.submit"),
        close=texts.t("form.cancel"),
        private_metadata=json.dumps({"absence": shown.absence.id}),
    )


def _ways(shown: OwnAbsence, texts: Texts) -> list[tuple[str, str]]:
    """What can be done with what is with them; what only puts it off is not for a long absence."""
    ways = [("answer", texts.t("form.sort_answer"))]
    if shown.cover:
        ways.insert(0, ("to_cover", texts.t("form.sort_to_cover", name=name_of(shown.cover))))
    if not shown.is_long:
        if shown.back_at is not None:
            day = texts.day(shown.back_at, zone_of(shown.zone))
            ways.append(("when_back", texts.t("form.sort_when_back", day=day)))
        ways += [("promise", texts.t("form.sort_promise")), ("tell", texts.t("form.sort_tell"))]
    return [*ways, ("hand_over", texts.t("form.sort_hand_over"))]


def _hint(shown: OwnAbsence, texts: Texts) -> str:
    return texts.t("form.sort_hint_long") if shown.is_long else texts.t("form.sort_hint")


def _radio(ways: Sequence[tuple[str, str]]) -> Block:
    options = [option(label, way) for way, label in ways]
    return {"type": "radio_buttons", "options": options, "initial_option": options[0]}


def _boxes(waiting: Sequence[Waiting], shown: OwnAbsence, texts: Texts) -> Block:
    return {"type": "checkboxes", "options": [_box(each, shown, texts) for each in waiting]}


def _box(each: Waiting, shown: OwnAbsence, texts: Texts) -> Block:
    """A request, with what was promised for it."""
    title = texts.t("choice.request", name=each.other, title=each.title)
    box = option(title, f"{each.id}:{each.turn_id}")
    if each.promised_at is None:
        return box
    day = texts.day(each.promised_at, zone_of(shown.zone))
    return box | {"description": plain(cut(texts.t("form.sort_promised", day=day), OPTION_LIMIT))}
