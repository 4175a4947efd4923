"""The terminal, driven as a person or a pipe drives it."""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.demo.keyboards import Keyboard
from bot.demo.stages import open_stage
from bot.demo.terminals import Terminal, visit

MORNING = datetime(2026, 12, 4, 9, 12, tzinfo=UTC)
ASK = "/request @Maja Which rate applies to the Oslo contract? by monday 12:00"


class Paper(io.StringIO):
    """Output that can be waited on."""

    def __init__(self) -> None:
        super().__init__()
        self._written = asyncio.Event()

    def write(self, text: str) -> int:
        self._written.set()
        return super().write(text)

    async def says(self, words: str) -> None:
        while words not in self.getvalue():
            self._written.clear()
            await self._written.wait()


async def typed(*lines: str) -> str:
    """What a visit on a Friday morning shows when these lines come through a pipe."""
    keyboard, out = Keyboard(), io.StringIO()
    reading, writing = os.pipe()
    os.write(writing, "".join(f"{line}\n" for line in lines).encode())
    os.close(writing)
    async with open_stage(MORNING) as stage:
        terminal = Terminal(stage, keyboard, out, is_typed=False)
        with keyboard.reading(reading):
            await terminal.run()
    os.close(reading)
    return out.getvalue()


async def test_a_request_goes_all_the_way_by_its_numbers() -> None:
    shown = await typed(
        ASK,
        "as maja",
        "3 Tomorrow",
        "reply 3 The new one, 21 %, from 1 December.",
        "as ann",
        "2a",
        "/pending",
    )

    assert "Sent to Maja." in shown
    assert re.search(r"Maja will answer by .*Dec.* 17:00\.", shown)
    assert "Ann says that it helped. Thank you." in shown
    assert "Nobody is waiting for you." in shown
    assert shown.rstrip().endswith("Nothing of it is kept.")


async def test_it_shows_what_was_piped_in() -> None:
    assert "ann> who\n" in await typed("who")


async def test_a_form_is_filled_in_field_by_field() -> None:
    shown = await typed(
        "/request", "nobody", "ben", "", "60 days for the Ginza hotel?", "monday", "12:00", "urgent", ""
    )

    assert "One of ann, oskar," in shown
    assert "Sent to Ben." in shown
    assert "You would like it by Mon 7 Dec 12:00." in shown


async def test_what_a_form_refuses_is_asked_again() -> None:
    shown = await typed("/request", "ben", "", "Is it done?", "2026-12-03", "", "", "", "2026-12-07")

    assert "That has already passed." in shown
    assert "Sent to Ben." in shown


async def test_a_form_can_be_left() -> None:
    shown = await typed("/request", "ben", "cancel", "look")

    assert "Nothing was sent." in shown
    assert "Nothing yet." in shown


async def test_a_form_ends_with_the_pipe() -> None:
    assert "Nothing was sent." in await typed("/request", "ben")


async def test_a_page_is_read_and_its_button_pressed() -> None:
    shown = await typed(ASK, "2 Paper trail", "Send me a copy", "2 Paper trail", "")

    assert shown.count("Enter closes the page, or type “Send me a copy”, “Earlier with Maja”:") == 2
    assert "Ann asked Maja:" in shown


async def test_a_message_in_a_channel_becomes_a_request() -> None:
    shown = await typed(
        "say #it-help The projector is green.", "as emil", "log 1", "", "", "", "", "", "", "", "", "as oskar"
    )

    assert "Linus asks me" not in shown
    assert "Ann asks me" in shown
    assert "You asked Emil:" in shown


async def test_time_can_be_moved_and_brings_what_is_due() -> None:
    shown = await typed("/request @Cleo Which voltage?", "as cleo", "clock monday 09:00")

    assert "Nothing yet." in shown
    assert "Mon 09:00 Tokyo       (3) Svar → Cleo" in shown
    assert "It is Mon 09:00 Tokyo." in shown


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("nonsense", "“help” shows all of them"),
        ("as zoe", "Nobody here is called zoe."),
        ("press", "Which one?"),
        ("9b", "Which message?"),
        ("reply 9 yes", "Which message?"),
        ("reply", "Which message?"),
        ("say", "What would you like to say?"),
        ("say #nowhere hello", "There is no channel called #nowhere."),
        ("say #finance hello", "not_in_channel"),
        ("log x", "Which message?"),
        ("clock", "It is Fri 10:12 Oslo."),
        ("clock soon", "To when?"),
        ("clock +2000d", "That is too far"),
        ("/nonsense", "unknown_command"),
        ("help", "as ben"),
        ("who", "cleo"),
    ],
)
async def test_whatever_is_typed_gets_a_sentence(line: str, answer: str) -> None:
    assert answer in await typed(line)


async def test_a_message_without_that_button_says_so() -> None:
    assert "There is no “z” to press on message (2)." in await typed(ASK, "2z")
    assert "What would you like to reply?" in await typed(ASK, "reply 2")


async def test_a_file_and_nothing_at_all_can_stand_in_for_a_keyboard(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_text("who\nquit\nnever read\n", encoding="utf-8")
    for source in (str(path), os.devnull):
        keyboard, descriptor = Keyboard(), os.open(source, os.O_RDONLY)
        with keyboard.reading(descriptor):
            lines = [await keyboard.line() for _ in range(4)]
        os.close(descriptor)
        assert lines == (["who", "quit", "never read", None] if source == str(path) else [None] * 4)


async def test_what_others_do_is_shown_while_one_thinks() -> None:
    keyboard, out = Keyboard(), Paper()
    async with open_stage(MORNING) as stage:
        visiting = asyncio.ensure_future(Terminal(stage, keyboard, out, is_typed=True).run())
        await out.says("ann> ")
        await stage.emulator.say("linus", "sales", "Good morning.")
        await out.says("Good morning.\n\nann> ")
        keyboard.end()
        await visiting


def test_a_visit_says_where_one_is_and_leaves_nothing_behind(scratch: Path) -> None:
    out = io.StringIO()
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        assert asyncio.run(visit(nothing.fileno(), out)) == 0

    assert re.search(r"It is \w+day \d+ \w+, \d\d:\d\d in Oslo\.", out.getvalue())
    assert "Open http://127.0.0.1:" in out.getvalue()
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_being_told_to_end_is_an_end_like_any_other(told: signal.Signals, scratch: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", "demo"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if "everything that can be typed" in line:
                break
        process.send_signal(told)
        rest = process.stdout.read()
        assert (process.wait(), process.stderr.read()) == (0, "")

    assert rest.rstrip().endswith("Nothing of it is kept.")
    assert list(scratch.iterdir()) == []
