"""What a workspace has set for itself: to be read by everybody, and as a form for its admins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.i18n import Mrkdwn, Texts, zone_of
from bot.rules.thresholds import AS_IT_COMES, LIMITS
from bot.rules.workspaces import DATES, NAMED, SettingsPage
from bot.views.parts import Block, actions, button, context, field_of, header, modal, name_of, option, section
from storage.records import Person

IN_A_BLOCK = 8
MOST_ADMINS = 20


def page(shown: SettingsPage, viewer: Person, texts: Texts) -> Block:
    """Every setting with its value, who may change them, and what was changed."""
    change = [actions(button("workspace.change", texts.t("button.change"), "settings"))]
    lines = [_line(name, value, shown, texts) for name, value in _values(shown).items()]
    zone = zone_of(viewer.zone)
    noted = [
        texts.m(
            "settings.change",
            when=texts.token(each.at, zone),
            who=name_of(shown.people[each.by_id].name),
            what=texts.t(f"setting.{each.name}"),
            was=_said(each.name, each.was, shown.people, texts),
            becomes=_said(each.name, each.becomes, shown.people, texts),
        )
        for each in shown.changes
    ]
    blocks = [
        section(texts.m("settings.head")),
        *_in_blocks(lines),
        *(change if shown.may_change else [context(texts.m("settings.who"))]),
        header(texts.t("settings.changes")),
        *(_in_blocks(noted) or [section(texts.m("settings.no_changes"))]),
    ]
    return modal("page", texts.t("settings.title"), blocks, close=texts.t("form.close"))


def form(shown: SettingsPage, texts: Texts) -> Block:
    """A field for each, within its limits."""
    given = asdict(shown.settings.thresholds)
    numbers = [_number(name, given[name], texts) for name in LIMITS if name != "hand"]
    hand = option(texts.t("settings.allowed"), "1")
    boxes: Block = {"type": "checkboxes", "options": [hand]}
    boxes |= {"initial_options": [hand]} if given["hand"] else {}
    blocks = [
        section(texts.m("settings.form_head")),
        *numbers,
        field_of("hand", texts.t("setting.hand"), boxes, optional=True, hint=texts.t("settings.hand_hint")),
        _admins(shown, texts),
        *(_date(name, getattr(shown.settings, name), texts) for name in DATES),
    ]
    return modal(
        "workspace.change",
        texts.t("settings.title"),
        blocks,
        submit=texts.t("form.save"),
        close=texts.t("form.cancel"),
    )


def _number(name: str, given: int, texts: Texts) -> Block:
    least, most = LIMITS[name]
    element: Block = {"type": "number_input", "is_decimal_allowed": False, "initial_value": str(given)}
    limits = {"min_value": str(least), "max_value": str(most)}
    hint = texts.t("settings.limits", least=least, most=most, usual=getattr(AS_IT_COMES, name))
    return field_of(name, texts.t(f"setting.{name}"), element | limits, hint=hint)


def _date(name: str, given: date | None, texts: Texts) -> Block:
    element: Block = {"type": "datepicker"} | ({"initial_date": given.isoformat()} if given else {})
    hint = texts.t(f"settings.{name}_hint")
    return field_of(name, texts.t(f"setting.{name}"), element, optional=True, hint=hint)


def _admins(shown: SettingsPage, texts: Texts) -> Block:
    named = (shown.people[person_id] for person_id in shown.settings.admins)
    chosen = [person.slack_id for person in named if person.deactivated_at is None]
    element: Block = {"type": "multi_users_select", "max_selected_items": MOST_ADMINS}
    element |= {"initial_users": chosen} if chosen else {}
    return field_of("admins", texts.t("setting.admins"), element, optional=True)


def _values(shown: SettingsPage) -> dict[str, Any]:
    named = {"admins": shown.settings.admins, "coordinators": shown.coordinators}
    dates = {name: on and on.isoformat() for name in DATES for on in (getattr(shown.settings, name),)}
    return asdict(shown.settings.thresholds) | named | dates


def _line(name: str, value: Any, shown: SettingsPage, texts: Texts) -> Mrkdwn:
    what, said = texts.t(f"setting.{name}"), _said(name, value, shown.people, texts)
    usual = getattr(AS_IT_COMES, name, value)
    if value == usual:
        return texts.m("settings.line", what=what, value=said)
    return texts.m("settings.line_set", what=what, value=said, usual=_said(name, usual, shown.people, texts))


def _said(name: str, value: Any, people: Mapping[int, Person], texts: Texts) -> str:
    if name in NAMED:
        return ", ".join(name_of(people[each].name) for each in value) or texts.t("settings.nobody")
    if name in DATES:
        return str(value or texts.t("settings.no_day"))
    if name == "hand":
        return texts.t("settings.yes" if value else "settings.no")
    return str(value)


def _in_blocks(lines: Sequence[Mrkdwn]) -> list[Block]:
    starts = range(0, len(lines), IN_A_BLOCK)
    return [section(Mrkdwn("\n".join(lines[start : start + IN_A_BLOCK]))) for start in starts]
