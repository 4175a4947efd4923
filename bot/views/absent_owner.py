"""Before somebody is asked who is away or at capacity: until when, who stands in, and what can be done."""

from __future__ import annotations

from datetime import datetime

from bot.i18n import Mrkdwn, Texts, zone_of
from bot.rules.absences.covers import End
from bot.rules.absences.shown import AbsentOwner
from bot.views.parts import (
    Block,
    Message,
    actions,
    button,
    city_of,
    field_of,
    name_of,
    option,
    quote,
    section,
)

SHOWN_LIMIT = 500


def choices(absent: AbsentOwner, text: str, draft_id: int, texts: Texts, now: datetime) -> Message:
    """The absence, the words that are kept, and what can be done with them."""
    told = notice(absent, texts, now)
    value = f"draft:{draft_id}"
    buttons = [
        button(f"absence.{way}", label, value, primary=not number)
        for number, (way, label) in enumerate(_ways(absent, texts, now))
    ]
    buttons.append(button("absence.somebody_else", texts.t("absent.somebody_else"), value))
    return Message(told, [section(told), section(quote(text, SHOWN_LIMIT)), actions(*buttons)])


def fields(absent: AbsentOwner, texts: Texts, now: datetime) -> list[Block]:
    """The same on the form for asking."""
    options = [option(label, way) for way, label in _ways(absent, texts, now)]
    told = section(notice(absent, texts, now))
    if not options:
        return [told]
    radio: Block = {"type": "radio_buttons", "options": options, "initial_option": options[0]}
    return [told, field_of("away", texts.t("absent.what"), radio)]


def notice(absent: AbsentOwner, texts: Texts, now: datetime) -> Mrkdwn:
    """That somebody is away, until when, who stands in, and what they let be known."""
    zone, later = zone_of(absent.owner.zone), absent.starts_at > now
    if absent.full_until is not None:
        until = texts.when(absent.full_until, zone, now)
        name, city = name_of(absent.owner.name), city_of(absent.owner.zone)
        return texts.m("absent.full", name=name, when=until, city=city)
    if absent.roughly:
        key = "absent.from_roughly" if later else "absent.roughly"
    elif absent.back_at is None:
        key = "absent.from_open" if later else "absent.open"
    else:
        key = "absent.from" if later else "absent.back"
    told = texts.m(
        key,
        name=name_of(absent.owner.name),
        start=texts.when(absent.starts_at, zone, now),
        when=texts.when(absent.back_at, zone, now) if absent.back_at else "",
        city=city_of(absent.owner.zone),
        words=absent.roughly or "",
    )
    lines = [told, _who_stands_in(absent, texts)]
    if not _ways(absent, texts, now):
        lines.append(texts.m("absent.instead"))
    head = Mrkdwn(" ".join(lines))
    return Mrkdwn(f"{head}\n{quote(absent.note)}") if absent.note else head


def _who_stands_in(absent: AbsentOwner, texts: Texts) -> Mrkdwn:
    """Who does, or how it comes that nobody does although somebody was named."""
    cover, named = (name_of(each.name) if each else "" for each in (absent.cover, absent.named))
    if absent.end is End.LOOP:
        return texts.m("absent.cover_loop", named=named)
    if absent.cover is not None and named not in ("", cover):
        return texts.m("absent.cover_of_cover", name=cover, named=named)
    if absent.cover is not None:
        return texts.m("absent.cover", name=cover)
    if absent.end is End.FOUND:
        return texts.m("absent.cover_is_you")
    return texts.m("absent.cover_away", named=named) if named else texts.m("absent.no_cover")


def _ways(absent: AbsentOwner, texts: Texts, now: datetime) -> list[tuple[str, str]]:
    """What can be done, and how it is called: the cover first; no wait for what is long."""
    ways = []
    if absent.cover is not None:
        ways.append(("ask_cover", texts.t("absent.ask_cover", name=name_of(absent.cover.name))))
    if absent.starts_at > now or absent.full_until is not None:
        ways.append(("wait", texts.t("absent.before")))
    elif absent.back_at is None:
        ways.append(("wait", texts.t("absent.wait_open")))
    elif not absent.is_long:
        day = texts.day(absent.back_at, zone_of(absent.owner.zone))
        ways.append(("wait", texts.t("absent.wait", day=day)))
    return ways
