"""A table to try things on, and a disk that is soon full."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from gates import Gate
from samples import make_samples

from storage.base import Store


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
async def samples(store: Store) -> Store:
    """A store with a table for trying things."""
    await store.write(make_samples)
    return store


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of one megabyte, where this machine lets us have one, and where every user may go."""
    folder = Path(tempfile.mkdtemp(prefix="svar-small-disk-"))
    folder.chmod(0o755)
    if _call("mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)):
        pytest.skip("this machine lets us mount no small disk")
    yield folder
    assert _call("umount", str(folder)) == 0
    folder.rmdir()


def _call(command: str, *words: str) -> int:
    program = shutil.which(command)
    if program is None or os.geteuid() != 0:
        return -1
    return subprocess.run([program, *words], capture_output=True, check=False).returncode  # noqa: S603 - ours
