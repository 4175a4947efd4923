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
}
RESERVATIONS: Final = 10_000


class Pacer:
    """Hands out moments at which a call may be made, in real seconds; it never sleeps itself."""

    def __init__(
        self, *, post_seconds: float, posts_per_second: float, time: Callable[[], float] = monotonic
    ):
        self._time = time
        self._post_seconds = post_seconds
        self._spacing = 1 / posts_per_second
        self._free: dict[str, float] = {}
        self._reserved: dict[str, float] = {}

    def wait(self, method: str, channel: str, key: str) -> float:
        """Seconds until the call named `key` may be made; asked again, it keeps its moment."""
        now = self._time()
        moment = self._reserved.get(key)
        if moment is None:
            moment = max(now, *(self._take(*gap, now) for gap in self._gaps(method, channel)))
        moment = max(moment, self._free.get(f"pause:{method}", 0.0))
        if moment <= now:
            self._reserved.pop(key, None)
            return 0.0
        if len(self._reserved) >= RESERVATIONS:
            self._reserved.clear()
        self._reserved[key] = moment
        return moment - now

    def pause(self, method: str, seconds: float) -> None:
        """Slack said to leave this method alone for so long."""
        self._free[f"pause:{method}"] = self._time() + seconds

    def _gaps(self, method: str, channel: str) -> list[tuple[str, float, float]]:
        """What a call waits for: a name, the gap between two calls, and how far a burst may run ahead."""
        if method == POST:
            return [(f"channel:{channel}", self._post_seconds, 0.0), ("workspace", self._spacing, 1.0)]
        gap = 60 / PER_MINUTE[method]
        return [(f"method:{method}", gap, 60.0 - gap)]

    def _take(self, name: str, gap: float, burst: float, now: float) -> float:
        free = max(self._free.get(name, 0.0), now - burst)
        self._free[name] = free + gap
        if len(self._free) > RESERVATIONS:
            self._free = {other: at for other, at in self._free.items() if at > now}
        return free
