"""How fast Slack may be spoken to: by conversation, by method and in all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Final

from bot.delivery.budgets import Budget

POST: Final = "chat.postMessage"
UPDATE: Final = "chat.update"
PUBLISH: Final = "views.publish"
# Calls a minute and workspace (Slack's tiers; a minute's worth may be used at once).
PER_MINUTE: Final = {
    UPDATE: 50,
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
    PUBLISH: 100,
}
PATIENCE_SECONDS: Final = 1.0
BURST_SECONDS: Final = 0.1  # posts go evenly, but for those nearer to each other than machines are punctual
MOMENT_SECONDS: Final = 1e-5  # what is due sooner is due now
PROMISES: Final = 10_000
PROMISE_KEPT_SECONDS: Final = 60.0

Line = tuple[str, float, float]
"""Its name, the seconds between two calls, and how far a burst may run ahead."""


class Pacer:
    """Says when a call may be made, in real seconds, and lets its caller wait for it.

    Every call stands in the line of its method, and a post also in that of its conversation. A turn that is
    not yet come is promised: who asks afterwards stands behind it. It is taken when the call is made, and
    what is spaced is the calls as they are made, however late callers come. A conversation that has much to
    say takes only its share of its method's line, and so holds up no other.

    With a `budget`, a turn that has come here is taken among all processes, too. The calls of the others move
    its line back, and with it all that is promised in it.
    """

    def __init__(
        self,
        *,
        post_seconds: float,
        posts_per_second: float,
        budget: Budget | None = None,
        time: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ):
        self._budget = budget
        self._time = time
        self._sleep = sleep
        self._post_seconds = post_seconds
        self._spacing = 1 / posts_per_second
        self._paused: dict[str, float] = {}
        self._made: dict[str, float] = {}  # when a line's next call is due, by what was made
        self._behind: dict[str, float] = {}  # the same, by what was promised
        self._ahead: dict[str, float] = {}  # the same, by what was promised to those that do not yield
        self._moved: dict[str, float] = {}  # by how much others have moved a line back so far
        self._promises: dict[str, tuple[float, float]] = {}  # a moment, and how far its line had been moved

    async def turn(self, method: str, channel: str, key: str, *, yields: bool = False) -> float:
        """Wait for the turn of the call named `key`, take it, and return 0: the call has to be made now.

        If it is more than `PATIENCE_SECONDS` away, it is promised: the seconds after which to come back.
        """
        while 0 < (wait := self.wait(method, channel, key, yields=yields)) <= PATIENCE_SECONDS:
            await self._sleep(wait)
        if wait or self._budget is None:
            return wait
        return await self._turn_of_all(self._budget, self._lines(method, channel), key)

    def wait(self, method: str, channel: str, key: str, *, yields: bool = False) -> float:
        """Take the turn of the call named `key` if it has come, and return 0; else the seconds until then."""
        wait = self.promise(method, channel, key, yields=yields)
        if not wait:
            self._promises.pop(key, None)
            self._count(self._made, self._lines(method, channel), self._time())
        return wait

    def promise(self, method: str, channel: str, key: str, *, yields: bool = False) -> float:
        """Seconds until the call named `key` may be made; it keeps its turn without having taken it.

        A call that `yields` stands behind every other; those do not stand behind it.
        """
        now, (line, *own) = self._time(), self._lines(method, channel)
        before = self._behind if yields else self._ahead
        opens = max(now, self._paused.get(method, 0.0), _first(self._made, line))
        if yields:
            opens = max(opens, _first(self._ahead, line))
        possible = max([opens, *(_first(self._made, one) for one in own)])
        moment = self._promised(method, key)
        if moment is None:
            opens = max(opens, _first(before, line))
            moment = max([possible, opens, *(_first(before, one) for one in own)])
            if self._has_room(now):
                self._promises[key] = moment, self._moved.get(method, 0.0)
                for known in [self._behind] if yields else [self._behind, self._ahead]:
                    self._count(known, [line], opens)
                    self._count(known, own, moment)
        wait = max(possible, moment) - now
        return wait if wait > MOMENT_SECONDS else 0.0

    async def pause(self, method: str, seconds: float) -> None:
        """Slack said to leave this method alone for so long."""
        self._paused[method] = max(self._paused.get(method, 0.0), self._time() + seconds)
        if self._budget is not None:
            (_, _, burst), *_ = self._lines(method, "")
            await self._budget.hold(method, burst + seconds)

    def same(self, channel: str, other: str) -> None:
        """Two names of one conversation: a person's, and that of the direct messages with them."""
        for known in (self._made, self._behind, self._ahead):
            latest = max(known.get(_name(channel), 0.0), known.get(_name(other), 0.0))
            known[_name(channel)] = known[_name(other)] = latest

    async def _turn_of_all(self, budget: Budget, lines: list[Line], key: str) -> float:
        """Take a turn that was taken here among all processes, too, wait for it, and return 0.

        If it is more than `PATIENCE_SECONDS` away, it is promised again: the seconds until then.
        """
        (method, gap, burst), *own = lines
        asked = self._time()
        due = asked + await budget.take(method, gap=gap, within=burst + PATIENCE_SECONDS)
        wait = due - gap - burst - asked
        if wait > PATIENCE_SECONDS:  # left to the others
            self._move(lines[0], due - gap)
            self._promises[key] = asked + wait, self._moved.get(method, 0.0)
            return wait
        self._move(lines[0], due)
        if wait > 0:
            for name, _, _ in own:  # it was counted as made already
                self._made[name] = self._made.get(name, 0.0) + wait
            await self._sleep(max(0.0, asked + wait - self._time()))
        return 0.0

    def _move(self, line: Line, due: float) -> None:
        """A line's next call is not due before then, as others have called meanwhile."""
        (name, _, burst), now = line, self._time()
        moved = max(now, due - burst) - max(now, _first(self._made, line))
        if moved > 0:
            for known in (self._behind, self._ahead, self._moved):
                known[name] = known.get(name, 0.0) + moved
        self._made[name] = max(self._made.get(name, 0.0), due)

    def _promised(self, method: str, key: str) -> float | None:
        """The moment that the call named `key` was promised, as far as its line has been moved since."""
        if key not in self._promises:
            return None
        moment, moved = self._promises[key]
        return moment + self._moved.get(method, 0.0) - moved

    def _lines(self, method: str, channel: str) -> list[Line]:
        """Where a call stands: its method's line, and a post in its conversation's, too."""
        if method == POST:
            burst = int(BURST_SECONDS / self._spacing) * self._spacing
            return [(method, self._spacing, burst), (_name(channel), self._post_seconds, 0.0)]
        gap = 60 / PER_MINUTE[method]
        return [(method, gap, 60.0 - gap)]

    def _count(self, known: dict[str, float], lines: list[Line], moment: float) -> None:
        for name, gap, _ in lines:
            known[name] = max(known.get(name, 0.0), self._made.get(name, 0.0), moment) + gap
        if len(known) > PROMISES:
            now = self._time()
            for name in [name for name, due in known.items() if due <= now]:
                del known[name]

    def _has_room(self, now: float) -> bool:
        """Whether one more can be promised; those for which nobody came back are forgotten."""
        if len(self._promises) >= PROMISES:
            oldest = now - PROMISE_KEPT_SECONDS
            self._promises = {key: kept for key, kept in self._promises.items() if kept[0] >= oldest}
        return len(self._promises) < PROMISES


def _name(channel: str) -> str:
    return f"channel:{channel}"


def _first(known: dict[str, float], line: Line) -> float:
    """The earliest moment that the calls before leave open."""
    name, _, burst = line
    return known.get(name, 0.0) - burst
