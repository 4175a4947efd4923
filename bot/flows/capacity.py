"""At capacity: for a while somebody can take no more, and whoever wants to ask them knows it first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.errors import Refused
from storage import homes, people
from storage.base import Tx
from storage.records import Person

LONGEST: Final = timedelta(weeks=4)


def take_no_more(tx: Tx, person: Person, until: datetime, *, now: datetime) -> None:
    """Somebody is at capacity until then, and it ends by itself. Raises `Refused`."""
    if until <= now:
        raise Refused("capacity_past")
    if until - now > LONGEST:
        raise Refused("capacity_too_long")
    people.set_full(tx, person.id, until)
    homes.changed_of(tx, person.id, now=now)


def take_again(tx: Tx, person: Person, *, now: datetime) -> None:
    """They are at capacity no longer."""
    people.set_full(tx, person.id, None)
    homes.changed_of(tx, person.id, now=now)
