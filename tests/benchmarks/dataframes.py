"""The figures of a digest as polars makes them, from the same file: what Svar's are held to.

The rows come through `sqlite3`; working time of what is still open, which no data frame knows, is Svar's own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import polars as pl

from bot.rules.survival import Z_95

ENDS_A_WAIT = ["answered", "declined", "asked_back", "returned"]
OF_THE_TIME = "requests.workspace_id = 1 AND requests.created_at >= :since AND requests.created_at < :until"
ASKED = f"""
SELECT id, status, outcome, first_response_at, answered_at, promised_at, promise_moves, ended_at,
    requester_id, accepted_at
FROM requests WHERE {OF_THE_TIME}
"""  # noqa: S608 - this file's own words
HELD = f"""
SELECT turns.request_id, turns.holder_id, turns.why, turns.clock, turns.started_at, turns.ended_at,
    turns.end_reason, turns.holder_minutes, turns.requester_minutes, turns.away_minutes
FROM requests JOIN turns ON turns.request_id = requests.id
WHERE {OF_THE_TIME} AND turns.started_at <= :until AND turns.side <> 'requester'
    AND (turns.end_reason IS NULL OR turns.end_reason <> 'undone')
"""  # noqa: S608 - this file's own words
WAITING = """
SELECT requests.owner_id, turns.holder_id, turns.started_at
FROM turns JOIN requests ON requests.id = turns.request_id
WHERE turns.ended_at IS NULL AND turns.side <> 'requester' AND turns.clock = 'running'
    AND requests.workspace_id = 1
"""

Worked = Callable[[int, str], int]


def figures(conn: sqlite3.Connection, since: str, until: str, worked: Worked) -> dict[str, Any]:
    """Every estimate with what it rests on, and the counts; empty where the guards would refuse."""
    values = {"parameters": {"since": since, "until": until}}
    asked = pl.read_database(ASKED, conn, execute_options=values, infer_schema_length=None)
    held = pl.read_database(HELD, conn, execute_options=values, infer_schema_length=None)
    found = _requests(asked, _lengths(held, asked, until, worked), until)
    if not _is_enough(found):
        return {}
    turns = _lengths(held, asked, until, worked).filter(pl.col("clock") == "running")
    due = found.filter(pl.col("kept").is_not_null())
    waits = {
        "first": found.select(minutes="before", answered=pl.col("response").is_not_null()),
        "turns": turns.select("minutes", answered=pl.col("end").is_in(ENDS_A_WAIT).fill_null(value=False)),
        "accepted": found.select(minutes="before", answered=pl.col("accepted_at").is_not_null()),
        "resolved": found.select(minutes="whole", answered="resolved"),
        "awaited": found.select(minutes="awaited", answered="resolved"),
    }
    return {
        **{name: estimate(each) for name, each in waits.items()},
        "closed": found["resolved"].sum(),
        "reopened": (found["reopened"] > 0).sum(),
        "asked_back_first": (found["said"] == "asked_back").sum(),
        "promises": (due["kept"].sum(), (due["promise_moves"] > 0).sum()) if _is_enough(due) else None,
        "helped": (
            ((found["outcome"] == "yes") & found["resolved"]).sum(),
            ((found["outcome"] == "partly") & found["resolved"]).sum(),
        ),
    }


def waiting(conn: sqlite3.Connection, turns: tuple[Any, ...], worked: Worked) -> tuple[int, ...]:
    """How much is open as long as half of all turns take, as 85 %, and longer."""
    rows = pl.read_database(WAITING, conn, infer_schema_length=None)
    minutes = pl.Series(map(worked, rows["holder_id"], rows["started_at"]), dtype=pl.Int64)
    median, p85 = turns[2][0], turns[3][0]
    usual, long = (minutes <= median).sum(), ((minutes > median) & (minutes <= p85)).sum()
    return usual, long, len(minutes) - usual - long


def _lengths(held: pl.DataFrame, asked: pl.DataFrame, until: str, worked: Worked) -> pl.DataFrame:
    """Each turn with its minutes, on both clocks, and how it ended."""
    over = pl.col("ended_at").is_not_null() & (pl.col("ended_at") <= until)
    going = held.filter(~over).join(
        asked.select(request_id="id", requester_id="requester_id"), on="request_id"
    )
    still = going.select(
        "request_id",
        "started_at",
        held_for=pl.Series(map(worked, going["holder_id"], going["started_at"]), dtype=pl.Int64),
        waited_for=pl.Series(map(worked, going["requester_id"], going["started_at"]), dtype=pl.Int64),
    )
    return held.join(still, on=["request_id", "started_at"], how="left", maintain_order="left").with_columns(
        minutes=pl.when(pl.col("clock") == "held")
        .then(0)
        .when(over)
        .then(pl.col("holder_minutes").fill_null(0))
        .otherwise("held_for"),
        awaited=pl.when(over).then(pl.col("requester_minutes").fill_null(0)).otherwise("waited_for"),
        end=pl.when(over).then("end_reason"),
    )


def _requests(asked: pl.DataFrame, lengths: pl.DataFrame, until: str) -> pl.DataFrame:
    """Each request with what its turns took together."""
    asked = asked.with_columns(
        response=pl.when(pl.col("first_response_at") <= until).then("first_response_at"),
        ended=(pl.col("ended_at") <= until).fill_null(value=False),
        due=pl.when(pl.col("promised_at") <= until).then("promised_at"),
    )
    both = lengths.join(asked.select(request_id="id", response="response"), on="request_id")
    counted = pl.col("response").is_null() | (pl.col("started_at") < pl.col("response"))
    by_request = both.group_by("request_id").agg(
        owner_id=pl.col("holder_id").filter(pl.col("why") != "team_asked").first(),
        before=pl.col("minutes").filter(counted).sum(),
        whole=pl.col("minutes").sum(),
        awaited=pl.col("awaited").sum(),
        reopened=(pl.col("why") == "reopened").sum(),
        said=pl.col("end").filter(pl.col("end").is_in(["answered", "declined", "asked_back"])).first(),
    )
    answered = pl.coalesce("answered_at", "first_response_at")
    kept = pl.when((answered <= pl.col("due")).fill_null(value=False)).then(True)
    missed = pl.col("due").is_not_null() & ~(pl.col("ended_at") <= pl.col("due")).fill_null(value=False)
    return asked.join(by_request, left_on="id", right_on="request_id").with_columns(
        resolved=pl.col("ended") & pl.col("status").is_in(["closed", "declined"]),
        kept=pl.when(pl.col("due").is_not_null()).then(kept.when(missed).then(False)),
    )


def _is_enough(found: pl.DataFrame) -> bool:
    by_owner = found.group_by("owner_id").len()["len"]
    return len(by_owner) >= 5 and len(found) >= 10 and 2 * int(by_owner.max() or 0) <= len(found)  # type: ignore[call-overload]


def estimate(waits: pl.DataFrame) -> tuple[Any, ...]:
    """How many, how many answered, and the median and the 85th percentile with their limits."""
    steps = (
        waits.group_by("minutes")
        .agg(total=pl.len().cast(pl.Int64), events=pl.col("answered").sum().cast(pl.Int64))
        .sort("minutes")
        .with_columns(at_risk=pl.col("total").cum_sum(reverse=True))
        .filter(pl.col("events") > 0)
        .with_columns(left=pl.col("at_risk") - pl.col("events"))
        .with_columns(
            share=(pl.col("left") / pl.col("at_risk")).cum_prod(),
            variance=(pl.col("events") / (pl.col("at_risk") * pl.col("left"))).cum_sum().sqrt(),
        )
        .with_columns(spread=(Z_95 * pl.col("variance") / -pl.col("share").log()).exp())
        .with_columns(low=pl.col("share") ** pl.col("spread"), high=pl.col("share") ** (1 / pl.col("spread")))
    )
    reached = (_reached(steps, share) for share in (0.5, 0.15))
    return (len(waits), int(waits["answered"].sum()), *reached)


def _reached(steps: pl.DataFrame, share: float) -> tuple[Any, ...]:
    at = steps.filter(pl.col("share") <= share + 1e-12)["minutes"]
    low = steps.filter(pl.col("low") <= share)["minutes"]
    high = steps.filter(pl.col("high") <= share)["minutes"]
    return tuple(each[0] if len(each) else None for each in (at, low, high))
