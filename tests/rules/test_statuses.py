"""Slack statuses that look like an absence, and those that do not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.absences.statuses import expires_at, looks_away

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("emoji", "text"),
    [
        (":palm_tree:", ""),
        (":face_with_thermometer:", ""),
        ("", "On vacation"),
        ("", "vacationing until Monday"),
        ("", "Out of office"),
        ("", "OOO til tirsdag"),
        ("", "parental leave"),
        ("", "Ferie til 3. august"),
        ("", "sommerferie"),
        ("", "syk"),
        ("", "Semester v. 28"),
        ("", "hemma med sjukt barn"),
        ("", "vabbar"),
        ("", "Barselsorlov"),
        ("", "syg i dag"),
    ],
)
def test_what_looks_like_an_absence(emoji: str, text: str) -> None:
    assert looks_away(emoji, text, None)
    assert looks_away(emoji, text, DAY)
    assert not looks_away(emoji, text, timedelta(hours=1))


@pytest.mark.parametrize(
    ("emoji", "text"),
    [
        ("", ""),
        (":house_with_garden:", "Working from home"),
        (":calendar:", "In a meeting"),
        (":hamburger:", "Lunch"),
        (":headphones:", "Focusing"),
        (":bus:", "Commuting"),
        ("", "Ledig for spørsmål"),
        ("", "Planning the holidaymakers' campaign"),
    ],
)
def test_what_does_not(emoji: str, text: str) -> None:
    assert not looks_away(emoji, text, None)


def test_a_status_ends_with_a_full_minute() -> None:
    midnight = datetime(2026, 6, 13, tzinfo=UTC)
    assert expires_at(int(midnight.timestamp()) - 1) == midnight
    assert expires_at(int(midnight.timestamp())) == midnight
    assert expires_at(0) is None
