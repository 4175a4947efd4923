"""What somebody's Home shows: what waits for them, what they wait for, and what falls due today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Final

from bot.flows.absences import seeing
from bot.flows.hours import hours_of
from bot.flows.requests.seeing import scene_of
from bot.flows.requests.undoing import undoable
from bot.flows.workspaces import thresholds
from bot.i18n import zone_of
from bot.rules.letters import Done, Drop, Listed, Overview, Page
from bot.rules.worktime import first_instant, local_day, on_the_clock
from storage import people, requests, trail
from storage.base import Tx
from storage.records import Due, Home, Person, Waiting

PAGE_SIZE: Final = 8
DUE_LIMIT: Final = 8
OUT_LIMIT: Final = 5
AWAY_LIMIT: Final = 3
_LISTS: Final[dict[Listed, tuple[Callable[..., int], Callable[..., list[Waiting]]]]] = {
    Listed.MINE: (requests.load, requests.waiting_for),
    Listed.OTHERS: (requests.awaited, requests.waited_for_by),
    Listed.OFFERED: (requests.offered, requests.offered_to),
}


def compose(tx: Tx, home: Home, *, now: datetime) -> Overview | Drop:
    """The Home as it should now stand; dropped if nobody can look at it any more."""
    viewer = people.get(tx, home.person_id)
    if viewer.deactivated_at is not None:
        return Drop()
    pages = {name: _page(tx, viewer, name, home.pages.get(name, 0)) for name in Listed}
    hours = hours_of(tx, viewer)
    midnight = on_the_clock(hours, local_day(hours, now), timedelta(days=1))
    who = seeing.out(tx, viewer.workspace_id, (now, midnight))
    return Overview(
        viewer=viewer,
        hours=hours,
        at=now,
        pages=pages,
        today=tuple(_today(tx, viewer, now)),
        done=_done(tx, viewer, home, now),
        out=who.out[:OUT_LIMIT],
        more_out=who.more + max(0, len(who.out) - OUT_LIMIT),
        hand=bool(thresholds(tx, viewer.workspace_id).hand),
        away=tuple(seeing.mine(tx, viewer, now=now)[:AWAY_LIMIT]),
    )


def _page(tx: Tx, viewer: Person, name: Listed, number: int) -> Page:
    """The page of that number, or the last one if the list has become shorter meanwhile."""
    count_of, read = _LISTS[name]
    count = count_of(tx, viewer.id)
    number = max(0, min(number, (count - 1) // PAGE_SIZE))
    skipped = number * PAGE_SIZE
    items: Sequence[Waiting] = read(tx, viewer.id, limit=PAGE_SIZE, skip=skipped) if count else ()
    return Page(tuple(items), skipped, count, number)


def _done(tx: Tx, viewer: Person, home: Home, now: datetime) -> Done | None:
    """What they did last, while they can undo it."""
    entry = trail.get(tx, home.done_id) if home.done_id is not None else None
    request = requests.get(tx, entry.request_id) if entry is not None else None
    if entry is None or request is None or undoable(tx, viewer, request.id, now=now) != entry:
        return None
    named = entry.data.get("to")
    return Done(scene_of(tx, request, viewer), entry, people.get(tx, named) if named else None)


def _today(tx: Tx, viewer: Person, now: datetime) -> list[Due]:
    """What falls due between midnight and midnight where they are."""
    midnight = datetime.combine(now.astimezone(zone_of(viewer.zone)).date(), time())
    start, end = (first_instant(viewer.zone, midnight + timedelta(days=days)) for days in (0, 1))
    return requests.due_between(tx, viewer.id, start, end, limit=DUE_LIMIT)
