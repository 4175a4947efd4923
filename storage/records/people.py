"""Workspaces and the people in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of account a person is; only a member owns a request, or a team until one takes it."""

    MEMBER = "member"
    GUEST = "guest"
    BOT = "bot"
    STRANGER = "stranger"  # somebody of another company, met in a shared channel
    TEAM = "team"  # a Slack user group, asked until one of its members takes the request


@dataclass(frozen=True, slots=True)
class Workspace:
    """One Slack workspace (or org-wide installation, whose `team_id` is empty)."""

    id: int
    enterprise_id: str
    team_id: str
    name: str
    bot_user_id: str
    bot_id: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a workspace; the one place that knows their Slack id, name, zone and locale.

    `daily_minutes` is the time of day, in minutes after midnight, that they chose for their daily message;
    `language` the one that they want to be spoken to in, where that is not the one of `locale`, Slack's.
    `is_admin` is whether Slack calls them an admin of the workspace, `full_until` until when they are at
    capacity; that ends by itself. Since `unnudged_at` they want no offers of help. Since `spoken_to_at` Svar
    speaks to them unasked although the workspace begins quietly.
    """

    id: int
    workspace_id: int
    slack_id: str
    name: str
    zone: str
    locale: str
    kind: Kind = Kind.MEMBER
    deactivated_at: datetime | None = None
    dm_channel: str | None = None
    introduced_at: datetime | None = None
    fetched_at: datetime | None = None
    daily_minutes: int | None = None
    language: str | None = None
    is_admin: bool = False
    full_until: datetime | None = None
    unnudged_at: datetime | None = None
    spoken_to_at: datetime | None = None

    @property
    def spoken(self) -> str:
        """The language, or a locale of it, in which Svar speaks with them."""
        return self.language or self.locale


@dataclass(frozen=True, slots=True)
class Crowd:
    """When somebody was first found crowded, and last nudged; and since when they want none of it."""

    id: int
    crowded_on: date | None
    nudged_on: date | None
    unnudged_at: datetime | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a workspace's settings: of which, by whom, from what to what."""

    at: datetime
    by_id: int
    name: str
    was: Any
    becomes: Any


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody's next time of do-not-disturb, or the present one, as Slack said at `asked_at`; none: none."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    asked_at: datetime | None = None

    def covers(self, at: datetime) -> bool:
        """Whether they do not want to be disturbed then."""
        return self.starts_at is not None and self.ends_at is not None and self.starts_at <= at < self.ends_at
