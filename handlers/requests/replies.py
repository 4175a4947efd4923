"""What people write: in a request's thread, to Svar itself, and about a reading that was wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.calendars import usual_hours
from bot.date_guesses import wished_for
from bot.errors import Refused
from bot.flows import deliveries
from bot.flows.requests import asking, correcting, replies, seeing
from bot.flows.requests.replies import Message
from bot.rules import commands
from bot.rules.commands import Ask, Problem, Reader
from bot.rules.readings import Reading
from bot.views import modals
from bot.views.parts import key_of
from handlers.absences import mentions
from handlers.context import Call, Event, id_of, names_in, plain_words
from handlers.requests.asking import team_of
from storage import outbox, places
from storage.records import Person

OVERTAKEN_SECONDS = 60
OUR_SUBTYPES = (None, "file_share")
PEOPLE_WRITE = (None, "file_share", "thread_broadcast")


async def message(event: Event) -> None:
    """Anything written where Svar is. What belongs to no request goes no further than this function."""
    said = event.payload
    if _is_ours(event, said):
        await _echo(event, said)
    elif said.get("subtype") == "message_deleted" or _is_buried(said):
        await _deleted(event, said)
    elif said.get("subtype") == "message_changed":
        await _edited(event, said)
    elif said.get("user") and not said.get("bot_id") and said.get("subtype") in PEOPLE_WRITE:
        await _written(event, said)


async def mention(event: Event) -> None:
    """`@Svar ask @owner …`, in a channel or in the direct messages with Svar."""
    said = event.payload
    if not said.get("user") or said.get("bot_id"):
        return
    person = await event.house.directory.person(said["user"])
    bot = f"<@{event.house.directory.workspace.bot_user_id}>"
    text = (said.get("text") or "").replace(bot, "", 1)
    names = await names_in(event.house, text)
    instead = await team_of(event.house, said["channel"])
    asked = commands.parse_ask(text, Reader(event.now, usual_hours(person), names, instead))
    try:
        await _ask(event, said, person, asked)
    except Refused as refusal:
        kept = {"text": asked.text, "reason": refusal.reason, "values": dict(refusal.values)}
        await event.write(
            _key(said), deliveries.refuse, person, _message(said, asked.text), kept, now=event.now
        )


def corrected(reading: Reading) -> Callable[[Call], Awaitable[None]]:
    """The writer's one tap on how a reply was meant."""

    async def handler(call: Call) -> None:
        request_id, _, entry_id = call.value.partition(":")
        written = id_of(request_id), id_of(entry_id)
        await call.write(correcting.correct, call.person, written, reading, now=call.now)
        await call.ack()

    return handler


async def about(call: Call) -> None:
    """Which request words outside any thread were about."""
    request_id, _, draft_id = call.value.partition(":")
    chosen = id_of(request_id), id_of(draft_id)
    await call.write(replies.reply_with_draft, call.person, chosen, now=call.now)
    await call.ack()


async def show_text(call: Call) -> None:
    """The whole of a reply that its line could only begin."""
    request_id, _, entry_id = call.value.partition(":")
    trail = await call.house.store.read(seeing.paper_trail, call.person, id_of(request_id))
    written = next((entry for entry in trail.entries if entry.id == id_of(entry_id)), None)
    if written is None:
        raise Refused("not_yours")
    await call.open(modals.whole_text(str(written.data.get("text", "")), call.texts))
    await call.ack()


async def _ask(event: Event, said: Mapping[str, Any], person: Person, asked: Ask | Problem) -> None:
    if isinstance(asked, Problem):
        name = asked.mentions[0].name if asked.mentions else asked.name
        raise Refused(asked.kind.value, name=name, owner=name, words=asked.words)
    asked = await wished_for(asked, now=event.now, zone=person.zone)
    owner = await event.house.directory.asked(asked.owner, like=person)
    stays_here = said.get("channel_type") != "im" and not event.body.get("is_ext_shared_channel")
    thread = (said["channel"], said.get("thread_ts") or said["ts"])
    ask = asking.Ask(
        requester=person,
        owner=owner,
        by=person,
        text=asked.text,
        urgency=asked.urgency,
        wanted_by_at=asked.wanted_by,
        channel=thread if stays_here else None,
    )
    await event.write(_key(said), replies.ask, ask, _message(said, asked.text), now=event.now)


async def _written(event: Event, said: Mapping[str, Any]) -> None:
    bot = f"<@{event.house.directory.workspace.bot_user_id}>"
    direct = said.get("channel_type") == "im"
    if bot in (said.get("text") or ""):
        if direct:
            await mention(event)
        return
    thread_ts = said.get("thread_ts")
    found = await event.house.store.read(places.by_thread, said["channel"], thread_ts) if thread_ts else []
    if not direct:
        await mentions.notice(event, said)
    if not found and not direct:
        return
    person = await event.house.directory.person(said["user"])
    written = _message(said, await plain_words(event.house, said.get("text") or ""))
    if len(found) == 1:
        await event.write(_key(said), replies.reply, person, found[0].request_id, written, now=event.now)
    else:
        among = tuple(place.request_id for place in found)
        await event.write(_key(said), deliveries.ask_which, person, (written, among), now=event.now)


async def _edited(event: Event, said: Mapping[str, Any]) -> None:
    new, old = said.get("message") or {}, said.get("previous_message") or {}
    if new.get("text") == old.get("text") or not new.get("user"):
        return  # an unfurl, or a count of replies
    if not await _is_passed_on(event, said["channel"], new["ts"]):
        if _has_overtaken(said, new):
            await _written(
                event, {**new, "channel": said["channel"], "channel_type": said.get("channel_type")}
            )
        return
    person = await event.house.directory.person(new["user"])
    words = await plain_words(event.house, new.get("text") or "")
    changed = Message(said["channel"], new["ts"], words)
    await event.write(_key(said), replies.edited, person, changed, now=event.now)


async def _deleted(event: Event, said: Mapping[str, Any]) -> None:
    old = said.get("previous_message") or {}
    ts = said.get("deleted_ts") or old.get("ts")
    if not old.get("user") or ts is None or not await _is_passed_on(event, said["channel"], ts):
        return
    person = await event.house.directory.person(old["user"])
    gone = Message(said["channel"], ts, "")
    await event.write(_key(said), replies.deleted, person, gone, now=event.now)


async def _echo(event: Event, said: Mapping[str, Any]) -> None:
    """A message of our own, shown to us: whatever was not sure that it had arrived now is."""
    key = key_of(said)
    if key is None or said.get("subtype") not in OUR_SUBTYPES:
        return
    if await event.house.store.read(deliveries.awaits, key):
        where = {"channel": said["channel"], "ts": said["ts"]}
        await event.house.store.write_later(deliveries.arrived, key, **where, now=event.now)


def _has_overtaken(said: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether an edit may be here before its message: Slack promises no order.

    It then stands for the message, whose key it takes; whichever comes second does nothing.
    """
    by_person = not new.get("bot_id") and new.get("subtype") in PEOPLE_WRITE
    return by_person and _seconds(said["event_ts"]) - _seconds(new["ts"]) <= OVERTAKEN_SECONDS


def _seconds(ts: str) -> int:
    return int(ts.partition(".")[0])


async def _is_passed_on(event: Event, channel: str, ts: str) -> bool:
    """Whether the words of a message have gone to anybody; of all other messages nothing is kept."""
    return bool(await event.house.store.read(outbox.by_source, channel, ts))


def _is_buried(said: Mapping[str, Any]) -> bool:
    """A message is deleted under which others stand: Slack shows that something was there."""
    return (said.get("message") or {}).get("subtype") == "tombstone"


def _is_ours(event: Event, said: Mapping[str, Any]) -> bool:
    return event.house.directory.wrote(said.get("message") or said.get("previous_message") or said)


def _message(said: Mapping[str, Any], text: str) -> Message:
    return Message(
        channel=said["channel"],
        ts=said["ts"],
        text=text,
        thread_ts=said.get("thread_ts"),
        has_files=bool(said.get("files")),
        in_channel=said.get("channel_type") != "im",
    )


def _key(said: Mapping[str, Any]) -> str:
    """One message is one delivery, however many events tell of it; each edit is one more."""
    changed = said.get("subtype") in ("message_changed", "message_deleted")
    return f"message:{said['channel']}:{said['event_ts'] if changed else said['ts']}"
