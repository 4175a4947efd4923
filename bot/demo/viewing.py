"""How things look to somebody: in their own zone, under the names that they know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.company import HEAD_OFFICE
from bot.emulator import Emulator, FeedRecord
from bot.emulator.plain import plain

Json = dict[str, Any]


class Viewing:
    """Draws what the feed and the screens of a workspace hold."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        workspace = emulator.workspace
        self._names = {person.id: person.label for person in workspace.people.by_id.values()}
        self._names |= {group.id: group.handle for group in workspace.people.groups.values()}
        self._zones = {
            person.name: ZoneInfo(person.tz or HEAD_OFFICE) for person in workspace.people.by_id.values()
        }
        self._labels = {person.name: person.label for person in workspace.people.by_id.values()}
        self._bot = workspace.bot.name

    def label(self, name: str) -> str:
        """What people call a person or a channel."""
        return self._labels.get(name) or f"#{name}"

    def viewer(self, record: FeedRecord) -> str | None:
        """Whose screen it is: who was written to, or who writes to Svar; nobody's own in a channel."""
        if record.to != self._bot:
            return record.to if record.to in self._labels else None
        return record.from_

    def clock_of(self, record: FeedRecord) -> str:
        """Whose clock its time is read from; in a channel the writer's."""
        viewer = self.viewer(record)
        return viewer or (record.from_ if record.from_ != self._bot else "")

    def zone(self, name: str) -> ZoneInfo:
        """A person's zone; the head office's for everything else."""
        return self._zones[name] if name in self._zones and name != self._bot else ZoneInfo(HEAD_OFFICE)

    def local(self, at: datetime, name: str) -> str:
        """The time where somebody is, "Fri 16:50 Oslo"."""
        zone = self.zone(name)
        return f"{at.astimezone(zone):%a %H:%M} {city(zone)}"

    def record(self, record: FeedRecord, *, blocks: list[Json] | None = None, options: bool = False) -> str:
        """What could be seen of a feed record, line by line; `blocks` to draw others in place of its own."""
        shown: Json = {"text": record.text, "blocks": record.blocks if blocks is None else blocks}
        if record.kind in ("modal", "home"):
            shown["type"] = record.kind
            shown["title"] = {"type": "plain_text", "text": record.text} if record.text else None
        return self.drawn(shown, self.clock_of(record), at=record.at, options=options)

    def drawn(self, shown: Mapping[str, Any], name: str, *, at: datetime, options: bool = False) -> str:
        """A message or a form as `name` sees it at that moment."""
        channels = {channel.id: channel.name for channel in self._emulator.workspace.channels.by_id.values()}
        zone = self.zone(name)
        return plain(shown, names=self._names, channels=channels, zone=zone, now=at, options=options)


def city(zone: ZoneInfo) -> str:
    """ "New York" for America/New_York."""
    return zone.key.rpartition("/")[2].replace("_", " ")
