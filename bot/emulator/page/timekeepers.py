"""A clock that can be moved from the page."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Timekeeper:
    """What the clock bar shows, and what it does.

    `jumps` are pairs of a label and the words that `move` is called with. `move(words, zone)` reads the words
    on the clock of that zone, lets time pass, and says why it cannot, if so.
    """

    jumps: Sequence[tuple[str, str]]
    move: Callable[[str, str], Awaitable[str | None]]
    run: Callable[[bool], None]
    is_running: Callable[[], bool]
