"""The team notice: a quiet line in a channel that asked for it, and nothing when nobody is out."""

from __future__ import annotations

import pytest
from offices import Office, june

OUT = "Out today:"


def notices(office: Office, channel: str = "ops") -> list[str]:
    shown = (office.draw(one, "ann") for one in office.shown("ann", channel) if one.is_bot)
    return [each for each in shown if OUT in each]


async def ask_for_it(office: Office, words: str = "notice 9:15", channel: str = "ops") -> None:
    await office.command("ann", "/ooo", words, channel=channel)


async def test_a_channel_is_told_at_its_own_time_who_of_its_people_is_out(office: Office) -> None:
    await ask_for_it(office)
    assert "Ann has asked me to say here on working days at 09:15 (Oslo)" in office.screen("ben", "ops")
    await office.command("ben", "/ooo", "wed-fri, cover @Eva")
    await office.command("cleo", "/ooo", "wed-fri")  # who is not in that channel
    await office.go_to(june(10, 9, 14))
    assert notices(office) == []

    await office.go_to(june(10, 9, 16))
    assert notices(office) == ["Out today: Ben (until Fri 12 Jun, ask Eva)"]
    await office.go_to(june(11, 18))
    assert len(notices(office)) == 2


async def test_where_nobody_is_out_nothing_is_said(office: Office) -> None:
    await ask_for_it(office)
    await office.go_to(june(12, 18))

    assert notices(office) == []


async def test_on_days_off_nothing_is_said(office: Office) -> None:
    await ask_for_it(office)
    await office.command("ben", "/ooo", "12 june - 15 june")
    await office.go_to(june(15, 18))

    assert len(notices(office)) == 2


async def test_who_is_out_for_the_day_or_a_part_of_it(office: Office) -> None:
    await ask_for_it(office)
    await office.command("ann", "/ooo", "tomorrow until 13:00")
    await office.command("eva", "/ooo", "tomorrow")
    await office.go_to(june(10, 10))

    assert notices(office) == ["Out today: Ann (until 13:00), Eva"]


async def test_it_can_be_moved_and_ended(office: Office) -> None:
    await ask_for_it(office)
    await ask_for_it(office, "notice 13")
    await office.command("ben", "/ooo", "wed-fri")
    await office.go_to(june(10, 12))
    assert notices(office) == []
    await office.go_to(june(10, 14))
    assert len(notices(office)) == 1

    await ask_for_it(office, "notice off")
    assert "say here no longer who is out" in office.screen("ben", "ops")
    await office.go_to(june(12, 18))
    assert len(notices(office)) == 1


async def test_after_a_long_silence_there_is_one_and_not_one_for_each_day(office: Office) -> None:
    await ask_for_it(office)
    await office.command("ben", "/ooo", "wed-fri")
    office.clock.move_to(june(11, 12))
    await office.settle()

    assert len(notices(office)) == 1


@pytest.mark.parametrize(
    ("words", "channel", "said"),
    [
        ("notice", "ops", "At what time"),
        ("notice 25:00", "ops", "At what time"),
        ("notice 9:00", "dm", "in the channel that is to be told"),
        ("notice 9:00", "random", "Please add me to this channel first"),
    ],
)
async def test_what_cannot_be_is_said(office: Office, words: str, channel: str, said: str) -> None:
    assert said in await office.command("ann", "/ooo", words, channel=channel)


async def test_a_channel_that_is_lost_or_shared_is_told_no_more(office: Office) -> None:
    await ask_for_it(office)
    await office.command("ben", "/ooo", "wed-fri")
    await office.emulator.share_externally("ops")
    await office.go_to(june(12, 18))

    assert notices(office) == []
