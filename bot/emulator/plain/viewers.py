"""Who looks on: the names they know, their clock and their zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Viewer:
    """One person before the screen. With `options` the entries of menus are listed too."""

    names: Mapping[str, str]
    channels: Mapping[str, str]
    zone: tzinfo
    now: datetime
    options: bool = False
