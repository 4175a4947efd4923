"""Somebody's own hours and the time of their daily message, set on Home and kept to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from offices import Office, june, squeeze

from bot import i18n
from bot.calendars import Book
from bot.delivery.holidays import renew

RATE = "Which rate applies?"
NIGHT = "22:00–06:00"


async def open_hours(office: Office, who: str) -> None:
    await office.open_home(who)
    await office.press_home(who, "Change", about="Your working hours")


async def test_home_says_what_holds_until_one_says_otherwise(office: Office) -> None:
    home = squeeze(await office.open_home("ann"))
    assert "Your working hours: Mon–Fri 09:00–17:00 (Oslo)" in home
    assert "early in your working day" in home


async def test_what_is_set_is_told_and_kept_to(everywhere: Office) -> None:
    office = everywhere
    await open_hours(office, "ben")
    assert "New York" in office.form("ben")
    outcome = await office.submit(
        "ben", tuesday="14:00–15:00, 16:00–22:00", friday="", saturday="10-12", daily="16:30"
    )
    assert outcome.ok, outcome
    await office.wait(seconds=3)
    home = squeeze(office.home("ben"))
    assert "Mon 09:00–17:00, Tue 14:00–15:00, 16:00–22:00, Wed–Thu 09:00–17:00, Sat 10:00–12:00" in home
    assert "at 16:30" in home
    said = await office.ask("ann", f"@Ben {RATE}")  # it is 10:00 in New York
    assert office.cards("ben") == [], said
    await office.go_to(june(9, 14, 5, of="ben"))
    assert RATE in office.card_text("ben")
    await open_hours(office, "ben")
    assert "16:00–22:00" in str(office.modal("ben"))


async def test_a_card_that_waits_for_the_morning_comes_when_the_day_is_changed(office: Office) -> None:
    await office.go_to(june(9, 20))
    await office.ask("ann", f"@Eva {RATE}")
    assert office.cards("eva") == []
    await open_hours(office, "eva")
    await office.submit("eva", tuesday="18:00–23:00")
    assert RATE in office.card_text("eva")


async def test_the_daily_message_comes_at_the_time_that_was_chosen(office: Office) -> None:
    await office.ask("ann", f"@Eva {RATE}")
    await open_hours(office, "eva")
    await office.submit("eva", daily="15:00")
    await office.go_to(june(11, 14, 55))
    before = len(office.shown("eva", "dm"))
    await office.go_to(june(11, 15, 5))
    fresh = office.shown("eva", "dm")[before:]
    assert RATE in "\n".join(office.draw(one, "eva") for one in fresh)


@pytest.mark.parametrize(
    ("typed", "at_fault"),
    [({"monday": "nine to five"}, ["monday"]), ({"monday": "9", "sunday": "9-9"}, ["monday", "sunday"])],
)
async def test_what_cannot_be_read_is_said_at_its_day(
    office: Office, typed: dict[str, Any], at_fault: list[str]
) -> None:
    await open_hours(office, "ann")
    outcome = await office.submit("ann", **typed)
    assert sorted(outcome.errors or {}) == at_fault
    assert await office.count("schedules") == 0


async def test_whoever_only_moves_the_daily_message_keeps_their_hours(office: Office) -> None:
    await open_hours(office, "ann")
    await office.submit("ann", daily="10:00")
    assert await office.count("schedules") == 0


async def test_whoever_never_works_is_left_alone(office: Office) -> None:
    await open_hours(office, "eva")
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    assert (await office.submit("eva", **dict.fromkeys(days, ""))).ok
    await office.wait(seconds=3)
    assert "Your working hours: none" in squeeze(office.home("eva"))
    await office.ask("ann", f"@Eva {RATE}")
    await office.go_to(june(12, 12))


@pytest.fixture
def norwegian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A second catalogue, of a few sentences."""
    shutil.copy(i18n.CATALOGUES / "en.po", tmp_path)
    (tmp_path / "nb.po").write_text(
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "home.mine"\nmsgstr "Venter på deg"\n\nmsgid "button.answer"\nmsgstr "Svar på det"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(i18n, "CATALOGUES", tmp_path)
    i18n.texts.cache_clear()
    yield
    i18n.texts.cache_clear()


async def test_no_language_is_asked_for_where_there_is_one(office: Office) -> None:
    await open_hours(office, "ann")
    assert "Your language" not in office.form("ann")


@pytest.mark.usefixtures("norwegian")
async def test_svar_speaks_the_language_that_somebody_chose(everywhere: Office) -> None:
    office = everywhere
    await office.ask("ann", f"@Eva {RATE}")
    await open_hours(office, "eva")
    assert "Your language" in office.form("eva")
    assert (await office.submit("eva", language="nb")).ok
    await office.wait(seconds=3)
    home = squeeze(office.home("eva"))
    assert "Venter på deg" in home
    assert "Your language: norsk bokmål." in home  # where a sentence is lacking, English speaks
    assert "Svar på det" in str(office.cards("eva")[-1].blocks)
    assert "Waiting for you" in squeeze(await office.open_home("ann"))
    await open_hours(office, "eva")
    assert (await office.submit("eva", language=None)).ok
    await office.wait(seconds=3)
    assert "Waiting for you" in squeeze(office.home("eva"))


async def test_a_part_of_a_country_keeps_holidays_of_its_own(book: Book, office: Office) -> None:
    """Corpus Christi, 4 June 2026, is kept in Bavaria and not in Norway."""
    await open_hours(office, "ann")
    assert "NO" in str(office.modal("ann"))
    await office.submit("ann", region="de-by")
    await office.wait(seconds=3)
    await renew(office.svar.house)

    assert date(2026, 6, 4) in book.days_off("DE-BY").ends
    rows = await office.rows("SELECT days, region FROM schedules")
    assert rows == [{"days": None, "region": "DE-BY"}]
    await open_hours(office, "ann")
    assert "DE-BY" in str(office.modal("ann"))


@pytest.mark.parametrize("region", ["Bavaria", "DE-XX", "XX", "DE BY"])
async def test_what_is_no_region_is_said(office: Office, region: str) -> None:
    await open_hours(office, "ann")
    outcome = await office.submit("ann", region=region[:6])

    assert "I know no public holidays of that" in str(outcome.errors)
    assert await office.count("schedules") == 0


async def test_whoever_keeps_no_public_holidays_is_reached_on_one(book: Book, office: Office) -> None:
    await open_hours(office, "ben")
    await office.submit("ben", region="")
    await renew(office.svar.house)
    office.clock.move_to(june(18, 21, of="ben"))  # the evening before Juneteenth, a Friday this year
    await office.ask("ann", f"@Ben {RATE}")
    await office.go_to(june(19, 9, 1, of="ben"))

    assert RATE in office.card_text("ben", RATE)
