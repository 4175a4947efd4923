"""Svar to try without Slack: a small company, a story of its days, and a terminal to look in from."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from bot import logs
from bot.demo.scenes import STORY
from bot.demo.stages import open_stage
from bot.demo.story import Scene, moment_of, play
from bot.demo.terminals import visit
from bot.demo.transcripts import JsonLines, Transcript


def main(*, script: bool, as_json: bool) -> int:
    """Open the workspace to look in, or with `script` play the story; the exit code."""
    logs.configure("error")
    if script:
        return asyncio.run(tell(STORY, as_json=as_json))
    return asyncio.run(visit())


async def tell(story: Sequence[Scene], *, as_json: bool) -> int:
    """Play a story on standard output; 0 if it ended as told, else 1 and a line for every failure."""
    async with open_stage(moment_of(story[0].at)) as stage:
        telling = (JsonLines if as_json else Transcript)(stage, sys.stdout)
        played = await play(story, stage, telling)
    for failure in played.failures:
        print(failure, file=sys.stderr)
    if not played.failures and not as_json:
        print(f"\n\nThe story ended as told: {len(story)} scenes, {played.checked} expectations.")
    return 1 if played.failures else 0
