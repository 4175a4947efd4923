"""What figures rest on: the requests of some weeks, and who held them for how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter

from storage.base import Tx
from storage.records import AskedRow, HeldRow, SaidRow, WaitingRow

# In the order of `AskedRow` and `HeldRow`.
_ASKED = """
requests.id, requests.status, requests.outcome, requests.first_response_at, requests.answered_at,
    requests.promised_at, requests.promise_moves, requests.ended_at, requests.requester_id,
    requests.accepted_at
FROM requests
"""
_HELD = """
turns.request_id, turns.holder_id, turns.why, turns.clock, turns.started_at, turns.ended_at,
    turns.end_reason, turns.holder_minutes, turns.requester_minutes, turns.away_minutes
FROM requests JOIN turns ON turns.request_id = requests.id
"""
_STANDS = """
turns.started_at <= :until AND turns.side <> 'requester'
    AND (turns.end_reason IS NULL OR turns.end_reason <> 'undone')
"""
_OF_ALL = """
WHERE requests.workspace_id = :workspace_id AND requests.created_at >= :since AND requests.created_at < :until
"""
_OF_ONE = """
WHERE requests.owner_id = :owner_id AND requests.created_at >= :since AND requests.created_at < :until
"""
ASKED = f"SELECT {_ASKED} {_OF_ALL}"
ASKED_OF = f"SELECT {_ASKED} {_OF_ONE}"
HELD = f"SELECT {_HELD} {_OF_ALL} AND {_STANDS} ORDER BY requests.created_at, requests.id, turns.id"
HELD_OF = f"SELECT {_HELD} {_OF_ONE} AND {_STANDS} ORDER BY requests.created_at, requests.id, turns.id"

# Words that somebody wrote stand in the data with their quotation marks escaped.
ABSENT = f"""
SELECT trail.request_id AS request_id, trail.data LIKE :covers AS covered
FROM requests JOIN trail ON trail.request_id = requests.id {_OF_ALL}
    AND trail.kind = 'logged' AND (trail.data LIKE :covers OR trail.data LIKE :away)
"""
THANKED = f"""
SELECT DISTINCT trail.request_id AS request_id
FROM requests JOIN trail ON trail.request_id = requests.id {_OF_ALL} AND trail.kind = 'thanked'
"""
# No nudge is among them: one that was sent leaves nothing but its date.
SAID = """
SELECT id, person_id, settled_at FROM outbox
WHERE reason IN ('reminders', 'still_good', 'note', 'briefing', 'evaluation') AND ts IS NOT NULL
    AND workspace_id = :workspace_id AND settled_at >= :since AND settled_at < :until
"""
WAITING = """
SELECT requests.id AS request_id, requests.owner_id AS owner_id, turns.holder_id AS holder_id,
    turns.started_at AS started_at
FROM turns JOIN requests ON requests.id = turns.request_id
WHERE turns.ended_at IS NULL AND turns.side <> 'requester' AND turns.clock = 'running'
    AND requests.workspace_id = :workspace_id
"""

_waiting = itemgetter(*WaitingRow._fields)


def asked(
    tx: Tx, workspace_id: int, *, since: datetime, until: datetime
) -> tuple[Sequence[AskedRow], Sequence[HeldRow]]:
    """The requests that came to a workspace in some time; and the turns on their owners' side, in order.

    Turns that began later, or never were because they were undone, are left out.
    """
    values = {"workspace_id": workspace_id, "since": since, "until": until}
    return _rows(tx, (ASKED, HELD), values)


def asked_of(
    tx: Tx, owner_id: int, *, since: datetime, until: datetime
) -> tuple[Sequence[AskedRow], Sequence[HeldRow]]:
    """The same of those that one person owns."""
    return _rows(tx, (ASKED_OF, HELD_OF), {"owner_id": owner_id, "since": since, "until": until})


def waiting(tx: Tx, workspace_id: int) -> Sequence[WaitingRow]:
    """Every turn that is open now on an owner's side, with its clock running."""
    return [WaitingRow._make(_waiting(row)) for row in tx.all(WAITING, workspace_id=workspace_id)]


def absent(tx: Tx, workspace_id: int, *, since: datetime, until: datetime) -> dict[int, bool]:
    """The requests whose asker knew that somebody was away: whether the cover was asked, or they wait."""
    values = {"workspace_id": workspace_id, "since": since, "until": until}
    rows = tx.all(ABSENT, **values, covers='%"covers":true%', away='%"away":true%')
    return {row["request_id"]: bool(row["covered"]) for row in rows}


def thanked(tx: Tx, workspace_id: int, *, since: datetime, until: datetime) -> frozenset[int]:
    """The requests whose owner was thanked."""
    rows = tx.all(THANKED, workspace_id=workspace_id, since=since, until=until)
    return frozenset(row["request_id"] for row in rows)


def said(tx: Tx, workspace_id: int, *, since: datetime, until: datetime) -> list[SaidRow]:
    """The messages that only the clock caused."""
    rows = tx.all(SAID, workspace_id=workspace_id, since=since, until=until)
    return [SaidRow(row["id"], row["person_id"], row["settled_at"]) for row in rows]


def _rows(
    tx: Tx, statements: tuple[str, str], values: dict[str, object]
) -> tuple[Sequence[AskedRow], Sequence[HeldRow]]:
    asked_rows, held_rows = (tx.tuples(statement, **values) for statement in statements)
    return list(map(AskedRow._make, asked_rows)), list(map(HeldRow._make, held_rows))
