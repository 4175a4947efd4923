"""A small company's Slack export, made as Slack lays one out: written message by message, then saved."""

from __future__ import annotations

import json
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MEMBERS = [f"U0000000{number}" for number in range(1, 9)]
ANN, BEN, CLEO = MEMBERS[:3]


def member(slack_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": slack_id,
        "team_id": "T1",
        "name": slack_id.lower(),
        "tz": "UTC",
        "deleted": False,
    } | changes


@dataclass
class Export:
    """What is in the files; `name` in `messages` is the channel's folder."""

    people: list[dict[str, Any]] = field(default_factory=lambda: [member(each) for each in MEMBERS])
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, bytes] = field(default_factory=dict)
    _written: int = 0

    def write(
        self, user: str | None, text: str | None, hours: float = 0, *, channel: str = "general", **more: Any
    ) -> str:
        """One message so many hours after Monday 09:00; its `ts`."""
        self._written += 1
        at = MONDAY + timedelta(hours=hours)
        ts = f"{int(at.timestamp())}.{self._written:06d}"
        self.messages[channel].append({"type": "message", "user": user, "text": text, "ts": ts} | more)
        return ts

    def ask(self, asker: str, owner: str, hours: float = 0, **more: Any) -> str:
        return self.write(asker, f"<@{owner}> which rate applies?", hours, **more)

    def contents(self) -> dict[str, bytes]:
        """Every file by its name."""
        found = {"users.json": json.dumps(self.people).encode(), "channels.json": b"[]"}
        for channel, messages in self.messages.items():
            days: dict[str, list[dict[str, Any]]] = defaultdict(list)
            for message in messages:
                day = datetime.fromtimestamp(float(message["ts"]), UTC).date()
                days[f"{channel}/{day}.json"].append(message)
            found |= {name: json.dumps(listed).encode() for name, listed in days.items()}
        return found | self.files

    def zipped(self, folder: Path, inside: str = "") -> Path:
        path = folder / "export.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in self.contents().items():
                archive.writestr(inside + name, data)
        return path

    def unpacked(self, folder: Path) -> Path:
        for name, data in self.contents().items():
            path = folder / "export" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder / "export"
