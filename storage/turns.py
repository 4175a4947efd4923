"""Turns: who held the ball, from when to when, and how much working time that was."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from storage.base import Tx
from storage.records import Entry, Minutes, NewTurn, Turn
from storage.rows import AMONG, among, record

LOOK_AFTER = timedelta(hours=1)  # nobody is reminded sooner of what has no date
TURNS_EACH = 5  # as many as one person is expected to have due at once

COLUMNS = (
    "id, request_id, holder_id, side, why, clock, started_at, lent_from_id, held_until, remind_at, "
    "reminders, reminded_at, snoozed_until, ended_at, end_reason, holder_minutes, requester_minutes, "
    "wall_minutes, away_minutes, later_why, first_reminded_at"
)
START = """
INSERT INTO turns (request_id, holder_id, side, why, clock, lent_from_id, held_until, started_at, remind_at)
VALUES (
    :request_id, :holder_id, :side, :why, :clock, :lent_from_id, :held_until, :now,
    CASE WHEN EXISTS (
        SELECT 1 FROM requests WHERE id = :request_id AND (wanted_by_at > :now OR promised_at > :now)
    ) THEN :now ELSE :look_at END
)
"""
GET = f"SELECT {COLUMNS} FROM turns WHERE id = :id"
OPEN = f"SELECT {COLUMNS} FROM turns WHERE request_id = :request_id AND ended_at IS NULL"
END = """
UPDATE turns SET ended_at = :now, end_reason = :reason, holder_minutes = :holder_minutes,
    requester_minutes = :requester_minutes, wall_minutes = :wall_minutes, away_minutes = :away_minutes,
    later_why = NULL
WHERE id = :id
"""
REOPEN = """
UPDATE turns SET ended_at = NULL, end_reason = NULL, holder_minutes = NULL, requester_minutes = NULL,
    wall_minutes = NULL, away_minutes = NULL
WHERE id = :id
"""
PLAN = """
UPDATE turns SET remind_at = :remind_at, reminders = :reminders, reminded_at = :reminded_at,
    first_reminded_at = :first_reminded_at, snoozed_until = :snoozed_until
WHERE id = :id
"""
KEEP_WHY = "UPDATE turns SET later_why = :why WHERE id = :id"
ERASE_WHY = """
UPDATE turns SET later_why = NULL WHERE holder_id = :holder_id AND remind_at IS NOT NULL AND ended_at IS NULL
"""
LOOK_ALL = """
UPDATE turns SET remind_at = :now
WHERE ended_at IS NULL AND remind_at > :now
    AND request_id IN (SELECT id FROM requests WHERE workspace_id = :workspace_id AND status = 'open')
"""
LOOK = """
UPDATE turns SET remind_at = :now WHERE request_id = :request_id AND remind_at > :now AND ended_at IS NULL
"""
POSTPONE = """
UPDATE turns SET remind_at = :until WHERE holder_id = :holder_id AND remind_at <= :now AND ended_at IS NULL
"""
LOOK_AT_ALL = (
    "UPDATE turns SET remind_at = :now WHERE holder_id = :holder_id AND remind_at > :now AND ended_at IS NULL"
)
LOOK_AT_PUT_OFF = """
UPDATE turns SET remind_at = :now WHERE holder_id = :holder_id AND remind_at = :until AND ended_at IS NULL
"""
HOLDERS_TO_REMIND = """
SELECT holder_id FROM (
    SELECT holder_id, remind_at FROM turns WHERE remind_at <= :now AND ended_at IS NULL
    ORDER BY remind_at, holder_id LIMIT :turns
) AS due
GROUP BY holder_id ORDER BY MIN(remind_at), holder_id LIMIT :limit
"""
TO_REMIND = f"""
SELECT {COLUMNS} FROM turns
WHERE holder_id {AMONG} AND remind_at <= :now AND ended_at IS NULL ORDER BY holder_id, id
"""
OF_REQUEST = f"SELECT {COLUMNS} FROM turns WHERE request_id = :request_id ORDER BY id"
# The index of what has ended reads no further back than the absence began.
ANSWERED = """
SELECT COUNT(*) AS n FROM turns
WHERE side = 'owner' AND ended_at >= :since AND holder_id = :holder_id
    AND end_reason IN ('answered', 'declined', 'asked_back')
"""
HOLDERS = """
SELECT DISTINCT holder_id FROM turns
WHERE request_id = :request_id AND (end_reason IS NULL OR end_reason <> 'undone')
"""


def start(tx: Tx, request_id: int, new: NewTurn, *, now: datetime) -> None:
    """A new open turn of a request that is as it will be; the one before must have ended.

    It is first looked at after `LOOK_AFTER`, and at once if an answer is wished for or promised by a date:
    half of the time until then, or the morning of that day, may be nearer.
    """
    values = {name: getattr(new, name) for name in NewTurn.__slots__}
    tx.run(START, request_id=request_id, now=now, look_at=now + LOOK_AFTER, **values)


def get(tx: Tx, turn_id: int) -> Turn:
    return record(Turn, tx.one(GET, id=turn_id))


def open_turn(tx: Tx, request_id: int) -> Turn | None:
    """The open turn of a request; none once it has ended."""
    row = tx.one(OPEN, request_id=request_id)
    return record(Turn, row) if row else None


def end(tx: Tx, turn: Turn, reason: Entry, *, minutes: Minutes, now: datetime) -> None:
    """End a turn, with what it took."""
    tx.run(
        END,
        id=turn.id,
        now=now,
        reason=reason,
        holder_minutes=minutes.holder,
        requester_minutes=minutes.requester,
        wall_minutes=minutes.wall,
        away_minutes=minutes.away,
    )


def reopen(tx: Tx, turn_id: int) -> None:
    """A turn that has ended goes on as if it had not; the one after it must have ended."""
    tx.run(REOPEN, id=turn_id)


def plan_reminder(tx: Tx, turn: Turn, at: datetime | None) -> None:
    """Keep what a turn says of its reminders, and that it is looked at again at `at`, or not at all."""
    tx.run(
        PLAN,
        id=turn.id,
        remind_at=at,
        reminders=turn.reminders,
        reminded_at=turn.reminded_at,
        first_reminded_at=turn.first_reminded_at,
        snoozed_until=turn.snoozed_until,
    )


def keep_why(tx: Tx, turn_id: int, why: str | None) -> None:
    """Why its holder wants to hear of it later: for themselves alone, and until it ends."""
    tx.run(KEEP_WHY, id=turn_id, why=why)


def erase_why(tx: Tx, holder_id: int) -> None:
    """Forget all that somebody noted for themselves."""
    tx.run(ERASE_WHY, holder_id=holder_id)


def look_all(tx: Tx, workspace_id: int, *, now: datetime) -> None:
    """Every open turn of a workspace that was put off is looked at again."""
    tx.run(LOOK_ALL, workspace_id=workspace_id, now=now)


def look(tx: Tx, request_id: int, *, now: datetime) -> None:
    """Something has changed that may bring the next reminder forward; who wants none gets none."""
    tx.run(LOOK, request_id=request_id, now=now)


def look_at_all(tx: Tx, holder_id: int, *, now: datetime) -> None:
    """Something about somebody has changed that may move every reminder of theirs."""
    tx.run(LOOK_AT_ALL, holder_id=holder_id, now=now)


def look_at_put_off(tx: Tx, holder_id: int, until: datetime, *, now: datetime) -> None:
    """What somebody was to be reminded of only at that instant is looked at now."""
    tx.run(LOOK_AT_PUT_OFF, holder_id=holder_id, until=until, now=now)


def holders_to_remind(tx: Tx, *, now: datetime, limit: int) -> list[int]:
    """Those with a turn that is to be looked at, whoever has waited longest for it first.

    However many are due, only the first turns of them are looked through.
    """
    rows = tx.all(HOLDERS_TO_REMIND, now=now, limit=limit, turns=limit * TURNS_EACH)
    return [row["holder_id"] for row in rows]


def to_remind(tx: Tx, holder_ids: Collection[int], *, now: datetime) -> list[Turn]:
    """The open turns of some people that are to be looked at, person by person."""
    return [record(Turn, row) for row in tx.all(TO_REMIND, now=now, **among(holder_ids))]


def postpone(tx: Tx, holder_id: int, *, now: datetime, until: datetime) -> None:
    """What of somebody's is to be looked at is left until then."""
    tx.run(POSTPONE, holder_id=holder_id, now=now, until=until)


def lent_from(tx: Tx, turn: Turn) -> list[Turn]:
    """The turns from which it was lent, the nearest first; the last of them is the owner's."""
    lenders: list[Turn] = []
    while turn.lent_from_id is not None:
        turn = get(tx, turn.lent_from_id)
        lenders.append(turn)
    return lenders


def of_request(tx: Tx, request_id: int) -> list[Turn]:
    """Every turn of a request, in order."""
    return [record(Turn, row) for row in tx.all(OF_REQUEST, request_id=request_id)]


def answered(tx: Tx, holder_id: int, *, since: datetime) -> int:
    """How many of their own turns somebody has ended with an answer, a no or a question since then."""
    row = tx.one(ANSWERED, holder_id=holder_id, since=since)
    return int(row["n"]) if row else 0


def holders(tx: Tx, request_id: int) -> set[int]:
    """Everybody who ever held a turn of the request, but for those whose turn was undone."""
    return {row["holder_id"] for row in tx.all(HOLDERS, request_id=request_id)}
