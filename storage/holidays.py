"""Public holidays as they were worked out: one row for each region and year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from storage.base import Tx
from storage.records import HolidayYear
from storage.rows import from_json

PUT = """
INSERT INTO holidays (region, year, days, edition) VALUES (:region, :year, :days, :edition)
ON CONFLICT (region, year) DO UPDATE SET days = excluded.days, edition = excluded.edition
"""
SINCE = "SELECT region, year, days, edition FROM holidays WHERE year >= :year ORDER BY region, year"


def put(tx: Tx, years: Iterable[HolidayYear]) -> None:
    """Keep the holidays of some years, in place of what was known of them."""
    for each in years:
        tx.run(PUT, region=each.region, year=each.year, days=each.days, edition=each.edition)


def since(tx: Tx, year: int) -> list[HolidayYear]:
    """Everything known from a year on."""
    return [
        HolidayYear(
            row["region"], row["year"], tuple(map(date.fromisoformat, from_json(row["days"]))), row["edition"]
        )
        for row in tx.all(SINCE, year=year)
    ]
