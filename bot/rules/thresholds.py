"""The numbers that decide when Svar speaks. A workspace may make them gentler, never harsher."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import Any, Final

LIMITS: Final[Mapping[str, tuple[int, int]]] = {
    "reminders": (1, 3),
    "listed": (1, 5),
    "messages": (1, 2),
    "into_the_day_minutes": (0, 180),
    "again_days": (1, 2),
    "third_days": (3, 6),
    "asked_days": (7, 14),
    "still_good_hours": (1, 4),
    "silent_hours": (8, 40),
    "typical_percent": (75, 100),
    "shortest_hours": (8, 24),
    "longest_hours": (24, 80),
    "today_hours": (4, 8),
    "urgent_hours": (1, 8),
    "urgent_a_day": (0, 2),
    "wait_weeks": (1, 4),
    "back_hours": (4, 16),
    "close_days": (3, 10),
    "nudge_people": (3, 20),
    "nudge_turns": (5, 50),
    "nudge_days": (14, 90),
    "times_days": (63, 90),
    "words_days": (90, 365),
    "hand": (0, 1),
}
"""The least and the most of each: nobody can be given more than Svar's own caps, or less time.

Nothing is kept longer than it comes; the times of nine weeks are what a weekly note compares.
"""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a workspace has set; hours and days are working time. Raises ValueError outside of `LIMITS`.

    - `reminders` in one turn, `listed` in one message, `messages` a day that only the clock caused.
    - `into_the_day_minutes`: when the daily message comes, for whoever chose no time of their own.
    - The second and third reminder come `again_days` and `third_days` after the first; `asked_days` after it
      the one who asks is asked. Their limits do not overlap, so that these are always in this order.
    - `still_good_hours` before a promise is due its owner may move it.
    - `urgent_a_day` that one person may call urgent; `wait_weeks` is the longest that anybody should
      wait for somebody away: no longer wait is offered, and whoever leaves for longer puts nothing off.
    - `silent_hours` after somebody has acted, `back_hours` after they were away.
    - The first reminder comes after `typical_percent` of the time in which 85 % of turns end, but not before
      `shortest_hours` and not after `longest_hours`; of what is for today after `today_hours`, of what is
      urgent after `urgent_hours`.
    - `close_days` after an answer that nobody said anything to, its request is closed.
    - A nudge needs `nudge_people` who wait, `nudge_turns` that are old, and `nudge_days` since the last one.
    - So many calendar days after a request was over its times are forgotten (`times_days`: its history then
      tells the days alone), and its words and history (`words_days`).
    - `hand`: 1 where whoever waits may ask for a hand.
    """

    reminders: int = 3
    listed: int = 5
    messages: int = 2
    into_the_day_minutes: int = 30
    again_days: int = 1
    third_days: int = 3
    asked_days: int = 7
    still_good_hours: int = 1
    silent_hours: int = 8
    typical_percent: int = 75
    shortest_hours: int = 8
    longest_hours: int = 24
    today_hours: int = 4
    urgent_hours: int = 1
    urgent_a_day: int = 2
    wait_weeks: int = 4
    back_hours: int = 4
    close_days: int = 3
    nudge_people: int = 3
    nudge_turns: int = 5
    nudge_days: int = 14
    times_days: int = 90
    words_days: int = 365
    hand: int = 0

    def __post_init__(self) -> None:
        for name, (least, most) in LIMITS.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"{name} is from {least} to {most}")

    @property
    def longest_wait(self) -> timedelta:
        return timedelta(weeks=self.wait_weeks)


AS_IT_COMES: Final = Thresholds()


def thresholds_of(kept: Mapping[str, Any]) -> Thresholds:
    """The thresholds as they were kept; one that another release allowed is brought inside the limits."""
    values = {}
    for each in fields(Thresholds):
        least, most = LIMITS[each.name]
        values[each.name] = max(least, min(most, int(kept.get(each.name, each.default))))
    return Thresholds(**values)


def set_otherwise(thresholds: Thresholds) -> dict[str, int]:
    """Those that are not as they come, by name."""
    usual = asdict(AS_IT_COMES)
    return {name: value for name, value in asdict(thresholds).items() if value != usual[name]}
