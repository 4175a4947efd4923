"""Who in an export is a colleague whose waits count, and when they are at work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.rules import worktime
from storage.records import WorkWeek, office_week

UNKNOWN_ZONE = "UTC"
SLACKBOT = "USLACKBOT"


def instant(ts: str) -> datetime:
    """When a message was written, by its `ts`."""
    return datetime.fromtimestamp(float(ts), UTC)


class Left(StrEnum):
    """Why a mention is left out: it is no question from one colleague to another."""

    NOTICE = "notice"  # Slack's own message: somebody joined, a topic was set, words were edited
    BY_BOT = "by_bot"
    BY_STRANGER = "by_stranger"
    BY_UNKNOWN = "by_unknown"
    TO_BOT = "to_bot"
    TO_GUEST = "to_guest"
    TO_STRANGER = "to_stranger"
    TO_UNKNOWN = "to_unknown"
    TO_GONE = "to_gone"  # has left, nobody knows when
    TO_ONESELF = "to_oneself"
    ANSWER = "answer"  # a reply that names whoever asked
    DELETED = "deleted"


class Colleagues:
    """The people of an export by Slack id: whoever may be asked with their week, the others with why not."""

    def __init__(self, people: Sequence[Mapping[str, Any]]) -> None:
        home = _home(people)
        self._weeks: dict[str, WorkWeek] = {}
        self._why_not: dict[str, Left] = {SLACKBOT: Left.TO_BOT}
        for user in people:
            why_not = _why_not(user, home)
            if why_not is None:
                self._weeks[str(user.get("id"))] = office_week(str(user.get("tz") or UNKNOWN_ZONE))
            else:
                self._why_not[str(user.get("id"))] = why_not

    def worked(self, slack_id: str, start: str, end: str) -> int:
        """A colleague's working minutes between two messages, by their `ts`."""
        return worktime.minutes(self._weeks[slack_id], instant(start), instant(end))

    def why_not(self, slack_id: str) -> Left | None:
        """Why nobody waits for them; none for a colleague."""
        return None if slack_id in self._weeks else self._why_not.get(slack_id, Left.TO_UNKNOWN)

    def why_not_by(self, slack_id: str) -> Left | None:
        """Why what they ask is not counted; none for colleagues and guests, and for who has since left."""
        why_not = self.why_not(slack_id)
        return _BY.get(why_not) if why_not else None


_BY = {
    Left.TO_BOT: Left.BY_BOT,
    Left.TO_STRANGER: Left.BY_STRANGER,
    Left.TO_UNKNOWN: Left.BY_UNKNOWN,
}


def _home(people: Sequence[Mapping[str, Any]]) -> object:
    """The workspace's own id: most of its people carry it."""
    teams = Counter(str(user["team_id"]) for user in people if user.get("team_id"))
    return teams.most_common(1)[0][0] if teams else None


def _why_not(user: Mapping[str, Any], home: object) -> Left | None:
    foreign = user.get("team_id") not in (None, home) and not user.get("enterprise_user")
    if user.get("is_bot") or user.get("id") == SLACKBOT:
        return Left.TO_BOT
    if user.get("is_stranger") or foreign:
        return Left.TO_STRANGER
    if user.get("deleted"):
        return Left.TO_GONE
    return Left.TO_GUEST if user.get("is_restricted") or user.get("is_ultra_restricted") else None
