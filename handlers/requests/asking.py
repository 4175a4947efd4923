"""Asking a colleague: by command, by form, from a message, by mention."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.calendars import usual_hours
from bot.date_guesses import wished_for
from bot.errors import Refused
from bot.flows.requests import asking as flow
from bot.flows.requests import seeing
from bot.flows.requests.asking import Ask, Change
from bot.flows.requests.finding import similar
from bot.house import House
from bot.i18n import zone_of
from bot.rules import commands
from bot.rules.commands import Mention, Problem, ProblemKind, Reader
from bot.rules.date_drafts import FARTHEST
from bot.rules.letters import Scene
from bot.rules.markup import to_plain
from bot.rules.promises import end_of_day
from bot.views import lists, modals
from bot.views.modals import Prefilled
from handlers.absences import asking as absences
from handlers.context import FAILURES, OPEN_SECONDS, Call, id_of
from handlers.requests.confirming import confirmation
from storage import channels, drafts
from storage.records import Person, Urgency

FIRST_YEAR: Final = 1970  # no date before it was ever wished


async def command(call: Call, text: str | None = None) -> None:
    """`/request [today | urgent] @owner text [by when]`; alone it opens the form."""
    typed = call.body.get("text", "") if text is None else text
    reader = Reader(call.now, usual_hours(call.person))
    asked = commands.parse_request(typed, reader)
    if isinstance(asked, Problem) and asked.kind is ProblemKind.NO_OWNER:
        instead = await team_of(call.house, call.body.get("channel_id"))
        asked = commands.parse_request(typed, replace(reader, instead=instead))
    if isinstance(asked, Problem):
        if asked.kind is ProblemKind.EMPTY:
            await call.open(await form(call, Prefilled()))
            await call.ack()
        else:
            await refuse(call, asked)
        return
    ask = await wished_for(asked, now=call.now, zone=call.person.zone)
    wish = ask.wanted_by.isoformat() if ask.wanted_by else None
    named = None if ask.owner.is_team else ask.owner.slack_id
    kept = {"text": ask.text, "owner": named, "urgency": ask.urgency, "wanted_by": wish}
    try:
        owner = await call.house.directory.asked(ask.owner, like=call.person)
        whole = Ask(call.person, owner, call.person, ask.text, ask.urgency, ask.wanted_by)
        logged = await call.write(flow.log, whole, now=call.now)
        call.house.directory.met(call.person)
    except Refused as refusal:
        if refusal.reason in flow.TO_KNOW_FIRST:
            await absences.offer(call, whole, kept)
        else:
            await keep(call, refusal, kept, shown=to_plain(typed))
        return
    await call.answer(lists.logged(confirmation(logged, whole), call.texts, call.now))


async def team_of(house: House, channel: str | None) -> Mention | None:
    """The team that is asked in a channel where nobody is named."""
    team = await house.store.read(channels.team, house.directory.workspace.id, channel or "")
    return Mention(team.slack_id, team.name) if team else None


async def refuse(call: Call, problem: Problem) -> None:
    """Say what is missing, and keep the words."""
    named = problem.mentions[0] if len(problem.mentions) == 1 else None
    name = named.name if named else problem.name
    refusal = Refused(problem.kind.value, name=name, owner=name, words=problem.words)
    kept = {
        "text": problem.sentence or problem.text,
        "owner": named.slack_id if named and not named.is_team else None,
        "urgency": problem.urgency,
    }
    await keep(call, refusal, kept, shown=problem.text)


async def keep(call: Call, refusal: Refused, kept: Mapping[str, Any], *, shown: str) -> None:
    """Refuse a command with its words kept, and the form to go on with."""
    # A key of its own: brought again, the command is refused again and does not find the draft as its result
    keeping = replace(call, key=f"{call.key}:kept")
    draft_id = await keeping.write(drafts.add, call.person.id, kept, now=call.now)
    await call.answer(lists.refused(call.sentence(refusal), shown, draft_id, call.texts))


async def shortcut(call: Call) -> None:
    """The form, from anywhere in Slack."""
    await call.open(await form(call, Prefilled()))
    await call.ack()


async def from_message(call: Call) -> None:
    """The form, made from a message: its words and its address are kept."""
    message = call.body["message"]
    words = await call.plain(message.get("text") or "")
    author = message.get("user")
    mine = author in (None, call.person.slack_id) or bool(message.get("bot_id"))
    person = None if mine else await call.house.directory.person(author)
    kept = {
        "quote": words,
        "url": permalink(call.body, call.body["channel"]["id"], message["ts"]),
        "author": person.slack_id if person else None,
    }
    draft_id = await call.write(drafts.add, call.person.id, kept, now=call.now)
    start = Prefilled(draft_id=draft_id, quote=words, author=person.name if person else None)
    await call.open(await form(call, start))
    await call.ack()


async def open_form(call: Call) -> None:
    """The form, with what was kept of an earlier try."""
    await _open_kept(call, names_owner=True)


async def somebody_else(call: Call) -> None:
    """The form, with the words of a request whose owner is away."""
    await _open_kept(call, names_owner=False)


async def _open_kept(call: Call, *, names_owner: bool) -> None:
    draft_id = id_of(call.value.partition(":")[2])
    draft = await call.house.store.read(drafts.get, draft_id, call.person.id)
    if draft is None:
        raise Refused("draft_gone")
    start = Prefilled(
        draft_id=draft_id,
        owner=draft.get("owner") if names_owner else None,
        text=draft.get("text") or "",
        urgency=Urgency(draft.get("urgency") or Urgency.NORMAL),
        wanted_by_at=datetime.fromisoformat(draft["wanted_by"]) if draft.get("wanted_by") else None,
    )
    await call.open(await form(call, start))
    await call.ack()


async def ask_again(call: Call) -> None:
    """The form, with the words of a request that could not reach its owner."""
    scene = await call.house.store.read(seeing.scene, call.person, call.request_id)
    request = scene.request
    kept = {"text": request.text, "quote": request.quote, "url": request.source_url}
    draft_id = await call.write(drafts.add, call.person.id, kept, now=call.now)
    start = Prefilled(draft_id=draft_id, text=request.text, urgency=request.urgency)
    await call.open(await form(call, start))
    await call.ack()


async def submitted(call: Call) -> None:
    """The form, filled in."""
    draft_id = call.about.get("draft")
    draft = await call.house.store.read(drafts.get, id_of(draft_id), call.person.id) if draft_id else None
    requester, owner = await _people(call, draft or {})
    channel = await _channel(call)
    words = draft.get("text") or "" if draft else ""
    ask = Ask(
        requester=requester,
        owner=owner,
        by=call.person,
        text=_whole(call.words("text"), words) or (draft or {}).get("quote") or "",
        urgency=Urgency(call.field("urgency") or Urgency.NORMAL),
        wanted_by_at=when(call, requester, "date_in_the_past"),
        channel=(channel, None) if channel else None,
        source_url=(draft or {}).get("url"),
        quote=(draft or {}).get("quote"),
    )
    if answered := await _answered_before(call, ask):
        await _tell_first(call, draft or {}, Prefilled(similar=answered))
        return
    ask = await _knowing(call, ask)
    try:
        logged = await call.write(flow.log, ask, now=call.now)
    except Refused as refusal:
        if refusal.reason not in flow.TO_KNOW_FIRST:
            raise
        await _tell_first(call, draft or {}, Prefilled(away=await absences.absence_of(call, ask)))
        return
    call.house.directory.met(call.person)
    page = lists.logged(confirmation(logged, ask), call.texts, call.now)
    await call.ack(response_action="update", view=modals.confirmation(page, call.texts))


async def _tell_first(call: Call, draft: Mapping[str, Any], start: Prefilled) -> None:
    """The form once more, with something that its sender should know before it is sent."""
    filled = {"draft_id": call.about.get("draft"), "owner": call.field("owner"), "text": call.words("text")}
    shown = await form(call, await _as_before(call, replace(start, **filled), draft))
    await call.ack(response_action="update", view=shown)


async def _knowing(call: Call, ask: Ask) -> Ask:
    """The request as its sender chose after they were told that this owner is away."""
    choice = call.field("away")
    if choice is None or call.about.get("away") != ask.owner.slack_id:
        return ask
    knowing = replace(ask, knowing=True)
    return await absences.covered(call, knowing) if choice == "ask_cover" else knowing


async def helped(call: Call) -> None:
    """An answer from before was enough: nothing is sent."""
    if "view" not in call.body:
        raise Refused("form_gone")
    await call.change(modals.notice(call.texts.m("similar.helped"), call.texts))
    await call.ack()


async def _answered_before(call: Call, ask: Ask) -> tuple[Scene, ...]:
    """What the one who sends the form has an answer to already; they are told once, before it is sent."""
    flow.check(ask)
    if call.about.get("told") or ask.requester != call.person:
        return ()
    return await call.house.store.read(similar, call.person, ask.text)


async def _as_before(call: Call, start: Prefilled, draft: Mapping[str, Any]) -> Prefilled:
    """The form with the fields that it had; what stands in them, Slack keeps."""
    author = draft.get("author")
    name = (await call.house.directory.person(author)).name if author else None
    return replace(start, quote=draft.get("quote"), author=name)


async def open_change(call: Call) -> None:
    """The form for changing one's own request."""
    scene = await call.house.store.read(seeing.scene, call.person, call.request_id)
    await call.open(modals.change(scene, call.texts, zone_of(call.person.zone)))
    await call.ack()


async def changed(call: Call) -> None:
    """The changed request, submitted."""
    scene = await call.house.store.read(seeing.scene, call.person, id_of(call.about.get("request")))
    text = _whole(call.words("text"), scene.request.text)
    wanted_by = when(call, call.person, None)
    if wanted_by is not None and wanted_by <= call.now and wanted_by != scene.request.wanted_by_at:
        raise Refused("date_in_the_past")
    change = Change(text, wanted_by, Urgency(call.field("urgency") or Urgency.NORMAL))
    await call.write(flow.change, call.person, scene.request.id, change, now=call.now)
    await call.ack()


def when(call: Call, person: Person, past: str | None) -> datetime | None:
    """The date on a form, in somebody's zone; without a time the end of their working day.

    `past` is the refusal for a date that has passed, if one is to be refused.
    """
    day, time = call.field("day"), call.field("time")
    if day is None:
        if time is not None:
            raise Refused("time_without_day")
        return None
    chosen = date.fromisoformat(day)
    if chosen - call.now.date() > FARTHEST:
        raise Refused("too_far", words=day)
    if chosen.year < FIRST_YEAR:
        raise Refused(past or "date_in_the_past")
    zone = zone_of(person.zone)
    at = _at(chosen, time, zone) if time else end_of_day(usual_hours(person), chosen)
    if past is not None and at <= call.now:
        raise Refused(past)
    return at


def _at(day: date, time: str, zone: ZoneInfo) -> datetime:
    hour, minute = (int(part) for part in time.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)


async def chosen(call: Call, field: str) -> Person:
    """The colleague or the team chosen on a form. Raises `Refused` for none and for both."""
    person, team = call.field(field), call.field("team")
    if bool(person) == bool(team):
        raise Refused("one_of_them" if person else "nobody_chosen")
    return await call.house.directory.asked(Mention(person or team or ""), like=call.person)


async def _people(call: Call, draft: Mapping[str, Any]) -> tuple[Person, Person]:
    """Who asks whom."""
    if call.field("direction") == "they_ask" and draft.get("author"):
        return await call.house.directory.person(draft["author"]), call.person
    return call.person, await chosen(call, "owner")


async def _channel(call: Call) -> str | None:
    """The channel chosen on the form; raises `Refused` if the request cannot be shown there."""
    channel: str | None = call.field("place")
    if channel is None:
        return None
    try:
        found = await asyncio.wait_for(call.client.conversations_info(channel=channel), OPEN_SECONDS)
    except FAILURES as error:
        raise Refused("channel_not_joined") from error
    if found["channel"].get("is_ext_shared"):
        raise Refused("channel_shared")
    if not found["channel"].get("is_member"):
        raise Refused("channel_not_joined")
    return channel


def _whole(shown: str, kept: str) -> str:
    """What the form says; where it could only show the beginning of a long text, unchanged, all of it."""
    cut = shown.rstrip("…")
    return kept if len(kept) > len(shown) and shown.endswith("…") and kept.startswith(cut) else shown


async def form(call: Call, start: Prefilled) -> dict[str, Any]:
    """The form for asking a colleague."""
    start = replace(start, teams=tuple(await call.house.directory.teams()))
    return modals.new_request(start, call.texts, zone_of(call.person.zone), call.now)


def permalink(body: Mapping[str, Any], channel: str, ts: str) -> str:
    """The address of a message, as Slack makes it; to be told it, Svar would have to be in the channel."""
    domain = (body.get("team") or {}).get("domain") or "app"
    return f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
