"""Everything that goes wrong between an app and Slack, on demand."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

FaultKind = Literal["ratelimited", "server_error", "hang", "drop_answer", "error", "slow"]


@dataclass
class Fault:
    """One way for a Web API method (`*` for any) or a `response_url` to fail.

    `ratelimited` (429 with `retry_after`), `server_error` (500) and `error` (an `ok: false` answer) refuse
    the call; `hang` never answers; `drop_answer` does the work, then closes the connection without a word;
    `slow` answers after `seconds`. It strikes `times` calls, or each call with the probability `rate`; with
    neither it strikes once.
    """

    method: str
    kind: FaultKind
    retry_after: int = 1
    error: str = "internal_error"
    seconds: float = 0.0
    times: int | None = None
    rate: float | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise ValueError(f"no such kind of fault: {self.kind}")
        if self.times is None and self.rate is None:
            self.times = 1

    @property
    def is_silent(self) -> bool:
        """Whether the caller gets no answer at all."""
        return self.kind in ("hang", "drop_answer")

    def concerns(self, method: str) -> bool:
        return self.method in ("*", method) and self.times != 0


@dataclass
class Faults:
    """The faults now in force, for calls the app makes and for deliveries it gets."""

    random: random.Random
    calls: list[Fault] = field(default_factory=list)
    duplicate_deliveries: bool = False
    """Every event, command and interaction is sent twice."""
    shuffle_events: int = 0
    """Events are held until this many are waiting, then sent in any order; 0 sends at once."""
    delay_events_seconds: float = 0.0
    """Every event is sent this much later."""

    def add(self, *faults: Fault) -> None:
        self.calls.extend(faults)

    def clear(self) -> None:
        """Everything works again."""
        self.calls.clear()
        self.duplicate_deliveries = False
        self.shuffle_events = 0
        self.delay_events_seconds = 0.0

    def strike(self, method: str) -> Fault | None:
        """The fault that hits this call, counted as used."""
        for fault in self.calls:
            if fault.concerns(method) and (fault.rate is None or self.random.random() < fault.rate):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None

    def order(self, length: int) -> Sequence[int]:
        """A random order for so many events."""
        return self.random.sample(range(length), length)
