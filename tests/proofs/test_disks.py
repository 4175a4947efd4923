"""A database that takes nothing for a while: people are told so, and nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.proofs.accounts import check_all, kept_by
from tests.proofs.crowds import Crowd

Gather = Callable[..., Awaitable[Crowd]]

pytestmark = [pytest.mark.prove, pytest.mark.timeout(300)]
LOCK = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
for line in sys.stdin:
    conn.execute(line)
    print("done", flush=True)
"""
SENTENCE = "nothing was changed"


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of twelve megabytes, where this machine lets us have one."""
    folder = Path(tempfile.mkdtemp(prefix="svar-proof-disk-"))
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("this machine lets us mount no small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=12m", "none", str(folder)], check=False).returncode:  # noqa: S603 - ours
        pytest.skip("this machine lets us mount no small disk")
    yield folder
    umount = shutil.which("umount") or "umount"
    subprocess.run([umount, "-l", str(folder)], check=True)  # noqa: S603 - ours
    folder.rmdir()


async def test_a_disk_that_fills_up(gather: Gather, small_disk: Path) -> None:
    crowd = await gather(f"sqlite:///{small_disk / 'svar.db'}", transport="http", people=20)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(10_500_000))
    await crowd.start()
    await crowd.ask_all(range(400))
    told = {number for number, answer in crowd.refused.items() if SENTENCE in answer}
    assert told, "the disk did not fill up"
    assert told == set(crowd.refused)
    ballast.unlink()
    await crowd.ask_all(range(400, 420))
    assert crowd.acked >= set(range(400, 420))
    await check_all(crowd, odd=("handler.failed",))
    assert await kept_by(crowd) == crowd.acked


async def test_a_file_that_may_grow_no_more(gather: Gather, sqlite_url: str) -> None:
    crowd = await gather(sqlite_url, transport="socket", people=20)
    crowd.environ["PROOF_PAGES"] = "100"
    bot = await crowd.start()
    await crowd.ask_all(range(300))
    told = {number for number, answer in crowd.refused.items() if SENTENCE in answer}
    assert told, ("the file did not reach its end", crowd.refused)
    assert told == set(crowd.refused)
    assert await bot.stop() == 0
    del crowd.environ["PROOF_PAGES"]
    await crowd.start()
    await check_all(crowd, odd=("handler.failed",))
    assert await kept_by(crowd) == crowd.acked


async def test_a_database_locked_by_another_process(gather: Gather, sqlite_url: str) -> None:
    crowd = await gather(sqlite_url, transport="http", people=20)
    await crowd.start()
    await crowd.ask_all(range(40))
    async with other_process(sqlite_url.removeprefix("sqlite:///")) as execute:
        await execute("BEGIN IMMEDIATE")
        asking = asyncio.create_task(crowd.ask_all(range(40, 80)))
        await crowd.until_refused()
        await execute("COMMIT")
        await asking
        await execute("BEGIN IMMEDIATE")
        quick = asyncio.create_task(crowd.ask_all(range(80, 100)))
        await execute("SELECT 1")  # a way there and back, in which those asked for above are sent
        await execute("ROLLBACK")
        await quick
    assert crowd.acked >= set(range(80, 100))
    await crowd.ask_all(range(100, 120))
    assert crowd.acked >= set(range(100, 120))
    await check_all(crowd, odd=("handler.failed",))
    assert await kept_by(crowd) == crowd.acked


@asynccontextmanager
async def other_process(path: str) -> AsyncIterator[Callable[[str], Awaitable[None]]]:
    """Another program on the same file, which does as it is told."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", LOCK, path, stdin=pipe, stdout=pipe)
    assert process.stdin is not None
    assert process.stdout is not None
    stdin, stdout = process.stdin, process.stdout

    async def execute(sql: str) -> None:
        stdin.write(f"{sql}\n".encode())
        await stdin.drain()
        assert await asyncio.wait_for(stdout.readline(), 30) == b"done\n"

    yield execute
    stdin.close()
    assert await process.wait() == 0
