"""How long first answers took over the weeks, as a chart, and the same in words for whoever cannot see it.

Lines differ in dash and mark as well as in colour, and each colour stands out from white by 4.5 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.i18n import Texts, zone_of
from bot.rules.digests import Figures
from bot.rules.figures import Estimate, estimate
from bot.rules.survival import Percentile
from bot.views.figures import HOUR, hours

DAY: Final = timedelta(days=1)
LEAST: Final = 2  # weeks without which there is nothing to compare
WIDTH, HEIGHT = 440, 300  # small, so that its words are large where a phone draws it across the screen
COLOURS: Final = ("#0b3d91", "#8a3b00")
TEXT_SIZE: Final = 18
HEADROOM: Final = 1.1
LEGEND: Final = {"symbolOpacity": 1, "symbolSize": 200, "symbolStrokeWidth": 0}
HEIGHTS: Final = ("hours", "low", "high")
ALT_LIMIT: Final = 1_000  # characters that Slack takes


@dataclass(frozen=True, slots=True)
class Point:
    """What was shown of the four weeks before an instant; none where nothing was."""

    until: datetime
    found: Estimate | None


def points(shown: Sequence[tuple[datetime, Figures]]) -> list[Point]:
    """What was shown of first answers in each week, by its end."""
    said = ((until, figures.answers) for until, figures in shown)
    return [Point(until, estimate(answers.first) if answers else None) for until, answers in said]


def weeks(points: Sequence[Point], texts: Texts) -> dict[str, Any] | None:
    """A Vega-Lite specification of both lines with their 95 % ranges; none for fewer than two weeks.

    A range without an upper end goes up to the chart's.
    """
    if sum(point.found is not None for point in points) < LEAST:
        return None
    names = [texts.t("chart.half"), texts.t("chart.most")]
    rows = [row for point in points for row in _rows(point, names, texts)]
    top = HEADROOM * max(row[end] or 0 for row in rows for end in HEIGHTS)
    hours_up = {"type": "quantitative", "title": texts.t("chart.hours"), "scale": {"domain": [0, top]}}
    across = {"field": "week", "type": "ordinal", "sort": [_label(point, texts) for point in points]}
    return {
        "background": "white",
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": [{**row, "high": row["high"] or top} for row in rows]},
        "encoding": {
            "x": {**across, "title": texts.t("chart.weeks"), "axis": {"labelOverlap": "greedy"}},
            "color": _told_apart(names, COLOURS) | {"legend": LEGEND},
        },
        "layer": [
            {
                "transform": [{"filter": "isValid(datum.low)"}],
                "mark": {"type": "rule", "strokeWidth": 6, "opacity": 0.3},
                "encoding": {"y": {"field": "low", **hours_up}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "line", "strokeWidth": 3},
                "encoding": {
                    "y": {"field": "hours", **hours_up},
                    "strokeDash": _told_apart(names, ([1, 0], [8, 5])) | {"legend": None},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
                "encoding": {
                    "y": {"field": "hours", **hours_up},
                    "shape": _told_apart(names, ("circle", "square")),
                },
            },
        ],
        "config": {
            "axis": {"labelFontSize": TEXT_SIZE, "titleFontSize": TEXT_SIZE, "labelAngle": 0},
            "legend": {"labelFontSize": TEXT_SIZE, "labelLimit": 0, "orient": "top", "columns": 1},
        },
    }


def _told_apart(names: Sequence[str], by: Sequence[Any]) -> dict[str, Any]:
    """One sign for each line, by its name."""
    scale = {"domain": list(names), "range": list(by)}
    return {"field": "series", "type": "nominal", "title": None, "sort": list(names), "scale": scale}


def alt(points: Sequence[Point], texts: Texts) -> str:
    """The figures of the chart as a sentence."""
    said = [
        texts.t("chart.alt_week", week=_label(point, texts), half=_said(found.median), most=_said(found.p85))
        for point in points
        if (found := point.found) is not None
    ]
    return texts.t("chart.alt", weeks="; ".join(said))[:ALT_LIMIT]


def _rows(point: Point, names: Sequence[str], texts: Texts) -> list[dict[str, Any]]:
    """A row for each line; a week without a figure keeps its place, so that the gap is seen."""
    week = _label(point, texts)
    if point.found is None:
        return [{"week": week, "series": name, **dict.fromkeys(HEIGHTS)} for name in names]
    both = zip(names, (point.found.median, point.found.p85), strict=True)
    return [{"week": week, "series": name, **_heights(found)} for name, found in both]


def _heights(found: Percentile) -> dict[str, float | None]:
    reached = found.at if isinstance(found.at, int) else None
    known = zip(HEIGHTS, (reached, found.low, found.high), strict=True)
    return {name: None if minutes is None else minutes / HOUR for name, minutes in known}


def _said(found: Percentile) -> str:
    if isinstance(found.at, int):
        return hours(found.at)
    return f"> {hours(found.at.minutes or 0)}"


def _label(point: Point, texts: Texts) -> str:
    return texts.day(point.until - DAY, zone_of("UTC")).split(maxsplit=1)[-1]
