"""What Slack says of somebody's do-not-disturb."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.rules.workweeks import LAST
from storage.records import Quiet

LATEST: Final = int(LAST.timestamp())


def quiet_time(status: Mapping[str, Any], now: datetime) -> Quiet:
    """The next or present time of do-not-disturb in Slack's `dnd_status`, as it is told at `now`.

    Slack gives instants as Unix seconds, and 1 where there is none; what is no instant of ours is none.
    """
    start, end = status.get("next_dnd_start_ts"), status.get("next_dnd_end_ts")
    if not (status.get("dnd_enabled") and isinstance(start, int) and isinstance(end, int)):
        return Quiet(asked_at=now)
    if not 1 < start < end < LATEST:
        return Quiet(asked_at=now)
    return Quiet(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), now)
