"""A process of its own: it answers, says why it could not, or goes without a word with whoever asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import processes

MODULE = """
import time
from bot import processes

def answer(order):
    if order == "fail":
        raise ValueError("no such thing")
    if order == "wait":
        time.sleep(60)
    return str(order).encode()

if __name__ == "__main__":
    processes.answer(answer)
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "aside.py").write_text(MODULE)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    return "aside"


async def test_it_answers(module: str) -> None:
    assert await processes.ask(module, [1, "two"], seconds=60) == b"[1, 'two']"


async def test_why_it_could_not_is_told(module: str) -> None:
    with pytest.raises(processes.Ended, match=r"^aside ended with 1: ValueError: no such thing$"):
        await processes.ask(module, "fail", seconds=60)


async def test_nobody_waits_for_ever(module: str) -> None:
    with pytest.raises(TimeoutError):
        await processes.ask(module, "wait", seconds=0.2)


def test_it_ends_without_a_word_if_whoever_asked_is_gone(module: str) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    left = subprocess.run(  # noqa: S603
        [sys.executable, "-m", module],
        input=json.dumps("for nobody"),
        stdout=writes,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writes)
    assert left.stderr == ""
