"""Somebody's own hours, when their daily message comes, and in which language: told, and as a form."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from bot.i18n import Texts, languages
from bot.rules.day_hours import hours_in_words
from bot.views.parts import Block, field_of, modal, option, section
from storage.records import Days, Person, WorkWeek

DAY_FIELDS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def in_words(days: Days, texts: Texts) -> str:
    """The week in a line, days alike together: "Mon–Thu 09:00–17:00, Fri 09:00–15:00"."""
    names, first, told = texts.t("date.weekdays").split(), 0, []
    for spans, alike in groupby(days[:7]):
        last = first + len(list(alike)) - 1
        if spans:
            named = names[first] if first == last else f"{names[first]}–{names[last]}"
            told.append(f"{named} {hours_in_words(spans)}")
        first = last + 1
    return ", ".join(told) or texts.t("hours.none")


def daily_in_words(daily_minutes: int | None, texts: Texts) -> str:
    """When the daily message comes."""
    if daily_minutes is None:
        return texts.t("hours.daily_usual")
    return texts.t("hours.daily_at", time=_clock(daily_minutes))


def form(week: WorkWeek, person: Person, region: str, texts: Texts) -> Block:
    """A field for each day, whose public holidays are kept, the daily message, and the language."""
    names = texts.t("date.weekdays").split()
    fields = [
        _day(field, name, hours_in_words(spans), texts)
        for field, name, spans in zip(DAY_FIELDS, names, week.days[:7], strict=True)
    ]
    picker: Block = {"type": "timepicker"}
    if person.daily_minutes is not None:
        picker["initial_time"] = _clock(person.daily_minutes)
    daily = field_of("daily", texts.t("hours.daily"), picker, optional=True, hint=texts.t("hours.daily_hint"))
    city = week.zone.rpartition("/")[2].replace("_", " ")
    kept: Block = {"type": "plain_text_input", "max_length": 6} | (
        {"initial_value": region} if region else {}
    )
    hint = texts.t("hours.region_hint")
    holidays = field_of("region", texts.t("hours.region"), kept, optional=True, hint=hint)
    head = section(texts.m("hours.head", city=city))
    blocks = [head, *fields, holidays, daily, *_languages(person, texts)]
    return modal(
        "hours.set",
        texts.t("hours.title"),
        blocks,
        submit=texts.t("form.save"),
        close=texts.t("form.cancel"),
    )


def _languages(person: Person, texts: Texts) -> list[Block]:
    """The languages that Svar speaks, where there is a choice; left empty, it is the one chosen in Slack."""
    options = {language: option(name, language) for language, name in languages().items()}
    if len(options) == 1:
        return []
    chosen: Block = {"type": "static_select", "options": list(options.values())}
    if person.language in options:
        chosen["initial_option"] = options[person.language]
    hint = texts.t("hours.language_hint")
    return [field_of("language", texts.t("hours.language"), chosen, optional=True, hint=hint)]


def _day(field: str, name: str, hours: str, texts: Texts) -> Block:
    element: Block = {"type": "plain_text_input", "max_length": 100}
    element |= {"initial_value": hours} if hours else {}
    return field_of(
        field,
        name,
        element | {"placeholder": {"type": "plain_text", "text": texts.t("hours.off")}},
        optional=True,
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
