"""What `svar baseline` takes of a large Slack export, beside reading and parsing its files and nothing else.

Each in a process of its own, which says how much processor time and memory it took.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from bot.baseline import measure, open_export
from tests.benchmarks.figures import ROUNDS, Figure, note, ratio

CHANNELS, DAYS, A_DAY = 100, 250, 40  # a million messages
PEOPLE, IN_CHANNEL = 1_000, 50
MENTIONING, IN_THREAD, REACTED = 0.15, 0.45, 0.2
ZONES = ("Europe/Oslo", "Europe/London", "America/New_York", "Asia/Tokyo")
MEGABYTE = 2**20


async def baseline() -> list[Figure]:
    """A million messages: the figures against the files alone, and the most memory they took."""
    ours, alone, peaks = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.zip"
        _make(path)
        for _ in range(ROUNDS):
            seconds, peak = _alone("ours", path)
            ours.append(seconds)
            peaks.append(peak)
            alone.append(_alone("parsing", path)[0])
    note("export", (("ours", ours), ("parsing", alone)), "s")
    return [
        Figure("baseline_vs_parsing", ratio(ours, alone), "<= 1.5"),
        Figure("baseline_peak_memory", max(peaks), "<= 500 MB"),
    ]


def _alone(what: str, path: Path) -> tuple[float, float]:
    """Processor seconds and the most megabytes of a process that does it."""
    words = [sys.executable, "-m", "tests.benchmarks.exports", what, str(path)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def _measure(path: Path) -> None:
    with open_export(path) as opened:
        report = measure(opened, opened.channels())
    if report.measured is None or report.skipped:
        raise RuntimeError("the export was not read as it is")


def _parse(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            json.loads(archive.read(name))


def _make(path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - the same export every time
    people = [
        {"id": f"U{n:010}", "team_id": "T1", "name": f"person{n}", "tz": ZONES[n % 4]} for n in range(PEOPLE)
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.json", json.dumps(people))
        for channel in range(CHANNELS):
            members = [person["id"] for person in chance.sample(people, IN_CHANNEL)]
            for number in range(DAYS):
                day = datetime(2025, 1, 6, 7, tzinfo=UTC) + timedelta(days=number)
                archive.writestr(
                    f"channel{channel}/{day.date()}.json", json.dumps(_day(chance, members, day))
                )


def _day(chance: random.Random, members: list[str], day: datetime) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    for number in range(A_DAY):
        text = " ".join(
            chance.choices(("rate", "contract", "Oslo", "which", "tomorrow", "please", "thanks"), k=15)
        )
        if chance.random() < MENTIONING:
            text = f"<@{chance.choice(members)}> {text}"
        messages.append(_message(chance.choice(members), text, day + timedelta(minutes=15 * number)))
        if number and chance.random() < IN_THREAD:
            parent = chance.choice(messages[:-1])
            messages[-1]["thread_ts"] = parent.get("thread_ts") or parent["ts"]
        if chance.random() < REACTED:
            messages[-1]["reactions"] = [{"name": "eyes", "users": chance.sample(members, 2), "count": 2}]
    return messages


def _message(user: str, text: str, at: datetime) -> dict[str, Any]:
    """A message with what Slack puts around one."""
    return {
        "client_msg_id": "5a4c8f2e-3d0b-4b7e-8a52-0c1d2e3f4a5b",
        "type": "message",
        "user": user,
        "text": text,
        "ts": f"{int(at.timestamp())}.000100",
        "team": "T1",
        "user_team": "T1",
        "source_team": "T1",
        "user_profile": {
            "avatar_hash": "g1a2b3c4d5e6",
            "image_72": "https://avatars.example.com/0/1/2/user_72.png",
            "first_name": "Per",
            "real_name": "Per Son",
            "display_name": "per",
            "team": "T1",
            "name": "per.son",
            "is_restricted": False,
            "is_ultra_restricted": False,
        },
        "blocks": [
            {
                "type": "rich_text",
                "block_id": "Xy1Zk",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
            }
        ],
    }


if __name__ == "__main__":
    before = process_time()
    {"ours": _measure, "parsing": _parse}[sys.argv[1]](Path(sys.argv[2]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE
    print(process_time() - before, peak)
