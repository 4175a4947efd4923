"""Date tokens, drawn in the viewer's zone and on a 24-hour clock."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.emulator.plain.viewers import Viewer

_TOKEN = re.compile(r"\{(\w+)\}")
_YEAR_SHOWN_FROM = timedelta(days=183)  # Slack leaves the year out below six months
_UNITS = (("year", 31_536_000), ("month", 2_592_000), ("day", 86_400), ("hour", 3600), ("minute", 60))


def date_text(stamp: int | str, form: str, viewer: Viewer) -> str | None:
    """The date in the viewer's zone and the given form; None for what Slack could not read either."""
    try:
        when = datetime.fromtimestamp(int(stamp), UTC).astimezone(viewer.zone)
        return _TOKEN.sub(lambda found: _TOKENS[found.group(1)](when, viewer), form)
    except (ValueError, KeyError, OverflowError, OSError):
        return None


def _year(when: datetime, viewer: Viewer) -> str:
    return "" if abs(when - viewer.now) < _YEAR_SHOWN_FROM else f", {when.year}"


def _day_of_month(when: datetime) -> str:
    ending = "th" if 11 <= when.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(when.day % 10, "th")
    return f"{when:%B} {when.day}{ending}"


def _ago(when: datetime, viewer: Viewer) -> str:
    seconds = int((viewer.now - when).total_seconds())
    for unit, length in _UNITS:
        if count := abs(seconds) // length:
            span = f"{count} {unit}{'s' if count > 1 else ''}"
            return f"{span} ago" if seconds > 0 else f"in {span}"
    return "now"


def _pretty(draw: Callable[[datetime, Viewer], str]) -> Callable[[datetime, Viewer], str]:
    def nearby(when: datetime, viewer: Viewer) -> str:
        away = (when.date() - viewer.now.astimezone(viewer.zone).date()).days
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(away) or draw(when, viewer)

    return nearby


def _full(when: datetime, viewer: Viewer) -> str:
    return f"{_day_of_month(when)}{_year(when, viewer)}"


def _short(when: datetime, viewer: Viewer) -> str:
    return f"{when:%b} {when.day}{_year(when, viewer)}"


def _long(when: datetime, viewer: Viewer) -> str:
    return f"{when:%A}, {_full(when, viewer)}"


_TOKENS: dict[str, Callable[[datetime, Viewer], str]] = {
    "date_num": lambda when, _: f"{when:%Y-%m-%d}",
    "date": _full,
    "date_short": _short,
    "date_long": _long,
    "date_pretty": _pretty(_full),
    "date_short_pretty": _pretty(_short),
    "date_long_pretty": _pretty(_long),
    "time": lambda when, _: f"{when:%H:%M}",
    "time_secs": lambda when, _: f"{when:%H:%M:%S}",
    "ago": _ago,
}
