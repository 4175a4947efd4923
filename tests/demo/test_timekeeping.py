"""The clock in the hands of whoever has the page open, and who is at work."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.demo.stages import open_stage
from bot.demo.timekeeping import JUMPS, at_work, target_of, timekeeper

FRIDAY = datetime(2026, 12, 4, 15, 50, tzinfo=UTC)  # 16:50 in Oslo


@pytest.mark.parametrize(
    ("words", "zone", "meant"),
    [
        ("+15m", "Europe/Oslo", datetime(2026, 12, 4, 16, 5, tzinfo=UTC)),
        ("next working morning", "Europe/Oslo", datetime(2026, 12, 7, 8, 0, tzinfo=UTC)),
        ("next working morning", "Asia/Tokyo", datetime(2026, 12, 7, 0, 0, tzinfo=UTC)),
        ("monday 08:00", "Europe/Oslo", datetime(2026, 12, 7, 7, 0, tzinfo=UTC)),
        ("2026-12-09 14:30", "America/New_York", datetime(2026, 12, 9, 19, 30, tzinfo=UTC)),
        ("some day", "Europe/Oslo", None),
    ],
)
def test_moments_are_meant_on_the_clock_of_whoever_moves_it(
    words: str, zone: str, meant: datetime | None
) -> None:
    assert target_of(words, FRIDAY, zone) == meant


def test_every_jump_leads_forwards() -> None:
    for _, words in JUMPS:
        target = target_of(words, FRIDAY, "Europe/Oslo")
        assert target is not None
        assert target > FRIDAY


async def test_those_are_at_work_whose_hours_it_is_and_who_are_not_away() -> None:
    async with open_stage(FRIDAY) as stage:
        assert {"UANN", "UBEN"} <= set(await at_work(stage))
        assert "UCLEO" not in await at_work(stage)
        await stage.emulator.command("ben", "/ooo", "today")
        assert "UBEN" not in await at_work(stage)
        await stage.move_to(datetime(2026, 12, 5, 12, 0, tzinfo=UTC))
        assert await at_work(stage) == []


async def test_the_clock_goes_forwards_and_not_too_far() -> None:
    async with open_stage(FRIDAY) as stage:
        keeper = timekeeper(stage)
        assert await keeper.move("+4h", "Europe/Oslo") is None
        assert stage.clock.now() == datetime(2026, 12, 4, 19, 50, tzinfo=UTC)
        assert "only goes forwards" in str(await keeper.move("2026-11-30 08:00", "Europe/Oslo"))
        assert "too far" in str(await keeper.move("+90d", "Europe/Oslo"))
        keeper.run(True)
        assert keeper.is_running()
        keeper.run(False)
        assert not keeper.is_running()
