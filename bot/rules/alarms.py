"""What can keep Svar from working well, and how it is noticed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

OVERDUE_AFTER: Final = timedelta(minutes=5)
MAY_DIFFER: Final = timedelta(minutes=1)  # this machine's clock from Slack's
JUMP: Final = timedelta(minutes=1)
UNSURE_FOR: Final = timedelta(minutes=5)  # after a jump, unless Slack agrees


class Alarm(StrEnum):
    """Something that somebody has to look after."""

    OVERDUE = "overdue"  # what is due is not sent
    SOCKET = "socket"  # Slack cannot reach us
    CLOCK = "clock"
    LOCKED_OUT = "locked_out"  # Slack does not let us do what we are for


@dataclass(frozen=True, slots=True)
class Reading:
    """What two clocks of this machine said at once: that on the wall, and one that never jumps (seconds)."""

    wall: datetime
    steady: float


def is_overdue(oldest_at: datetime | None, now: datetime) -> bool:
    """Whether something has been due for too long."""
    return oldest_at is not None and now - oldest_at > OVERDUE_AFTER


def jump(before: Reading, after: Reading) -> timedelta:
    """By how much the wall clock went ahead of the time that passed; less than `JUMP` is none."""
    ahead = after.wall - before.wall - timedelta(seconds=after.steady - before.steady)
    return ahead if abs(ahead) >= JUMP else timedelta()


def is_wrong(apart: timedelta | None, since_jump: timedelta | None) -> bool:
    """Whether a clock cannot be relied on.

    `apart` is how far it is from Slack's, if Slack has said what time it is since the clock last jumped;
    `since_jump` is how long ago that was.
    """
    if apart is not None:
        return abs(apart) > MAY_DIFFER
    return since_jump is not None and since_jump < UNSURE_FOR
