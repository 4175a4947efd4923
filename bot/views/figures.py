"""How long waits take, in plain words."""

from __future__ import annotations

from bot.i18n import Texts
from bot.rules.figures import Estimate
from bot.rules.survival import Beyond, Percentile

HOUR = 60
EXACT_HOURS = 10  # below, a tenth of an hour matters


def waited(found: Estimate, things: str, spoken: Texts, *, gone: int = 0) -> str:
    """Within which working time a half and 85 % of all `things` were answered, and how many still wait: all
    without an answer but those that are `gone`.
    """
    waiting = spoken.n("figures.open", found.open - gone, asked=found.asked)
    return _said("waited", found, spoken, things=things, open=waiting)


def span(found: Estimate, spoken: Texts) -> str:
    """The same in few words, of whatever was waited for."""
    return _said("span", found, spoken, open=found.open)


def ranges(found: Estimate, spoken: Texts) -> str:
    """Between which working times both lie, with 95 % certainty."""
    return spoken.t("figures.ranges", half=_range(found.median, spoken), most=_range(found.p85, spoken))


def working_time(minutes: int, spoken: Texts) -> str:
    """ "40 working minutes", "3.1 working hours", "11 working hours"."""
    if minutes < HOUR:
        return spoken.n("figures.minutes", max(1, minutes))
    said = hours(minutes)
    return spoken.n("figures.hours", 1 if said == "1" else 2, hours=said)


def hours(minutes: int) -> str:
    """Hours as a number without its unit, exact to a tenth where they are few."""
    number = minutes / HOUR
    return f"{number:.0f}" if number >= EXACT_HOURS else f"{number:.1f}".removesuffix(".0")


def _said(how: str, found: Estimate, spoken: Texts, **more: object) -> str:
    """As far as both are known; of what was not reached, the longest that is known."""
    median, p85 = found.median.at, found.p85.at
    if isinstance(median, Beyond):
        if median.minutes is None:
            return spoken.t(f"figures.{how}.none", **more)
        return spoken.t(f"figures.{how}.fewer", longest=working_time(median.minutes, spoken), **more)
    half = working_time(median, spoken)
    if isinstance(p85, Beyond):
        longest = working_time(p85.minutes or 0, spoken)
        return spoken.t(f"figures.{how}.half", half=half, longest=longest, **more)
    most = hours(p85) if median >= HOUR else working_time(p85, spoken)
    return spoken.t(f"figures.{how}.both", half=half, most=most, **more)


def _range(found: Percentile, spoken: Texts) -> str:
    if found.low is None:
        return spoken.t("figures.range_unknown")
    if found.high is None:
        return spoken.t("figures.range_open", low=hours(found.low))
    return spoken.t("figures.range", low=hours(found.low), high=hours(found.high))
