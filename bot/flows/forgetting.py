"""What is over is forgotten in steps: first its times, then its words; as early as its workspace wants."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.flows.workspaces import thresholds
from storage import retention, workspaces
from storage.base import Tx


def forget(tx: Tx, *, now: datetime) -> None:
    """Forget a little of each workspace, whether it is still served or not."""
    for home in workspaces.every(tx):
        kept = thresholds(tx, home.id)
        retention.fade(tx, home.id, before=now - timedelta(days=kept.times_days), now=now)
        retention.purge(tx, home.id, before=now - timedelta(days=kept.words_days))
