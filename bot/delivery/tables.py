"""Somebody's requests as a table (CSV), in which no cell is taken for a formula by whatever opens it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from csv import writer
from io import StringIO
from typing import Any, Final

from storage.rows import plain

COLUMNS: Final = (
    "number", "asked_by", "asked_of", "status", "outcome", "urgency", "title", "text", "created_at",
    "wanted_by_at", "promised_at", "answered_at", "ended_at",
)  # fmt: skip
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of one


def table(requests: Sequence[Mapping[str, Any]]) -> str:
    """A row for each request."""
    written = StringIO()
    rows = writer(written)
    rows.writerow(COLUMNS)
    rows.writerows([_cell(request.get(name)) for name in COLUMNS] for request in requests)
    return written.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    said = str(value if isinstance(value, int) else plain(value))
    return f"'{said}" if said.startswith(FORMULA) else said
