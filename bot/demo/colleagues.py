"""A colleague at the keyboard: types, writes, presses, fills in, and finds things by what is read on them."""

from __future__ import annotations

from bot.demo.controls import Control, Json, controls, fields
from bot.demo.stages import Stage
from bot.demo.transcripts import Telling
from bot.demo.viewing import Viewing
from bot.emulator import Outcome, Seen


class Stuck(Exception):
    """Somebody could not do what they wanted to; the message says what, in a sentence."""


class Colleague:
    """One of the people on the stage, by account name."""

    def __init__(self, name: str, stage: Stage, telling: Telling) -> None:
        self.name = name
        self._stage = stage
        self._emulator = stage.emulator
        self._telling = telling
        self._viewing = Viewing(stage.emulator)

    async def types(self, line: str, *, channel: str = "dm") -> None:
        """A slash command, with everything behind it."""
        self._tell(f"types  {line}")
        command, _, text = line.partition(" ")
        await self._done(await self._emulator.command(self.name, command, text, channel=channel), line)

    async def writes(self, text: str, *, channel: str = "dm", under: str = "") -> None:
        """A message; `under` is read on the message in whose thread it goes."""
        await self.says(text, channel, self.finds(under, channel=channel) if under else None)

    async def says(self, text: str, channel: str, parent: Seen | None = None) -> None:
        """A message, in the thread of `parent` if there is one."""
        thread = (parent.thread_ts or parent.ts) if parent else None
        await self._done(await self._emulator.say(self.name, channel, text, thread_ts=thread), text)

    async def presses(self, label: str, *, on: str = "") -> None:
        """A button or an entry of a menu, by its name, on the newest message that has it and says `on`."""
        await self.press(*self._control(label, on))

    async def press(self, message: Seen, control: Control) -> None:
        """This button or entry of a menu."""
        self._tell(f"presses  {control.words}")
        pressed = await self._emulator.press(
            self.name,
            message.channel,
            message.ts,
            control.action_id,
            control.value,
            block_id=control.block_id,
        )
        await self._done(pressed, control.words)

    async def press_on_page(self, control: Control) -> None:
        """A button of the page before them."""
        self._tell(f"presses  {control.words}")
        pressed = await self._emulator.press_in_view(self.name, None, control.action_id, control.value)
        await self._done(pressed, control.words)

    async def logs(self, words: str, *, channel: str) -> None:
        """Choose *Log as request* in the menu of the newest message that says `words`."""
        await self.log(self.finds(words, channel=channel))

    async def log(self, message: Seen) -> None:
        """Choose *Log as request* in the menu of this message."""
        self._tell("chooses  Log as request")
        shortcuts = self._emulator.workspace.app.manifest["features"]["shortcuts"]
        callback = next(each["callback_id"] for each in shortcuts if each["type"] == "message")
        chosen = await self._emulator.message_shortcut(self.name, callback, message.channel, message.ts)
        await self._done(chosen, "Log as request")

    def form(self) -> Json | None:
        """The form or page before them, if there is one."""
        modals = self._emulator.sees(self.name).modals
        return modals[-1] if modals else None

    async def sends_form(self, filled: dict[str, str]) -> None:
        """Fill in the form that is open, by the names of its fields, and send it."""
        form = self.form()
        names = {field.label: field.name for field in fields(form)} if form else {}
        missing = filled.keys() - names.keys()
        if missing:
            raise Stuck(f"{self._who} has no form open with a field “{missing.pop()}”.")
        self._tell("fills in the form", *(f"{label}  {value}" for label, value in filled.items()))
        sent = await self.submits({names[label]: value for label, value in filled.items()})
        await self._done(sent, "the form")

    async def submits(self, values: dict[str, str | None]) -> Outcome:
        """Send the form that is open, its fields by their ids; what came of it."""
        sent = await self._emulator.submit(self.name, values)
        await self._stage.settle()
        self._telling.catch_up()
        return sent

    async def closes_form(self) -> None:
        await self._emulator.close_view(self.name, all_of_them=True)

    def finds(self, words: str, *, channel: str | None = None) -> Seen:
        """The newest message that says `words`, and that others could see as well."""
        for message in self._newest_first(channel):
            if not message.is_ephemeral and words in self._text(message):
                return message
        raise Stuck(f"{self._who} does not see “{words}” anywhere.")

    def _control(self, label: str, on: str) -> tuple[Seen, Control]:
        for message in self._newest_first(None):
            for control in controls(message.blocks):
                if label in (control.label, control.words) and on in self._text(message):
                    return message, control
        raise Stuck(f"{self._who} finds no “{label}” to press" + (f" on “{on}”." if on else "."))

    def _newest_first(self, channel: str | None) -> list[Seen]:
        if channel is not None:
            return self._emulator.messages(self.name, channel)[::-1]
        shown = self._emulator.sees(self.name).conversations.values()
        return sorted((one for messages in shown for one in messages), key=lambda one: one.ts, reverse=True)

    def _text(self, message: Seen) -> str:
        return self._viewing.drawn(message.as_json(), self.name, at=self._stage.clock.now())

    async def _done(self, outcome: Outcome, what: str) -> None:
        await self._stage.settle()
        self._telling.catch_up()
        if not outcome.ok:
            why = "; ".join([outcome.error or "", *outcome.errors.values()])
            raise Stuck(f"{self._who} got nowhere with “{what}”: {why}.")

    @property
    def _who(self) -> str:
        return self._viewing.label(self.name)

    def _tell(self, what: str, *lines: str) -> None:
        self._telling.act(self.name, what, *lines)
