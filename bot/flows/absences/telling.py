"""What Svar says of absences by itself: to covers, to whoever they cover for, and to whoever is back.

Each is one row in the outbox, planned once, that looks at the absence anew whenever it is due: it is said,
put off, or dropped, so that nobody hears of what was changed or undone meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.errors import Refused
from bot.flows.absences.coordinators import UNDO_WITHIN
from bot.flows.absences.seeing import absent_owner, covered_in
from bot.flows.hours import hours_of
from bot.flows.requests.hearing import opens_at
from bot.flows.requests.seeing import scene_of
from bot.flows.workspaces import thresholds
from bot.rules import reminders, worktime
from bot.rules.absences.covers import overlap
from bot.rules.absences.shown import News, Told
from bot.rules.letters import Drop, Letter
from storage import absences, outbox, people, requests, trail
from storage.base import Tx
from storage.outbox import NewItem
from storage.records import Absence, OutboxItem, Person, Reason

ASKED_BACK_AFTER = 3  # working days of an absence without an end
LOOK_AGAIN = timedelta(days=1)
COUNTED = 500
_WHILE_AWAY = frozenset({News.BACK_ASKED, News.HERE_ASKED, News.ENTERED})
_INTRODUCES = frozenset({News.COVER_ASKED, News.ENTERED})


def announce(tx: Tx, absence: Absence, *, now: datetime) -> None:
    """Plan what follows from an absence; of a weekly one, which this begins, only covers hear."""
    person = people.get(tx, absence.person_id)
    if absence.by_id != person.id:
        _plan(tx, absence, News.ENTERED, person.id, due_at=now + UNDO_WITHIN, now=now)
    if absence.cover_id is not None:
        ask_cover(tx, absence, now=now)
    tell_covered(tx, covered_in(tx, absence), now=now)
    if absence.series is not None:
        return
    _plan(tx, absence, News.BRIEFING, person.id, due_at=_briefed_at(tx, person, absence, now), now=now)
    if absence.ends_at is None:
        ask_whether_back(tx, absence, now=now)


def tell_covered(tx: Tx, covered: Sequence[Absence], *, now: datetime) -> None:
    """Whoever is away then hears that their cover will not be there."""
    for other in covered:
        _plan(tx, other, News.COVER_AWAY, other.person_id, due_at=now + UNDO_WITHIN, now=now)


def ask_cover(tx: Tx, absence: Absence, *, now: datetime) -> None:
    """Let whoever is to stand in hear it, once it can no longer be undone."""
    if absence.cover_id is not None:
        _plan(tx, absence, News.COVER_ASKED, absence.cover_id, due_at=now + UNDO_WITHIN, now=now)


def ask_whether_back(tx: Tx, absence: Absence, *, now: datetime) -> None:
    """Ask after some working days whether an absence without an end is over."""
    due_at = _asked_back_at(tx, absence)
    if due_at is not None and absence.return_words is None:
        _plan(tx, absence, News.BACK_ASKED, absence.person_id, due_at=max(due_at, now), now=now)


def decline_cover(tx: Tx, actor: Person, absence_id: int, *, now: datetime) -> None:
    """Whoever was named as a cover can't be; the one who is away hears it. Raises `Refused`."""
    absence = absences.lock(tx, absence_id)
    if absence is None or absence.cover_id != actor.id:
        raise Refused("cover_not_you")
    absences.uncover(tx, absence)
    absent = people.get(tx, absence.person_id)
    data = {"absence": absence.id, "news": News.COVER_DECLINED, "by": actor.id}
    item = NewItem(actor.workspace_id, Reason.ABSENCE, data, person_id=absent.id)
    outbox.add(tx, item, due_at=now if absence.starts_at > now else opens_at(tx, absent, now), now=now)


def notice_mention(
    tx: Tx, asker: Person, absence: Absence, message: tuple[str, str | None, str], *, now: datetime
) -> None:
    """Whoever has mentioned somebody who is away hears so, and nobody else; `message` is where that was."""
    channel, thread_ts, ts = message
    data = {"absence": absence.id, "news": News.MENTIONED}
    data |= {"channel": channel, "thread_ts": thread_ts, "ts": ts}
    item = NewItem(asker.workspace_id, Reason.ABSENCE, data, person_id=asker.id)
    outbox.add(tx, item, due_at=now, now=now)


def compose(tx: Tx, item: OutboxItem, *, now: datetime) -> Letter | Drop:
    """What an item says now; dropped if there is nothing to say any more, or not yet."""
    absence = absences.get(tx, item.data["absence"])
    reader = people.get(tx, item.person_id or 0)
    if absence is None or reader.deactivated_at is not None:
        return Drop()
    if absence.cancelled_at is not None:
        return _later(tx, item, absence.cancelled_at + UNDO_WITHIN, now=now)
    news = News(item.data["news"])
    if news in _DRAWN:
        return _DRAWN[news](tx, item, absence, reader, now=now)
    if not _still_so(tx, item, absence, reader, now):
        return Drop()
    opens = _not_before(tx, item, absence, reader, now)
    if opens > now:
        return _later(tx, item, opens, now=now)
    if news is News.BACK_ASKED:
        absences.asked(tx, absence.id, now=now)
    introduces = news in _INTRODUCES and people.introduce(tx, reader.id, now=now)
    return Letter(item=item, to=reader, told=replace(_told(tx, item, absence, now), introduces=introduces))


def _briefing(tx: Tx, item: OutboxItem, absence: Absence, person: Person, *, now: datetime) -> Letter | Drop:
    """The first thing that somebody hears who is back; nothing where nothing has come together."""
    hours = hours_of(tx, person)
    if absence.ends_at is None or absence.ends_at > now or not worktime.is_working(hours, now):
        at = _briefed_at(tx, person, absence, now)
        return _later(tx, item, at if at > now else now + LOOK_AGAIN, now=now)
    ended = [end for _, end in worktime.long_absences(hours, reminders.WORTH_QUIET) if end <= now]
    limits = thresholds(tx, person.workspace_id)
    waiting = requests.held_by(tx, person.id, limit=limits.listed)
    covered = _covered(tx, absence)
    if not ended or ended[-1] != absence.ends_at or not (waiting or covered):
        return Drop()
    quiet_until = worktime.add(hours, absence.ends_at, timedelta(hours=limits.back_hours))
    told = replace(_told(tx, item, absence, now), covered=covered, quiet_until=quiet_until)
    scenes = tuple(scene_of(tx, request, person) for request in waiting)
    more = requests.load(tx, person.id) - len(waiting)
    return Letter(item=item, to=person, told=told, reminded=scenes, more=max(0, more))


def _mention(tx: Tx, item: OutboxItem, absence: Absence, asker: Person, *, now: datetime) -> Letter | Drop:
    absent = absent_owner(tx, people.get(tx, absence.person_id), asker, None, now=now)
    if absent is None:
        return Drop()
    channel, thread_ts, ts = (item.data[name] for name in ("channel", "thread_ts", "ts"))
    told = replace(_told(tx, item, absence, now), absent=absent, message=(channel, thread_ts, ts))
    return Letter(item=item, to=asker, told=told, channel=channel, thread_ts=thread_ts)


def _still_so(tx: Tx, item: OutboxItem, absence: Absence, reader: Person, now: datetime) -> bool:
    """Whether it still is as it was when somebody was to hear it."""
    news = News(item.data["news"])
    over = absence.ends_at is not None and absence.ends_at <= now
    if news is News.COVER_ASKED:
        return absence.cover_id == reader.id and not over
    if news is News.COVER_AWAY:
        return not over and _is_missed(tx, absence, now)
    if news is News.BACK_ASKED:
        return absence.ends_at is None and not _answers_led_to_it(tx, absence)
    return not over


def _not_before(tx: Tx, item: OutboxItem, absence: Absence, reader: Person, now: datetime) -> datetime:
    """When something can be said at the earliest, by what is known of the absence and the reader now."""
    news, opens = News(item.data["news"]), item.created_at + UNDO_WITHIN
    if news is News.COVER_DECLINED:
        return now
    if news is News.HERE_ASKED:
        opens = now
    if news is News.BACK_ASKED:
        opens = _asked_back_at(tx, absence) or now
    hours = hours_of(tx, reader)
    waits = worktime.as_scheduled(hours) if news in _WHILE_AWAY else hours
    return worktime.next_working_moment(waits, max(opens, now)) or now + LOOK_AGAIN


def _answers_led_to_it(tx: Tx, absence: Absence) -> bool:
    """Whether they were asked already, before the clock would have."""
    due_at = _asked_back_at(tx, absence)
    return due_at is not None and absence.asked_at is not None and absence.asked_at < due_at


def _asked_back_at(tx: Tx, absence: Absence) -> datetime | None:
    hours = worktime.as_scheduled(hours_of(tx, people.get(tx, absence.person_id)))
    return worktime.working_days_after(hours, absence.starts_at, ASKED_BACK_AFTER)


def _is_missed(tx: Tx, absence: Absence, now: datetime) -> bool:
    """Whether the cover is away for some of an absence, or has left."""
    if absence.cover_id is None:
        return False
    away = absences.of_person(tx, absence.cover_id, since=now)
    left = people.get(tx, absence.cover_id).deactivated_at is not None
    return left or any(overlap(absence, each) for each in away)


def _told(tx: Tx, item: OutboxItem, absence: Absence, now: datetime) -> Told:
    cover_id = item.data.get("by") or absence.cover_id
    return Told(
        news=News(item.data["news"]),
        absence=absence,
        who=people.get(tx, absence.person_id),
        cover=people.get(tx, cover_id) if cover_id else None,
        by=people.get(tx, absence.by_id),
        at=now,
    )


def _plan(tx: Tx, absence: Absence, news: News, person_id: int, *, due_at: datetime, now: datetime) -> None:
    data = {"absence": absence.id, "news": news}
    reason = Reason.BRIEFING if news is News.BRIEFING else Reason.ABSENCE
    item = NewItem(absence.workspace_id, reason, data, person_id=person_id)
    outbox.add(tx, item, due_at=due_at, now=now)


def _later(tx: Tx, item: OutboxItem, at: datetime, *, now: datetime) -> Drop:
    """Not yet, or not at all if that has passed."""
    if at > now:
        outbox.release(tx, item, due_at=at, forget_attempt=True)
    return Drop()


def _briefed_at(tx: Tx, person: Person, absence: Absence, now: datetime) -> datetime:
    """When somebody's work begins again after an absence; some day for one without an end."""
    back_at = worktime.next_working_moment(hours_of(tx, person), max(absence.ends_at or now, now))
    return back_at if back_at and absence.ends_at else now + LOOK_AGAIN


def _covered(tx: Tx, absence: Absence) -> int:
    """How many requests the cover was asked in their place."""
    if absence.cover_id is None or absence.ends_at is None:
        return 0
    period = absence.starts_at, absence.ends_at
    logged = trail.logged_to(tx, absence.cover_id, period, limit=COUNTED)
    return sum(bool(data.get("covers")) and data.get("to") == absence.person_id for data in logged)


_DRAWN: Final[dict[News, Callable[..., Letter | Drop]]] = {News.BRIEFING: _briefing, News.MENTIONED: _mention}
