"""Public holidays, worked out by a library in a process of its own.

It takes 20 MB and a tenth of a second of a processor, and is needed some moments a year; what it finds is
kept in the database (`storage.holidays`).
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Collection
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Final

from storage.records import HolidayYear

SECONDS: Final = 60.0


@cache
def edition() -> str:
    """Which release of the library says what the holidays are."""
    return version("holidays")


async def find(wanted: Collection[tuple[str, int]]) -> list[HolidayYear]:
    """The holidays of regions (ISO 3166 codes: NO, DE-BY) in years; none at all for a region unknown to it.

    Raises OSError or TimeoutError if the process cannot be run.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        asked = json.dumps(sorted(wanted)).encode()
        said, _ = await asyncio.wait_for(process.communicate(asked), SECONDS)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise OSError(f"the process that knows the holidays ended with {process.returncode}")
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


def main() -> None:
    """The process itself: regions and years in, their days out."""
    answers = [
        (region, year, [day.isoformat() for day in days_of(region, year)])
        for region, year in json.load(sys.stdin)
    ]
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
