"""Everything that is said of absences: inside Slack's limits, and with nothing in it that comes alive."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emulator.blocks import check_message, check_view
from bot.i18n import texts, zone_of
from bot.rules.absences.shown import AbsentOwner, News, OwnAbsence, Told, WhoIsOut
from bot.rules.letters import Letter
from bot.views import absence_news, absences, absent_owner, sorting
from bot.views.absences import Prefilled
from bot.views.parts import Message, modal
from storage.records import Absence, Kind, Out, OutboxItem, Person, Reason, Side, Waiting, Why

NOW = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)
OSLO = "Europe/Oslo"
EN = texts("en")
ANN = Person(1, 1, "U1", "Ann *the* `boss`", OSLO, "en-US", Kind.MEMBER)
BEN = Person(2, 1, "U2", "Ben", "America/New_York", "en-US", Kind.MEMBER)
TRICKS = ["By the sea", "<!channel> <@U1> <https://evil.example|click>", "&" * 200, "😀" * 100, "*b* _i_ `c`"]


def absence(note: str | None = None, days: float | None = 3, start: datetime = NOW) -> Absence:
    ends = None if days is None else start + timedelta(days=days)
    return Absence(7, 1, ANN.id, start, ends, note, BEN.id, ANN.id, None, NOW, None, None)


def sound(message: Message) -> Message:
    assert check_message({"text": message.text, "blocks": message.blocks}) == []
    shown = str(message.blocks)
    assert not any(sign in shown for sign in ("<!channel>", "<@U1>", "<https://evil"))
    return message


@pytest.mark.parametrize("note", TRICKS)
def test_whatever_is_in_a_note_it_does_no_harm(note: str) -> None:
    own = OwnAbsence(absence(note), OSLO, 3, NOW, cover="Ben" * 20, overlaps=(absence(note),) * 20)
    out = Out(7, 1, "Ann", "U1", OSLO, NOW, None, note, "Ben" * 20)
    sound(absences.planned(own, "/ooo", EN, NOW))
    waits = Waiting(
        1, "x" * 200, None, None, None, 2, Side.OWNER, Why.LOGGED, NOW, None, False, "y" * 80, "z"
    )
    assert (
        check_view(
            sorting.form(replace(own, back_at=NOW), [replace(waits, promised_at=NOW)] * 10, [waits] * 10, EN)
        )
        == []
    )
    sound(absences.planned(replace(own, held=3), "/ooo", EN, NOW))
    sound(absences.planned(replace(own, of="Ben" * 20), "/ooo", EN, NOW))
    sound(absences.coordinators([ANN] * 20, "/ooo", EN))
    sound(absences.taken_back(own, EN, NOW))
    sound(absences.mine([own] * 20, "/ooo", EN, NOW))
    sound(absences.mine([], "/ooo", EN, NOW))
    sound(absences.who(WhoIsOut((out,) * 40, NOW, NOW + timedelta(days=1), 300), zone_of(OSLO), EN, NOW))
    sound(absences.notice(WhoIsOut((out,) * 40, NOW, NOW + timedelta(days=1), 300), zone_of(OSLO), EN))
    sound(absences.refused(EN.m("refused.away_past", words=note), note, 4, EN))
    absent = AbsentOwner(ANN, NOW, NOW + timedelta(days=2), note, BEN)
    sound(absent_owner.choices(absent, "&" * 40_000, 4, EN, NOW))
    for news in News:
        item = OutboxItem(1, 1, "k", Reason.ABSENCE, None, 1, None, {}, None, None, None, None, 1, "", NOW)
        told = Told(news, absence(note), ANN, BEN, BEN, NOW, introduces=True, covered=3, quiet_until=NOW)
        if news is News.MENTIONED:
            told = replace(told, absent=absent, message=("C1", None, "1.2"))
        sound(absence_news.news(Letter(item=item, to=ANN, told=told), told, EN))


@pytest.mark.parametrize(
    "start", [Prefilled(), Prefilled(7, NOW, NOW + timedelta(days=2), "U2", "By the sea", ("U3", "Ben"))]
)
def test_the_form_is_one_that_slack_takes(start: Prefilled) -> None:
    assert check_view(absences.form(start, EN, zone_of(OSLO))) == []


def whole_days(first: datetime, days: int) -> Absence:
    return absence(days=days, start=first)


MIDNIGHT = datetime(2026, 12, 23, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("absent", "said"),
    [
        (whole_days(MIDNIGHT, 10), "Thu 24 Dec 00:00 – Sat 2 Jan 24:00"),
        (whole_days(MIDNIGHT, 1), "Thu 24 Dec 00:00–24:00"),
        (absence(days=0.25), "Thu 26 Nov 10:12–16:12"),
        (absence(days=None), "from Thu 26 Nov 10:12 with an open end"),
        (whole_days(MIDNIGHT + timedelta(days=365), 2), "Fri 24 Dec 2027 00:00 – Sat 25 Dec 2027 24:00"),
    ],
)
def test_a_period_is_told_in_full(absent: Absence, said: str) -> None:
    assert absences.period(absent, OSLO, EN, NOW) == said


@given(st.integers(-40, 40), st.integers(1, 60) | st.none(), st.booleans(), st.booleans())
def test_what_can_be_chosen_fits_the_absence(
    starts: int, back: int | None, covered: bool, is_long: bool
) -> None:
    start = NOW + timedelta(days=starts)
    back_at = None if back is None else max(start, NOW) + timedelta(days=back)
    absent = AbsentOwner(ANN, start, back_at, None, BEN if covered else None, is_long=is_long)
    told = sound(absent_owner.choices(absent, "Which rate?", 4, EN, NOW))
    buttons = [each["action_id"] for each in told.blocks[-1]["elements"]]

    assert buttons[-1] == "absence.somebody_else"
    assert ("absence.ask_cover" in buttons) == covered
    far = start <= NOW and back_at is not None and is_long
    assert ("absence.wait" in buttons) == (not far)
    assert ("Nobody stands in" in told.text) == (not covered)
    fields = modal("x", "x", absent_owner.fields(absent, EN, NOW), submit="x")
    assert check_view(fields) == []


def test_news_without_a_cover_names_nobody() -> None:
    told = Told(News.BACK_ASKED, replace(absence(days=None), cover_id=None), ANN, None, ANN, NOW)
    item = OutboxItem(1, 1, "k", Reason.ABSENCE, None, 1, None, {}, None, None, None, None, 1, "", NOW)
    assert "Are you back?" in absence_news.news(Letter(item=item, to=ANN, told=told), told, EN).text
