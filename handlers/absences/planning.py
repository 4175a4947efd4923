"""Planning an absence, by command and by form; changing it, taking it back, and coming back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from bot.errors import Refused
from bot.flows.absences import planning as flow
from bot.flows.absences import seeing
from bot.flows.absences.planning import Plan, Times
from bot.flows.absences.telling import decline_cover
from bot.flows.hours import hours_of
from bot.i18n import zone_of
from bot.rules.absences.commands import KINDS, Away, Kind, Problem, parse_away, times_of
from bot.rules.absences.periods import checked
from bot.rules.absences.shown import OwnAbsence
from bot.rules.absences.stretches import Period, Precision
from bot.rules.commands import Mention
from bot.rules.markup import to_plain
from bot.rules.worktime import as_scheduled, local_day, on_the_clock
from bot.views import absences as views
from bot.views import lists, modals
from bot.views.absences import Prefilled
from bot.views.parts import Message
from handlers.context import Call, id_of, names_in
from storage import drafts, people
from storage.records import Hours, Person

FIRST_YEAR: Final = 1970


async def plan(call: Call, text: str, of: Person | None = None) -> None:
    """`/ooo tomorrow to friday, cover @colleague "note"`; alone it opens the form. `of`: of a colleague's."""
    person = of or call.person
    hours = await _hours(call, person)
    read = parse_away(text, now=call.now, hours=hours, names=await names_in(call.house, text))
    if isinstance(read, Problem):
        if read.kind is Kind.EMPTY:
            await open_new(call, of)
        else:
            refusal = Refused(f"away_{read.kind}", words=read.words, name=read.name)
            kept = _kept(read.away, read.cover, read.note) | _whose(of)
            await _keep(call, refusal, kept, shown=to_plain(text))
        return
    times = tuple(times_of(read, hours))
    try:
        cover = await _cover(call, read.cover)
        wanted = Plan(person, call.person, times, read.note, cover, read.return_words)
        done = await call.write(flow.plan, wanted, now=call.now)
    except Refused as refusal:
        await _keep(call, refusal, _kept(read, None, read.note) | _whose(of), shown=to_plain(text))
        return
    await call.answer(await _confirmation(call, done))


async def open_new(call: Call, of: Person | None = None) -> None:
    """The form, from one's Home, or for a colleague's absence."""
    person = of or call.person
    start = Prefilled(of=(of.slack_id, of.name) if of else None)
    await call.open(views.form(start, call.texts, zone_of(person.zone)))
    await call.ack()


async def open_from_status(call: Call) -> None:
    """The form, from today until one's Slack status ends."""
    hours = await _hours(call, call.person)
    try:
        until = datetime.fromisoformat(call.value) if call.value != "open" else None
    except ValueError as error:
        raise Refused("not_yours") from error
    start = Prefilled(starts_at=on_the_clock(hours, local_day(hours, call.now), timedelta()), ends_at=until)
    await call.open(views.form(start, call.texts, zone_of(call.person.zone)))
    await call.ack()


async def open_form(call: Call) -> None:
    """The form, with what was understood of an earlier try."""
    draft = await call.house.store.read(drafts.get, id_of(call.value.partition(":")[2]), call.person.id)
    if draft is None:
        raise Refused("draft_gone")
    person = await _person(call, draft.get("of"))
    start = Prefilled(
        starts_at=_instant(draft.get("starts_at")),
        ends_at=_instant(draft.get("ends_at")),
        cover=draft.get("cover"),
        note=draft.get("note") or "",
        of=(person.slack_id, person.name) if draft.get("of") else None,
        return_words=draft.get("back") or "",
    )
    await call.open(views.form(start, call.texts, zone_of(person.zone)))
    await call.ack()


async def open_change(call: Call) -> None:
    """The form for changing one of one's own absences, a weekly one from the next time on."""
    shown = await call.house.store.read(seeing.own, call.person, id_of(call.value), now=call.now)
    absence, again = shown.absence, shown.again
    if again and absence.ends_at is not None and absence.ends_at <= call.now:
        absence, again = again[0], again[1:]
    cover = await call.house.store.read(people.get, absence.cover_id) if absence.cover_id else None
    start = Prefilled(
        absence_id=absence.id,
        starts_at=absence.starts_at,
        ends_at=absence.ends_at,
        cover=cover.slack_id if cover else None,
        note=absence.note or "",
        return_words=absence.return_words or "",
        weekly=bool(again),
    )
    await call.open(views.form(start, call.texts, zone_of(call.person.zone)))
    await call.ack()


async def submitted(call: Call) -> None:
    """The form, filled in: a new absence, or another time for one that is planned."""
    chosen = call.field("cover")
    cover = await _cover(call, Mention(chosen) if chosen else None)
    person = await _person(call, call.about.get("of"))
    times = _times(call, await _hours(call, person))
    wanted = Plan(person, call.person, times, call.words("note"), cover, call.words("back"))
    absence_id = call.about.get("absence")
    if absence_id is None:
        done = await call.write(flow.plan, wanted, now=call.now)
    else:
        done = await call.write(flow.change, call.person, id_of(absence_id), wanted, now=call.now)
    page = modals.confirmation(await _confirmation(call, done), call.texts)
    await call.ack(response_action="update", view=page)


async def undo(call: Call) -> None:
    """*Undo* and *Cancel*: as if it had never been planned."""
    shown = await call.house.store.read(seeing.one, call.person, id_of(call.value), now=call.now)
    await call.tell(await take_back(call, shown), instead=True)
    await call.ack()


async def take_back(call: Call, shown: OwnAbsence) -> Message:
    """Take an absence back; what is said of it."""
    await call.write(flow.cancel, call.person, shown.absence.id, now=call.now)
    return views.taken_back(shown, call.texts, call.now)


async def restore(call: Call) -> None:
    """*Undo* of that."""
    absence_id = id_of(call.value)
    await call.write(flow.restore, call.person, absence_id, now=call.now)
    await call.tell(await _confirmation(call, {"id": absence_id}), instead=True)
    await call.ack()


async def come_back(call: Call) -> None:
    """`/ooo back`: earlier than planned, or at last."""
    await call.write(flow.come_back, call.person, now=call.now)
    await call.answer(lists.said(call.texts.m("absence.welcome_back")))


async def is_back(call: Call) -> None:
    """*I'm back*, where that was asked."""
    await call.write(flow.come_back, call.person, now=call.now)
    await call.tell(lists.said(call.texts.m("absence.welcome_back")), instead=True)
    await call.ack()


async def cannot_cover(call: Call) -> None:
    """*I can't*, by whoever was named to stand in."""
    await call.write(decline_cover, call.person, id_of(call.value), now=call.now)
    await call.tell(lists.said(call.texts.m("absence.cover_declined")), instead=True)
    await call.ack()


async def _confirmation(call: Call, done: Mapping[str, Any]) -> Message:
    overlaps = done.get("overlaps", ())
    shown = await call.house.store.read(seeing.one, call.person, done["id"], now=call.now, overlaps=overlaps)
    return views.planned(shown, call.house.settings.ooo_command, call.texts, call.now)


async def _hours(call: Call, person: Person) -> Hours:
    """The person's hours as if they were never away: a day of an absence can be named like any other."""
    return as_scheduled(await call.house.store.read(hours_of, person))


async def _person(call: Call, of: object) -> Person:
    """Whose absence it is: the colleague that a form names, else whoever fills it in."""
    return await call.house.directory.person(of, like=call.person) if isinstance(of, str) else call.person


def _whose(of: Person | None) -> dict[str, Any]:
    return {"of": of.slack_id} if of else {}


async def _cover(call: Call, named: Mention | None) -> Person | None:
    if named is None:
        return None
    try:
        return await call.house.directory.asked(named, like=call.person)
    except Refused as refusal:
        raise Refused("away_unknown_cover", name=named.name) from refusal


async def _keep(call: Call, refusal: Refused, kept: Mapping[str, Any], *, shown: str) -> None:
    """Refuse a command with its words kept, and the form to go on with."""
    keeping = replace(call, key=f"{call.key}:kept")  # brought again, it is refused again
    draft_id = await keeping.write(drafts.add, call.person.id, kept, now=call.now)
    await call.answer(views.refused(call.sentence(refusal), shown, draft_id, call.texts))


def _kept(away: Away | None, cover: Mention | None, note: str) -> dict[str, Any]:
    kept: dict[str, Any] = {"note": note, "cover": cover.slack_id if cover else None}
    if away is not None:
        ends_at = away.ends_at.isoformat() if away.ends_at else None
        kept |= {"starts_at": away.starts_at.isoformat(), "ends_at": ends_at, "back": away.return_words}
    return kept


def _times(call: Call, hours: Hours) -> Times:
    """The times on the form, in the person's zone: whole days without an hour, an open end without a day."""
    starts_at, ends_at = _at(call, hours, "first"), _at(call, hours, "last")
    if starts_at is None:
        raise Refused("away_no_first")
    found = checked(Period(starts_at, ends_at, Precision.EXACT), call.now)
    if not isinstance(found, Period):
        raise Refused(f"away_{KINDS[found]}", words=call.field("last") or call.field("first"), name="")
    return ((starts_at, ends_at),)


def _at(call: Call, hours: Hours, name: str) -> datetime | None:
    chosen, time = call.field(name), call.field(f"{name}_time")
    if chosen is None:
        if time is not None:
            raise Refused("time_without_last_day")
        return None
    day = date.fromisoformat(chosen)
    if day.year < FIRST_YEAR:
        raise Refused(f"away_{Kind.PAST}", words=chosen, name="")
    if time is None:
        return on_the_clock(hours, day, timedelta(days=1 if name == "last" else 0))
    hour, minute = (int(part) for part in time.split(":"))
    return on_the_clock(hours, day, timedelta(hours=hour, minutes=minute))


def _instant(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
