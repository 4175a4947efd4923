"""What one person has before them in the terminal: messages with numbers, and letters to press."""

from __future__ import annotations

from typing import TextIO

from bot.demo.controls import Control, controls, lettered
from bot.demo.stages import Stage
from bot.demo.transcripts import Transcript
from bot.emulator import FeedRecord, Seen


class Screen(Transcript):
    """Tells what happens to everybody; what `who` gets is numbered, and a number stays."""

    def __init__(self, stage: Stage, out: TextIO, who: str) -> None:
        super().__init__(stage, out)
        self.who = who
        self._numbers: dict[tuple[str, str], int] = {}

    def look(self) -> None:
        """Draw everything that `who` can see now, conversation by conversation."""
        shown = self._stage.emulator.sees(self.who).conversations
        for channel, messages in shown.items():
            if messages:
                print(f"\n{self.heading(self._place(channel))}", file=self._out)
            for message in sorted(messages, key=lambda one: (one.thread_ts or one.ts, one.ts)):
                self._draw(message)
        if not any(shown.values()):
            print("\nNothing yet.", file=self._out)

    def message(self, number: int) -> Seen | None:
        """The message with this number, as it looks now."""
        for messages in self._stage.emulator.sees(self.who).conversations.values():
            for message in messages:
                if self._numbers.get((message.channel, message.ts)) == number:
                    return message
        return None

    def control(self, message: Seen, said: str) -> Control | None:
        """What is meant by a letter, or by the words on it."""
        offered = controls(message.blocks)
        if len(said) == 1 and ord(said) - ord("a") in range(len(offered)):
            return offered[ord(said) - ord("a")]
        wanted = said.lower()
        return next((one for one in offered if wanted in (one.label.lower(), one.words.lower())), None)

    def act(self, name: str, what: str, *lines: str) -> None:
        """Whoever types knows what they typed."""

    def text_of(self, record: FeedRecord) -> str:
        if self.viewing.viewer(record) not in (self.who, None) or not record.blocks:
            return super().text_of(record)
        options = record.kind != "modal"
        return self.viewing.record(record, blocks=lettered(record.blocks), options=options)

    def news(self, record: FeedRecord, lines: list[str]) -> list[str]:
        """One's own card is drawn whole, for its letters may have changed."""
        told = super().news(record, lines)
        return lines if told and self.viewing.viewer(record) == self.who else told

    def way(self, record: FeedRecord) -> str:
        if record.ts is None or record.channel is None or not self._can_see(record):
            return super().way(record)
        return f"({self._number(record.channel, record.ts)}) {super().way(record)}"

    def _can_see(self, record: FeedRecord) -> bool:
        place = self._stage.emulator.workspace.channels.by_id.get(record.channel or "")
        mine = record.kind != "ephemeral" or record.to == self.who
        return mine and place is not None and self._stage.emulator.person(self.who).id in place.members

    def _number(self, channel: str, ts: str) -> int:
        return self._numbers.setdefault((channel, ts), len(self._numbers) + 1)

    def _draw(self, message: Seen) -> None:
        at = self._stage.clock.now()
        number = self._number(message.channel, message.ts)
        thread = ", in the thread" if message.thread_ts not in (None, message.ts) else ""
        alone = ", for you alone" if message.is_ephemeral else ""
        print(f"\n({number}) {self.viewing.label(message.name)}{thread}{alone}", file=self._out)
        shown = message.as_json() | {"blocks": lettered(message.blocks)}
        self.body(self.viewing.drawn(shown, self.who, at=at, options=True).splitlines())

    def _place(self, channel: str) -> str:
        place = self._stage.emulator.workspace.channels.get(channel)
        return "Direct messages with Svar" if place.is_im else f"#{place.name}"
