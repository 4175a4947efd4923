"""What is delivered to Slack, and what Slack delivers to us: decided at the last moment, once in effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Concatenate, ParamSpec

from bot.flows import alarms, evaluations, notes, nudges, quiet, reminders
from bot.flows.absences import statuses, telling
from bot.flows.absences.promises import is_away_then
from bot.flows.erasing import erase_from
from bot.flows.requests import hands
from bot.flows.requests.acting import close_without_word
from bot.flows.requests.finding import has_history, similar
from bot.flows.requests.hearing import Said, hear, opens_at
from bot.flows.requests.holding import resume
from bot.flows.requests.replies import Message
from bot.flows.requests.seeing import is_of, paper_trail, scene_of
from bot.flows.requests.teams import ask_one
from bot.rules.letters import Aside, Card, Drop, Letter, Line
from storage import deliveries, drafts, outbox, people, places, requests, trail, turns
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import Entry, OutboxItem, Person, Place, Reason, Request, Side, Status, TrailEntry, Why
from storage.trail import NewEntry

P = ParamSpec("P")
CHOICES = 10
_OF_A_TURN = frozenset({Entry.MISSED, Entry.STILL_ASKED, Entry.AWAY_THEN, Entry.HAND_ASKED, Entry.RESUMED})
_WRITTEN = frozenset(
    {Line.ANSWERED, Line.ANSWERED_ELSEWHERE, Line.ASKED_BACK, Line.DECLINED, Line.HELD, Line.WORDS}
)
_BY_THE_CLOCK: dict[Reason, Callable[..., None]] = {
    Reason.CLOSE_WITHOUT_WORD: close_without_word,
    Reason.RESUME: resume,
    Reason.ASK_ONE: ask_one,
    Reason.MISSED: reminders.missed,
    Reason.HAND: hands.give,
    Reason.ERASE: erase_from,
}
_OF_A_PERSON: dict[Reason, Callable[..., Letter | Drop]] = {
    Reason.REMINDERS: reminders.compose,
    Reason.ABSENCE: telling.compose,
    Reason.STATUS: statuses.compose,
    Reason.BRIEFING: telling.compose,
    Reason.NUDGE: nudges.compose,
    Reason.NOTE: notes.compose,
    Reason.ALARM: alarms.compose,
    Reason.EVALUATION: evaluations.compose,
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something that Slack handed us, under a key that a repeat bears too."""

    workspace_id: int
    key: str
    at: datetime


def once(
    tx: Tx,
    delivery: Delivery,
    flow: Callable[Concatenate[Tx, P], Any],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> Any:
    """Run `flow` for a delivery that Slack may make twice; a repeat gets the first result.

    The result must be JSON. Key and effect are written in one transaction.
    """
    known = deliveries.result(tx, delivery.workspace_id, delivery.key)
    if known is not None:
        return known["result"]
    result = flow(tx, *args, **kwargs)
    deliveries.add(tx, delivery.workspace_id, delivery.key, result={"result": result}, now=delivery.at)
    return result


def compose_card(tx: Tx, place: Place, *, now: datetime) -> Card | Drop:
    """The card as it should now stand; dropped if the request ended before anybody saw it there."""
    request = requests.get(tx, place.request_id)
    if request is None or (place.ts is None and place.attempts <= 1 and request.status is not Status.OPEN):
        return Drop()
    viewer = people.get(tx, place.person_id) if place.person_id else None
    if viewer is not None and place.ts is None and not is_of(tx, viewer, request):
        return Drop()  # undone before they saw it
    if viewer is not None and _waits_for_opening(tx, place, viewer, now=now):
        return Drop()
    scene = scene_of(tx, request, viewer)
    introduces = place.introduces
    if viewer is not None and place.ts is None and people.introduce(tx, viewer.id, now=now):
        notes.begin(tx, viewer, now=now)
        places.set_introduces(tx, place.id)
        introduces = True
    card = Card(place, scene, introduces, hand=hands.is_offered(tx, scene))
    return _with_what_was_before(tx, card)


def _waits_for_opening(tx: Tx, place: Place, viewer: Person, *, now: datetime) -> bool:
    """Whether what somebody is asked, and has not seen yet, comes too late for today: while nobody was there
    to send it, their day may have ended. Not so what they have logged themselves.
    """
    if place.ts is not None or place.side is Side.REQUESTER:
        return False
    opening = opens_at(tx, viewer, now)
    if opening <= now or trail.of_request(tx, place.request_id)[0].by_id == viewer.id:
        return False
    places.release(tx, place, due_at=opening, forget_attempt=True)
    return True


def _with_what_was_before(tx: Tx, card: Card) -> Card:
    """The card with what its reader may want to see again, for as long as nobody has acted on the request.

    It stands there and not in what a command is answered with: that would have to wait for a search.
    """
    scene, viewer = card.scene, card.scene.viewer
    request, turn = scene.request, scene.turn
    is_new = turn is not None and turn.why in (Why.LOGGED, Why.TEAM_ASKED) and request.accepted_at is None
    if viewer is None or not is_new or viewer.id not in (request.requester_id, request.owner_id):
        return card
    alike = similar(tx, viewer, request.text, but=request.id) if viewer.id == request.requester_id else ()
    earlier = scene.other if has_history(tx, viewer, scene.other, but=request.id) else None
    return replace(card, similar=alike, earlier=earlier)


def compose_letter(tx: Tx, item: OutboxItem, *, now: datetime) -> Letter | Drop:
    """What an outbox item says now; dropped if there is nothing to say any more, or not yet."""
    opens_at = quiet.opens_at(tx, item, now=now)
    return _later(tx, item, opens_at, now=now) if opens_at > now else _compose(tx, item, now=now)


def _compose(tx: Tx, item: OutboxItem, *, now: datetime) -> Letter | Drop:
    if item.reason in _BY_THE_CLOCK:
        if item.request_id is not None:
            _BY_THE_CLOCK[item.reason](tx, item.request_id, **item.data, now=now)
        return Drop()
    if item.reason in _OF_A_PERSON:
        return _OF_A_PERSON[item.reason](tx, item, now=now)
    if item.reason is Reason.STILL_GOOD and not reminders.is_still_good(tx, item, now=now):
        return Drop()
    if item.data.get("aside") == Aside.HELLO:
        return Letter(item=item, to=None, aside=Aside.HELLO, channel=item.data["channel"])
    if "draft" in item.data:
        return _draft_letter(tx, item)
    request = requests.get(tx, item.request_id) if item.request_id else None
    if request is None or item.person_id is None:
        return Drop()
    return _letter(tx, item, request, now=now)


def _later(tx: Tx, item: OutboxItem, at: datetime, *, now: datetime) -> Drop:
    if item.reason is Reason.REMINDERS:
        reminders.take_back(tx, item, at, now=now)
    else:
        quiet.put_off(tx, item, at)
    return Drop()


def settle_card(tx: Tx, place: Place, *, ts: str | None, now: datetime) -> None:
    """Slack shows the card as it was composed (`ts` none: it needed no showing)."""
    if places.settle(tx, place, ts=ts, now=now) and ts is None and place.ts is None:
        outbox.fail_in_place(tx, place.id, "ended_before_posted", now=now)


def card_failed(tx: Tx, place: Place, failure: str, *, now: datetime) -> None:
    """A card can never be posted there; the requester is told, and nothing is lost."""
    if not places.fail(tx, place, failure):
        return
    outbox.fail_in_place(tx, place.id, failure, now=now)
    request = requests.lock(tx, place.request_id)
    if request is None:
        return
    data = {"failure": failure, "to": place.person_id, "channel": place.channel_id}
    entry = trail.add(tx, request.id, NewEntry(Entry.NOT_DELIVERED, None, data), now=now)
    if request.status is Status.OPEN and place.person_id == request.requester_id:
        hear(tx, request, request.owner_id, Said(Line.ASKER_UNREACHABLE, entry), now=now)
    # Of somebody who passed it on nobody needs to hear.
    if request.status is Status.OPEN and place.person_id in (None, request.owner_id, request.holder_id):
        line = Line.CHANNEL_GONE if place.person_id is None else Line.UNREACHABLE
        hear(tx, request, request.requester_id, Said(line, entry), now=now)
    places.changed(tx, request.id, now=now)


def letter_failed(tx: Tx, item: OutboxItem, failure: str, *, now: datetime) -> None:
    """Something can never be said to somebody; whoever waits for them hears so, and nothing is lost."""
    outbox.fail(tx, item.id, failure, now=now)
    if item.person_id is None:
        return
    for request_id in _waiting_for(tx, item):
        request = requests.lock(tx, request_id)
        if request is not None and request.status is Status.OPEN and request.holder_id == item.person_id:
            data = {"failure": failure, "to": item.person_id}
            entry = trail.add(tx, request.id, NewEntry(Entry.NOT_DELIVERED, None, data), now=now)
            hear(tx, request, request.requester_id, Said(Line.UNREACHABLE, entry), now=now)
    _tell_writer(tx, item, failure, now=now)


def _tell_writer(tx: Tx, item: OutboxItem, failure: str, *, now: datetime) -> None:
    """What the owner's side wrote does not reach the one who asks: whoever wrote it hears so."""
    request = requests.get(tx, item.request_id) if item.request_id else None
    if request is None or item.person_id != request.requester_id or item.data.get("line") not in _WRITTEN:
        return
    writer_id = trail.get(tx, item.data["entry"]).by_id
    if writer_id is None or writer_id == item.person_id:
        return
    data = {"failure": failure, "to": item.person_id}
    entry = trail.add(tx, request.id, NewEntry(Entry.NOT_DELIVERED, None, data), now=now)
    hear(tx, request, writer_id, Said(Line.ASKER_UNREACHABLE, entry), now=now)


def _waiting_for(tx: Tx, item: OutboxItem) -> list[int]:
    """The requests that do not go on because somebody cannot be reached: what they were to hear of."""
    if item.reason is Reason.REMINDERS:
        return sorted({turns.get(tx, turn_id).request_id for turn_id in item.data["turns"]})
    request = requests.get(tx, item.request_id) if item.request_id and item.reason is Reason.RELAY else None
    return [request.id] if request is not None and request.requester_id != item.person_id else []


def card_gone(tx: Tx, place: Place, *, now: datetime) -> None:
    """Somebody deleted the message: it is posted anew while the request is open, and left gone after."""
    request = requests.get(tx, place.request_id)
    if request is not None and request.status is Status.OPEN:
        places.gone(tx, place, now=now)
    else:
        places.fail(tx, place, "message_deleted")


def thread_gone(tx: Tx, item: OutboxItem, *, now: datetime) -> bool:
    """The card above a line was deleted. Whether the line waits for it to be posted anew."""
    place = places.get(tx, item.place_id) if item.place_id else None
    request = requests.get(tx, place.request_id) if place else None
    if place is None or request is None or request.status is not Status.OPEN:
        return False
    places.gone(tx, place, now=now)
    outbox.release(tx, item, due_at=now, forget_attempt=True)
    return True


def arrived(tx: Tx, key: str, *, channel: str, ts: str, now: datetime) -> None:
    """Slack showed us a message of our own: whatever waited to know whether it had arrived now knows."""
    place = places.arrived(tx, key, ts)
    if place is None:
        outbox.arrived(tx, key, channel=channel, ts=ts, now=now)
    elif place.person_id is not None:  # it may be the first we hear of the conversation with them
        people.set_dm_channel(tx, place.person_id, channel)


def awaits(tx: Tx, key: str) -> bool:
    """Whether a message that we meant to send under `key` is not known to have arrived."""
    return places.awaits(tx, key) or outbox.awaits(tx, key)


def ask_which(tx: Tx, writer: Person, what: tuple[Message, tuple[int, ...]], *, now: datetime) -> None:
    """Words that could be about several requests, or about any: their writer is asked.

    `what` is the message and the requests it may be about (none: whichever is open). Nobody is asked, and
    nothing kept, who is not one of their people.
    """
    message, among = what
    found = [requests.get(tx, request_id) for request_id in among]
    if among and not any(request is not None and is_of(tx, writer, request) for request in found):
        return
    kept = {"text": message.text, "message": asdict(message), "among": among}
    _about_draft(tx, writer, Aside.WHICH, message, kept, now=now)


def refuse(tx: Tx, writer: Person, message: Message, kept: Mapping[str, Any], *, now: datetime) -> None:
    """A mention that could not become a request: its words are kept, and only its writer hears why."""
    _about_draft(tx, writer, Aside.REFUSED, message, kept, now=now)


def greet(tx: Tx, workspace_id: int, channel: str, *, now: datetime) -> None:
    """Svar was added to a channel: it introduces itself there."""
    item = NewItem(workspace_id, Reason.PRIVATE, {"aside": Aside.HELLO, "channel": channel})
    outbox.add(tx, item, due_at=now, now=now)


def _about_draft(
    tx: Tx, writer: Person, aside: Aside, message: Message, kept: Mapping[str, Any], *, now: datetime
) -> None:
    thread_ts = message.thread_ts or message.ts
    data: dict[str, Any] = {
        "aside": aside,
        "draft": drafts.add(tx, writer.id, kept, now=now),
        "thread_ts": thread_ts,
    }
    if message.in_channel:
        data |= {"channel": message.channel, "thread_ts": message.thread_ts}
    item = NewItem(writer.workspace_id, Reason.PRIVATE, data, person_id=writer.id)
    outbox.add(tx, item, due_at=now, now=now)


def _letter(tx: Tx, item: OutboxItem, request: Request, *, now: datetime) -> Letter | Drop:
    data = item.data
    entry = trail.get(tx, data["entry"]) if data.get("entry") else None
    if item.reason is Reason.RELAY and entry is not None and _deleted(tx, entry):
        return Drop()
    if entry is not None and entry.kind in _OF_A_TURN and _has_moved_on(tx, request, entry):
        return Drop()
    relay = outbox.get(tx, data["relay"]) if "relay" in data else None
    if relay is not None and relay.ts is None:
        return Drop()
    under = item.place_id or data.get("under")
    place = places.get(tx, under) if under else None
    if place is not None and place.ts is None and place.failure is None:
        # Claimed, and then its card was found to be deleted: nothing to say before that is posted anew.
        outbox.release(tx, item, due_at=now, forget_attempt=True)
        return Drop()
    reader = people.get(tx, item.person_id or 0)
    if data.get("aside") == Aside.DONE and reader.dm_channel is None:
        return Drop()  # there is nowhere yet to tell them alone; their card shows it
    named = entry.data.get("to") if entry else None
    return Letter(
        item=item,
        to=reader,
        scene=scene_of(tx, request, reader),
        by=people.get(tx, entry.by_id) if entry and entry.by_id else None,
        named=people.get(tx, named) if named else None,
        trail=paper_trail(tx, reader, request.id) if data.get("aside") == Aside.TRAIL else None,
        line=Line(data["line"]) if "line" in data else None,
        aside=Aside(data["aside"]) if "aside" in data else None,
        entry=entry,
        channel=reader.dm_channel if data.get("aside") == Aside.DONE else data.get("channel"),
        thread_ts=place.thread_ts if place else data.get("thread_ts"),
        replaces=relay.ts if relay else None,
    )


def _has_moved_on(tx: Tx, request: Request, entry: TrailEntry) -> bool:
    """Whether what the clock said of a turn is no longer so by the time somebody could hear it."""
    turn = turns.open_turn(tx, request.id)
    if entry.kind is Entry.RESUMED:
        return turn is None or turn.started_at != entry.at
    if turn is None or turn.id != entry.data["turn"]:
        return True
    if entry.kind is Entry.AWAY_THEN:
        return not is_away_then(tx, request, datetime.fromisoformat(entry.data["promised"]))
    return entry.kind is Entry.MISSED and request.promised_at != datetime.fromisoformat(entry.data["by"])


def _deleted(tx: Tx, entry: TrailEntry) -> bool:
    words = (entry.id, entry.data.get("of"))
    later = trail.of_request(tx, entry.request_id)
    return any(other.kind is Entry.MESSAGE_DELETED and other.data.get("of") in words for other in later)


def _draft_letter(tx: Tx, item: OutboxItem) -> Letter | Drop:
    """An aside about words that are kept and belong to no request yet."""
    person = people.get(tx, item.person_id or 0)
    draft = drafts.get(tx, item.data["draft"], person.id)
    if draft is None:
        return Drop()
    held = requests.held_by(tx, person.id, limit=CHOICES)
    awaited = requests.awaited_by(tx, person.id, limit=CHOICES)
    among = draft.get("among") or ()
    open_ones = [each for each in (*held, *awaited) if not among or each.id in among]
    return Letter(
        item=item,
        to=person,
        aside=Aside(item.data["aside"]),
        channel=item.data.get("channel"),
        thread_ts=item.data.get("thread_ts"),
        choices=tuple(scene_of(tx, request, person) for request in open_ones),
        draft=draft,
    )
