"""People: the one table that knows what Slack calls them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from storage.base import Tx
from storage.records import Kind, Person, Quiet
from storage.rows import AMONG, among, instant, record

COLUMNS = (
    "id, workspace_id, slack_id, name, zone, locale, kind, deactivated_at, dm_channel, introduced_at, "
    "fetched_at, daily_minutes, language, is_admin, full_until, unnudged_at, spoken_to_at"
)

NOBODY = "N. N."
"""The name of whoever has been erased, in every language."""

PUT = f"""
INSERT INTO people (workspace_id, slack_id, name, zone, locale, kind, deactivated_at, is_admin,
    fetched_at)
VALUES (:workspace_id, :slack_id, :name, :zone, :locale, :kind, :deactivated_at, :is_admin, :fetched_at)
ON CONFLICT (workspace_id, slack_id)
DO UPDATE SET name = excluded.name, zone = excluded.zone, locale = excluded.locale, kind = excluded.kind,
    deactivated_at = excluded.deactivated_at, is_admin = excluded.is_admin, fetched_at = excluded.fetched_at
RETURNING {COLUMNS}
"""
MEET = f"""
INSERT INTO people (workspace_id, slack_id, name, zone, locale, kind)
VALUES (:workspace_id, :slack_id, :name, :zone, :locale, :kind)
ON CONFLICT (workspace_id, slack_id) DO UPDATE SET slack_id = excluded.slack_id
RETURNING {COLUMNS}
"""
GET = f"SELECT {COLUMNS} FROM people WHERE id = :id"
BY_SLACK_ID = f"SELECT {COLUMNS} FROM people WHERE workspace_id = :workspace_id AND slack_id = :slack_id"
TEAMS = f"""
SELECT {COLUMNS} FROM people
WHERE workspace_id = :workspace_id AND kind = 'team' AND deactivated_at IS NULL ORDER BY name LIMIT :limit
"""
ADMINS = f"""
SELECT {COLUMNS} FROM people WHERE workspace_id = :workspace_id AND is_admin = 1 AND deactivated_at IS NULL
ORDER BY id LIMIT :limit
"""
SOME = f"SELECT {COLUMNS} FROM people WHERE id {AMONG}"
LOCK = f"SELECT {COLUMNS} FROM people WHERE id {AMONG} ORDER BY id FOR UPDATE SKIP LOCKED"
SPEAK_TO = """
UPDATE people SET spoken_to_at = COALESCE(spoken_to_at, :now)
WHERE workspace_id = :workspace_id AND slack_id = :slack_id
"""
PLAN_NOTE = "UPDATE people SET note_at = :at WHERE id = :id"
NOTE_AT = "SELECT note_at FROM people WHERE id = :id"
NOTES_DUE = "SELECT id, note_at FROM people WHERE note_at <= :now ORDER BY note_at, id LIMIT :limit"
QUIET = """
SELECT quiet_from AS starts_at, quiet_until AS ends_at, quiet_asked_at AS asked_at FROM people WHERE id = :id
"""
KEEP_QUIET = """
UPDATE people SET quiet_from = :starts_at, quiet_until = :ends_at, quiet_asked_at = :asked_at WHERE id = :id
"""
LEAVE = "UPDATE people SET deactivated_at = :now WHERE id = :id"
SET_DM_CHANNEL = "UPDATE people SET dm_channel = :channel WHERE id = :id"
ERASE = """
UPDATE people SET slack_id = :slack_id, name = :name, zone = 'UTC', locale = 'en-US', dm_channel = NULL,
    introduced_at = NULL, deactivated_at = :now, fetched_at = :now, daily_minutes = NULL, language = NULL,
    is_admin = 0, full_until = NULL, quiet_from = NULL, quiet_until = NULL, quiet_asked_at = NULL,
    crowded_on = NULL, nudged_on = NULL, unnudged_at = NULL
WHERE id = :id
"""
CHOOSE = "UPDATE people SET daily_minutes = :daily_minutes, language = :language WHERE id = :id"
SET_FULL = "UPDATE people SET full_until = :until WHERE id = :id"
AT_CAPACITY = f"SELECT {COLUMNS} FROM people WHERE workspace_id = :workspace_id AND full_until > :now"
INTRODUCE = "UPDATE people SET introduced_at = :now WHERE id = :id AND introduced_at IS NULL"


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of somebody."""

    slack_id: str
    name: str
    zone: str
    locale: str
    kind: Kind
    deactivated_at: datetime | None
    is_admin: bool = False


def put(tx: Tx, workspace_id: int, profile: Profile, *, now: datetime) -> Person:
    """Keep what Slack said of somebody at `now`."""
    row = tx.one(PUT, workspace_id=workspace_id, fetched_at=now, **_values(profile))
    return record(Person, row)


def meet(tx: Tx, workspace_id: int, profile: Profile) -> Person:
    """Somebody of whom Slack could not be asked yet; what is already known of them is kept."""
    values = _values(profile)
    del values["deactivated_at"], values["is_admin"]
    return record(Person, tx.one(MEET, workspace_id=workspace_id, **values))


def get(tx: Tx, person_id: int) -> Person:
    return record(Person, tx.one(GET, id=person_id))


def conversation(tx: Tx, person_id: int) -> str:
    """What Slack calls the direct messages with somebody; until it has said so, the person."""
    person = get(tx, person_id)
    return person.dm_channel or person.slack_id


def by_slack_id(tx: Tx, workspace_id: int, slack_id: str) -> Person | None:
    row = tx.one(BY_SLACK_ID, workspace_id=workspace_id, slack_id=slack_id)
    return record(Person, row) if row else None


def teams(tx: Tx, workspace_id: int, *, limit: int) -> list[Person]:
    """The teams of a workspace, by name."""
    return [record(Person, row) for row in tx.all(TEAMS, workspace_id=workspace_id, limit=limit)]


def admins(tx: Tx, workspace_id: int, *, limit: int) -> list[Person]:
    """Those whom Slack calls an admin of the workspace, as far as they have met Svar."""
    return [record(Person, row) for row in tx.all(ADMINS, workspace_id=workspace_id, limit=limit)]


def some(tx: Tx, person_ids: Collection[int]) -> list[Person]:
    """Those people, in no order."""
    return [record(Person, row) for row in tx.all(SOME, **among(person_ids))]


def lock(tx: Tx, person_ids: Collection[int]) -> list[Person]:
    """Keep what is planned for some people to this transaction; those whom another has are left out."""
    return [record(Person, row) for row in tx.all(LOCK, **among(person_ids))]


def plan_note(tx: Tx, person_id: int, at: datetime | None) -> None:
    """When somebody hears of their week next; none: they do not."""
    tx.run(PLAN_NOTE, id=person_id, at=at)


def note_at(tx: Tx, person_id: int) -> datetime | None:
    """When somebody hears of their week next, if they do."""
    row = tx.one(NOTE_AT, id=person_id)
    return instant(row["note_at"]) if row else None


def notes_due(tx: Tx, *, now: datetime, limit: int) -> list[tuple[int, datetime]]:
    """Whose note is due, and since when."""
    rows = tx.all(NOTES_DUE, now=now, limit=limit)
    return [(row["id"], datetime.fromisoformat(row["note_at"])) for row in rows]


def quiet(tx: Tx, person_id: int) -> Quiet:
    """When somebody does not want to be disturbed, as far as that is known."""
    return record(Quiet, tx.one(QUIET, id=person_id))


def keep_quiet(tx: Tx, person_id: int, said: Quiet) -> None:
    """Keep what Slack said of it."""
    tx.run(KEEP_QUIET, id=person_id, starts_at=said.starts_at, ends_at=said.ends_at, asked_at=said.asked_at)


def leave(tx: Tx, person_id: int, *, now: datetime) -> None:
    """They can be asked no longer."""
    tx.run(LEAVE, id=person_id, now=now)


def set_dm_channel(tx: Tx, person_id: int, channel: str) -> None:
    """Remember the conversation between Svar and somebody."""
    tx.run(SET_DM_CHANNEL, id=person_id, channel=channel)


def introduce(tx: Tx, person_id: int, *, now: datetime) -> bool:
    """Note that somebody has met Svar; whether this was the first time."""
    return tx.run(INTRODUCE, id=person_id, now=now) == 1


def choose(tx: Tx, person_id: int, *, daily_minutes: int | None, language: str | None) -> None:
    """At what time of day somebody wants the daily message, and in which language Svar speaks with them.

    None: soon after the day begins; the language that they chose in Slack.
    """
    tx.run(CHOOSE, id=person_id, daily_minutes=daily_minutes, language=language)


def speak_to(tx: Tx, workspace_id: int, slack_ids: Collection[str], *, now: datetime) -> None:
    """For whoever is known of these the quiet start is over."""
    for slack_id in sorted(slack_ids):
        tx.run(SPEAK_TO, workspace_id=workspace_id, slack_id=slack_id, now=now)


def set_full(tx: Tx, person_id: int, until: datetime | None) -> None:
    """Until when somebody is at capacity; none if they are no longer."""
    tx.run(SET_FULL, id=person_id, until=until)


def at_capacity(tx: Tx, workspace_id: int, *, now: datetime) -> list[Person]:
    """Everybody who is at capacity."""
    return [record(Person, row) for row in tx.all(AT_CAPACITY, workspace_id=workspace_id, now=now)]


def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Forget who somebody was. What they had a part in still names their id, which is nobody's any more."""
    tx.run(ERASE, id=person_id, slack_id=f"erased:{person_id}", name=NOBODY, now=now)


def _values(profile: Profile) -> dict[str, object]:
    return {name: getattr(profile, name) for name in Profile.__slots__}
