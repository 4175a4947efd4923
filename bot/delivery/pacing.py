"""How fast Slack may be spoken to: by conversation, by method and in all."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

POST: Final = "chat.postMessage"
# Calls a minute and workspace (Slack's tiers; a minute's worth may be used at once).
PER_MINUTE: Final = {
    "chat.update": 50,
    "chat.delete": 50,
    "chat.postEphemeral": 100,
    "conversations.open": 50,
    "conversations.history": 50,
    "conversations.replies": 50,
    "conversations.members": 100,
    "auth.test": 100,
    "dnd.teamInfo": 20,
    "usergroups.list": 20,
    "files.getUploadURLExternal": 100,
    "files.completeUploadExternal": 100,
    "views.publish": 100,
}
PATIENCE_SECONDS: Final = 1.0
BURST_SECONDS: Final = 1.0
PROMISES: Final = 10_000
PROMISE_KEPT_SECONDS: Final = 60.0

Gap = tuple[str, float, float]
"""What a call waits for: a name, the seconds between two calls, and how far a burst may run ahead."""


class Pacer:
    """Says when a call may be made, in real seconds; it never sleeps itself.

    A moment within `PATIENCE_SECONDS` is taken at once. A later one is only promised: who asks afterwards
    stands behind it, and its caller comes back for it. However late callers come back, what is spaced is
    the calls as they are made.
    """

    def __init__(
        self, *, post_seconds: float, posts_per_second: float, time: Callable[[], float] = monotonic
    ):
        self._time = time
        self._post_seconds = post_seconds
        self._spacing = 1 / posts_per_second
        self._paused: dict[str, float] = {}
        self._made: dict[str, float] = {}  # when the next call is due if none runs ahead, by what was made
        self._behind: dict[str, float] = {}  # the same, by what was promised
        self._ahead: dict[str, float] = {}  # the same, by what was promised to those that do not yield
        self._promises: dict[str, float] = {}

    def wait(self, method: str, channel: str, key: str, *, yields: bool = False) -> float:
        """Seconds until the call named `key` may be made.

        Up to `PATIENCE_SECONDS` that moment is taken, and the call has to be made then. Beyond, ask again
        with the same key when they have passed. A call that `yields` stands behind every other; those do
        not stand behind it.
        """
        now = self._time()
        gaps = self._gaps(method, channel)
        possible = max(now, self._paused.get(method, 0.0), *(_first(self._made, gap) for gap in gaps))
        promised = self._promises.get(key)
        if promised is None:
            before = self._behind if yields else self._ahead
            moment = max(possible, *(_first(before, gap) for gap in gaps))
        else:
            moment = max(possible, promised)
        if moment - now <= PATIENCE_SECONDS:
            self._promises.pop(key, None)
            self._count(self._made, gaps, moment, now)
        elif promised is None and self._has_room(now):
            self._promises[key] = moment
            self._count(self._behind, gaps, moment, now)
            if not yields:
                self._count(self._ahead, gaps, moment, now)
        return moment - now

    def pause(self, method: str, seconds: float) -> None:
        """Slack said to leave this method alone for so long."""
        self._paused[method] = max(self._paused.get(method, 0.0), self._time() + seconds)

    def same(self, channel: str, other: str) -> None:
        """Two names of one conversation: a person's, and that of the direct messages with them."""
        for known in (self._made, self._behind, self._ahead):
            latest = max(known.get(_name(channel), 0.0), known.get(_name(other), 0.0))
            known[_name(channel)] = known[_name(other)] = latest

    def _gaps(self, method: str, channel: str) -> list[Gap]:
        if method == POST:
            return [(_name(channel), self._post_seconds, 0.0), ("workspace", self._spacing, BURST_SECONDS)]
        gap = 60 / PER_MINUTE[method]
        return [(f"method:{method}", gap, 60.0 - gap)]

    def _count(self, known: dict[str, float], gaps: list[Gap], moment: float, now: float) -> None:
        for name, gap, _ in gaps:
            known[name] = max(known.get(name, 0.0), self._made.get(name, 0.0), moment) + gap
        if len(known) > PROMISES:
            for name in [name for name, due in known.items() if due <= now]:
                del known[name]

    def _has_room(self, now: float) -> bool:
        """Whether one more can be promised; those for which nobody came back are forgotten."""
        if len(self._promises) >= PROMISES:
            oldest = now - PROMISE_KEPT_SECONDS
            self._promises = {key: at for key, at in self._promises.items() if at >= oldest}
        return len(self._promises) < PROMISES


def _name(channel: str) -> str:
    return f"channel:{channel}"


def _first(known: dict[str, float], gap: Gap) -> float:
    """The earliest moment that the calls before leave open."""
    name, _, burst = gap
    return known.get(name, 0.0) - burst
