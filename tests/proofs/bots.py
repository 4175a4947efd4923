"""Starting Svar as a process, killing it, stopping it and starting it again on the same database."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
STOP_SECONDS = 60
LEASE_RUN_OUT = timedelta(minutes=2)
"""So much later is the start after a crash: what the dead one had in hand waits for its lease to run out."""


@dataclass
class Bot:
    """One process. `said` are the events of its log, `exit_code` how it ended."""

    process: Process
    said: list[dict[str, Any]] = field(default_factory=list)
    started: asyncio.Event = field(default_factory=asyncio.Event)
    noise: list[str] = field(default_factory=list)
    reading: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        return next(int(one["port"]) for one in self.said if one.get("event") == "svar.started")

    async def kill(self) -> None:
        """As the power fails."""
        self.process.kill()
        await self._ended()

    async def stop(self) -> int:
        """As a new release is put in its place; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return await self._ended()

    async def _ended(self) -> int:
        code = await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
        if self.reading is not None:
            await self.reading
        return code

    async def read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            try:
                self.said.append(json.loads(line))
            except ValueError:
                self.noise.append(line.decode(errors="replace"))
                continue
            if self.said[-1].get("event") == "svar.started":
                self.started.set()
        self.started.set()

    def failures(self) -> list[dict[str, Any]]:
        """Everything in the log that no weather explains."""
        odd = ("handler.failed", "delivery.poisoned", "svar.failed")
        return [one for one in self.said if one.get("event") in odd]


async def start_bot(environ: dict[str, str], now: datetime) -> Bot:
    """Start Svar at `now`; returns when it has said that it listens."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-W", "error", "-m", "tests.proofs.runner", now.isoformat()),
        cwd=ROOT,
        env=inherited | environ,
        stdout=DEVNULL,
        stderr=PIPE,
        limit=2**20,
    )
    bot = Bot(process)
    bot.reading = asyncio.create_task(bot.read())
    await asyncio.wait_for(bot.started.wait(), START_SECONDS)
    assert process.returncode is None, (bot.said[-5:], bot.noise)
    return bot
