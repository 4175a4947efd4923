"""Work done in a process of its own, which is over when it has answered: JSON in, bytes out.

Libraries that are large and rarely wanted run there, and whatever would keep everybody else waiting.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable
from signal import SIG_DFL, SIGPIPE, signal
from typing import Any


class Ended(OSError):
    """The process ended without an answer. Its last words are told, which may quote the order."""

    def __init__(self, module: str, code: int, said: bytes) -> None:
        lines = [line for line in said.decode(errors="replace").splitlines() if not line.startswith(" ")]
        super().__init__(f"{module} ended with {code}: {lines[-1] if lines else 'nothing said'}")


async def ask(module: str, order: object, *, seconds: float) -> bytes:
    """What a module's `answer` says to an order. Raises `Ended`, another OSError, or TimeoutError."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module), stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    try:
        answer, said = await asyncio.wait_for(process.communicate(json.dumps(order).encode()), seconds)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise Ended(module, process.returncode, said)
    return answer


def answer(work: Callable[[Any], bytes]) -> None:
    """The process itself, called by a module's main: does the work and says what came of it."""
    signal(SIGPIPE, SIG_DFL)  # if whoever asked is gone, it ends without a word
    sys.stdout.buffer.write(work(json.load(sys.stdin)))
