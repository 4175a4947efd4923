"""How many connections Svar opens for its calls, counted where they arrive: at the embedded workspace."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from bot.emulator import Emulator
from bot.manifest import manifest
from bot.settings import read_settings
from handlers import listens
from tests.benchmarks import payloads
from tests.benchmarks.figures import Figure
from tests.benchmarks.offices import SVAR
from tests.benchmarks.processes import free_port, serving

REQUESTS = 1_500
PEOPLE = [
    {"id": slack_id, "name": slack_id.lower(), "real_name": slack_id, "tz": "Europe/Oslo", "locale": "en-US"}
    for slack_id in payloads.PEOPLE
]
WAIT_SECONDS = 60


async def connections() -> list[Figure]:
    """Goal 10: new connections for each 100 calls of the Web API, from the first call on, while cards are
    posted as fast as the workspace takes them."""
    company = {"team": {"id": "T00000001", "name": "Nord", "domain": "nord"}, "people": PEOPLE}
    asked = manifest(listens(read_settings({})), "https://svar.example.com")
    emulator = Emulator(company | {"channels": [], "usergroups": []}, asked)
    await emulator.start()
    try:
        with tempfile.TemporaryDirectory(prefix="svar-bench-") as folder:
            port = free_port()
            async with serving(list(SVAR), _environ(emulator, port, Path(folder)), port):
                emulator.request_url = f"http://127.0.0.1:{port}/slack/events"
                for _ in range(REQUESTS):
                    await emulator.deliver("slash_commands", payloads.command())
                await _calls(emulator, REQUESTS + len(PEOPLE))
                calls = list(emulator.calls)
    finally:
        await emulator.stop()
    opened = len({call.connection for call in calls})
    return [Figure("new_connections_per_100_calls", 100 * opened / len(calls), "< 1 connection")]


async def _calls(emulator: Emulator, count: int) -> None:
    """Wait until so many calls have been made."""
    async with asyncio.timeout(WAIT_SECONDS):
        while len(emulator.calls) < count:  # noqa: ASYNC110 - it counts calls, and tells nobody
            await asyncio.sleep(0.1)


def _environ(emulator: Emulator, port: int, folder: Path) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": emulator.bot_token,
        "SLACK_SIGNING_SECRET": emulator.signing_secret,
        "SLACK_API_URL": emulator.api_url,
        "SVAR_DATABASE_URL": f"sqlite:///{folder / 'svar.db'}",
        "SVAR_PORT": str(port),
        "SVAR_POST_SECONDS": "0",
        "SVAR_POSTS_PER_SECOND": "10000",
    }
