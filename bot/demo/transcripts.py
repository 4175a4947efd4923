"""What happens on the stage, told to whoever watches: to read in a terminal, or as JSON."""

from __future__ import annotations

import json
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable
from textwrap import wrap
from typing import Final, TextIO
from zoneinfo import ZoneInfo

from bot.demo.company import PEOPLE
from bot.demo.stages import Stage
from bot.demo.viewing import Viewing, city
from bot.emulator import FeedRecord

WIDTH: Final = 92
ONLY_A_MENU: Final = "[ ⋯ ]"
BOLD, DIM, PLAIN = "\033[1m", "\033[2m", "\033[0m"


class Telling(ABC):
    """Follows the feed of a stage."""

    def __init__(self, stage: Stage, out: TextIO) -> None:
        self._stage = stage
        self._out = out
        self._told = 0
        self.viewing = Viewing(stage.emulator)

    @property
    def told(self) -> int:
        """How much of the feed has been told."""
        return self._told

    def catch_up(self) -> None:
        """Tell what became visible since the last time."""
        feed = self._stage.emulator.feed
        while self._told < len(feed):
            self._told += 1
            self.seen(feed[self._told - 1])
        self._out.flush()

    @abstractmethod
    def seen(self, record: FeedRecord) -> None:
        """Tell one thing that somebody sees."""

    def act(self, name: str, what: str, *lines: str) -> None:  # noqa: B027 - may well be left untold
        """Tell what somebody does that shows nowhere by itself."""

    def prologue(self) -> None:  # noqa: B027 - may well be left untold
        """Tell who is who."""

    def scene(self, title: str, told: str) -> None:  # noqa: B027 - may well be left untold
        """Begin a new part."""


class JsonLines(Telling):
    """One object a line."""

    def seen(self, record: FeedRecord) -> None:
        zone = self.viewing.zone(self.viewing.clock_of(record))
        line = {
            "at": record.at.astimezone(zone).isoformat(),
            "to": self.viewing.label(record.to).removeprefix("#"),
            "from": self.viewing.label(record.from_),
            "kind": record.kind,
            "text": self.viewing.record(record),
        }
        print(json.dumps(line, ensure_ascii=False), file=self._out)


class Transcript(Telling):
    """Pages that one enjoys reading; colours only on a terminal that wants them."""

    def __init__(self, stage: Stage, out: TextIO) -> None:
        super().__init__(stage, out)
        self._coloured = out.isatty() and "NO_COLOR" not in os.environ
        self._shown: dict[str, list[str]] = {}
        self._whispered: set[str] = set()

    def scene(self, title: str, told: str) -> None:
        print(f"\n\n{self._in(BOLD, f'── {title} '.ljust(WIDTH, '─'))}", file=self._out)
        for line in wrap(told, WIDTH):
            print(self._in(DIM, line), file=self._out)

    def prologue(self) -> None:
        print("Fjordlys makes lamps, and these are the people of the story:\n", file=self._out)
        for person in PEOPLE:
            place = city(ZoneInfo(person["tz"]))
            guest = ", a guest" if person.get("is_restricted") else ""
            print(f"  {person['display_name']:<6} {person['title']}, {place}{guest}", file=self._out)

    def act(self, name: str, what: str, *lines: str) -> None:
        when = self.viewing.local(self._stage.clock.now(), name)
        self.head(when, f"{self.viewing.label(name)} {what}")
        self.body(lines)

    def seen(self, record: FeedRecord) -> None:
        lines = self.news(record, self.text_of(record).splitlines())
        if not lines:
            return
        when = self.viewing.local(record.at, self.viewing.clock_of(record))
        self.head(when, self.way(record))
        self.body(lines)

    def text_of(self, record: FeedRecord) -> str:
        """What is to be read of it."""
        return self.viewing.record(record)

    def heading(self, text: str) -> str:
        """A text that stands out, where that can be shown."""
        return self._in(BOLD, text)

    def head(self, when: str, what: str) -> None:
        """Where and when, and who does what."""
        print(f"\n{self._in(DIM, f'{when:<22}')}{what}", file=self._out)

    def body(self, lines: Iterable[str]) -> None:
        """What is read, behind a line at the margin, folded where it is long."""
        margin = self._in(DIM, "  │ ")
        for line in lines:
            for piece in wrap(line, WIDTH - 4, subsequent_indent=_indent(line)) or [""]:
                print(f"{margin}{piece}", file=self._out)

    def news(self, record: FeedRecord, lines: list[str]) -> list[str]:
        """All of a message; of one that changed, the lines that were not there before."""
        before = self._shown.get(record.ts or "", []) if record.kind == "update" else []
        if record.ts and record.kind in ("message", "ephemeral", "update"):
            self._shown[record.ts] = lines
        if record.ts and record.kind == "ephemeral":
            self._whispered.add(record.ts)
        return [line for line in lines if line not in (*before, *([ONLY_A_MENU] if before else []))]

    def way(self, record: FeedRecord) -> str:
        """From whom it comes, to whom it goes, and how."""
        to, sender = self.viewing.label(record.to), self.viewing.label(record.from_)
        if record.kind == "update" and record.ts not in self._whispered:
            return f"The card in {to} now says" if to.startswith("#") else f"{to}’s card now says"
        if record.kind == "modal":
            return f"A form opens for {to}" if _has_fields(record) else f"A page opens for {to}"
        return f"{sender} → {to}{self._aside(record, to)}"

    def _aside(self, record: FeedRecord, to: str) -> str:
        if record.ts in self._whispered:
            return f", for {to} alone" + (", in place of that" if record.kind == "update" else "")
        return ", in the thread" if record.thread_ts else ""

    def _in(self, colour: str, text: str) -> str:
        return f"{colour}{text}{PLAIN}" if self._coloured else text


def _has_fields(record: FeedRecord) -> bool:
    return any(block["type"] == "input" for block in record.blocks)


def _indent(line: str) -> str:
    return "> " if line.startswith("> ") else " " * (len(line) - len(line.lstrip()))
