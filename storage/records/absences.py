"""Being away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Absence:
    """A period in which a person is away; no kind of absence is kept.

    Without `ends_at` its end is open. `by_id` is who entered it, the person or a coordinator. Those that
    came of one weekly wish ("every friday") share a `series`. At `asked_at` they seemed to be back and were
    asked; `return_words` ("spring") are shown to others in place of the day on which they are back.
    """

    id: int
    workspace_id: int
    person_id: int
    starts_at: datetime
    ends_at: datetime | None
    note: str | None
    cover_id: int | None
    by_id: int
    series: str | None
    created_at: datetime
    changed_at: datetime | None
    cancelled_at: datetime | None
    asked_at: datetime | None = None
    return_words: str | None = None


@dataclass(frozen=True, slots=True)
class Out:
    """Somebody who is out, as they stand in a list: their name and zone, and their cover's name."""

    absence_id: int
    person_id: int
    name: str
    slack_id: str
    zone: str
    starts_at: datetime
    ends_at: datetime | None
    note: str | None
    cover: str | None
    return_words: str | None = None
