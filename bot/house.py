"""What a handler or the ticker is handed: everything that outlives one call, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.directory import Directory
from bot.settings import Settings
from storage.base import Store


@dataclass(frozen=True, slots=True)
class House:
    """The store, the people, the time, the settings, and the way to say that something is due."""

    store: Store
    directory: Directory
    clock: Clock
    settings: Settings
    wake: Callable[[], None]
