"""What time it is: the machine's clock, or one that can be moved by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Protocol


class Clock(Protocol):
    """The one source of "now" on every floor; always aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class AdjustableClock:
    """A clock that a person or a test moves; between moves it runs at real speed, or stands still."""

    def __init__(self, start: datetime, *, running: bool = False) -> None:
        self._shown = start.astimezone(UTC)
        self._since = monotonic()
        self._running = running
        self._watchers: list[Callable[[], None]] = []

    def now(self) -> datetime:
        if not self._running:
            return self._shown
        return self._shown + timedelta(seconds=monotonic() - self._since)

    def move_to(self, instant: datetime) -> None:
        """Show `instant` from now on, and tell whoever watches."""
        self._shown, self._since = instant.astimezone(UTC), monotonic()
        for watcher in self._watchers:
            watcher()

    def move_by(self, amount: timedelta) -> None:
        """Move by `amount`, forwards or back."""
        self.move_to(self.now() + amount)

    @property
    def is_running(self) -> bool:
        return self._running

    def run(self, *, running: bool = True) -> None:
        """From now on run at real speed, or stand still."""
        self._shown, self._since = self.now(), monotonic()
        self._running = running

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every move."""
        self._watchers.append(watcher)
