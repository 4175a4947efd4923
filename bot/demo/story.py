"""A story: scenes on a moved clock, each with what people must see; played, told and checked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.demo.colleagues import Colleague, Stuck
from bot.demo.stages import Stage
from bot.demo.transcripts import Telling
from bot.emulator import FeedRecord

FRIDAY: Final = date(2026, 12, 4)  # no public holiday of anybody's near it
DAYS: Final = {"Fri": 0, "Sat": 1, "Sun": 2, "Mon": 3, "Tue": 4, "Wed": 5}
ZONES: Final = {
    "Oslo": "Europe/Oslo",
    "Stockholm": "Europe/Stockholm",
    "Copenhagen": "Europe/Copenhagen",
    "New York": "America/New_York",
    "Tokyo": "Asia/Tokyo",
}


@dataclass
class Play:
    """What a scene is handed: the people, the clock, and the expectations."""

    stage: Stage
    telling: Telling
    failures: list[str] = field(default_factory=list)
    checked: int = 0
    _scene: str = ""
    _began: int = 0

    def begin(self, scene: Scene) -> None:
        self._scene, self._began = scene.title, len(self.stage.emulator.feed)
        self.telling.scene(scene.title, scene.told)

    def cast(self, *names: str) -> tuple[Colleague, ...]:
        """These people, in this order."""
        return tuple(Colleague(name, self.stage, self.telling) for name in names)

    async def until(self, moment: str) -> None:
        """Let time pass until a moment such as "Mon 09:10 Stockholm"."""
        await self.stage.move_to(moment_of(moment))
        self.telling.catch_up()

    async def after(self, minutes: int) -> None:
        """Let some minutes pass."""
        await self.stage.move_to(self.stage.clock.now() + timedelta(minutes=minutes))
        self.telling.catch_up()

    def expect(self, name: str, *words: str, kind: str = "", when: str = "") -> None:
        """In this scene `name` (a person or a channel) has seen something that says all of `words`.

        `when` is the time at which it must have come, on that person's clock.
        """
        self.checked += 1
        if not any(self._is(record, name, words, kind=kind, when=when) for record in self._shown()):
            said = " … ".join(words)
            details = "".join(f", {detail}" for detail in (kind, when) if detail)
            self.fail(f"{self.telling.viewing.label(name)} should have seen “{said}”{details}.")

    def expect_silence(self, name: str, *words: str) -> None:
        """In this scene `name` has seen nothing that says all of `words`."""
        self.checked += 1
        if any(self._is(record, name, words) for record in self._shown()):
            said = " … ".join(words) or "anything"
            self.fail(f"{self.telling.viewing.label(name)} should not have seen “{said}”.")

    def fail(self, sentence: str) -> None:
        self.failures.append(f"{self._scene}: {sentence}")

    def _shown(self) -> Iterable[FeedRecord]:
        return self.stage.emulator.feed[self._began :]

    def _is(
        self, record: FeedRecord, name: str, words: Sequence[str], *, kind: str = "", when: str = ""
    ) -> bool:
        viewing = self.telling.viewing
        if record.to != name or kind not in ("", record.kind):
            return False
        if when and viewing.local(record.at, name) != when:
            return False
        text = viewing.record(record)
        return all(word in text for word in words)


@dataclass(frozen=True)
class Scene:
    """When it begins, what it is called, what one should know, and what people do and must see."""

    at: str
    title: str
    told: str
    run: Callable[[Play], Awaitable[None]]


async def play(story: Sequence[Scene], stage: Stage, telling: Telling) -> Play:
    """Play a story from beginning to end; `failures` of the result says what did not go as told."""
    played = Play(stage, telling)
    telling.prologue()
    for scene in story:
        await played.until(scene.at)
        played.begin(scene)
        try:
            await scene.run(played)
        except Stuck as stuck:
            played.fail(str(stuck))
    return played


def moment_of(said: str) -> datetime:
    """ "Mon 09:10 Stockholm" in the days of the story."""
    day, clock, place = said.split(" ", 2)
    local = datetime.combine(FRIDAY + timedelta(days=DAYS[day]), time.fromisoformat(clock))
    return local.replace(tzinfo=ZoneInfo(ZONES[place]))
