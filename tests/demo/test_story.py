"""The story plays in seconds, tells what people see, and says what did not go as told."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.demo import tell
from bot.demo.company import CHANNELS, PEOPLE
from bot.demo.scenes import STORY
from bot.demo.story import Play, Scene

NAMES = {person["display_name"] for person in PEOPLE} | {"Svar"}
PLACES = {channel["name"] for channel in CHANNELS}


def scripted(*options: str) -> Result:
    return CliRunner().invoke(main, ["demo", "--script", *options])


def scene(run: object) -> tuple[Scene, ...]:
    return (Scene("Fri 10:00 Oslo", "A morning", "Something happens.", run),)  # type: ignore[arg-type]


def test_the_story_ends_as_told(scratch: Path) -> None:
    told = scripted()

    assert (told.exit_code, told.stderr) == (0, "")
    assert all(scene.title in told.stdout for scene in STORY)
    assert "Fri 16:50 Oslo        Ann types  /request @Maja Which rate" in told.stdout
    assert told.stdout.rstrip().splitlines()[-1].startswith("The story ended as told")
    assert list(scratch.iterdir()) == []


def test_without_a_terminal_there_are_no_colours_and_everything_has_a_drawing(scratch: Path) -> None:
    told = scripted().stdout

    assert "\033" not in told
    assert "cannot draw" not in told


def test_as_json_it_is_one_object_a_line_and_nothing_else(scratch: Path) -> None:
    told = scripted("--json")
    lines = [json.loads(line) for line in told.stdout.splitlines()]

    assert (told.exit_code, told.stderr) == (0, "")
    assert len(lines) > 100
    assert all(list(line) == ["at", "to", "from", "kind", "text"] for line in lines)
    assert {line["to"] for line in lines} <= NAMES | PLACES
    assert {line["from"] for line in lines} <= NAMES
    assert all(isinstance(line["text"], str) and line["kind"] for line in lines)


def test_as_json_times_never_go_back_and_are_those_of_the_person(scratch: Path) -> None:
    lines = [json.loads(line) for line in scripted("--json").stdout.splitlines()]
    times = [datetime.fromisoformat(line["at"]) for line in lines]

    assert times == sorted(times)
    assert {at.utcoffset() for at, line in zip(times, lines, strict=True) if line["to"] == "Cleo"} == {
        timedelta(hours=9)
    }


def test_the_command_ends_with_0(scratch: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--script", "--json"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (ended.returncode, ended.stderr) == (0, "")


async def test_what_should_have_been_seen_and_was_not_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    async def nothing(play: Play) -> None:
        play.expect("ann", "Good morning", when="Fri 10:00 Oslo")
        play.expect("it-help", "Hello", kind="update")

    assert await tell(scene(nothing), as_json=True) == 1
    assert capsys.readouterr().err.splitlines() == [
        "A morning: Ann should have seen “Good morning”, Fri 10:00 Oslo.",
        "A morning: #it-help should have seen “Hello”, update.",
    ]


async def test_what_should_not_have_been_seen_and_was_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    async def loud(play: Play) -> None:
        (ann,) = play.cast("ann")
        await ann.types("/svar help")
        play.expect_silence("ann")

    assert await tell(scene(loud), as_json=False) == 1
    captured = capsys.readouterr()
    assert captured.err == "A morning: Ann should not have seen “anything”.\n"
    assert "ended as told" not in captured.out


@pytest.mark.parametrize(
    ("words", "label"), [("", "Answer"), ("no such words", "Answer")], ids=["no button", "no message"]
)
async def test_somebody_who_is_stuck_fails_the_scene_but_not_the_rest(
    words: str, label: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async def stuck(play: Play) -> None:
        (ann,) = play.cast("ann")
        await ann.presses(label, on=words)
        play.fail("nobody comes here")

    async def silent(play: Play) -> None:
        play.expect_silence("ann")

    assert await tell((*scene(stuck), *scene(silent)), as_json=True) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


async def test_what_slack_would_not_do_fails_the_scene(capsys: pytest.CaptureFixture[str]) -> None:
    async def unknown(play: Play) -> None:
        (ann,) = play.cast("ann")
        await ann.types("/nonsense")

    assert await tell(scene(unknown), as_json=True) == 1
    assert "Ann got nowhere with “/nonsense”: unknown_command." in capsys.readouterr().err
