"""Servers to compare, set up alike: Svar as it runs, and the listeners that it is held to."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import payloads
from tests.benchmarks.callers import call
from tests.benchmarks.processes import Process, free_port, serving
from tests.benchmarks.slack import BareSlack

SVAR = ("-m", "bot", "run")
WATCHED = ("-m", "tests.benchmarks.watched")
ONE_HANDLER = ("-m", "tests.benchmarks.one_handler")
LISTENER = ("-m", "tests.benchmarks.listener")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is up, and what a round with it cost."""

    process: Process
    port: int
    database: Path

    async def cpu(self, requests: Sequence[bytes], *, at_once: int = 16) -> float:
        """Seconds of its processor for each of `requests`."""
        before = self.process.cpu_seconds()
        await call(self.port, requests, at_once=at_once)
        return (self.process.cpu_seconds() - before) / len(requests)


@contextlib.asynccontextmanager
async def office() -> AsyncIterator[Office]:
    """A Slack and a place on the disk, for as many servers as are wanted."""
    async with BareSlack() as slack, contextlib.AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="svar-bench-"))
        yield Office(slack, Path(folder), stack)


@dataclass(frozen=True, slots=True)
class Office:
    """Where servers are set up."""

    slack: BareSlack
    folder: Path
    stack: contextlib.AsyncExitStack

    async def svar(self, *, program: Sequence[str] = SVAR, name: str = "svar", **environ: str) -> Server:
        """Svar itself; whoever will ask and be asked has been met."""
        server = await self.serve(program, name, **environ)
        await call(server.port, [payloads.http(payloads.command()) for _ in range(300)], at_once=4)
        return server

    async def listener(self, mode: str, **environ: str) -> Server:
        """A listener of one of the modes of `tests.benchmarks.listener`, warm."""
        server = await self.serve((*LISTENER, mode), mode, **environ)
        await call(server.port, [payloads.http(payloads.command()) for _ in range(300)], at_once=4)
        return server

    async def serve(self, program: Sequence[str], name: str, **environ: str) -> Server:
        """Any of them, cold."""
        port = free_port()
        database = self.folder / f"{name}.db"
        process = await self.stack.enter_async_context(
            serving(list(program), self.environ(port, database) | environ, port)
        )
        return Server(process, port, database)

    def environ(self, port: int, database: Path) -> dict[str, str]:
        """What makes a server out of a program."""
        return {
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_SIGNING_SECRET": payloads.SECRET,
            "SLACK_API_URL": self.slack.api_url,
            "SVAR_DATABASE_URL": f"sqlite:///{database}",
            "SVAR_PORT": str(port),
        }
