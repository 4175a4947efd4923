"""Blocks that show data: table, data_table and data_visualization.

Where the sources disagree on a number, the larger one stands here: refusing what Slack accepts would be
the worse mistake of the two.
"""

from collections.abc import Iterator
from typing import Any

from bot.emulator.blocks.rich_texts import RICH_TEXT
from bot.emulator.blocks.rules import (
    Fields,
    Spot,
    by_type,
    choice,
    flag,
    items,
    nullable,
    number,
    positive,
    shape,
    string,
    typed,
    whole,
)

_CELL = by_type(
    {
        "raw_text": typed({"text": string(least=1)}),
        "raw_number": typed({"value": number, "text": string(least=1)}),
        "rich_text": RICH_TEXT,
    }
)
_COLUMN = shape({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})
_LABEL = string(20, least=1)
_POINTS = 20
_SERIES = 12


def _is_regular(table: Any, at: Spot) -> Iterator[str]:
    """Every row has as many cells as the header, whose cells are simple, and the row header is a column."""
    header, *rows = table["rows"]
    for column, cell in enumerate(header):
        if cell["type"] == "rich_text":
            yield at.into("rows").into(0).into(column).into("type").problem("unsupported type: rich_text")
    for index, row in enumerate(rows, start=1):
        if len(row) != len(header):
            yield at.into("rows").into(index).problem(f"must provide {len(header)} items")
    if table.get("row_header_column_index", 0) >= len(header):
        yield at.into("row_header_column_index").problem("must be the index of a column")


def _points_match_categories(chart: Any, at: Spot) -> Iterator[str]:
    """Every series has exactly one point for each category."""
    categories = sorted(chart["axis_config"]["categories"])
    for index, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != categories:
            yield at.into("series").into(index).into("data").problem("must have one point for each category")


_AXES = typed(
    {
        "series": items(
            shape(
                {
                    "name": string(least=1),
                    "data": items(shape({"label": _LABEL, "value": number}), least=1, most=_POINTS),
                }
            ),
            least=1,
            most=_SERIES,
        ),
        "axis_config": shape(
            {"categories": items(_LABEL, least=1, most=_POINTS)},
            {"x_label": string(50), "y_label": string(50)},
        ),
    },
    also=[_points_match_categories],
)
_PIE = typed({"segments": items(shape({"label": _LABEL, "value": positive}), least=1, most=_SERIES)})

_BLOCK_ID: Fields = {"block_id": string(255, least=1)}
FIGURES: Fields = {
    "table": typed(
        {"rows": items(items(_CELL, most=20), least=1, most=100)},
        {"column_settings": items(nullable(_COLUMN), most=20), **_BLOCK_ID},
    ),
    "data_table": typed(
        {"caption": string(least=1), "rows": items(items(_CELL, least=1, most=20), least=1, most=201)},
        {"page_size": whole(1, 100), "row_header_column_index": whole(0), **_BLOCK_ID},
        also=[_is_regular],
    ),
    "data_visualization": typed(
        {
            "title": string(50, least=1),
            "chart": by_type({"pie": _PIE, "bar": _AXES, "line": _AXES, "area": _AXES}),
        },
        _BLOCK_ID,
    ),
}
