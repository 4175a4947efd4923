"""What became visible in the workspace, in the order in which it did."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime

from bot.emulator.shapes import Json


@dataclass(frozen=True)
class FeedRecord:
    """One thing that somebody could see happen.

    `to` is the name of the person (ephemerals, modals, Home, direct messages) or of the channel, `from_` the
    name of whoever did it. `kind` is message, ephemeral, update, delete, modal, home, reaction, unreaction,
    join, leave, channel or person.
    """

    at: datetime
    to: str
    from_: str
    kind: str
    text: str = ""
    channel: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    blocks: list[Json] = field(default_factory=list)

    def as_json(self) -> Json:
        """The record as one flat object, with `from` spelled plainly and the time in ISO 8601."""
        record = asdict(self)
        record["from"] = record.pop("from_")
        return record | {"at": self.at.isoformat()}


Predicate = Callable[[FeedRecord], bool]


class Feed(list[FeedRecord]):
    """An append-only list that can be waited on."""

    def __init__(self) -> None:
        super().__init__()
        self._grown = asyncio.Event()

    def append(self, record: FeedRecord) -> None:
        super().append(record)
        grown, self._grown = self._grown, asyncio.Event()
        grown.set()

    def heard(self, predicate: Predicate, timeout: float = 10.0) -> Awaitable[FeedRecord]:
        """The first record that matches, said already or still to come; TimeoutError when it never comes."""
        return asyncio.wait_for(self._first(predicate), timeout)

    async def _first(self, predicate: Predicate) -> FeedRecord:
        seen = 0
        while True:
            grown = self._grown
            for record in self[seen:]:
                if predicate(record):
                    return record
            seen = len(self)
            await grown.wait()

    async def wait_beyond(self, length: int) -> None:
        """Until the feed is longer than this."""
        while len(self) <= length:
            await self._grown.wait()
