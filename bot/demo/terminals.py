"""A terminal to be anybody in: type, press, reply, look around, move the clock."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final, TextIO

from bot.demo.colleagues import Colleague, Stuck
from bot.demo.company import PEOPLE
from bot.demo.forms import fill_in
from bot.demo.keyboards import Keyboard
from bot.demo.moments import moment, office_time
from bot.demo.pages import page_shown
from bot.demo.screens import Screen
from bot.demo.stages import Stage, open_stage
from bot.demo.timekeeping import FARTHEST
from bot.emulator import Seen

PRESS: Final = re.compile(r"(\d{1,6})\s*(\D.*)")
WELCOME: Final = """Svar is at work at Fjordlys, a small maker of lamps. It is {now} in Oslo.{why}

Open {url} in a browser: there you can be anybody, and move the clock.

Or stay here, where you are Ann. Type, for example:

  /request @Maja Which rate applies to the Oslo contract? by friday 14:00
  as maja
  3 Tomorrow
  reply 3 The new one, 21 %, from 1 December.
  as ann

“help” shows everything that can be typed."""
HELP: Final = """
  as ben                    be somebody else: {names}
  /request @Ben …           any command of Svar: /request, /pending, /svar
  say #it-help @Svar ask …  write in a channel; without a channel, to Svar
  reply 2 It is 21 %.       write in the thread of message (2)
  2b                        press what has the letter b on message (2); also: press 2 Tomorrow
  log 2                     Log as request, from the menu of message (2)
  look                      everything that this person sees now
  clock +4h                 let time pass; also: clock 14:00, clock monday 08:30
  who                       who is who, and what time it is for them
  quit                      the end; nothing is kept
"""


class Terminal:
    """One visit: whoever sits at it is `who`, until they say that they are somebody else."""

    def __init__(self, stage: Stage, keyboard: Keyboard, out: TextIO, *, is_typed: bool) -> None:
        self._stage = stage
        self._keyboard = keyboard
        self._out = out
        self._is_typed = is_typed
        self._asking = ""
        self._screen = Screen(stage, out, "ann")
        self._words: dict[str, Callable[[str], Awaitable[None]]] = {
            "as": self._be,
            "say": self._say,
            "reply": self._reply,
            "press": self._press,
            "log": self._log,
            "look": self._look,
            "clock": self._clock,
            "who": self._who,
            "help": self._help,
        }

    async def run(self) -> None:
        """Until quit, or until nothing more is typed."""
        watching = asyncio.ensure_future(self._watch())
        try:
            while (line := await self.ask(f"\n{self._screen.who}> ")) not in (None, "quit", "exit"):
                await self._do(line or "")
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
        self.say("\nThat was Svar. Nothing of it is kept.")

    def welcome(self, *, moved: bool) -> None:
        """Where one is, and what to type."""
        now = self._stage.clock.now().astimezone(self._screen.viewing.zone("ann"))
        why = (
            "\nNobody is in the office at this hour, so it starts on the next working morning."
            if moved
            else ""
        )
        url = self._stage.emulator.url
        self.say(WELCOME.format(now=f"{now:%A} {now.day} {now:%B}, {now:%H:%M}", why=why, url=url))

    def say(self, text: str) -> None:
        """A word from the terminal itself."""
        print(text, file=self._out, flush=True)

    async def ask(self, prompt: str) -> str | None:
        """The next line that is typed, without blanks around it; none at the end."""
        self._asking = prompt
        print(self._asking, end="", file=self._out, flush=True)
        line = await self._keyboard.line()
        self._asking = ""
        if not self._is_typed and line is not None:
            self.say(line)  # a pipe shows nothing of what comes through it
        return line.strip() if line is not None else None

    async def _watch(self) -> None:
        """Tell what happens by itself while somebody thinks about what to type."""
        while True:
            await self._stage.emulator.feed.wait_beyond(self._screen.told)
            await self._stage.settle()
            if self._screen.told < len(self._stage.emulator.feed):
                self._screen.catch_up()
                print(self._asking, end="", file=self._out, flush=True)

    async def _do(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        try:
            if line.startswith("/"):
                await self._me.types(line)
                await self._forms()
            elif PRESS.fullmatch(line):
                await self._press(line)
            elif line:
                await self._words.get(word.lower(), self._unknown)(rest.strip())
        except Stuck as stuck:
            self.say(str(stuck))

    @property
    def _me(self) -> Colleague:
        return Colleague(self._screen.who, self._stage, self._screen)

    async def _forms(self) -> None:
        now = self._stage.clock.now().astimezone(self._screen.viewing.zone(self._screen.who))
        await fill_in(self._me, self.ask, self.say, now)

    async def _be(self, name: str) -> None:
        known = next((person for person in PEOPLE if name.strip("@").lower() == person["name"]), None)
        if known is None:
            raise Stuck(f"Nobody here is called {name}. There are {_names()}.")
        self._screen.who = known["name"]
        now = self._screen.viewing.local(self._stage.clock.now(), known["name"])
        self.say(f"You are {known['real_name']}, {known['title']}. It is {now}.")
        self._screen.look()

    async def _say(self, rest: str) -> None:
        channel, _, text = rest.partition(" ") if rest.startswith("#") else ("dm", "", rest)
        if channel != "dm" and self._stage.emulator.workspace.channels.named(channel) is None:
            raise Stuck(f"There is no channel called {channel}.")
        if not text.strip():
            raise Stuck("What would you like to say?")
        await self._me.says(text.strip(), channel)

    async def _reply(self, rest: str) -> None:
        number, _, text = rest.partition(" ")
        message = self._numbered(number)
        if not text.strip():
            raise Stuck("What would you like to reply?")
        await self._me.says(text.strip(), message.channel, message)

    async def _press(self, rest: str) -> None:
        found = PRESS.fullmatch(rest)
        if found is None:
            raise Stuck("Which one? “2b” presses what has the letter b on message (2).")
        message = self._numbered(found[1])
        control = self._screen.control(message, found[2])
        if control is None:
            raise Stuck(f"There is no “{found[2]}” to press on message ({found[1]}).")
        await self._me.press(message, control)
        await self._forms()

    async def _log(self, rest: str) -> None:
        await self._me.log(self._numbered(rest))
        await self._forms()

    async def _look(self, _rest: str) -> None:
        self._screen.look()

    async def _clock(self, rest: str) -> None:
        now = self._stage.clock.now()
        target = moment(rest, now, self._screen.viewing.zone(self._screen.who)) if rest else now
        if target is None:
            raise Stuck("To when? For example: clock +4h, clock 14:00, clock monday 08:30.")
        if target - now > FARTHEST:
            raise Stuck("That is too far; a month at a time is the most.")
        await self._stage.move_to(target)
        self._screen.catch_up()
        self.say(f"It is {self._screen.viewing.local(self._stage.clock.now(), self._screen.who)}.")

    async def _who(self, _rest: str) -> None:
        for person in PEOPLE:
            now = self._screen.viewing.local(self._stage.clock.now(), person["name"])
            self.say(f"  {person['name']:<7}{person['title']:<20}{now}")

    async def _help(self, _rest: str) -> None:
        self.say(HELP.format(names=_names()))

    async def _unknown(self, _rest: str) -> None:
        raise Stuck("I don't know that word; “help” shows all of them.")

    def _numbered(self, number: str) -> Seen:
        message = self._screen.message(int(number)) if number.isdigit() else None
        if message is None:
            raise Stuck("Which message? “look” shows them with their numbers.")
        return message


async def visit(descriptor: int | None = None, out: TextIO | None = None) -> int:
    """Open the workspace and let somebody in, until they leave or the process is told to end."""
    descriptor = sys.stdin.fileno() if descriptor is None else descriptor
    out = out or sys.stdout
    keyboard, now = Keyboard(), datetime.now(UTC)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, keyboard.end)
    async with open_stage(office_time(now), running=True) as stage:
        terminal = Terminal(stage, keyboard, out, is_typed=os.isatty(descriptor))
        terminal.welcome(moved=stage.clock.now() - now > timedelta(minutes=5))
        with page_shown(stage), keyboard.reading(descriptor):
            await terminal.run()
    return 0


def _names() -> str:
    return ", ".join(person["name"] for person in PEOPLE)
