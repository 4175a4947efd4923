"""The weekly note, in a few lines for one pair of eyes."""

from __future__ import annotations

from bot.i18n import Mrkdwn, Texts, zone_of
from bot.rules.digests import Promises
from bot.rules.notes import Away, Note, Pace
from bot.views.figures import hours, working_time
from bot.views.parts import Message, actions, button, context, name_of, section
from storage.records import Person

AWAY_LISTED = 5


def note(told: Note, reader: Person, texts: Texts, *, comes: bool = True) -> Message:
    """What waits, promises, answers, and who will be away; with a tap to end it, or to begin it again."""
    head = texts.m("note.head", name=name_of(reader.name))
    lines = _lines(told, reader, texts) or [texts.m("note.nothing")]
    stop = button("note.stop", texts.t("button.no_weekly_note"), "note")
    begin = button("note.begin", texts.t("button.weekly_note"), "note")
    return Message(
        texts.m("note.summary", waits=_waits(told, texts)),
        [
            section(head),
            section(Mrkdwn("\n".join(lines))),
            context(texts.m("note.yours")),
            actions(stop if comes else begin),
        ],
    )


def _lines(told: Note, reader: Person, texts: Texts) -> list[Mrkdwn]:
    lines = []
    if told.waiting or told.awaited:
        lines.append(Mrkdwn(f"• {_waits(told, texts)}"))
    if told.promises is not None:
        lines.append(_promises(told.promises, texts))
    for what, pace in (("first", told.first), ("turns", told.turns)):
        if pace is not None:
            lines.append(_answers(texts.t(f"note.{what}"), pace, texts))
    if told.thanks:
        lines.append(Mrkdwn(texts.n("note.thanks", told.thanks)))
    lines += [_away(each, reader, texts) for each in told.away[:AWAY_LISTED]]
    return lines


def _waits(told: Note, texts: Texts) -> Mrkdwn:
    waiting = texts.n("note.waiting", told.waiting) if told.waiting else texts.t("note.nothing_waits")
    awaited = texts.n("note.awaits", told.awaited) if told.awaited else texts.t("note.awaits_nothing")
    return texts.m("note.waits", waiting=waiting, awaited=awaited)


def _promises(told: Promises, texts: Texts) -> Mrkdwn:
    said = texts.n("note.promises", told.kept + told.missed, kept=told.kept)
    moved = texts.t("note.promises_moved", moved=told.moved)
    return Mrkdwn(f"{said} {moved}" if told.moved else said)


def _answers(what: str, pace: Pace, texts: Texts) -> Mrkdwn:
    half = working_time(pace.half, texts)
    if pace.usual is None:
        return texts.m("note.half", what=what, half=half)
    low, high = (hours(minutes) for minutes in pace.usual)
    return texts.m("note.half_as_usual", what=what, half=half, low=low, high=high)


def _away(each: Away, reader: Person, texts: Texts) -> Mrkdwn:
    zone = zone_of(reader.zone)
    since, name = texts.day(each.since, zone), name_of(each.name)
    if each.until is None:
        return texts.m("note.away_from", name=name, since=since)
    return texts.m("note.away", name=name, since=since, until=texts.day(each.until, zone))
