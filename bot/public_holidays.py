"""Public holidays, worked out by a library in a process of its own.

It takes 20 MB and a tenth of a second of a processor, and is needed some moments a year; what it finds is
kept in the database (`storage.holidays`).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Final

from bot import processes
from storage.records import HolidayYear

SECONDS: Final = 60.0


@cache
def edition() -> str:
    """Which release of the library says what the holidays are."""
    return version("holidays")


async def find(wanted: Collection[tuple[str, int]]) -> list[HolidayYear]:
    """The holidays of regions (ISO 3166 codes: NO, DE-BY) in years; none at all for a region unknown to it.

    Raises OSError or TimeoutError if they cannot be found out.
    """
    said = await processes.ask(__name__, sorted(wanted), seconds=SECONDS)
    return [
        HolidayYear(region, year, tuple(date.fromisoformat(day) for day in days), edition())
        for region, year, days in json.loads(said)
    ]


def days_of(region: str, year: int) -> list[date]:
    """The public holidays of one region in one year, in order."""
    import holidays  # noqa: PLC0415 - the process is there for this one thing

    country, _, subdivision = region.partition("-")
    try:
        return sorted(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
    except NotImplementedError:  # it knows no such country, or no such part of it
        return []


def answer(wanted: list[tuple[str, int]]) -> bytes:
    """The work of the process: regions and years in, their days out."""
    found = [(region, year, [day.isoformat() for day in days_of(region, year)]) for region, year in wanted]
    return json.dumps(found).encode()


if __name__ == "__main__":
    processes.answer(answer)
