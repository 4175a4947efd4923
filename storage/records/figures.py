"""Rows of which figures are made. Hundreds of thousands are read: they stay as they are stored."""

from __future__ import annotations

from typing import NamedTuple


class AskedRow(NamedTuple):
    """A request as its figures need it. Hundreds of thousands are read: instants stay as they are stored."""

    id: int
    status: str
    outcome: str | None
    first_response_at: str | None
    answered_at: str | None
    promised_at: str | None
    promise_moves: int
    ended_at: str | None
    requester_id: int
    accepted_at: str | None


class HeldRow(NamedTuple):
    """One turn of such a request, on its owner's side; minutes are none while it is open."""

    request_id: int
    holder_id: int
    why: str
    clock: str
    started_at: str
    ended_at: str | None
    end_reason: str | None
    minutes: int | None
    requester_minutes: int | None
    away_minutes: int | None


class SaidRow(NamedTuple):
    """A message that only the clock caused."""

    id: int
    person_id: int
    at: str


class WaitingRow(NamedTuple):
    """A turn that somebody has now, and whose request it is part of."""

    request_id: int
    owner_id: int
    holder_id: int
    started_at: str
