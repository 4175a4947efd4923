"""Absences: what was understood, what is planned, who is out, and the form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.i18n import Mrkdwn, Texts, clock_time, escape, zone_of
from bot.rules.absences.commands import NOTE_LENGTH, RETURN_LENGTH
from bot.rules.absences.shown import OwnAbsence, WhoIsOut
from bot.views.lists import said
from bot.views.parts import (
    Block,
    Message,
    actions,
    button,
    city_of,
    context,
    cut,
    field_of,
    modal,
    name_of,
    quote,
    section,
)
from storage.records import Absence, ChannelNotice, Out, Person

KEPT_LIMIT = 1_500
CLOSING_SHOWN = 60
FAR_AHEAD = timedelta(days=300)  # from then on a day says its year
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What the form starts with: an absence as it is, or what was understood; `cover` is a Slack id.

    `of` is the colleague (Slack id, name) whose absence it is, where it is not the reader's own.
    """

    absence_id: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    cover: str | None = None
    note: str = ""
    of: tuple[str, str] | None = None
    return_words: str = ""
    weekly: bool = False


def planned(shown: OwnAbsence, command: str, texts: Texts, now: datetime) -> Message:
    """What was understood, in full, with what follows from it; to be changed or undone from there."""
    key = "absence.entered" if shown.of else "absence.planned"
    when = period(shown.absence, shown.zone, texts, now)
    head = texts.m(key, name=name_of(shown.of or ""), period=when, city=city_of(shown.zone))
    blocks = [section(Mrkdwn(f"{head}\n{_facts(shown, command, texts, now)}"))]
    if shown.absence.note:
        blocks.append(section(quote(shown.absence.note)))
    if shown.overlaps:
        periods = ", ".join(period(each, shown.zone, texts, now) for each in shown.overlaps)
        blocks.append(section(texts.m("absence.overlaps", periods=periods)))
    if shown.misses:
        names = ", ".join(name_of(each) for each in shown.misses)
        blocks.append(section(texts.m("absence.misses", names=names)))
    value = str(shown.absence.id)
    if shown.held:
        sort = button("absence.sort", texts.t("button.sort"), value)
        key = "absence.held_long" if shown.is_long else "absence.held"
        blocks.append(section(texts.m(key, held=texts.n("absence.with_you", shown.held)), accessory=sort))
    change = [] if shown.of else [button("absence.change", texts.t("button.change"), value)]
    told = (
        texts.m("absence.they_hear", name=name_of(shown.of))
        if shown.of
        else texts.m("absence.status", status=_status(shown, texts))
    )
    blocks += [actions(*change, button("absence.undo", texts.t("button.undo"), value)), context(told)]
    return Message(head, blocks)


def taken_back(shown: OwnAbsence, texts: Texts, now: datetime) -> Message:
    """It is as if it had never been planned; for a moment it can still be had back."""
    key = "absence.taken_back_of" if shown.of else "absence.taken_back"
    when = period(shown.absence, shown.zone, texts, now)
    head = texts.m(key, name=name_of(shown.of or ""), period=when)
    undo = button("absence.restore", texts.t("button.undo"), str(shown.absence.id))
    return Message(head, [section(head), actions(undo)])


def mine(found: Sequence[OwnAbsence], command: str, texts: Texts, now: datetime) -> Message:
    """What somebody has planned, each to be changed or cancelled."""
    if not found:
        return said(texts.m("absence.none_planned", command=command))
    title = texts.m("absence.mine")
    items = [block for each in found for block in own_item(each, command, texts, now)]
    return Message(title, [section(title), *items])


def who(found: WhoIsOut, zone: ZoneInfo, texts: Texts, now: datetime) -> Message:
    """Who is out, by name, each with when, who stands in and what they let be known."""
    when = _between(found.since, found.until, zone, texts, now)
    if not found.out:
        return said(texts.m("absence.nobody_out", period=when))
    title = texts.m("absence.out", period=when)
    items = [section(out_item(each, zone, texts, now)) for each in found.out]
    more = [context(texts.m("absence.more", count=found.more))] if found.more else []
    return Message(title, [section(title), *items, *more])


def notice(found: WhoIsOut, zone: ZoneInfo, texts: Texts) -> Message:
    """Who of a channel's people is out today, in one line."""
    people = ", ".join(_out_today(each, found.until, zone, texts) for each in found.out)
    more = texts.t("notice.more", count=found.more) if found.more else ""
    line = texts.m("notice.out", people=f"{people} {more}".strip())
    return Message(line, [context(line)])


def _out_today(out: Out, midnight: datetime, zone: ZoneInfo, texts: Texts) -> str:
    """Somebody who is out: until when, if not for just today, and who stands in."""
    facts = []
    if out.return_words:
        facts.append(texts.t("notice.back", words=out.return_words))
    elif out.ends_at is not None and out.ends_at != midnight:
        last = out.ends_at - timedelta(minutes=1)
        later = out.ends_at > midnight
        day = texts.day(last, zone_of(out.zone)) if later else clock_time(out.ends_at.astimezone(zone))
        facts.append(texts.t("notice.until", day=day))
    if out.cover:
        facts.append(texts.t("notice.cover", cover=name_of(out.cover)))
    name = name_of(out.name)
    return texts.t("notice.who", name=name, facts=", ".join(facts)) if facts else name


def notice_planned(first_at: datetime | None, wanted: ChannelNotice | None, by: str, texts: Texts) -> Message:
    """Somebody has said when a channel is told who is out, or that it is not."""
    if wanted is None:
        return said(texts.m("notice.ended", name=name_of(by)))
    day = texts.day(first_at, zone_of(wanted.zone)) if first_at else ""
    time = f"{wanted.minutes // 60:02}:{wanted.minutes % 60:02}"
    return said(texts.m("notice.planned", name=name_of(by), time=time, city=city_of(wanted.zone), day=day))


def closing_days(ahead: Mapping[date, int], command: str, texts: Texts) -> Message:
    """On which days to come the company is closed, and from when on."""
    told = [_closing_day(day, minutes, texts) for day, minutes in list(ahead.items())[:CLOSING_SHOWN]]
    key = "closed.days" if told else "closed.none"
    return said(texts.m(key, days=", ".join(told), command=command))


def _closing_day(day: date, minutes: int, texts: Texts) -> str:
    at = datetime.combine(day, time(12), UTC)
    told = texts.t("date.with_year", day=texts.day(at, ZoneInfo("UTC")), year=day.year)
    return texts.t("closed.from", day=told, time=f"{minutes // 60:02}:{minutes % 60:02}") if minutes else told


def coordinators(known: Sequence[Person], command: str, texts: Texts) -> Message:
    """Who may say that a colleague is away, and how that is done."""
    names = ", ".join(name_of(each.name) for each in known)
    key = "absence.coordinators" if known else "absence.no_coordinators"
    return said(texts.m(key, names=names, command=command))


def refused(reason: Mrkdwn, kept: str, draft_id: int, texts: Texts) -> Message:
    """Why that is no absence yet, with what was typed and the form to go on with."""
    blocks = [section(reason)]
    if kept:
        blocks += [section(texts.m("refused.kept")), section(quote(kept, KEPT_LIMIT))]
    form = button("absence.form", texts.t("button.open_the_form"), f"draft:{draft_id}", primary=True)
    return Message(reason, [*blocks, actions(form)])


def form(start: Prefilled, texts: Texts, zone: ZoneInfo) -> Block:
    """The form for an absence, new or to be changed."""
    cover: Block = {"type": "users_select"} | ({"initial_user": start.cover} if start.cover else {})
    note: Block = {"type": "plain_text_input", "max_length": NOTE_LENGTH}
    if start.note:
        note["initial_value"] = cut(start.note, NOTE_LENGTH)
    last = start.ends_at - timedelta(minutes=1) if start.ends_at else None
    blocks = [
        field_of("first", texts.t("form.away_first"), _day(start.starts_at, zone)),
        field_of("first_time", texts.t("form.away_first_time"), _time(start.starts_at, zone), optional=True),
        field_of(
            "last",
            texts.t("form.away_last"),
            _day(last, zone),
            optional=True,
            hint=texts.t("form.away_last_hint"),
        ),
        field_of("last_time", texts.t("form.away_last_time"), _time(start.ends_at, zone), optional=True),
        field_of("cover", texts.t("form.away_cover"), cover, optional=True),
        field_of("note", texts.t("form.away_note"), note, optional=True, hint=texts.t("form.away_note_hint")),
    ]
    words: Block = {"type": "plain_text_input", "max_length": RETURN_LENGTH}
    if start.return_words:
        words["initial_value"] = start.return_words
    hint = texts.t("form.away_return_hint")
    blocks.append(field_of("back", texts.t("form.away_return"), words, optional=True, hint=hint))
    about: dict[str, Any] = {"absence": start.absence_id}
    if start.of is not None:
        about["of"] = start.of[0]
        blocks.insert(0, section(texts.m("form.away_of", name=name_of(start.of[1]))))
    if start.weekly:
        blocks.insert(0, section(texts.m("form.away_weekly")))
    return modal(
        "absence",
        texts.t("form.away_title"),
        blocks,
        submit=texts.t("form.submit"),
        close=texts.t("form.cancel"),
        private_metadata=json.dumps(about),
    )


def period(absence: Absence | Out, zone: str, texts: Texts, now: datetime) -> str:
    """From when until when, on the clocks of the zone: "Thu 24 Dec 00:00 – Sat 2 Jan 24:00"."""
    return _between(absence.starts_at, absence.ends_at, zone_of(zone), texts, now)


def _between(starts: datetime, ends: datetime | None, zone: ZoneInfo, texts: Texts, now: datetime) -> str:
    first, start = starts.astimezone(zone), _start(starts, zone, texts, now)
    if ends is None:
        return texts.t("absence.open", start=start)
    last = ends.astimezone(zone)
    clock = clock_time(last)
    if clock == "00:00":
        last, clock = last - DAY, "24:00"
    if first.date() == last.date():
        return texts.t("absence.one_day", start=start, end=clock)
    return texts.t("absence.period", start=start, end=f"{_date(last, zone, texts, now)} {clock}")


def _start(at: datetime, zone: ZoneInfo, texts: Texts, now: datetime) -> str:
    first = at.astimezone(zone)
    return f"{_date(first, zone, texts, now)} {clock_time(first)}"


def _date(day: datetime, zone: ZoneInfo, texts: Texts, now: datetime) -> str:
    far = day - now > FAR_AHEAD
    return texts.t("date.with_year", day=texts.day(day, zone), year=day.year) if far else texts.day(day, zone)


def _facts(shown: OwnAbsence, command: str, texts: Texts, now: datetime) -> Mrkdwn:
    facts: list[str] = []
    if shown.again:
        last = period(shown.again[-1], shown.zone, texts, now)
        facts.append(escape(texts.n("absence.again", len(shown.again), last=last)))
    if shown.absence.ends_at is not None:
        facts.append(escape(texts.n("absence.working_days", shown.working_days)))
    if shown.cover:
        facts.append(texts.m("absence.cover", name=name_of(shown.cover)))
    if shown.absence.ends_at is None and not shown.of:
        facts.append(texts.m("absence.say_back", command=command))
    elif shown.back_at is not None and not shown.again:
        facts.append(texts.m("absence.back", when=texts.date(shown.back_at, zone_of(shown.zone))))
    if shown.absence.return_words:
        facts.append(texts.m("absence.shown_as", words=shown.absence.return_words))
    return Mrkdwn(" · ".join(facts))


def _status(shown: OwnAbsence, texts: Texts) -> str:
    """A line for somebody's Slack status."""
    zone = zone_of(shown.zone)
    back = shown.absence.return_words or (texts.day(shown.back_at, zone) if shown.back_at else None)
    until = texts.t("absence.away_until", day=back) if back else None
    away = until or texts.t("absence.away")
    return texts.t("absence.and_cover", away=away, name=name_of(shown.cover)) if shown.cover else away


def own_item(shown: OwnAbsence, command: str, texts: Texts, now: datetime) -> list[Block]:
    """One of somebody's own absences, to be changed or cancelled from there."""
    head = texts.m("absence.item", period=period(shown.absence, shown.zone, texts, now))
    note = f"\n{quote(shown.absence.note)}" if shown.absence.note else ""
    value = str(shown.absence.id)
    return [
        section(Mrkdwn(f"{head}\n{_facts(shown, command, texts, now)}{note}")),
        actions(
            button("absence.change", texts.t("button.change"), value),
            button("absence.cancel", texts.t("button.cancel_absence"), value),
        ),
    ]


def out_item(out: Out, zone: ZoneInfo, texts: Texts, now: datetime) -> Mrkdwn:
    """Somebody who is out, until when, who stands in, and their note; for a reader in `zone`."""
    there = zone_of(out.zone)
    when = _between(out.starts_at, out.ends_at, there, texts, now)
    if out.return_words:
        when = texts.t(
            "absence.roughly", start=_start(out.starts_at, there, texts, now), words=out.return_words
        )
    if out.starts_at.astimezone(there).utcoffset() != out.starts_at.astimezone(zone).utcoffset():
        when = texts.t("absence.in_city", period=when, city=city_of(out.zone))
    facts = [texts.m("absence.who", name=name_of(out.name), period=when)]
    if out.cover:
        facts.append(texts.m("absence.cover", name=name_of(out.cover)))
    if out.note:
        facts.append(texts.m("absence.note", note=out.note))
    return Mrkdwn(" · ".join(facts))


def _day(at: datetime | None, zone: ZoneInfo) -> Block:
    return {"type": "datepicker"} | ({"initial_date": f"{at.astimezone(zone):%Y-%m-%d}"} if at else {})


def _time(at: datetime | None, zone: ZoneInfo) -> Block:
    """The time of day, left open at midnight: whole days have none."""
    local = at.astimezone(zone) if at else None
    shown = clock_time(local) if local else "00:00"
    return {"type": "timepicker"} | ({} if shown == "00:00" else {"initial_time": shown})
