"""Work handed from an event loop to SQLite's threads, and its answers handed back."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from queue import SimpleQueue
from threading import Lock
from time import monotonic
from typing import Any

from storage.base import Busy, Closed

QUEUE_LIMIT = 20_000
"""Jobs that may wait; more would only be answered when nobody listens any longer."""

LATER_TOGETHER = 16
"""Background jobs that may share a commit: enough to spare the disk, too few to keep anybody waiting."""

QUIET_TURNS = 2
"""After so many turns of the event loop in which nobody handed anything in, what was handed in goes over."""

GROUP_LIMIT = 256
"""As many go over in any case: more in one commit would gain nothing and keep the first ones waiting."""


class Job:
    """A function to run in a transaction, and the future that waits for it."""

    __slots__ = ("args", "error", "fn", "future", "kwargs", "later", "loop", "result", "since")

    def __init__(
        self, fn: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any], *, later: bool = False
    ) -> None:
        self.fn = fn
        self.args = args
        self.kwargs = kwargs
        self.later = later
        self.since = monotonic()
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self, tx: object) -> None:
        """Call the function; what it raises is the caller's."""
        self.error = None
        self.result = self.fn(tx, *self.args, **self.kwargs)


def answer(jobs: Iterable[Job]) -> None:
    """Give every caller its result or error, waking each event loop once."""
    loops: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in jobs:
        loops.setdefault(job.loop, []).append(job)
    for loop, theirs in loops.items():
        try:
            loop.call_soon_threadsafe(_settle, theirs)
        except RuntimeError:  # that loop is closed: nobody waits there any more
            continue


def _settle(jobs: list[Job]) -> None:
    for job in jobs:
        if job.future.done():  # its caller was cancelled
            continue
        if job.error is None:
            job.future.set_result(job.result)
        elif isinstance(job.error, StopIteration):  # which a future refuses to carry
            job.future.set_exception(RuntimeError("a transaction's function raised StopIteration"))
        else:
            job.future.set_exception(job.error)


class Inbox:
    """Where jobs are handed in until it is shut. Any thread may do either."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._gate = Lock()
        self._shut = False

    def done(self, job: Job) -> asyncio.Future[Any]:
        """Hand a job in, to be awaited. Raises `Closed` once shut, `Busy` when too much is waiting."""
        with self._gate:
            if self._shut:
                raise Closed("the store is closed")
            if self.waiting() >= QUEUE_LIMIT:
                raise Busy(f"{QUEUE_LIMIT} transactions are waiting already")
            self._hand_over(job)
        return job.future

    def waiting(self) -> int:
        """How many jobs nobody has begun."""
        return self._jobs.qsize()

    def shut(self, takers: int = 1) -> None:
        """Take nothing more; each of `takers` threads finds the end after what was handed in."""
        with self._gate:
            if not self._shut:
                self._shut = True
                self._hand_over_all()
                for _ in range(takers):
                    self._jobs.put(None)

    def take(self) -> Job | None:
        """Wait for a job that somebody still waits for; none is the end."""
        while (job := self._jobs.get()) is not None and job.future.cancelled():
            continue
        return job

    def _hand_over(self, job: Job) -> None:
        self._jobs.put(job)

    def _hand_over_all(self) -> None:
        """Nothing is held back here."""


class WriteQueue(Inbox):
    """The writer's queue: what people wait for goes first, and after each group some of the rest.

    What an event loop hands in goes over once it has nothing more to hand in: the writer then has a group at
    once and the interpreter to itself. Two threads that take turns at every statement need a third more of
    the processor. One thread takes.
    """

    def __init__(self) -> None:
        super().__init__()
        self._held_back: dict[asyncio.AbstractEventLoop, list[Job]] = {}
        self._soon: deque[Job] = deque()
        self._later: deque[Job] = deque()
        self._ended = False
        self._owed = False
        self._room_for_later = 0

    def waiting(self) -> int:
        """How many jobs nobody has begun."""
        held_back = sum(map(len, self._held_back.values()))
        return held_back + self._jobs.qsize() + len(self._soon) + len(self._later)

    def first(self) -> Job | None:
        """Wait for the job that opens a group; none is the end."""
        self._sort()
        self._room_for_later = LATER_TOGETHER
        self._owed = self._owed and bool(self._later)
        while not self._soon and not self._later:
            if self._ended:
                return None
            self._place(self._jobs.get())
        if self._later and (self._owed or not self._soon):
            self._owed = False
            return self._later.popleft()
        self._owed = True
        return self._soon.popleft()

    def joiner(self) -> Job | None:
        """Return a job that is here already, or none: all that people wait for, then a few of the rest.

        A few: what people hand in meanwhile waits until the group has been committed.
        """
        if not self._soon:
            self._sort()
        if self._soon:
            return self._soon.popleft()
        if self._later and self._room_for_later:
            self._room_for_later -= 1
            return self._later.popleft()
        return None

    def overdue(self, since: float) -> list[Job]:
        """Take out everything that was handed in before that moment of `monotonic`."""
        self._sort()
        jobs = []
        for line in (self._soon, self._later):
            while line and line[0].since <= since:
                jobs.append(line.popleft())
        return jobs

    def _hand_over(self, job: Job) -> None:
        if job.loop not in self._held_back:
            self._held_back[job.loop] = []
            job.loop.call_soon(self._when_quiet, job.loop, 1, QUIET_TURNS)
        self._held_back[job.loop].append(job)

    def _when_quiet(self, loop: asyncio.AbstractEventLoop, known: int, turns: int) -> None:
        with self._gate:
            count = len(self._held_back.get(loop, ()))
            turns = turns - 1 if count == known else QUIET_TURNS
            if turns and count < GROUP_LIMIT:
                loop.call_soon(self._when_quiet, loop, count, turns)
            else:
                self._let_go(loop)

    def _hand_over_all(self) -> None:
        for loop in list(self._held_back):
            self._let_go(loop)

    def _let_go(self, loop: asyncio.AbstractEventLoop) -> None:
        for job in self._held_back.pop(loop, ()):
            self._jobs.put(job)

    def _sort(self) -> None:
        for _ in range(self._jobs.qsize()):
            self._place(self._jobs.get())

    def _place(self, job: Job | None) -> None:
        if job is None:
            self._ended = True
        elif not job.future.cancelled():
            (self._later if job.later else self._soon).append(job)
