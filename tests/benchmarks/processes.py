"""Processes to be measured, each alone on one processor, while whoever calls them sits on another.

Linux only: the processor time of a process, kernel and all threads included, is read from
/proc/PID/task/*/schedstat, to the nanosecond. It is the steady reading on a machine that others use too;
seconds on the wall swing by a factor of two there.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from aiohttp import ClientError, ClientSession

PROJECT = Path(__file__).parents[2]
ABSENT = Path(__file__).parent / "absent"
PROCESSORS = sorted(os.sched_getaffinity(0))
OURS, THEIRS = PROCESSORS[-1], PROCESSORS[0]
START_SECONDS = 30.0
LOOK_SECONDS = 0.002


class Process:
    """A Python process on its own processor, without what only the tests bring along."""

    def __init__(self, arguments: list[str], environ: Mapping[str, str]) -> None:
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        self._popen = subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, *arguments],
            cwd=PROJECT,
            env=inherited | {"PYTHONPATH": str(ABSENT)} | dict(environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        os.sched_setaffinity(self.pid, {THEIRS})

    @property
    def pid(self) -> int:
        return self._popen.pid

    def has_ended(self) -> bool:
        return self._popen.poll() is not None

    def read(self) -> bytes:
        """Wait for what it prints."""
        return self._popen.stdout.read(1) if self._popen.stdout else b""

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._popen.send_signal(number)

    def cpu_seconds(self) -> float:
        """The processor time of all its threads so far."""
        spent = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            with contextlib.suppress(OSError):  # a thread that has ended meanwhile
                spent += int((task / "schedstat").read_text().split()[0])
        return spent / 1e9

    def resident_bytes(self) -> int:
        """The memory that it keeps the machine from using otherwise."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def stop(self) -> None:
        self._popen.terminate()
        try:
            self._popen.wait(30)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        if self._popen.stdout:
            self._popen.stdout.close()


@contextlib.asynccontextmanager
async def serving(arguments: list[str], environ: Mapping[str, str], port: int) -> AsyncIterator[Process]:
    """A server process that says at /readyz when it is one."""
    process = Process(arguments, environ)
    try:
        await ready(process, port)
        yield process
    finally:
        await asyncio.to_thread(process.stop)


async def ready(process: Process, port: int) -> None:
    """Wait until it answers at /readyz; raises RuntimeError if it ends or takes too long."""
    async with asyncio.timeout(START_SECONDS), ClientSession() as session:
        while True:
            with contextlib.suppress(ClientError):
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
            if process.has_ended():
                raise RuntimeError("a server to be measured did not start")
            await asyncio.sleep(LOOK_SECONDS)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
